//! Is this return believable? A new status update is held against its neighbours in as-of order and the totals.

use std::collections::BTreeMap;

use super::UpdateNo;
use super::catalog::{Catalog, Category, INVESTED, SIGNED, Stage, VACATED};
use super::day::Day;
use super::fact::{Body, Recorded, Update};
use super::fold::{counting_updates, each_day};
use super::given::WHOLE;
use super::portfolio::is_summed;
use super::quantity::{Amount, Dimension};
use super::state::State;

/// A ratio this large or small, either way, is somebody's 万: five to twenty thousand.
const SLIP: std::ops::RangeInclusive<Amount> = 5_000..=20_000;

/// Refused unless forced with a reason.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// Below the value of an earlier return, or above that of a later one.
    Falls {
        measure: String,
        value: Amount,
        neighbour: Neighbour,
    },
    /// A 万 too many or too few.
    Slip {
        measure: String,
        value: Amount,
        neighbour: Neighbour,
    },
    AboveTotal {
        measure: String,
        value: Amount,
        total: Amount,
    },
}

/// Refused for good.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Impossible {
    /// More households signed, vacated or demolished than there are.
    CountAboveTotal {
        measure: String,
        value: Amount,
        total: Amount,
        day: Day,
    },
    AboveHundredPercent {
        measure: String,
        value: Amount,
    },
}

/// Told and recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Warning {
    StageBack { from: Stage, to: Stage },
    StageSkips { from: Stage, to: Stage },
    VacatedAboveSigned { vacated: Amount, signed: Amount },
    CompletedUnderHalf { invested: Amount, total: Amount },
}

/// A return that stands before or after in as-of order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Neighbour {
    pub no: UpdateNo,
    pub day: Day,
    pub value: Amount,
    pub is_later: bool,
}

/// The returns of a project around the place a new one takes.
pub struct Neighbours<'a> {
    earlier: Vec<(Day, &'a Update)>,
    later: Vec<(Day, &'a Update)>,
    /// The day of the return.
    day: Option<Day>,
    /// The days from which parts of the work were works of their own, each with what was left of it before and then.
    splits: Vec<(Day, i64, i64)>,
}

impl<'a> Neighbours<'a> {
    /// Around return `no`, which is among the facts: in the very order the fold takes them.
    pub fn around(facts: &'a [Recorded], no: UpdateNo) -> Self {
        let mut earlier = counting_updates(facts);
        let place = earlier.iter().position(|(_, update)| update.no == no).unwrap_or(earlier.len());
        let mut later = earlier.split_off(place);
        let day = later.drain(..later.len().min(1)).next().map(|(day, _)| day);
        Self { earlier, later, day, splits: splits(facts) }
    }

    /// The last value before the return; of one that parts take a share of, what is left of it by then.
    fn before(&self, catalog: &Catalog, measure: &str) -> Option<Neighbour> {
        let before = self.earlier.iter().rev().find_map(|(day, update)| neighbour(*day, update, measure, false))?;
        let splits = self.splits_between(catalog, measure, (before.day, self.day?));
        Some(Neighbour { value: splits.fold(before.value, kept), ..before })
    }

    /// The first value after it; of what is left of the work it says nothing about the whole.
    fn after(&self, catalog: &Catalog, measure: &str) -> Option<Neighbour> {
        let after = self.later.iter().find_map(|(day, update)| neighbour(*day, update, measure, true))?;
        let mut splits = self.splits_between(catalog, measure, (self.day?, after.day));
        splits.next().is_none().then_some(after)
    }

    /// Of each split after a day and until another that the measure takes part in, what was left of the work before and
    /// then.
    fn splits_between(
        &self,
        catalog: &Catalog,
        measure: &str,
        (from, until): (Day, Day),
    ) -> impl Iterator<Item = (i64, i64)> {
        let is_shared = catalog.measure(measure).is_some_and(is_summed);
        let between = self.splits.iter().filter(move |(day, ..)| is_shared && from < *day && *day <= until);
        between.map(|(_, had, left)| (*had, *left)).filter(|(had, _)| *had > 0)
    }

    fn stage_before(&self) -> Option<&str> {
        self.earlier.iter().rev().find_map(|(_, update)| update.stage.as_deref())
    }
}

/// What is left of a value that was split.
fn kept(value: Amount, (had, left): (i64, i64)) -> Amount {
    value * Amount::from(left) / Amount::from(had)
}

/// The splits of a work in the order of their days.
fn splits(facts: &[Recorded]) -> Vec<(Day, i64, i64)> {
    let split = |recorded: &Recorded| {
        let Body::Split { share, .. } = recorded.fact.body else { return None };
        Some((recorded.fact.from_day, share))
    };
    let mut shares: Vec<(Day, i64)> = facts.iter().filter_map(split).collect();
    shares.sort_unstable();
    let mut left = WHOLE;
    let split = shares.into_iter().map(|(day, share)| {
        let had = left;
        left -= share;
        (day, had, left)
    });
    split.collect()
}

fn neighbour(day: Day, update: &Update, measure: &str, is_later: bool) -> Option<Neighbour> {
    update.readings.get(measure).map(|value| Neighbour { no: update.no, day, value: (*value).into(), is_later })
}

/// The first doubt about the readings of a return; `totals` are those in force on its day.
pub fn doubt(catalog: &Catalog, readings: &BTreeMap<String, i64>, around: &Neighbours, state: &State) -> Option<Doubt> {
    readings.iter().find_map(|(measure, value)| {
        let value = Amount::from(*value);
        let (before, after) = (around.before(catalog, measure), around.after(catalog, measure));
        let slipped = [&before, &after].into_iter().flatten().find(|near| is_slip(value, near.value));
        if let Some(neighbour) = slipped {
            return Some(Doubt::Slip { measure: measure.clone(), value, neighbour: neighbour.clone() });
        }
        let falls_from = before.filter(|near| value < near.value);
        if let Some(neighbour) = falls_from.or_else(|| after.filter(|near| value > near.value)) {
            return Some(Doubt::Falls { measure: measure.clone(), value, neighbour });
        }
        above_total(catalog, measure, value, state)
    })
}

/// A value above a total that the new facts state, on any day, which was not so before.
pub fn above_new_total(catalog: &Catalog, before: &[Recorded], after: &[Recorded], totals: &[&str]) -> Option<Doubt> {
    let known = all_above(catalog, before, totals);
    all_above(catalog, after, totals).into_iter().find(|doubt| !known.contains(doubt))
}

fn all_above(catalog: &Catalog, facts: &[Recorded], totals: &[&str]) -> Vec<Doubt> {
    let is_share = |code: &str| {
        let share_of = catalog.measure(code).and_then(|measure| measure.share_of.as_deref());
        share_of.is_some_and(|total| totals.contains(&total))
    };
    let mut above = Vec::new();
    each_day(catalog, facts, |_, state| {
        let readings = state.readings.iter().filter(|(code, _)| is_share(code));
        above.extend(readings.filter_map(|(code, reading)| above_total(catalog, code, reading.value, state)));
    });
    above
}

fn above_total(catalog: &Catalog, measure: &str, value: Amount, state: &State) -> Option<Doubt> {
    let share_of = catalog.measure(measure)?.share_of.as_ref()?;
    let total = state.total(share_of)?;
    (value > total).then(|| Doubt::AboveTotal { measure: measure.to_owned(), value, total })
}

/// Whether two values are a 万 apart.
pub(super) fn is_slip(value: Amount, near: Amount) -> bool {
    let (small, large) = (value.min(near), value.max(near));
    small > 0 && large >= SLIP.start() * small && large <= SLIP.end() * small
}

/// What no reason excuses, on any day the facts speak of; what was so before (an older register may have it) is let be.
pub fn impossible(catalog: &Catalog, before: &[Recorded], after: &[Recorded]) -> Option<Impossible> {
    let known = all_impossible(catalog, before);
    let is_known = |found: &Impossible| known.iter().any(|other| other.is_like(found));
    all_impossible(catalog, after).into_iter().find(|found| !is_known(found))
}

fn all_impossible(catalog: &Catalog, facts: &[Recorded]) -> Vec<Impossible> {
    let mut found = Vec::new();
    each_day(catalog, facts, |day, state| found.extend(impossible_in(catalog, state, day)));
    found
}

impl Impossible {
    /// By code.
    pub fn measure(&self) -> &str {
        let (Self::CountAboveTotal { measure, .. } | Self::AboveHundredPercent { measure, .. }) = self;
        measure
    }

    /// The same figures, on whatever day.
    fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::CountAboveTotal { measure, value, total, .. },
                Self::CountAboveTotal { measure: same, value: v, total: t, .. },
            ) => (measure, value, total) == (same, v, t),
            _ => self == other,
        }
    }
}

