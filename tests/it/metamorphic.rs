//! What must hold between pages, whatever their figures are: parts add up to the whole, one page leads to the next, what
//! was known does not change, and every format and language carries the same figures. On the random registers of
//! `typed_figures`, without the second model but for who is on a page.

use calamine::{Data, Reader, Xlsx, open_workbook};
use chrono::{Datelike, Days};
use serde_json::Value;

use crate::model::ledger::Ledger;
use crate::model::year::View;
use crate::model::{Day, day, month_end};
use crate::typed_figures::{Act, Dice, LAST_DAY, Office, Said, Stated, TAGS, Typed, UNITS, sequence};
use crate::{documents, html_text};

const STATUS: [&str; 4] = ["report", "status", "--format", "json"];
/// What parts add up to; of rates nothing adds up.
const SUMMED: [&str; 15] = [
    "projects",
    "lots",
    "started",
    "completed",
    "no_stage",
    "red",
    "yellow",
    "green",
    "grey",
    "none",
    "plan_fen",
    "invested_ytd_fen",
    "period_invested_fen",
    "start_due",
    "start_done",
];

fn json(office: &Office, at: Day, known_at: Option<Day>, more: &[&str]) -> Value {
    let words: Vec<&str> = STATUS.iter().chain(more).copied().collect();
    serde_json::from_str(&office.read(at, known_at, &words)).expect("JSON")
}

/// The ends of the quarters in which something was typed, and of the last month.
fn days(typed: &[Typed]) -> Vec<Day> {
    let last = typed.last().expect("a command").today;
    let quarters = [3, 6, 9].map(|month| month_end(2022, month));
    quarters.into_iter().filter(|end| *end < last).take(1).chain([month_end_of(last)]).collect()
}

fn month_end_of(at: Day) -> Day {
    month_end(at.year(), at.month())
}

/// Every work has one tag, so that the pages of the tags have no gap and share none, and a unit that leads it for good (a
/// change of the lead moves a work of the period before to another page); most share it with another. A lot is where its
/// project is.
fn parted(mut typed: Vec<Typed>) -> Vec<Typed> {
    typed.retain(|typed| !matches!(typed.act, Act::Units { .. }));
    for Typed { act, .. } in &mut typed {
        let Act::Add { code, units, tag, parent, .. } = act else { continue };
        let at = usize::from(code.as_bytes()[0] - b'A') % TAGS.len();
        *tag = Some(TAGS[at].to_owned());
        units.clear();
        if parent.as_ref().is_none_or(|parent| parent == "P") {
            let lead = usize::from(code.as_bytes()[0] - b'A') % UNITS.len();
            units.push(UNITS[lead].to_owned());
            let shares = (lead + usize::from(code.as_bytes()[code.len() - 1])) % UNITS.len();
            units.extend((shares != lead).then(|| UNITS[shares].to_owned()));
        }
    }
    typed
}

fn is_tag(typed: &[Typed], wanted: &str) -> bool {
    typed.iter().any(|typed| matches!(&typed.act, Act::Add { tag, .. } if tag.as_deref() == Some(wanted)))
}

fn sums(page: &Value) -> Vec<i64> {
    SUMMED.iter().map(|key| page["overview"][*key].as_i64().unwrap_or(0)).collect()
}

/// A page of parts of which one has no plan at all leaves its sums unsaid or says those without a plan.
fn is_comparable(ledger: &Ledger, at: Day) -> bool {
    let view = View::at(ledger, at, None);
    let rows = view.rows();
    !rows.is_empty() && rows.iter().all(|row| view.denominator(row).is_some())
}

