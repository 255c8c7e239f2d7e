//! Writes the sheets of a list as the files offices send: XLSX as Excel and as WPS write it, CSV in their encodings.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use encoding_rs::{GB18030, GBK};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::sealed::root;

use super::text::{Form, Month, Sheet};

/// A cell as it is written into a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    Nothing,
    Text(String),
    /// Its digits, and how it is shown.
    Number(String, String),
    Formula(String, String),
    Day(String, String),
}

impl Cell {
    fn of(text: &str) -> Self {
        let (text, shown) = match text.strip_suffix(']').and_then(|text| text.split_once(" [")) {
            Some((text, shown)) => (text, shown),
            None => (text, ""),
        };
        if let Some(text) = text.strip_prefix('\'') {
            return Self::Text(text.to_owned());
        }
        if let Some(digits) = text.strip_prefix('=') {
            return Self::Formula(digits.to_owned(), shown.to_owned());
        }
        if let Some(digits) = text.strip_suffix('%').filter(|digits| is_number(digits)) {
            let shown = if digits.contains('.') { "0.0%" } else { "0%" };
            return Self::Number(format!("{digits}e-2"), shown.to_owned());
        }
        match text {
            "" | "<" | "^" => Self::Nothing,
            _ if is_day(text) => {
                Self::Day(text.to_owned(), if shown.is_empty() { "yyyy-mm-dd" } else { shown }.to_owned())
            }
            _ if is_number(text) => Self::Number(text.to_owned(), shown.to_owned()),
            _ => Self::Text(text.to_owned()),
        }
    }

    /// As a CSV has it.
    fn typed(text: &str) -> String {
        match Self::of(text) {
            Self::Nothing => String::new(),
            Self::Text(text) | Self::Day(text, _) => text,
            Self::Number(..) | Self::Formula(..) => text.to_owned(),
        }
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    text.starts_with(|sign: char| sign.is_ascii_digit()) && text.parse::<f64>().is_ok()
}

/// `2022-08-31`
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is_digits = |part: &&str| part.chars().all(|sign| sign.is_ascii_digit());
    parts.iter().map(|part| part.len()).collect::<Vec<_>>() == [4, 2, 2] && parts.iter().all(is_digits)
}

fn number(digits: &str) -> f64 {
    digits.parse().expect("a number")
}

/// Cells merged into one: the first row and column, the last row and column, from 0.
type Area = [usize; 4];

/// The cells that were merged: those at the right of a cell that say `<`, and those below that say `^`.
fn merged(sheet: &Sheet) -> Vec<Area> {
    let is = |row: usize, column: usize, sign: &str| {
        sheet.rows.get(row).and_then(|cells| cells.get(column)).is_some_and(|cell| cell == sign)
    };
    let mut areas = Vec::new();
    for (row, cells) in sheet.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            if cell == "<" || cell == "^" {
                continue;
            }
            let right = (column + 1..).take_while(|at| is(row, *at, "<")).count();
            let below = (row + 1..).take_while(|at| is(*at, column, "^")).count();
            if right + below > 0 {
                areas.push([row, column, row + below, column + right]);
            }
        }
    }
    areas
}

/// The file of a month.
pub fn bytes(month: &Month) -> Vec<u8> {
    match month.form {
        Form::AsNamed => workbook(&month.sheets),
        Form::Wps => wps(&month.sheets),
        Form::Gbk => GBK.encode(&csv(&month.sheets[0])).0.into_owned(),
        Form::Gb18030 => GB18030.encode(&csv(&month.sheets[0])).0.into_owned(),
    }
}

fn csv(sheet: &Sheet) -> String {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for cells in &sheet.rows {
        out.write_record(cells.iter().map(|cell| Cell::typed(cell))).expect("written");
    }
    String::from_utf8(out.into_inner().expect("written")).expect("UTF-8")
}

