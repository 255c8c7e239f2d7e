//! What is looked up of a work says what the fold says, in whatever order its facts come.

use super::*;
use crate::domain::day::{ALL_DAYS, DueDay, Precision};
use crate::domain::fact::{Kind, MilestoneEvent, MilestoneFact, ProjectFact};
use crate::domain::fold::counting_updates;
use crate::domain::sample::catalog;

fn day(number: i64) -> Day {
    Day::from_ymd_opt(2022, 1, 1).unwrap() + chrono::TimeDelta::days(number)
}

fn recorded(seq: i64, from_day: Day, body: Body) -> Recorded {
    Recorded { change: 1 + seq / 4, seq, fact: ProjectFact { project: 1, from_day, body } }
}

fn listed() -> Recorded {
    let (code, category) = ("HS-W-001".to_owned(), "water".to_owned());
    recorded(0, ALL_DAYS, Body::Listed { code, kind: Kind::Project, category, source: None, recorded_on: day(0) })
}

fn filed(no: UpdateNo, on: i64, corrects: Option<UpdateNo>) -> Recorded {
    let readings = BTreeMap::from([("invested".to_owned(), no)]);
    let update = Update { no, corrects, category: "water".to_owned(), readings, ..Update::default() };
    recorded(no, day(on), Body::Update(Rc::new(update)))
}

/// Whatever is looked up, beside the same by the fold.
fn agrees(facts: &[Recorded]) {
    let mut course = Course::new(facts[..1].to_vec()).unwrap();
    facts[1..].iter().for_each(|recorded| course.push(recorded.clone()));
    let state = fold(&catalog(), facts, Day::MAX).unwrap();
    assert_eq!(course.state(&catalog()), state);
    assert_eq!(course.last_return(), state.last_return.map(|(_, day)| day));
    assert_eq!(course.name(), state.name);
    let counting: Vec<UpdateNo> = counting_updates(facts).into_iter().map(|(_, update)| update.no).collect();
    let values = course.readings("invested").unwrap();
    let looked_up: Vec<UpdateNo> = values.0.values().filter_map(|said| said.by).collect();
    assert_eq!(looked_up, counting, "in the order of the fold");
    for milestone in &state.milestones {
        assert_eq!(course.milestone(&catalog(), &milestone.name, None).as_ref(), Some(milestone));
    }
}

#[test]
fn what_is_looked_up_is_what_the_fold_says() {
    agrees(&[listed(), filed(1, 10, None), filed(2, 20, None), filed(3, 15, None)]);
    agrees(&[listed(), filed(1, 30, None), filed(2, 20, None), filed(3, 10, None)]);
    agrees(&[listed(), filed(1, 10, None), filed(2, 10, None), filed(3, 10, Some(1)), filed(4, 10, Some(3))]);
    agrees(&[listed(), filed(1, 10, None), filed(2, 20, None), filed(3, 25, Some(1)), filed(4, 5, Some(2))]);
    let milestone = |seq, event, on| {
        let due = DueDay { last: day(on), precision: Precision::Day };
        let (name, category) = (format!("节点{}", seq % 2), "water".to_owned());
        let fact = MilestoneFact {
            name,
            event,
            day: due,
            category,
            stage: None,
            source: None,
            number: None,
            authority: None,
            reason: None,
        };
        recorded(seq, day(on), Body::Milestone(fact))
    };
    let (raised, moved, met) = (MilestoneEvent::Raised, MilestoneEvent::Moved, MilestoneEvent::Met);
    agrees(&[
        listed(),
        milestone(1, raised, 3),
        milestone(2, raised, 4),
        filed(3, 8, None),
        milestone(5, moved, 9),
        milestone(6, met, 7),
        recorded(7, ALL_DAYS, Body::Text { field: Field::Name, value: Some("甲".to_owned()) }),
    ]);
}

#[test]
fn a_chain_of_corrections_ends_in_the_one_that_counts() {
    let facts = vec![listed(), filed(1, 10, None), filed(2, 12, Some(1)), filed(3, 14, Some(2))];
    let course = Course::new(facts).unwrap();
    assert_eq!([1, 2, 3].map(|no| course.corrected_by(no)), [Some(3), Some(3), None]);
    assert_eq!([1, 2, 3].map(|no| course.filed_as(no).map(|(on, _)| on)), [None, None, Some(day(14))]);
}

#[test]
fn a_milestone_typed_otherwise_is_found() {
    let due = DueDay { last: day(9), precision: Precision::Day };
    let (name, category) = ("主体 封顶".to_owned(), "water".to_owned());
    let fact = MilestoneFact {
        name,
        event: MilestoneEvent::Raised,
        day: due,
        category,
        stage: None,
        source: None,
        number: None,
        authority: None,
        reason: None,
    };
    let course = Course::new(vec![listed(), recorded(1, day(1), Body::Milestone(fact))]).unwrap();
    assert_eq!(course.milestone_named("主体封顶"), Some("主体 封顶"));
    assert_eq!(course.milestone_named("竣工"), None);
}