#[test]
fn pages_of_units_categories_and_tags_add_up_to_the_page_of_all() {
    let (mut held, mut with_money) = (0, 0);
    for seed in 0..24 {
        let typed = parted(sequence(seed));
        let office = Office::of(&typed);
        for at in days(&typed) {
            let whole = sums(&json(&office, at, None, &[]));
            let has_money = is_comparable(&office.ledger, at);
            for parts in [
                UNITS.map(|unit| ["--unit", unit]).to_vec(),
                TAGS.into_iter().filter(|tag| is_tag(&typed, tag)).map(|tag| ["--tag", tag]).collect(),
                ["water", "relocation"].map(|category| ["--category", category]).to_vec(),
            ] {
                let pages: Vec<Vec<i64>> = parts.iter().map(|part| sums(&json(&office, at, None, part))).collect();
                for (place, key) in SUMMED.iter().enumerate() {
                    if key.ends_with("_fen") && !has_money {
                        continue;
                    }
                    let sum: i64 = pages.iter().map(|page| page[place]).sum();
                    let lines = office.lines.join("\n");
                    assert_eq!(sum, whole[place], "{key} of {} as of {at}, seed {seed}\n{lines}", parts[0][0]);
                }
                held += 1;
            }
            with_money += usize::from(has_money);
        }
    }
    assert!(held > 60 && with_money > 1, "{held} pages, {with_money} with every row planned");
}

/// Two works with a plan that begin in the year, and their returns of the ends of its months, on the day or late.
fn monthly(seed: u64) -> Vec<Typed> {
    let first = day(2022, 1, 5);
    let add = |code: &str| Act::Add {
        code: code.to_owned(),
        category: 0,
        parent: None,
        is_programme: false,
        units: vec![UNITS[0].to_owned()],
        tag: None,
        start: Some(Said::month(2022, 2)),
        finish: None,
        on: None,
    };
    let plan = |code: &str| Act::Plan {
        code: code.to_owned(),
        year: 2022,
        invest: Some(1_000_000_000),
        physical: None,
        months: None,
        on: day(2022, 1, 1),
    };
    let start = [add("A"), add("B"), plan("A"), plan("B")].map(|act| Typed { today: first, act });
    let mut dice = Dice::new(seed ^ 0x5EED);
    let mut returns = Vec::new();
    for month in 1..=8 {
        for code in ["A", "B"].into_iter().filter(|_| !dice.rarely(6)).collect::<Vec<_>>() {
            let on = month_end(2022, month);
            let fen = 100_000_000 * i64::from(month) + 1_000_000 * i64::try_from(dice.below(70)).expect("small");
            let late = dice.one(&[0, 0, 0, 12, 20, 25]);
            let stated = Stated { invested: Some(fen), ..Stated::default() };
            let act = Act::Update { code: code.to_owned(), on, category: 0, stated };
            returns.push(Typed { today: on.checked_add_days(Days::new(late)).expect("a day"), act });
            if dice.rarely(4) {
                let stated = Stated { invested: Some(fen + 7_000_000), ..Stated::default() };
                let act = Act::Correct { code: code.to_owned(), back: 0, category: 0, stated };
                returns.push(Typed { today: on.checked_add_days(Days::new(26)).expect("a day"), act });
            }
        }
    }
    returns.sort_by_key(|typed| typed.today);
    start.into_iter().chain(returns).collect()
}

/// 本年(D) = 本年(D₀) + 上期更正 + 跨期 + 本期.
#[test]
fn the_page_before_and_what_was_done_since_make_the_page() {
    let mut held = 0;
    for seed in 0..15 {
        let office = Office::of(&monthly(seed));
        for month in 2..=8 {
            let (at, then) = (month_end(2022, month), month_end(2022, month - 1));
            let sent_at = then.checked_add_days(Days::new(10)).expect("a day");
            // 跨期 is not printed yet (item 7)
            if View::at(&office.ledger, at, None).has_gone_across() {
                continue;
            }
            let of = |page: &Value, key: &str| page["overview"][key].as_i64().unwrap_or(0);
            let (page, last) = (json(&office, at, None, &[]), json(&office, then, Some(sent_at), &[]));
            let year = of(&page, "invested_ytd_fen");
            let (put_right, period) = (of(&page, "put_right_fen"), of(&page, "period_invested_fen"));
            let lines = office.lines.join("\n");
            let made_of = of(&last, "invested_ytd_fen") + put_right + period;
            assert_eq!(year, made_of, "as of {at}: {put_right} {period}, seed {seed}\n{lines}");
            held += usize::from(put_right != 0 && period != 0);
        }
    }
    assert!(held > 20, "{held} pairs of pages");
}

