use std::collections::HashMap;

use super::*;
use crate::domain::period::{Cadence, Period};
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row, catalog, day, portfolio};
use crate::domain::unit::Units;
use crate::report::status::Since;

/// The sentences of August.
fn told(rows: &[Row]) -> Vec<BriefSentence> {
    let (catalog, rules) = (catalog(), RuleSet::first());
    let units = Units::fold(std::iter::empty(), day("2022-08-31"));
    let (now, before) = (portfolio(rows, "2022-08-31"), portfolio(rows, "2022-07-31"));
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let before = RegisterView { portfolio: &before, ..view };
    let since = Since {
        page: portfolio(rows, "2022-07-31"),
        late: Vec::new(),
        late_numbers: Default::default(),
        causes: HashMap::new(),
        reasons: HashMap::new(),
    };
    let views = TwoViews {
        units_before: &units,
        period: Period::holding(Cadence::Month, day("2022-08-31")),
        now: &view,
        before: &before,
        since: &since,
        month_ends: None,
    };
    let header = Header::new(day("2022-08-31"), crate::domain::day::end_of(day("2022-08-31")));
    let report = brief(&views, &Filter::default(), header);
    let mut sections = report.sections;
    let Some(SectionBody::Paragraphs(paragraphs)) = sections.pop().map(|section| section.body) else {
        panic!("paragraphs")
    };
    let told = paragraphs.into_iter().flat_map(|paragraph| paragraph.said).filter_map(|said| match said {
        Sentence::Brief(told) => Some(told),
        _ => None,
    });
    told.collect()
}

/// What happened as `kind: works`.
fn events(rows: &[Row]) -> Vec<String> {
    let events = told(rows).into_iter().find_map(|told| match told {
        BriefSentence::Events { events, .. } => Some(events),
        _ => None,
    });
    let kind = |happened: &Happened| match happened {
        Happened::Completed(_) => "completed".to_owned(),
        Happened::Started { .. } => "started".to_owned(),
        Happened::Met(milestone) => milestone.clone(),
        Happened::Reached(stage) | Happened::Closed(stage) => stage.code.clone(),
        other => format!("{other:?}"),
    };
    let said = |event: Event| format!("{}: {}", kind(&event.happened), event.works);
    events.into_iter().flatten().map(said).collect()
}

#[test]
fn a_first_return_beyond_the_start_is_no_start() {
    let begun = Row::project(1).stage("2022-08-20", "building");
    assert_eq!(events(&[begun]), [""; 0], "when it started nobody knows");
    let started = Row::project(1).stage("2022-07-20", "tender").stage("2022-08-20", "building");
    assert_eq!(events(&[started]), ["started: 1"]);
    let both = Row::project(1).stage("2022-07-20", "tender").stage("2022-08-20", "built");
    assert_eq!(events(&[both]), ["completed: 1", "started: 1"]);
    let earlier = Row::project(1).stage("2022-07-20", "tender").stage("2022-07-25", "started");
    assert_eq!(events(&[earlier]), [""; 0]);
}

#[test]
fn what_a_project_tells_its_lots_do_not() {
    let project = Row::project(1).takes_figures_from_lots();
    let lot = |id| Row::lot(id, 1).stage("2022-06-20", "tender");
    let first = [project.clone(), lot(2).stage("2022-08-20", "started"), lot(3)];
    assert_eq!(events(&first), ["started: 1"], "the project starts with its first lot");
    let second = [project, lot(2).stage("2022-07-20", "started"), lot(3).stage("2022-08-20", "started")];
    assert_eq!(events(&second), ["started: 1"], "the second lot tells for itself");
}

#[test]
fn a_stage_that_its_milestone_tells_is_not_told_again() {
    let row = Row::project(1).milestone_at_stage("竣工", "2022-12-31", "accepted").stage("2022-07-20", "built");
    assert_eq!(events(&[row.clone().stage("2022-08-20", "accepted")]), ["竣工: 1"]);
    let other = Row::project(1).stage("2022-07-20", "built").stage("2022-08-20", "accepted");
    assert_eq!(events(&[other]), ["accepted: 1"]);
    let back = Row::project(1).stage("2022-07-20", "accepted").stage("2022-08-20", "building");
    assert_eq!(events(&[back]), [""; 0], "a stage taken back is no progress");
}

#[test]
fn of_many_kinds_the_largest_are_told_and_the_rest_counted() {
    let row = |id: i64, milestone: &str| Row::project(id).milestone(milestone, "2022-12-31");
    let met = |row: Row, milestone: &str| row.met(milestone, "2022-08-20");
    let names = ["甲", "乙", "丙", "丁", "戊", "己"];
    let mut rows: Vec<Row> = (1..).zip(names).map(|(id, name)| met(row(id, name), name)).collect();
    rows.push(met(row(7, "己"), "己"));
    assert_eq!(events(&rows), ["甲: 1", "乙: 1", "丙: 1", "己: 2", "MetOthers: 2"]);
}

#[test]
fn one_more_than_are_named_is_named_too() {
    assert_eq!(
        (few(&[1, 2, 3], 3), few(&[1, 2, 3, 4], 3), few(&[1, 2, 3, 4, 5], 3)),
        (&[1, 2, 3][..], &[1, 2, 3, 4][..], &[1, 2, 3][..])
    );
}

#[test]
fn phases_add_up_and_started_is_what_the_status_page_says() {
    let rows = [
        Row::project(1),
        Row::project(2).stage("2022-07-20", "tender"),
        Row::project(3).stage("2022-07-20", "building"),
        Row::project(4).stage("2022-07-20", "built"),
        Row::project(5).stage("2022-07-20", "accepted"),
        Row::project(6).stage("2022-07-20", "building").condition("2022-07-21", crate::domain::fact::Condition::Paused),
    ];
    let phases = told(&rows).into_iter().find_map(|told| match told {
        BriefSentence::Phases { phases, .. } => Some(phases),
        _ => None,
    });
    let phases = phases.expect("phases");
    assert_eq!((phases.completed, phases.underway, phases.preparation, phases.no_stage), (2, 2, 1, 1));
    assert_eq!((phases.projects(), phases.underway_paused), (6, 1));
}