fn impossible_in(catalog: &Catalog, state: &State, day: Day) -> Vec<Impossible> {
    let found = state.readings.iter().filter_map(|(code, reading)| {
        let measure = catalog.measure(code)?;
        let value = reading.value;
        match measure.dimension {
            Dimension::Percent if value > 10_000 => {
                Some(Impossible::AboveHundredPercent { measure: code.clone(), value })
            }
            Dimension::Count => {
                let total = state.total(measure.share_of.as_ref()?)?;
                let above = value > total;
                above.then(|| Impossible::CountAboveTotal { measure: code.clone(), value, total, day })
            }
            _ => None,
        }
    });
    found.collect()
}

/// The warnings for the person who files it. `after` is the state on the day of the return, the return included.
pub fn warnings(catalog: &Catalog, update: &Update, around: &Neighbours, after: &State) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(category) = catalog.category(&update.category) {
        warnings.extend(stage_warning(category, around.stage_before(), update.stage.as_deref()));
    }
    if let (Some(signed), Some(vacated)) = (after.reading(SIGNED), after.reading(VACATED))
        && vacated > signed
        && (update.readings.contains_key(SIGNED) || update.readings.contains_key(VACATED))
    {
        warnings.push(Warning::VacatedAboveSigned { vacated, signed });
    }
    let completes = update.stage.is_some() && after.is_completed;
    if let (true, Some(total)) = (completes, after.total(INVESTED)) {
        let invested = after.reading(INVESTED).unwrap_or(0);
        if invested * 2 < total {
            warnings.push(Warning::CompletedUnderHalf { invested, total });
        }
    }
    warnings
}

fn stage_warning(category: &Category, from: Option<&str>, to: Option<&str>) -> Option<Warning> {
    let (from, to) = (category.stage(from?)?.clone(), category.stage(to?)?.clone());
    match to.position - from.position {
        0 | 1 => None,
        step if step < 0 => Some(Warning::StageBack { from, to }),
        _ => Some(Warning::StageSkips { from, to }),
    }
}

#[cfg(test)]
#[path = "returns_test.rs"]
mod tests;