/// The curve leads to the figures of the page, through those of the pages of the months before.
#[test]
fn every_point_of_the_curve_is_what_the_page_of_its_month_says() {
    let mut held = 0;
    for seed in 0..15 {
        let office = Office::of(&monthly(seed));
        let lines = office.lines.join("\n");
        let whole = json(&office, month_end(2022, 8), None, &[]);
        let points: Vec<&Value> = rows(&whole, "curve").collect();
        assert_eq!(points.len(), 12, "seed {seed}\n{lines}");
        assert_eq!(points[11]["planned_fen"], whole["overview"]["plan_fen"], "seed {seed}\n{lines}");
        let planned: Vec<Option<i64>> = points.iter().map(|point| point["planned_fen"].as_i64()).collect();
        assert!(planned.is_sorted() && planned[0].is_some(), "{planned:?}");
        for month in 1..=12_usize {
            let done = &points[month - 1]["done_fen"];
            assert_eq!(points[month - 1]["month"], format!("2022-{month:02}"));
            if month > 8 {
                assert!(done.is_null(), "{month} lies ahead: {done}");
                continue;
            }
            let page = json(&office, month_end(2022, u32::try_from(month).expect("a month")), None, &[]);
            let of_page = page["overview"]["invested_ytd_fen"].as_i64();
            assert_eq!(done.as_i64(), of_page, "month {month}, seed {seed}\n{lines}");
            held += usize::from(done.as_i64().is_some_and(|done| done > 0));
        }
    }
    assert!(held > 90, "only {held} points");
}

/// Of any register: whatever works came, went, or handed on.
#[test]
fn the_curve_ends_in_the_sums_of_the_page() {
    let mut held = 0;
    for seed in 0..40 {
        let typed = sequence(seed);
        let office = Office::of(&typed);
        for at in days(&typed).into_iter().chain(typed.last().map(|last| last.today)) {
            let page = json(&office, at, None, &[]);
            let Some(points) = page["curve"].as_array() else {
                assert!(page["overview"]["plan_fen"].is_null(), "a plan and no curve as of {at}, seed {seed}");
                continue;
            };
            let named = [at.to_string(), at.format("%Y-%m").to_string()];
            let is_end = month_end_of(at) == at;
            let now = points.iter().find(|point| point["month"] == named[usize::from(is_end)]).expect("its day");
            let (of_page, said) = (&page["overview"], format!("as of {at}, seed {seed}\n{}", office.lines.join("\n")));
            assert_eq!(now["done_fen"], of_page["invested_ytd_fen"], "{said}");
            assert_eq!(points.last().expect("points")["planned_fen"], of_page["plan_fen"], "{said}");
            assert_eq!(points.len(), if is_end { 12 } else { 13 }, "{said}");
            held += usize::from(now["done_fen"].as_i64().is_some_and(|done| done != 0));
        }
    }
    assert!(held > 5, "only {held} curves");
}

#[test]
fn a_page_known_earlier_never_changes_whatever_is_typed_later() {
    let mut held = 0;
    for seed in 0..30 {
        let typed = sequence(seed);
        let cut = typed.len() / 2;
        let known_at = typed[cut].today;
        let until = typed.iter().position(|later| later.today > known_at).unwrap_or(typed.len());
        let (then, now) = (Office::of(&typed[..until]), Office::of(&typed));
        for at in [month_end_of(known_at), day(2022, 12, 31)] {
            for command in [
                &["report", "status", "--format", "json"][..],
                &["report", "brief", "--lang", "en"],
                &["list", "--format", "json"],
                &["report", "grid"],
            ] {
                let (before, after) = (then.read(at, Some(known_at), command), now.read(at, Some(known_at), command));
                let lines = now.lines.join("\n");
                assert_eq!(before, after, "{command:?} as of {at} known at {known_at}, seed {seed}\n{lines}");
            }
        }
        held += usize::from(then.lines.len() < now.lines.len());
    }
    assert!(held > 15, "only {held} of the registers were typed into afterwards");
}

