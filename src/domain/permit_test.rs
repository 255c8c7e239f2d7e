//! How a work stands with its permits, and whose document has which number.

use super::*;
use crate::domain::sample::{Row, catalog, portfolio};

/// Three permits of water works, in this order: 立项, 可研, 环评.
pub(crate) fn with_permits() -> Catalog {
    let permit = |name: &str, word: &str| Permit {
        label: Label { zh: name.to_owned(), en: format!("en {word}") },
        words: vec![word.to_owned()],
    };
    let permits = vec![
        permit("项目建议书批复", "立项"),
        permit("可行性研究报告批复", "可研"),
        permit("环境影响评价审批", "环评"),
    ];
    Catalog { checklists: vec![Checklist { category: "water".to_owned(), permits }], ..catalog() }
}

fn standings(row: Row, on: &str) -> Vec<(&'static str, Option<i64>)> {
    let (catalog, portfolio) = (with_permits(), portfolio(&[row], on));
    let permits = portfolio.permits(&catalog, &portfolio.states()[0]);
    permits.iter().map(|each| (each.standing.code(), each.since_previous)).collect()
}

#[test]
fn a_permit_is_granted_due_overdue_waived_or_missing() {
    let row = Row::project(1).granted("项目建议书批复", "2022-03-01", "甲〔2022〕1号");
    let row = row.milestone("环境影响评价审批", "2022-08-31");
    assert_eq!(standings(row.clone(), "2022-03-11"), [("granted", None), ("missing", Some(10)), ("due", None)]);
    assert_eq!(standings(row.clone(), "2022-08-31")[2].0, "due", "due today is not overdue");
    assert_eq!(standings(row.clone(), "2022-09-01")[2].0, "overdue");
    assert_eq!(standings(row, "2022-02-28")[0].0, "missing", "not granted yet on that day");
}

#[test]
fn what_is_not_needed_is_skipped_where_days_are_counted() {
    let row = Row::project(1)
        .granted("项目建议书批复", "2022-03-01", "甲〔2022〕1号")
        .waived("可行性研究报告批复", "2022-03-05", "不需要")
        .granted("环境影响评价审批", "2022-03-31", "乙〔2022〕1号");
    assert_eq!(standings(row, "2022-08-31"), [("granted", None), ("waived", None), ("granted", Some(30))]);
    let row = Row::project(1).granted("环境影响评价审批", "2022-03-31", "乙〔2022〕1号");
    assert_eq!(standings(row, "2022-08-31")[2], ("granted", None), "the one before is not granted");
}

#[test]
fn the_last_of_waived_moved_and_granted_holds() {
    let row = Row::project(1).waived("环境影响评价审批", "2022-03-01", "豁免");
    assert_eq!(standings(row.clone(), "2022-08-31")[2].0, "waived");
    let again = row.clone().moved("环境影响评价审批", "2022-12-31", "2022-05-01");
    assert_eq!(standings(again.clone(), "2022-04-30")[2].0, "waived");
    assert_eq!(standings(again.clone(), "2022-08-31")[2].0, "due");
    let catalog = with_permits();
    let of_day = portfolio(&[again], "2022-08-31");
    let milestone = of_day.states()[0].milestone("环境影响评价审批").expect("on record").clone();
    assert!(milestone.is_planned && milestone.moves == 0, "the first day set for it is its baseline");
    let granted = row.granted("环境影响评价审批", "2022-06-01", "乙〔2022〕1号");
    assert_eq!(standings(granted.clone(), "2022-08-31")[2].0, "granted");
    let of_day = portfolio(&[granted], "2022-08-31");
    let milestone = of_day.states()[0].milestone("环境影响评价审批").expect("on record");
    assert_eq!((milestone.is_planned, milestone.number.as_deref()), (false, Some("乙〔2022〕1号")));
    assert!(!of_day.awaits(&catalog, &of_day.states()[0], milestone));
}

