//! The S-curve: what the plans of the year want by the end of each month, and what was done by then. Its last point is
//! the sum the page says in words; the points before are what the same works had done, as known today.

use super::{StatusPage, StatusSentence, fen};
use crate::domain::catalog::{INVESTED, Measure};
use crate::domain::day::{Day, DueDay, Precision, last_of_month, month_ends};
use crate::domain::figures::{wanted_by, year_to_date};
use crate::domain::fraction::Fraction;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::Dimension;
use crate::domain::state::State;
use crate::report::model::{Cell, Column, Section, SectionBody, Shape, Word};

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
            done(page, month_ends, &leaves, day).map_or(Cell::Nothing, |done| money(fen(done))),
        ]
    };
    let rows = days(page).into_iter().map(row).collect();
    let body = SectionBody::Chart { columns, rows };
    Some(Section { id: "curve", heading: Some(Word::PlanCurve), body, notes: vec![StatusSentence::CurveClocks.into()] })
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
fn wanted(leaves: &[&State], invested: &Measure, day: Day) -> i64 {
    let wanted = leaves.iter().filter_map(|leaf| wanted_by(leaf, invested, day));
    wanted.fold(Fraction::zero(), |sum, of| sum + of).whole()
}

/// What they had done by the end of a day, with what has been handed on since; `None`: the day lies ahead, or nothing is
/// known of any of them.
fn done(page: &StatusPage, month_ends: &[Portfolio], leaves: &[&State], day: Day) -> Option<i128> {
    let then = month_ends.iter().find(|then| then.day() == day);
    let rearranged = then.and_then(|then| then.rearranged(page.now.catalog, page.now.portfolio));
    let today = Some(page.now.portfolio).filter(|now| now.day() == day);
    let portfolio: &Portfolio = today.or(rearranged.as_ref()).or(then)?;
    let of = |leaf: &&State| year_to_date(portfolio.get(leaf.id)?, INVESTED, page.year()).done();
    leaves.iter().filter_map(of).map(i128::from).reduce(|sum, done| sum + done)
}
