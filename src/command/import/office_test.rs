//! Lines of an office's list with what a workbook says of its cells: merged ones above all, which no text file has.

use clap::Parser;

use super::mapping::{Mapping, MappingArgs};
use super::office::{OfficeRows, Registered, office_rows};
use super::row::{SheetTable, text_of};
use crate::domain::catalog::Label;
use crate::domain::heading::HeadingWords;
use crate::domain::sample::catalog;
use crate::error::RowError;
use crate::report::headings::columns_of_lists;
use crate::report::model::Role;
use crate::report::sheets::Sheet;
use crate::sheet::grid::{Area, Book, Epoch, FileFormat, Layout, Line, Raw};
use crate::sheet::heading::Headings;

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    mapping: MappingArgs,
}

fn line(number: usize, cells: &str) -> Line {
    let raw = |text: &str| match text {
        "" => Raw::Empty,
        text if text.parse::<f64>().is_ok() => Raw::Number(text.to_owned()),
        text => Raw::Text(text.to_owned()),
    };
    Line { number, cells: cells.split(',').map(raw).collect() }
}

/// Rows and columns counted as a spreadsheet does: from 1.
fn merged(rows: (usize, usize), columns: (usize, usize)) -> Area {
    Area { rows, columns: (columns.0 - 1, columns.1 - 1) }
}

/// A sheet with its headings in row 1.
fn read(headings: &str, lines: &[&str], merged: &[Area], args: &[&str]) -> OfficeRows {
    let mut catalog = catalog();
    catalog.categories[0].words = vec!["水利".to_owned()];
    catalog.measures[0].total_label = Some(Label { zh: "总投资".to_owned(), en: "total".to_owned() });
    let columns = columns_of_lists(&catalog);
    let args = Cli::parse_from([&["import", "--accept", "99"], args].concat()).mapping;
    let mapping = Mapping::new(&catalog, &columns, &args, 1).expect("right");
    let is_stated = |column: &crate::report::model::Column| !matches!(column.role, Role::Key | Role::Version);
    let mut found = Headings::given(&columns, &line(1, headings), &[], is_stated).expect("once each");
    assert!(mapping.against(&columns, &mut found, &[], super::resolve::Years { year: 2022, plans: 2022 }).is_empty());
    let format = FileFormat::Workbook(Book::Xlsx, Epoch::Of1900);
    let table = SheetTable::new("a.xlsx", format, Sheet::Projects, columns, found);
    let lines: Vec<Line> = (2..).zip(lines).map(|(number, cells)| line(number, cells)).collect();
    let layout = Layout { merged: merged.to_vec(), ..Layout::default() };
    let is_unit = |_: &str| false;
    let registered = Registered {
        catalog: &catalog,
        words: &HeadingWords::default(),
        is_unit: &is_unit,
        units: Vec::new(),
        may_register: true,
    };
    office_rows(&table, &mapping, registered, &lines, (&layout, 1))
}

/// What stands under some columns in each row that came in.
fn cells(rows: &OfficeRows, keys: &[&str]) -> Vec<String> {
    let cell = |line: &Line, key: &&str| text_of(rows.table.raw(line, key));
    let said = |line: &Line| keys.iter().map(|key| cell(line, key)).collect::<Vec<_>>().join(" ");
    rows.rows.iter().filter(|row| !row.is_wrong).map(|row| said(&row.line)).collect()
}

fn told(rows: &OfficeRows) -> Vec<String> {
    let why = |fault: &crate::error::Fault| {
        let why = format!("{:?}", fault.why);
        format!("{} {}", fault.line, why.split([' ', '(']).next().unwrap_or_default())
    };
    rows.faults.iter().map(why).collect()
}

const HEADINGS: &str = "序号,项目名称,责任单位,总投资(万元),责任领导";

#[test]
fn a_merged_cell_holds_for_its_rows_and_no_further() {
    let lines = ["1,甲泵站,区水利局,10,张三", "2,乙闸,,20,", "3,丙塘,,30,", "4,丁桥,,40,李四"];
    let rows = read(HEADINGS, &lines, &[merged((2, 4), (3, 3)), merged((2, 3), (5, 5))], &[]);
    assert_eq!(told(&rows), [""; 0]);
    assert_eq!(
        cells(&rows, &["name", "units", "leader"]),
        ["甲泵站 区水利局 张三", "乙闸 区水利局 张三", "丙塘 区水利局 ", "丁桥  李四"]
    );
    assert!(rows.blanks.is_empty(), "the workbook says itself which cells hold for those below");
}

#[test]
fn a_merged_cell_that_begins_in_a_ditto_or_runs_over_a_sum_holds_what_that_stands_for() {
    let lines = ["1,甲泵站,区水利局,10,", "2,乙闸,〃,20,", ",小计,,30,", "3,丙塘,,30,"];
    let rows = read(HEADINGS, &lines, &[merged((3, 5), (3, 3))], &[]);
    assert_eq!(cells(&rows, &["name", "units"]), ["甲泵站 区水利局", "乙闸 区水利局", "丙塘 区水利局"]);
}

