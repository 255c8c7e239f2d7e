//! The S-curve: what the plans of the year want by the end of each month, and what was done by then. Its last point is
//! the sum the page says in words; the points before are what the same works had done, as known today.

use std::collections::HashMap;

use super::{StatusPage, StatusSentence};
use crate::domain::ProjectId;
use crate::domain::catalog::{Catalog, INVESTED, Measure};
use crate::domain::day::{Day, DueDay, Precision, last_of_month, month_ends, year_of};
use crate::domain::figures::{Filed, wanted_by, year_to_date};
use crate::domain::fraction::Fraction;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::state::State;
use crate::report::model::{Cell, Column, Section, SectionBody, Shape, Word};

/// What a row had done in the year, and what it had filed.
type Done = (Amount, Filed);

/// What every row had done in the year by the end of a month, with what works have handed on to each other since.
pub struct MonthEnd {
    day: Day,
    done: HashMap<ProjectId, Done>,
}

impl MonthEnd {
    /// `then` is the register at the end of a month of the year of `now`, as known today.
    pub fn new(catalog: &Catalog, then: &Portfolio, now: &Portfolio) -> Self {
        let rearranged = then.rearranged(catalog, now);
        let states = rearranged.as_ref().unwrap_or(then).states().iter();
        let year = year_of(now.day());
        let done = states.filter_map(|state| Some((state.id, done_by(state, year)?)));
        Self { day: then.day(), done: done.collect() }
    }
}

/// `None`: nothing has a plan, or the page was given no months.
pub fn curve<'a>(page: &StatusPage<'a>) -> Option<Section<'a>> {
    let invested = page.now.catalog.measure(INVESTED)?;
    let is_planned = |leaf: &&'a State| leaf.plan(INVESTED, page.year()).is_some_and(|plan| plan.value > 0);
    let leaves: Vec<&State> = page.leaves.iter().copied().filter(is_planned).collect();
    let month_ends = page.of.month_ends.filter(|_| !leaves.is_empty())?;
    let columns = vec![
        Column::new("month", Word::Month, Shape::Fixed),
        Column::new("planned", Word::Planned, Shape::Quantity(Dimension::Money)),
        Column::new("done", Word::Done, Shape::Quantity(Dimension::Money)),
    ];
    let money = |value| Cell::Quantity { value, dimension: Dimension::Money };
    let row = |day: Day| {
        vec![
            Cell::Due(named(day)),
            money(wanted(&leaves, invested, day)),
            done(page, month_ends, &leaves, day).map_or(Cell::Nothing, &money),
        ]
    };
    let rows = days(page).into_iter().map(row).collect();
    let body = SectionBody::Chart { columns, rows };
    Some(Section {
        id: "curve".into(),
        heading: Some(Word::PlanCurve.into()),
        body,
        notes: vec![StatusSentence::CurveClocks.into()],
    })
}

/// The ends of the months, and the day of the page, if it lies within one.
fn days(page: &StatusPage) -> Vec<Day> {
    let mut days = month_ends(page.year());
    days.push(page.of.period.as_of);
    days.sort_unstable();
    days.dedup();
    days
}

/// The end of a month goes by its month, any other day by itself.
fn named(day: Day) -> DueDay {
    let month = DueDay { last: day, precision: Precision::Month };
    let is_end = last_of_month(day) == day;
    if is_end { month } else { DueDay::on(day) }
}

/// What the plans want by the end of a day, summed exactly and rounded once.
fn wanted(leaves: &[&State], invested: &Measure, day: Day) -> Amount {
    let wanted = leaves.iter().filter_map(|leaf| wanted_by(leaf, invested, day));
    wanted.fold(Fraction::zero(), |sum, of| sum + of).whole()
}

/// What they had done by the end of a day; `None`: the day lies ahead, or nothing is known of any of them.
fn done(page: &StatusPage, month_ends: &[MonthEnd], leaves: &[&State], day: Day) -> Option<Amount> {
    let known: Vec<Done> = if day == page.of.period.as_of {
        leaves.iter().filter_map(|leaf| done_by(leaf, page.year())).collect()
    } else {
        let then = month_ends.iter().find(|then| then.day == day)?;
        leaves.iter().filter_map(|leaf| then.done.get(&leaf.id).copied()).collect()
    };
    let mut filed = Filed::default();
    known.iter().for_each(|(_, of)| filed.add(*of));
    let sum = known.into_iter().map(|(done, _)| done).sum();
    filed.is_known(sum).then_some(sum)
}

/// `None`: nobody knows.
fn done_by(leaf: &State, year: i32) -> Option<Done> {
    let done = year_to_date(leaf, INVESTED, year).done()?;
    Some((done, Filed::of(leaf, Some(done), year)))
}
