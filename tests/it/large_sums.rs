//! Sums beyond what one number of a file holds: of more works than there are, at the highest amount that can be stated.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;

use crate::sealed::Desk;

/// 90 万亿元, in 万元 and in fen.
const MOST_WAN: u64 = 9_000_000_000;
const MOST_FEN: u128 = 9_000_000_000_000_000;
/// Their sum is more than 64 bits hold.
const WORKS: u128 = 1_100;

/// A sheet of so many works, a line each.
fn import(desk: &Desk, name: &str, headings: &str, filled: impl Fn(u128) -> String) {
    let mut sheet = format!("{headings}\n");
    (1..=WORKS).for_each(|no| writeln!(sheet, "{}", filled(no)).expect("a line"));
    fs::File::create(desk.path(name)).expect("a file").write_all(sheet.as_bytes()).expect("written");
    desk.ok(&["import", name]);
}

#[test]
fn sums_of_the_highest_amounts_are_exact_on_every_page() {
    let desk = Desk::with_register();
    import(
        &desk,
        "works.csv",
        "编号,项目名称,类别,计划开工,年度计划(万元),自开工累计完成投资(万元),阶段",
        |no| {
            let done = if no == 1 { MOST_WAN - 1 } else { MOST_WAN };
            format!(",甲{no:04}号河道工程,治水,2022-01-05,{MOST_WAN},{done},在建")
        },
    );
    let (plan, done) = (WORKS * MOST_FEN, WORKS * MOST_FEN - 1_000_000);
    let json = desk.ok(&["--as-of", "2022-09-01", "report", "--format", "json"]);
    assert!(json.contains(&format!("\"plan_fen\":{plan},")), "{json:.2000}");
    assert!(json.contains(&format!("\"invested_ytd_fen\":{done},")), "{json:.2000}");
    for format in ["text", "markdown", "html"] {
        let page = desk.ok(&["--as-of", "2022-09-01", "report", "--format", format]);
        assert!(page.contains("9,900,000,000,000.00") && page.contains("9,899,999,999,999.00"), "{format}");
        assert!(page.contains("99.9%") && !page.contains("92233"), "{format}");
    }
    let brief = desk.ok(&["--as-of", "2022-09-01", "report", "brief"]);
    assert!(brief.contains("990000000.00亿元，占年度计划的99.9%"), "{brief}");
    for file in ["a.xlsx", "a.docx"] {
        desk.ok(&["--as-of", "2022-09-01", "report", "-o", file]);
    }
}

#[test]
fn households_are_counted_exactly() {
    let desk = Desk::with_register();
    import(&desk, "works.csv", "编号,项目名称,类别,总户数,签约户数", |no| {
        format!(",甲{no:04}地块,征迁,{MOST_FEN},{MOST_FEN}")
    });
    let json = desk.ok(&["--as-of", "2022-09-01", "report", "brief", "--format", "json"]);
    assert!(json.contains(&format!("\"households\":{}", WORKS * MOST_FEN)), "{json}");
    desk.ok(&["--as-of", "2022-09-01", "report"]);
}