#[test]
fn a_merged_figure_is_of_nobody_until_somebody_says_of_whom() {
    let lines = ["1,甲泵站,区水利局,10,", "2,乙闸,区水利局,,"];
    let area = [merged((2, 3), (4, 4))];
    let rows = read(HEADINGS, &lines, &area, &[]);
    assert_eq!(told(&rows), ["3 MergedFigure"]);
    assert!(matches!(rows.faults[0].why, RowError::MergedFigure { first: 2, last: 3 }));
    let rows = read(HEADINGS, &lines, &area, &["--accept", "2"]);
    assert_eq!((told(&rows), cells(&rows, &["name", "total"])), (vec![], vec!["甲泵站 10".into(), "乙闸 ".into()]));
}

#[test]
fn a_merged_name_is_of_lots_where_a_column_names_them_and_asked_elsewhere() {
    let lines = ["1,甲江堤防,一标段,区水利局,30", "2,,二标段,,20", "3,乙桥,,区水利局,5"];
    let area = [merged((2, 3), (2, 2)), merged((2, 3), (4, 4))];
    let rows = read("序号,项目名称,标段,责任单位,总投资(万元)", &lines, &area, &[]);
    assert_eq!(told(&rows), [""; 0]);
    assert_eq!(
        cells(&rows, &["name", "units", "total", "figures"]),
        ["甲江堤防 区水利局  取标段", "甲江堤防一标段 区水利局 30 ", "甲江堤防二标段 区水利局 20 ", "乙桥 区水利局 5 "]
    );
    assert_eq!(rows.rows.iter().map(|row| row.of).collect::<Vec<_>>(), [None, Some(0), Some(0), None]);
    let lines = ["1,甲江堤防,区水利局,30,", "2,,区住建局,20,"];
    assert_eq!(told(&read(HEADINGS, &lines, &[merged((2, 3), (2, 2))], &[])), ["3 MergedName"]);
    assert_eq!(told(&read(HEADINGS, &lines, &[], &["--fill", "项目名称"])), ["3 MergedName"]);
    assert_eq!(told(&read(HEADINGS, &lines, &[], &[])), ["3 NamelessRow"]);
}

#[test]
fn the_head_of_a_group_may_be_stretched_over_its_row() {
    let lines = ["高桥片区,,,,", "1,甲泵站,区水利局,10,", "一、水利工程,,,,", "2,乙闸,区水利局,20,"];
    let area = [merged((2, 2), (1, 5)), merged((4, 4), (1, 5))];
    let rows = read(HEADINGS, &lines, &area, &[]);
    assert_eq!((told(&rows), cells(&rows, &["name"])), (vec![], vec!["甲泵站".to_owned(), "乙闸".to_owned()]));
    let groups: Vec<usize> = rows.read.left_out.iter().map(|(line, _)| *line).collect();
    assert_eq!(groups, [2, 4]);
    assert_eq!(cells(&rows, &["category"]), ["", "water"]);
}

#[test]
fn blank_units_that_may_be_as_above_are_told_unless_the_column_repeats_itself() {
    let blanks = |lines: &[&str]| read(HEADINGS, lines, &[], &[]).blanks;
    assert_eq!(blanks(&["1,甲江,区水利局,1,", "2,乙河,,2,", "3,丙塘,区住建局,3,", "4,丁桥,,4,"])[0].1, [1, 3]);
    assert_eq!(blanks(&["1,甲江,区水利局,1,", "2,乙河,,2,", "3,丙塘,区水利局,3,"]), []);
    assert_eq!(blanks(&["1,甲江,区水利局,1,", "2,乙河,,,", "3,丙塘,区住建局,3,"]), [], "nothing is known of it");
    assert_eq!(blanks(&["1,甲江,,1,", "2,乙河,,2,"]), []);
}

#[test]
fn a_form_of_one_project_is_none_of_many() {
    let rows = read("项目名称,责任单位", &["总投资(万元),300", "建设地点,甲镇"], &[], &[]);
    assert_eq!(told(&rows), ["2 Form"]);
}

#[test]
fn a_long_list_is_read_in_no_time_worth_speaking_of() {
    let lines: Vec<String> = (1..=20_000)
        .map(|no| if no % 10 == 0 { format!(",小计,,{},", 90) } else { format!("{no},工程{no}号,区水利局,10,") })
        .collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let areas: Vec<Area> = (0..2_000).map(|at| merged((at * 10 + 2, at * 10 + 10), (5, 5))).collect();
    let rows = read(HEADINGS, &lines, &areas, &[]);
    assert_eq!((rows.rows.len(), rows.read.right_sums, rows.faults.len()), (18_000, 2_000, 0));
}