/// A decimal as digits and how many of them are behind the point.
fn decimal(cell: &str) -> Option<(i64, u32)> {
    let plain: String = cell.trim_end_matches('%').chars().filter(|sign| !matches!(sign, ',' | '+')).collect();
    let decimals = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    let digits = plain.replace('.', "").parse().ok()?;
    Some((digits, u32::try_from(decimals).expect("few")))
}

/// Whether a printed decimal, in units of so many, is a value rounded once.
fn is_rounded(cell: &str, value: &Value, unit: i64) -> bool {
    let Some(value) = value.as_i64() else { return cell == "-" };
    let Some((digits, decimals)) = decimal(cell) else { return false };
    let step = unit / 10_i64.pow(decimals);
    // the value in JSON is itself rounded where it is a rate
    (digits * step - value).abs() <= step / 2 + i64::from(unit == 100)
}

/// Columns of the tables of categories and units, each with what one printed unit is.
const CATEGORY: [&str; 14] = [
    "projects",
    "lots",
    "reached_start",
    "reached_end",
    "plan_fen",
    "invested_ytd_fen",
    "completion_bp",
    "elapsed_bp",
    "gap_bp",
    "red",
    "yellow",
    "green",
    "grey",
    "none",
];
const UNIT: [&str; 8] =
    ["projects", "lots", "plan_fen", "invested_ytd_fen", "completion_bp", "elapsed_bp", "gap_bp", "red"];

const CURVE: [&str; 2] = ["planned_fen", "done_fen"];

fn unit_of(key: &str, money: i64) -> i64 {
    match key.rsplit_once('_') {
        Some((_, "fen")) => money,
        Some((_, "bp")) => 100,
        Some(_) | None => 1,
    }
}

/// Whether the last cells of a line are the figures of a row.
fn carries(line: &[String], row: &Value, keys: &[&str], money: i64) -> bool {
    let Some(from) = line.len().checked_sub(keys.len()) else { return false };
    keys.iter().zip(&line[from..]).all(|(key, cell)| is_rounded(cell, &row[*key], unit_of(key, money)))
}

const WAN_YUAN: i64 = 1_000_000;
const MILLION_YUAN: i64 = 100_000_000;

#[test]
fn every_format_and_language_carries_the_same_figures() {
    let mut held = 0;
    for seed in 100..116 {
        let typed = sequence(seed);
        let office = Office::of(&typed);
        let at = month_end_of(typed.last().expect("a command").today);
        let page = json(&office, at, None, &[]);
        let english = json(&office, at, None, &["--lang", "en"]);
        for table in ["returns", "overview", "categories", "onsets", "units", "notes"] {
            assert_eq!(page[table], english[table], "JSON is of no language, seed {seed}");
        }
        for (lang, money) in [("zh", WAN_YUAN), ("en", MILLION_YUAN)] {
            for format in ["text", "markdown"] {
                let text = office.read(at, None, &["report", "status", "--format", format, "--lang", lang]);
                let cells = |line: &str| line.replace('|', " ").split_whitespace().map(str::to_owned).collect();
                let lines: Vec<Vec<String>> = text.lines().map(cells).collect();
                held += hold(&page, &lines, money, &format!("{lang} {format}, seed {seed}:\n{text}"));
            }
            let html = office.read(at, None, &["report", "status", "--format", "html", "--lang", lang]);
            held += hold_tables(
                &DRAWN,
                &page,
                &html_text::rows(&html),
                money,
                &format!("{lang} html, seed {seed}:\n{html}"),
            );
            let file = office.path().with_extension(format!("{lang}.xlsx"));
            let path = file.to_str().expect("a path");
            let at = at.to_string();
            office.ok(LAST_DAY, &["--as-of", &at, "--lang", lang, "report", "status", "-o", path]);
            // cells of a page are merged
            let lines =
                sheets(&file).into_iter().map(|line| line.into_iter().filter(|cell| !cell.is_empty()).collect());
            held += hold_sheets(&page, &lines.collect::<Vec<_>>(), money, &format!("{lang} xlsx, seed {seed}"));
            let file = office.path().with_extension(format!("{lang}.docx"));
            let path = file.to_str().expect("a path");
            office.ok(LAST_DAY, &["--as-of", &at, "--lang", lang, "report", "status", "-o", path]);
            let rows = documents::rows(&documents::document(&file));
            held += hold(&page, &rows, money, &format!("{lang} docx, seed {seed}: {rows:?}"));
        }
    }
    assert!(held > 225, "{held} rows");
}

