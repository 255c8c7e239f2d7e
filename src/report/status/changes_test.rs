use std::collections::{HashMap, HashSet};

use super::*;
use crate::domain::change::Filing;
use crate::domain::day::end_of;
use crate::domain::fact::{Body, Condition};
use crate::domain::light::Light;
use crate::domain::period::{Cadence, Period};
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row as Made, catalog, day, portfolio};
use crate::domain::unit::Units;
use crate::report::columns::RegisterView;
use crate::report::status::Since;
use crate::report::status::{Correction, Replanned};

/// The page of August: `rows` as they are known now, `then` as they were known when July ended.
struct Told {
    lead: Sentence,
    /// Per kind its id and its items as `code: kinds of sentences`.
    kinds: Vec<(&'static str, Vec<String>)>,
    notes: Vec<Sentence>,
}

fn told(rows: &[Made], then: &[Made], late: Vec<Filing>) -> Told {
    let (catalog, rules, units) = (catalog(), RuleSet::first(), Units::fold([], day("2022-08-31")));
    let (now, before) = (portfolio(rows, "2022-08-31"), portfolio(rows, "2022-07-31"));
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let before = RegisterView { portfolio: &before, ..view };
    let since = Since {
        page: portfolio(then, "2022-07-31"),
        late_numbers: late.iter().map(|late| late.no).collect::<HashSet<_>>(),
        late,
        causes: HashMap::from([(2, 7)]),
        reasons: HashMap::from([(7, "笔误".to_owned())]),
    };
    let period = Period::holding(Cadence::Month, day("2022-08-31"));
    let views = TwoViews { period, now: &view, before: &before, units_before: &units, since: &since, month_ends: None };
    let header = Header::new(day("2022-08-31"), end_of(day("2022-08-31")));
    let report = changes(&views, &Filter::default(), (3, 4), header);
    assert!(report.header.returns == Some((3, 4)) && report.header.is_shown);
    let Some(Title::Changes { since, until, .. }) = report.header.title else { panic!("{:?}", report.header.title) };
    assert_eq!((since, until), (day("2022-07-31"), day("2022-08-31")));
    let mut sections = report.sections;
    let section = sections.pop().filter(|_| sections.is_empty()).expect("one section");
    let SectionBody::Lists { lead, lists, .. } = section.body else { panic!("lists") };
    let kinds = lists.into_iter().map(|NumberedList { of, items }| {
        let Sentence::Changes(ChangesSentence::OfKind { kind, rows, .. }) = of else { panic!("{of:?}") };
        assert_eq!(rows, number(items.len()));
        let item = |item| {
            let Sentence::Changes(ChangesSentence::Row { code, said, .. }) = item else { panic!("{item:?}") };
            format!("{}: {}", code.trim_start_matches("HS-W-"), said.iter().map(brief).collect::<Vec<_>>().join("; "))
        };
        (kind.code(), items.into_iter().map(item).collect())
    });
    Told { lead, kinds: kinds.collect(), notes: section.notes }
}

fn brief(said: &RowChange) -> String {
    let light = |light: &Option<Light>| light.map_or("none", Light::code);
    match said {
        RowChange::StageMoved { from, to, day } => {
            format!("{} > {} {day}", from.as_ref().map_or("-", |from| from.code.as_str()), to.code)
        }
        RowChange::Left { condition, .. } => condition.code.clone(),
        RowChange::LightMoved { from, to, .. } => format!("{} > {}", light(from), light(to)),
        RowChange::Why(_) => "why".to_owned(),
        RowChange::Joined { .. } => "joined".to_owned(),
        RowChange::IssueMoved { no, raised, closed, .. } => {
            format!("I-{no} raised {} closed {}", raised.is_some(), closed.is_some())
        }
        RowChange::TotalMoved { measure, from, to, .. } => format!("{measure} {from:?} {to:?}"),
        RowChange::Corrected(Correction { what, from, to, cause, reason, .. }) => {
            format!("{what:?} {from:?} {to:?} {cause:?} {}", reason.as_deref().unwrap_or("-"))
        }
        RowChange::LateReturn { no, .. } => format!("return {no}"),
        RowChange::Replanned(Replanned { from, to, .. }) => format!("{from:?} {to}"),
        RowChange::MilestoneMoved { name, .. } => format!("{name} moved"),
        RowChange::Granted { name, .. } => format!("{name} granted"),
        RowChange::MilestoneMet { name, .. } => format!("{name} met"),
        other => format!("{other:?}"),
    }
}

fn kind(told: &Told, wanted: &str) -> Vec<String> {
    told.kinds.iter().find(|(code, _)| *code == wanted).map(|(_, items)| items.clone()).unwrap_or_default()
}

#[test]
fn nothing_is_cut_and_completion_and_start_come_first() {
    let mut rows: Vec<Made> =
        (1..=8).map(|id| Made::project(id).stage("2022-03-01", "started").stage("2022-08-09", "building")).collect();
    rows.push(Made::project(9).stage("2022-03-01", "tender").stage("2022-08-10", "started"));
    rows.push(Made::project(10).stage("2022-03-01", "building").stage("2022-08-11", "built"));
    let told = told(&rows, &rows, Vec::new());
    let stages = kind(&told, "stages");
    assert_eq!(stages.len(), 10);
    assert_eq!(stages[..2], ["010: building > built 2022-08-11", "009: tender > started 2022-08-10"]);
    let Sentence::Changes(ChangesSentence::Since { counts, .. }) = &told.lead else { panic!("{:?}", told.lead) };
    assert_eq!(counts.first(), Some(&(ChangeKind::Stages, 10)));
    assert!(told.notes.is_empty());
}

#[test]
fn every_light_that_moved_says_why() {
    let rows = [
        Made::project(1).stage("2022-07-10", "building").milestone("合龙", "2022-08-10"),
        Made::project(2).stage("2022-07-10", "building").milestone("合龙", "2022-07-10").milestone("二", "2022-08-01"),
        Made::project(3).stage("2022-06-30", "building").milestone("合龙", "2022-12-31").stage("2022-08-05", "built"),
    ];
    let told = told(&rows, &rows, Vec::new());
    // Red first; what is better than before needs no grounds.
    assert_eq!(kind(&told, "lights"), ["002: yellow > red; why", "001: green > grey; why", "003: green > none"]);
}

#[test]
fn who_came_who_left_and_who_paused() {
    let rows = [
        Made::project(1).takes_figures_from_lots(),
        Made::lot(2, 1),
        Made::project(3).condition("2022-08-02", Condition::Withdrawn),
        Made::project(4).condition("2022-07-02", Condition::Paused).condition("2022-08-03", Condition::Normal),
    ];
    let mut then = rows.to_vec();
    // A lot and a project that are listed from August on.
    for id in [5, 6] {
        let mut new = if id == 5 { Made::lot(5, 1) } else { Made::project(6) };
        new.facts[0].fact.from_day = day("2022-08-04");
        then.push(new);
    }
    let told = told(&then, &rows, Vec::new());
    assert_eq!(kind(&told, "new"), ["006: joined", "005: joined"]);
    assert_eq!(kind(&told, "left"), ["003: withdrawn"]);
    assert_eq!(kind(&told, "conditions"), ["004: paused > normal 2022-08-03"]);
}

#[test]
fn what_was_put_right_has_its_cause_and_its_reason() {
    let then = [Made::project(1).invested("2022-07-31", 500)];
    let now = [Made::project(1).invested("2022-07-31", 400)];
    let told = told(&now, &then, Vec::new());
    assert_eq!(kind(&told, "corrections"), ["001: Value Some(500) Some(400) Some(7) 笔误"]);
}

#[test]
fn late_paper_is_told_apart() {
    let filing = |no| Filing {
        project: 1,
        no,
        corrects: None,
        as_of: day("2022-07-20"),
        recorded_at: end_of(day("2022-08-09")),
    };
    let then = [Made::project(1)];
    let now = [Made::project(1).invested("2022-07-20", 400)];
    let told = told(&now, &then, (2..12).map(filing).collect());
    assert_eq!(kind(&told, "late_returns").len(), 10, "each of many");
    assert_eq!(kind(&told, "corrections"), [""; 0], "not put right: it came late");
}

#[test]
fn issues_and_totals_of_the_time_between() {
    let closed = |row: Made, no: i64, on: &str| row.states(day(on), Body::IssueClosed { no, outcome: None });
    let row = Made::project(1)
        .issue(1, "2022-06-01", "2022-09-30")
        .issue(2, "2022-06-02", "2022-09-30")
        .issue(3, "2022-08-03", "2022-09-30")
        .issue(4, "2022-08-04", "2022-09-30");
    let row = closed(closed(closed(row, 2, "2022-07-05"), 1, "2022-08-20"), 4, "2022-08-21");
    let row = row.total("2022-01-01", "invested", 900).total("2022-08-01", "invested", 800);
    let rows = [row, Made::project(2).total("2022-01-01", "invested", 900)];
    let told = told(&rows, &rows, Vec::new());
    let said = "001: I-1 raised false closed true; I-3 raised true closed false; I-4 raised true closed true";
    assert_eq!(kind(&told, "issues"), [said]);
    assert_eq!(kind(&told, "totals"), ["001: invested Some(900) Some(800)"]);
}

#[test]
fn a_quiet_time_is_a_sentence_and_an_empty_register_is_told() {
    let rows = [Made::project(1).stage("2022-03-01", "started").invested("2022-07-31", 5)];
    let quiet = told(&rows, &rows, Vec::new());
    assert!(quiet.kinds.is_empty(), "{:?}", quiet.kinds);
    assert!(matches!(&quiet.lead, Sentence::Changes(ChangesSentence::Since { counts, .. }) if counts.is_empty()));
    let unknown = told(&rows, &[], vec![]);
    assert!(unknown.kinds.is_empty(), "nothing can be put right of what nobody knew: {:?}", unknown.kinds);
    assert_eq!(unknown.notes, [ChangesSentence::NothingKnownThen { day: day("2022-07-31") }.into()]);
}