#[test]
fn a_permit_granted_before_the_one_it_comes_after_is_out_of_order() {
    let catalog = with_permits();
    let found = |row: Row| {
        let portfolio = portfolio(&[row], "2022-08-31");
        out_of_order(&catalog, &portfolio.states()[0]).into_iter().map(|found| found.permit.zh).collect::<Vec<_>>()
    };
    let row = Row::project(1).granted("项目建议书批复", "2022-03-01", "甲1号");
    assert_eq!(found(row.clone().granted("环境影响评价审批", "2022-03-01", "乙1号")), [""; 0], "the same day");
    assert_eq!(found(row.granted("环境影响评价审批", "2022-02-28", "乙1号")), ["环评"]);
}

#[test]
fn a_document_is_of_one_permit_and_of_works_of_one_tree() {
    let document = |project: ProjectId, name: &str, number: &str| Document {
        project,
        code: format!("HS-W-{project:03}"),
        name: name.to_owned(),
        number: number.to_owned(),
    };
    // 1 has the lots 2 and 3, 4 stands alone
    let known = Documents::new([document(1, "立项", "甲发改〔2022〕15号")], [(2, 1), (3, 1)].into());
    let is_taken = |of: Document| known.other(&of).is_some();
    assert!(!is_taken(document(2, "立项", "甲发改〔2022〕15号")), "a lot under its project");
    assert!(is_taken(document(4, "立项", "甲发改[2022] 15号")), "however it is typed");
    assert!(is_taken(document(2, "可研", "甲发改〔2022〕15号")), "another permit");
    assert!(!is_taken(document(4, "立项", "甲发改〔2022〕16号")));
    assert!(!is_taken(document(1, "立项", "甲发改〔2022〕15号")), "itself");
}

#[test]
fn the_checklist_stated_last_holds_whole() {
    use crate::domain::word::{WordClash, WordFact};
    let one = |name: &str| Permit { label: Label { zh: name.to_owned(), en: name.to_owned() }, words: Vec::new() };
    let list = |permits: &[&str]| {
        WordFact::Checklist(Checklist {
            category: "water".to_owned(),
            permits: permits.iter().map(|name| one(name)).collect(),
        })
    };
    let folded = |facts: Vec<WordFact>| Catalog::fold(crate::domain::sample::words().into_iter().chain(facts));
    let catalog = folded(vec![list(&["立项", "环评"]), list(&["环评"])]);
    assert_eq!(catalog.permits("water"), [one("环评")]);
    assert_eq!((catalog.permits("block"), catalog.clashes()), (&[][..], vec![]));
    let twice = folded(vec![list(&["环评", "环评"])]);
    assert_eq!(twice.clashes(), [WordClash::Twice { word: "环评".to_owned() }]);
    assert!(catalog.find_permit("water", "环 评").is_ok(), "however it is typed");
    assert_eq!(catalog.find_permit("water", "水保").expect_err("unknown").candidates.len(), 1);
}

#[test]
fn a_permit_is_judged_by_its_own_rule_once_there_is_one() {
    use crate::domain::light::{Judge, Light};
    use crate::domain::rules::{PERMIT_RED, PERMIT_YELLOW, RuleSet};
    let (catalog, portfolio) = (
        with_permits(),
        portfolio(
            &[Row::project(1).milestone("环境影响评价审批", "2022-08-01").stage("2022-08-20", "tender")],
            "2022-08-31",
        ),
    );
    let light = |values: &[(&str, i64)]| {
        let values = values.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
        let rules = RuleSet::new(2, values);
        Judge { catalog: &catalog, portfolio: &portfolio, rules: &rules }.verdict(&portfolio.states()[0]).light
    };
    assert_eq!(light(&[]), Some(Light::Yellow), "30 days are not more than 30 of any milestone");
    assert_eq!(light(&[(PERMIT_RED, 29)]), Some(Light::Red));
    assert_eq!(light(&[(PERMIT_RED, 30)]), Some(Light::Yellow));
    assert_eq!(light(&[(PERMIT_YELLOW, 30)]), Some(Light::Yellow));
    assert_eq!(light(&[(PERMIT_YELLOW, 31), (PERMIT_RED, 60)]), Some(Light::Green));
}