fn rows<'p>(page: &'p Value, table: &str) -> impl Iterator<Item = &'p Value> {
    page[table].as_array().into_iter().flatten()
}

/// Tables with the keys of the figures that stand last in their rows.
type Tables<'t> = [(&'t str, &'t [&'t str])];
/// What text has of the page, and what drawn formats have.
const WRITTEN: [(&str, &[&str]); 2] = [("categories", &CATEGORY), ("units", &UNIT)];
const DRAWN: [(&str, &[&str]); 4] = [
    ("curve", &["planned_fen", "done_fen"]),
    ("categories", &CATEGORY),
    ("units", &UNIT),
    ("funnel", &["count", "share_bp", "left"]),
];

fn hold(page: &Value, lines: &[Vec<String>], money: i64, said: &str) -> usize {
    hold_tables(&WRITTEN, page, lines, money, said)
}

/// Every row of the page in JSON stands in the lines, in its order; how many there are.
fn hold_tables(tables: &Tables, page: &Value, lines: &[Vec<String>], money: i64, said: &str) -> usize {
    let mut rest = lines.iter();
    let wanted = tables.iter().flat_map(|(table, keys)| rows(page, table).map(move |row| (row, keys)));
    let found =
        wanted.inspect(|(row, keys)| assert!(rest.any(|line| carries(line, row, keys, money)), "{row}\n{said}"));
    found.count()
}

/// The numbers of every row of every sheet.
fn sheets(file: &std::path::Path) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = open_workbook(file).expect("a workbook");
    let names = book.sheet_names();
    let mut lines = Vec::new();
    for name in names {
        let range = book.worksheet_range(&name).expect("a sheet");
        lines.extend(range.rows().map(|row| row.iter().map(cell).collect()));
    }
    lines
}

fn cell(cell: &Data) -> String {
    match cell {
        Data::Float(value) => format!("{value:.8}"),
        Data::Int(value) => value.to_string(),
        _ => cell.to_string(),
    }
}

/// Whether a cell of a sheet is a value exactly: rates are fractions, 差 is in points, money stands in full.
fn is_kept(cell: &str, key: &str, value: &Value, money: i64) -> bool {
    let Some(value) = value.as_i64().map(i128::from) else { return cell.is_empty() || cell == "-" };
    let Some((digits, decimals)) = decimal(cell) else { return false };
    let (digits, scale, money) = (i128::from(digits), 10_i128.pow(decimals), i128::from(money));
    match key.rsplit_once('_') {
        Some(("gap", "bp")) => digits * 100 == value * scale,
        Some((_, "bp")) => (digits * 10_000 - value * scale).abs() * 2 <= scale,
        Some((_, "fen")) => digits * money == value * scale,
        Some(_) | None => digits == value * scale,
    }
}

/// As `hold`.
fn hold_sheets(page: &Value, lines: &[Vec<String>], money: i64, said: &str) -> usize {
    let is_row = |line: &[String], row: &Value, keys: &[&str]| {
        let from = line.len().checked_sub(keys.len());
        from.is_some_and(|from| keys.iter().zip(&line[from..]).all(|(key, cell)| is_kept(cell, key, &row[*key], money)))
    };
    let mut held = 0;
    for (table, keys) in [("categories", &CATEGORY[..]), ("units", &UNIT[..]), ("curve", &CURVE[..])] {
        for row in rows(page, table) {
            // a month that is still to come has a plan alone
            let keys = if row["done_fen"].is_null() && table == "curve" { &keys[..1] } else { keys };
            assert!(lines.iter().any(|line| is_row(line, row, keys)), "{row}\n{said}\n{lines:?}");
            held += 1;
        }
    }
    held
}

