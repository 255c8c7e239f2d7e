//! A chart of many rows keeps its columns, whatever its names are.

use unicode_width::UnicodeWidthStr;

use super::tests::{code, column, header, printed, table};
use super::*;
use crate::domain::day::parse_due;
use crate::domain::light::Light;
use crate::domain::sign::Sign;
use crate::report::model::{ColumnHeading, Header, Mark, Section, Shape, Title, Word};

const NAMES: [&str; 5] = [
    "甲江堤防整治工程",
    "甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建Ⅰ标段",
    "“乙河”碶闸",
    "丙湖 water system 连通工程 extraordinarilylongword",
    "戊里🏘️社区",
];
const SIGNS: [&[Sign]; 4] = [&[], &[Sign::Met], &[Sign::Overdue; 2], &[Sign::Due; 12]];

fn marks(of: usize) -> Cell {
    let due = parse_due("2022-08").expect("a month");
    let mark = |sign: &Sign| Mark { name: "合龙".to_owned(), sign: *sign, due, baseline: due, met: Some(due) };
    Cell::Marks(SIGNS[of % SIGNS.len()].iter().map(mark).collect())
}

/// Rows of all kinds, with a column 年内; the running month has the longest name.
fn chart(rows: usize) -> Report<'static> {
    let mut columns = vec![
        column("code", Word::Code, Shape::Fixed),
        column("name", Word::Name, Shape::Text),
        column("light", Word::Light, Shape::Fixed),
    ];
    columns.extend((1..=12).map(|month| {
        let heading = ColumnHeading::Month { month, is_running: month == 10 };
        Column { heading, key: format!("month_{month}").into(), ..column("", Word::Month, Shape::Sign) }
    }));
    columns.push(column("in_year", Word::InYear, Shape::Sign));
    let row = |at: usize| {
        let name = Cell::Indented { level: at % 2, text: NAMES[at % NAMES.len()].to_owned() };
        let light = Cell::Light(if at.is_multiple_of(3) { None } else { Some(Light::Red) });
        let mut row = vec![code(&format!("HS-W-{at:03}")), name, light];
        row.extend((0..13).map(|month| marks(at + month * 3)));
        row
    };
    let body = table(columns, (0..rows).map(row).collect());
    let header = Header { title: Some(Title::Grid { year: 2022, of: vec![] }), ..header() };
    Report { header, sections: vec![Section { id: "grid".into(), heading: None, body, notes: Vec::new() }] }
}

/// Where in a line something begins, in columns of the screen.
fn place_of(line: &str, what: &str) -> Option<usize> {
    line.find(what).map(|place| line[..place].width())
}

#[test]
fn every_sign_stands_under_its_month() {
    for (lang, first, last, longest) in [(Lang::Zh, "1月", "年内", "待12"), (Lang::En, "Jan", "Year", "D12")] {
        for (rows, width) in [(4, None), (60, None), (48, Some(100)), (48, Some(140))] {
            let text = printed(chart(rows), Format::Text, lang, width);
            let lines: Vec<&str> = text.lines().skip(3).collect();
            assert!(lines.iter().all(|line| line.width() <= width.unwrap_or(100)), "{text}");
            let head = lines.first().expect("headings");
            let (from, to) = (place_of(head, first).expect("a month"), place_of(head, last).expect("the year"));
            // five columns a month, one more for the running one, which has a longer name in Chinese
            let starred = usize::from(lang == Lang::Zh);
            assert_eq!(to - from, 12 * 5 + starred, "{head}");
            let starts: Vec<usize> = (0..13).map(|n| from + 5 * n + if n > 9 { starred } else { 0 }).collect();
            let firsts = lines.iter().filter(|line| line.starts_with("HS-W-"));
            let mut seen = 0;
            for line in firsts {
                seen += 1;
                for start in &starts {
                    let sign = column_of(line, *start);
                    assert!(sign.is_some_and(|sign| sign != ' '), "no sign at {start}: {line}");
                    assert_eq!(start.checked_sub(1).and_then(|before| column_of(line, before)), Some(' '), "{line}");
                }
            }
            assert_eq!(seen, rows, "a row each: {text}");
            assert!(text.contains(longest), "the number is not cut: {text}");
            let whole: String = text.split_whitespace().collect();
            assert!(whole.contains("extraordinarilylongword") || text.contains("extraordi"), "{text}");
        }
    }
}

/// The character that begins in a column of the screen.
fn column_of(line: &str, column: usize) -> Option<char> {
    line.char_indices().find(|(at, _)| line[..*at].width() == column).map(|(_, sign)| sign)
}

#[test]
fn no_name_is_cut() {
    let text = printed(chart(5), Format::Text, Lang::Zh, None);
    let head = text.lines().nth(3).expect("headings");
    let (from, to) = (place_of(head, "项目名称").expect("names"), place_of(head, "亮灯").expect("lights"));
    let of_name = |line: &str| {
        let inside = line.char_indices().filter(|(place, _)| (from..to).contains(&line[..*place].width()));
        inside.map(|(_, sign)| sign).filter(|sign| *sign != ' ').collect::<String>()
    };
    let names: String = text.lines().skip(4).map(of_name).collect();
    for name in NAMES {
        let name: String = name.chars().filter(|sign| *sign != ' ').collect();
        assert!(names.contains(&name), "{name}: {names}");
    }
}

#[test]
fn a_program_gets_every_milestone() {
    let read: serde_json::Value = serde_json::from_str(&printed(chart(2), Format::Json, Lang::Zh, None)).expect("JSON");
    let mark = |sign: &str| {
        serde_json::json!({
            "milestone": "合龙", "sign": sign, "due": "2022-08", "baseline": "2022-08", "met": "2022-08"
        })
    };
    let row = &read["grid"][0];
    assert_eq!((&row["month_1"], &row["month_2"][11]), (&serde_json::json!([]), &mark("due")));
    assert_eq!(row["month_3"], serde_json::json!([mark("overdue"), mark("overdue")]));
    assert_eq!(row["in_year"], serde_json::json!([]));
}

#[test]
fn a_chart_in_markdown() {
    let markdown = printed(chart(2), Format::Markdown, Lang::Zh, None);
    assert!(markdown.contains("| 9月 | 10月\\* | 11月 |"), "{markdown}");
    assert!(markdown.contains("| HS-W-001 | &emsp;甲江堤防整治工程（一期）"), "{markdown}");
    assert!(markdown.contains("| . | 待12 | 逾2 | 完 |"), "{markdown}");
}
