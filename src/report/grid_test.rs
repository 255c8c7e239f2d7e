use super::*;
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row, catalog, day, portfolio};
use crate::domain::unit::{UnitFact, Units};
use crate::report::list::OfUnit;

/// The rows of the chart as `code slot:sign…`, and what stands below.
fn chart(rows: &[Row], on: &str, detail: Detail, filter: &Filter) -> (Vec<String>, Vec<String>, Vec<Sentence>) {
    let (catalog, rules) = (catalog(), RuleSet::first());
    let added = |unit: i64| (1, UnitFact::Added { unit, name: format!("单位{unit}"), position: None });
    let units = Units::fold((1..4).map(added), day(on));
    let now = portfolio(rows, on);
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let header = Header::new(day(on), crate::domain::day::end_of(day(on)));
    let report = grid(&view, filter, (1, 2), detail, header);
    assert!(report.header.is_shown && report.header.returns == Some((1, 2)));
    let mut sections = report.sections.into_iter().map(|section| section.body);
    let (Some(SectionBody::Table { columns, rows }), Some(SectionBody::Sentences(notes)), None) =
        (sections.next(), sections.next(), sections.next())
    else {
        panic!("a chart and its notes");
    };
    let keys: Vec<String> = columns.iter().map(|column| column.key.to_string()).collect();
    let said = |row: Vec<Cell>| {
        assert_eq!(row.len(), keys.len());
        let Cell::Code(code) = &row[0] else { panic!("{:?}", row[0]) };
        let marked = keys.iter().zip(&row).filter_map(|(key, cell)| match cell {
            Cell::Marks(marks) if !marks.is_empty() => {
                let signs: Vec<&str> = marks.iter().map(|mark| mark.sign.code()).collect();
                Some(format!(" {}:{}", key.trim_start_matches("month_"), signs.join("+")))
            }
            _ => None,
        });
        let indent = if matches!(&row[1], Cell::Indented { level: 1, .. }) { ">" } else { "" };
        format!("{indent}{code}{}", marked.collect::<String>())
    };
    let rows = rows.map(said).collect();
    (keys, rows, notes)
}

fn page(rows: &[Row], on: &str) -> (Vec<String>, Vec<String>, Vec<Sentence>) {
    chart(rows, on, Detail::Page, &Filter::default())
}

#[test]
fn every_project_is_a_row_lots_below_it_and_what_left_is_counted() {
    let rows = [
        Row::project(1).takes_figures_from_lots(),
        Row::lot(2, 1).milestone("合龙", "2022-04"),
        Row::lot(3, 1).condition("2022-02-01", Condition::Cancelled).milestone("合龙", "2022-04"),
        Row::project(4),
        Row::project(5).condition("2022-02-01", Condition::Withdrawn).milestone("合龙", "2022-04"),
        Row::project(6).stage("2021-12-01", "accepted").milestone("合龙", "2022-04"),
        Row::lot(7, 5).milestone("合龙", "2022-04"),
    ];
    let (keys, lines, notes) = page(&rows, "2022-08-31");
    assert_eq!(keys.len(), 3 + 12, "code, name, light, months: nothing is of the year");
    // The lot of a project that left went with it; a project closed last year is history.
    assert_eq!(lines, ["HS-W-001", ">HS-W-002 4:overdue", "HS-W-004"]);
    assert!(notes.contains(&GridSentence::Unmarked { projects: 1 }.into()), "1 has its lot's: {notes:?}");
    let Some(Sentence::Grid(GridSentence::NotListed(left))) = notes.last() else { panic!("{notes:?}") };
    assert_eq!(left.iter().map(|(code, _, n)| (*code, *n)).collect::<Vec<_>>(), [("withdrawn", 1)]);
}

#[test]
fn a_year_has_a_column_of_its_own_where_something_is_due_in_it() {
    let rows = [Row::project(1).milestone("批复", "2022").milestone("供地", "2022").milestone("合龙", "2022-12")];
    let (keys, lines, _) = page(&rows, "2022-08-31");
    assert_eq!(keys.last().map(String::as_str), Some("in_year"));
    assert_eq!(lines, ["HS-W-001 12:due in_year:due+due"]);
    let (keys, ..) = chart(&[Row::project(1)], "2022-08-31", Detail::Everything, &Filter::default());
    assert_eq!(&keys[2..4], ["lead_unit", "light"], "a program finds the same members whatever is due");
    assert_eq!(keys.last().map(String::as_str), Some("in_year"));
}

#[test]
fn the_signs_are_those_of_the_year_and_add_up() {
    let rows = [
        Row::project(1).milestone("start", "2022-03").stage("2022-03-31", "started").milestone("甲", "2022-03-05"),
        Row::project(2).milestone("start", "2021-11").milestone("乙", "2022-05").moved("乙", "2022-09", "2022-04-01"),
    ];
    let (_, lines, notes) = page(&rows, "2022-08-31");
    assert_eq!(lines, ["HS-W-001 3:met+overdue", "HS-W-002 5:moved 9:due"]);
    let Some(Sentence::Grid(GridSentence::Totals(counts))) = notes.first() else { panic!("{notes:?}") };
    let counts: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(s, n)| format!("{} {n}", s.code())).collect();
    assert_eq!(counts, ["met 1", "due 1", "moved 1", "overdue 1"]);
    assert!(notes.contains(&GridSentence::Legend { has_undated: false }.into()));
    let (_, lines, _) = page(&rows, "2021-12-31");
    assert_eq!(lines, ["HS-W-001", "HS-W-002 11:overdue"], "the year before has its own");
}

#[test]
fn a_filter_leaves_the_others_out() {
    let of = |row: Row, unit: i64| row.states(day("2021-01-01"), crate::domain::fact::Body::Units(vec![unit]));
    let rows = [
        of(Row::project(1), 1).takes_figures_from_lots(),
        of(Row::lot(2, 1), 2).milestone("合龙", "2022-04"),
        of(Row::project(3).condition("2022-02-01", Condition::Cancelled), 1),
    ];
    let unit = |unit| Filter { unit: Some(OfUnit::LedOrShared(unit)), ..Filter::default() };
    let (_, lines, notes) = chart(&rows, "2022-08-31", Detail::Page, &unit(2));
    assert_eq!(lines, [">HS-W-002 4:overdue"], "a lot whose project is another unit's");
    assert!(
        !notes
            .iter()
            .any(|note| matches!(note, Sentence::Grid(GridSentence::Unmarked { .. } | GridSentence::NotListed(_)))),
        "{notes:?}"
    );
    let (_, lines, notes) = chart(&rows, "2022-08-31", Detail::Page, &unit(1));
    assert_eq!(lines, ["HS-W-001"]);
    assert!(
        matches!(
            &notes[2..],
            [Sentence::Grid(GridSentence::Unmarked { projects: 1 }), Sentence::Grid(GridSentence::NotListed(_))]
        ),
        "{notes:?}"
    );
}