/// The figures of `list` and `export`.
const LISTED: [&str; 5] = ["plan_fen", "invested_ytd_fen", "completion_bp", "elapsed_bp", "gap_bp"];
const LIST: [&str; 3] = ["list", "--columns", "code,plan,invested_ytd,completion,elapsed,gap"];
/// What heads code and figures in a sheet, and what one of its units of money is.
const HEADED: [(&str, [&str; 6], i64); 2] = [
    ("zh", ["编号", "年度计划(万元)", "本年完成(万元)", "完成率", "序时", "差(百分点)"], WAN_YUAN),
    ("en", ["Code", "Plan (CNY million)", "Invested (CNY million)", "Rate", "Due", "Gap (points)"], MILLION_YUAN),
];

/// The cells under these headings, from the line of the headings on.
fn columns_of(lines: &[Vec<String>], headings: &[&str]) -> Vec<Vec<String>> {
    let places = |line: &Vec<String>| -> Option<Vec<usize>> {
        headings.iter().map(|heading| line.iter().position(|cell| cell.trim_start_matches(BOM) == *heading)).collect()
    };
    let head = lines.iter().position(|line| places(line).is_some());
    let head = head.unwrap_or_else(|| panic!("no {headings:?} in {lines:?}"));
    let places = places(&lines[head]).expect("found");
    lines[head + 1..].iter().map(|line| places.iter().filter_map(|at| line.get(*at).cloned()).collect()).collect()
}

const BOM: char = '\u{feff}';

/// `list` and `export`, which have CSV beside the other formats.
#[test]
fn a_list_carries_the_same_figures_in_every_format_and_language() {
    let (mut held, mut with_gap) = (0, 0);
    for seed in 100..148 {
        let typed = sequence(seed);
        let office = Office::of(&typed);
        let at = month_end_of(typed.last().expect("a command").today);
        let read = |command: &[&str], more: &[&str]| office.read(at, None, &[command, more].concat());
        let page: Value = serde_json::from_str(&read(&LIST, &["--format", "json"])).expect("JSON");
        for (lang, headings, money) in HEADED {
            let text = read(&LIST, &["--format", "text", "--lang", lang]);
            let text: Vec<Vec<String>> =
                text.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect();
            let csv = read(&LIST, &["--format", "csv", "--lang", lang]);
            // what a page has as `-` is empty in a sheet
            let bare = |cell: &str| if cell.is_empty() { "-".to_owned() } else { cell.to_owned() };
            let csv: Vec<Vec<String>> = csv.lines().map(|line| line.split(',').map(bare).collect()).collect();
            let file = office.path().with_extension(format!("list.{lang}.xlsx"));
            read(&["export"], &["-o", file.to_str().expect("a path"), "--lang", lang]);
            let (csv, book) = (columns_of(&csv, &headings), columns_of(&sheets(&file), &headings));
            for row in rows(&page, "projects") {
                let code = row["code"].as_str().expect("a code");
                let of = |lines: &[Vec<String>]| {
                    let line = lines.iter().find(|line| line.first().is_some_and(|first| first == code));
                    line.unwrap_or_else(|| panic!("no {code}, seed {seed}: {lines:?}"))[1..].to_vec()
                };
                let said = |format: &str| format!("{lang} {format}, seed {seed}: {row}");
                assert!(carries(&of(&text), row, &LISTED, money), "{}", said("text"));
                assert!(carries(&of(&csv), row, &LISTED, money), "{}", said("csv"));
                let in_book = of(&book);
                let is_row = LISTED.iter().zip(&in_book).all(|(key, cell)| is_kept(cell, key, &row[*key], money));
                assert!(is_row && in_book.len() == LISTED.len(), "{}: {in_book:?}", said("xlsx"));
                held += 1;
                with_gap += usize::from(!row["gap_bp"].is_null());
            }
        }
    }
    assert!(held > 200 && with_gap > 40, "{held} rows, {with_gap} with a gap");
}
