use super::*;
use crate::domain::fact::Body;
use crate::domain::permit::Checklist;
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row, catalog, day, portfolio};
use crate::domain::unit::{UnitFact, Units};

const ON: &str = "2022-08-31";

/// Two permits of water works.
fn with_permits() -> crate::domain::catalog::Catalog {
    let permit = |name: &str, word: &str| Permit {
        label: Label { zh: name.to_owned(), en: name.to_owned() },
        words: vec![word.to_owned()],
    };
    let permits = vec![permit("项目建议书批复", "立项"), permit("环境影响评价审批", "环评")];
    crate::domain::catalog::Catalog {
        checklists: vec![Checklist { category: "water".to_owned(), permits }],
        ..catalog()
    }
}

/// The rows of signs as `code sign…`, what stands below them, and who lacks what.
fn page_of(rows: &[Row]) -> (Vec<String>, Vec<Sentence>, Vec<Sentence>) {
    let (catalog, rules) = (with_permits(), RuleSet::first());
    let added = |unit: i64| (1, UnitFact::Added { unit, name: format!("单位{unit}"), position: None });
    let units = Units::fold((1..4).map(added), day(ON));
    let now = portfolio(rows, ON);
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let header = Header::new(day(ON), crate::domain::day::end_of(day(ON)));
    let report = permits(&view, &Filter::default(), (0, 1), Detail::Page, header);
    let (mut signs, mut below, mut lacking) = (Vec::new(), Vec::new(), Vec::new());
    for section in report.sections {
        match (&*section.id, section.body) {
            ("permits", SectionBody::Table { rows, .. }) => {
                below = section.notes;
                signs.extend(rows.map(|row| {
                    let said = row.iter().filter_map(|cell| match cell {
                        Cell::Code(code) => Some(code.as_str()),
                        Cell::Word { code, .. } => Some(*code),
                        Cell::Nothing => Some("-"),
                        _ => None,
                    });
                    said.collect::<Vec<_>>().join(" ")
                }));
            }
            ("lacking", SectionBody::Sentences(said)) => lacking = said,
            _ => {}
        }
    }
    (signs, below, lacking)
}

#[test]
fn works_stand_by_the_permits_of_their_category_and_lots_with_their_own() {
    let project =
        Row::project(1).granted("项目建议书批复", "2022-03-01", "甲1号").milestone("环境影响评价审批", "2022-08-30");
    let lot = Row::lot(2, 1).granted("环境影响评价审批", "2022-03-01", "乙1号");
    let bare = Row::lot(3, 1);
    let waived = Row::project(4).waived("环境影响评价审批", "2022-03-01", "豁免");
    let (signs, below, _) = page_of(&[project, lot, bare, waived]);
    assert_eq!(
        signs,
        ["HS-W-001 granted overdue", "HS-W-002 - granted", "HS-W-004 missing waived"],
        "a lot that has none of its own goes with its project"
    );
    let counts = PermitCounts { granted: 2, waived: 1, due: 0, overdue: 1, missing: 1 };
    let Some(Sentence::Permit(PermitSentence::OfCategory { works: 2, counts: found, .. })) = below.first() else {
        panic!("{below:?}")
    };
    assert_eq!(*found, counts);
}

#[test]
fn who_lacks_a_permit_is_named_by_unit_unless_all_do() {
    let led = |id: i64, unit: i64| Row::project(id).states(day("2021-01-01"), Body::Units(vec![unit]));
    let rows = [led(1, 2), led(2, 1).milestone("环境影响评价审批", "2022-08-29"), led(3, 2), Row::project(4)];
    let rows: Vec<Row> =
        rows.into_iter().chain([led(5, 1).granted("环境影响评价审批", "2022-03-01", "乙1号")]).collect();
    let (.., lacking) = page_of(&rows);
    let [
        Sentence::Permit(PermitSentence::Lacking { permit, works, units, .. }),
        Sentence::Permit(PermitSentence::AllLack { permits, works: 5, .. }),
    ] = &lacking[..]
    else {
        panic!("{lacking:?}")
    };
    assert_eq!((permit.zh.as_str(), *works), ("环评", 4));
    let units: Vec<(Option<&str>, Vec<Option<i64>>)> =
        units.iter().map(|(unit, works)| (unit.as_deref(), works.iter().map(|work| work.overdue).collect())).collect();
    assert_eq!(units, [(Some("单位1"), vec![Some(2)]), (Some("单位2"), vec![None, None]), (None, vec![None])]);
    assert_eq!(permits.iter().map(|permit| permit.zh.as_str()).collect::<Vec<_>>(), ["立项"]);
    let done = |row: Row| {
        row.granted("项目建议书批复", "2022-03-01", "甲1号").waived("环境影响评价审批", "2022-03-01", "豁免")
    };
    assert_eq!(page_of(&[done(Row::project(1))]).2, [PermitSentence::NoneLacking.into()]);
}