/// As Excel writes it.
pub fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name).expect("a name");
        page.set_hidden(sheet.is_hidden);
        for [row, column, last_row, last_column] in merged(sheet) {
            let at = |place: usize| u16::try_from(place).expect("a column");
            page.merge_range(row_of(row), at(column), row_of(last_row), at(last_column), "", &Format::new())
                .expect("merged");
        }
        for (row, cells) in sheet.rows.iter().enumerate() {
            for (column, cell) in (0..).zip(cells) {
                put(page, row_of(row), column, Cell::of(cell));
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn row_of(row: usize) -> u32 {
    u32::try_from(row).expect("a row")
}

fn put(page: &mut Worksheet, row: u32, column: u16, cell: Cell) {
    let shown_as = |shown: &str| match shown {
        "" => Format::new(),
        shown => Format::new().set_num_format(shown),
    };
    let written = match cell {
        Cell::Nothing => return,
        Cell::Text(text) => page.write_string(row, column, text),
        Cell::Number(digits, shown) => page.write_number_with_format(row, column, number(&digits), &shown_as(&shown)),
        Cell::Formula(digits, shown) => {
            let formula = Formula::new(format!("=1*{digits}")).set_result(digits);
            page.write_formula_with_format(row, column, formula, &shown_as(&shown))
        }
        Cell::Day(day, shown) => {
            let day = ExcelDateTime::parse_from_str(&day).expect("a day");
            page.write_datetime_with_format(row, column, &day, &shown_as(&shown))
        }
    };
    written.expect("written");
}

/// As WPS writes it: texts in runs, numbers with all their digits under formats of its own, cells that hold a style and
/// nothing else far below the table, properties of its own.
fn wps(sheets: &[Sheet]) -> Vec<u8> {
    let [sheet] = sheets else { panic!("one sheet") };
    let mut texts: Vec<String> = Vec::new();
    let width = sheet.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut data = String::new();
    for (row, cells) in (1..).zip(&sheet.rows) {
        write!(data, r#"<row r="{row}" s="1" customFormat="1" ht="27" customHeight="1" spans="1:{width}">"#)
            .expect("written");
        for (column, cell) in cells.iter().enumerate() {
            let at = format!("{}{row}", letter(column));
            match Cell::of(cell) {
                Cell::Nothing => write!(data, r#"<c r="{at}" s="2"/>"#),
                Cell::Text(text) => {
                    texts.push(text);
                    write!(data, r#"<c r="{at}" s="2" t="s"><v>{}</v></c>"#, texts.len() - 1)
                }
                Cell::Number(digits, _) => write!(data, r#"<c r="{at}" s="3"><v>{}</v></c>"#, all_digits(&digits)),
                Cell::Formula(digits, _) => {
                    write!(data, r#"<c r="{at}" s="4"><f>1*{digits}</f><v>{}</v></c>"#, all_digits(&digits))
                }
                Cell::Day(..) => panic!("no days in a list of WPS"),
            }
            .expect("written");
        }
        data += "</row>";
    }
    for row in sheet.rows.len() + 1..60 {
        write!(data, r#"<row r="{row}" s="1" customFormat="1" spans="1:{width}"><c r="A{row}" s="2"/></row>"#)
            .expect("written");
    }
    let areas: Vec<String> = merged(sheet)
        .iter()
        .map(|[row, column, last_row, last_column]| {
            let (first, last) = (letter(*column), letter(*last_column));
            format!(r#"<mergeCell ref="{first}{}:{last}{}"/>"#, row + 1, last_row + 1)
        })
        .collect();
    let page = part("sheet").replace("{rows}", &data).replace("{areas}", &areas.concat());
    let page = page.replace("{count}", &areas.len().to_string());
    let runs: Vec<String> = texts.iter().enumerate().map(|(at, text)| runs(at, text)).collect();
    let strings = part("strings").replace("{texts}", &runs.concat()).replace("{count}", &runs.len().to_string());
    package(&[
        ("[Content_Types].xml", &part("content-types")),
        ("_rels/.rels", &part("relations")),
        ("docProps/app.xml", &part("app")),
        ("docProps/custom.xml", &part("custom")),
        ("xl/workbook.xml", &part("workbook").replace("{name}", &sheet.name)),
        ("xl/_rels/workbook.xml.rels", &part("workbook-relations")),
        ("xl/styles.xml", &part("styles")),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet1.xml", &page),
    ])
}

/// A part of a package as WPS has it, with places for what is of a list.
fn part(name: &str) -> String {
    let path = root().join(format!("fixtures/lists/wps/{name}.xml"));
    std::fs::read_to_string(path).expect("a part")
}

/// Every digit of the binary number, which is not always what was typed: 1764.3599999999999.
fn all_digits(digits: &str) -> String {
    let whole = digits.split('.').next().unwrap_or_default().trim_start_matches('0').len();
    let digits = format!("{:.*}", 17 - whole, number(digits));
    digits.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Every third text is in two runs, as where a part of it was set in another font.
fn runs(at: usize, text: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let middle = text.char_indices().nth(1).map_or(text.len(), |(at, _)| at);
    let (head, tail) = text.split_at(middle);
    if !at.is_multiple_of(3) || tail.is_empty() {
        return format!(r#"<si><t xml:space="preserve">{}</t></si>"#, escaped(text));
    }
    let run = |part: &str| {
        format!(
            r#"<r><rPr><sz val="10"/><rFont val="宋体"/><charset val="134"/></rPr><t xml:space="preserve">{}</t></r>"#,
            escaped(part)
        )
    };
    format!("<si>{}{}</si>", run(head), run(tail))
}

fn letter(column: usize) -> char {
    char::from(b'A' + u8::try_from(column).expect("a column before Z"))
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(text.as_bytes()).expect("written");
    }
    out.finish().expect("a package").into_inner()
}
