//! Is this return believable? A new status update is held against its neighbours in as-of order and the totals.

use std::collections::BTreeMap;

use super::belonging::Belonging;
use super::catalog::{Catalog, Category, INVESTED, Stage};
use super::course::{Course, StageSaid, Value, Values};
use super::day::Day;
use super::fact::{Kind, Recorded, Update};
use super::fold::{Place, each_day};
use super::funnel::StepAhead;
use super::given::WHOLE;
use super::portfolio::is_summed;
use super::quantity::{Amount, Dimension};
use super::state::{State, Way};
use super::{ChangeId, UpdateNo};

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
    /// More things counted than there are, such as households signed.
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
    StepAhead(StepAhead),
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

/// A return that is not on record yet, at the place among the others that it will take: in the very order the fold takes
/// them, and without the one it corrects.
pub struct Neighbours<'a> {
    course: &'a Course,
    update: &'a Update,
    place: Place,
}

impl<'a> Neighbours<'a> {
    /// Around a return of a day that a change is about to file.
    pub fn around(course: &'a Course, update: &'a Update, day: Day, change: ChangeId) -> Self {
        Self { course, update, place: course.place(update, day, change) }
    }

    /// The last value before the return; of one that parts take a share of, what is left of it by then.
    fn before(&self, catalog: &Catalog, measure: &str) -> Option<Neighbour> {
        let before = self.course.readings(measure)?.before(self.place, self.update.corrects);
        let before = before.map(|value| neighbour(value, false))?;
        let splits = self.splits_between(catalog, measure, (before.day, self.place.day));
        Some(Neighbour { value: splits.fold(before.value, kept), ..before })
    }

    /// The first value after it; of what is left of the work it says nothing about the whole.
    fn after(&self, catalog: &Catalog, measure: &str) -> Option<Neighbour> {
        let after = self.course.readings(measure)?.after(self.place, self.update.corrects).next();
        let after = after.map(|value| neighbour(value, true))?;
        let mut splits = self.splits_between(catalog, measure, (self.place.day, after.day));
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
        let splits = if is_shared { splits(self.course.splits()) } else { Vec::new() };
        let between = splits.into_iter().filter(move |(day, ..)| from < *day && *day <= until);
        between.map(|(_, had, left)| (had, left)).filter(|(had, _)| *had > 0)
    }

    /// As one of the category of the return.
    fn stage_before(&self) -> Option<&str> {
        let before = self.course.stages().before(self.place, self.update.corrects);
        before.and_then(|(_, said)| self.belonging().reads(&said.value.category, &said.value.stage))
    }

    /// The category of the work on the day of the return.
    fn belonging(&self) -> Belonging<'a> {
        self.course.belonging(self.place.day)
    }

    /// What stands at the end of the day of the return once it is on record: what it says itself, or what was said of the
    /// thing last. On a day before the work was listed nothing stands but what stands now.
    fn standing<'v, V>(&self, said: Option<&'v Values<V>>, own: Option<&'v V>) -> Option<&'v V> {
        let is_listed = self.course.listed().listed_from <= self.place.day;
        if !is_listed {
            return said?.before(Place::end_of(Day::MAX), None).map(|(_, last)| &last.value);
        }
        let last = said.and_then(|said| said.before(Place::end_of(self.place.day), self.update.corrects));
        match (last, own) {
            (Some((place, last)), Some(_)) if place > self.place => Some(&last.value),
            (_, Some(own)) => Some(own),
            (last, None) => last.map(|(_, last)| &last.value),
        }
    }

    fn reading(&self, measure: &str) -> Option<Amount> {
        let standing = self.standing(self.course.readings(measure), self.update.readings.get(measure));
        standing.copied().map(Amount::from)
    }

    fn total(&self, measure: &str) -> Option<Amount> {
        self.standing(self.course.totals(measure), None).copied().flatten().map(Amount::from)
    }

    fn is_completed(&self, catalog: &Catalog) -> bool {
        let own = StageSaid::by(self.update);
        let Some(said) = self.standing(Some(self.course.stages()), own.as_ref()) else { return false };
        let belonging = self.belonging();
        let stage = belonging.reads(&said.category, &said.stage);
        stage.is_some_and(|stage| Way::by(catalog, belonging).completes(stage))
    }

    /// Whether the work has figures of its own on that day.
    pub fn may_carry_figures(&self) -> bool {
        let is_from_lots = self.standing(Some(self.course.figures_from_lots()), None).copied().unwrap_or(false);
        self.course.listed().kind != Kind::Programme && !is_from_lots
    }

    /// Whether the return can make anything impossible, on any day: only counts of whole things and percentages ever are.
    /// If not, the facts need not be followed through every day.
    pub fn may_be_impossible(&self, catalog: &Catalog) -> bool {
        let dimension = |code: &String| catalog.measure(code).map(|measure| measure.dimension);
        self.update.readings.iter().any(|(code, value)| match dimension(code) {
            Some(Dimension::Count(counting)) if counting.is_whole() => {
                self.exceeds(catalog, code, *value, self.place) || self.uncovers_an_excess(catalog)
            }
            Some(Dimension::Percent) => *value > WHOLE,
            Some(Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Count(_)) | None => false,
        })
    }

    /// Whether a value is above a total that holds from its place until the next value.
    fn exceeds(&self, catalog: &Catalog, code: &str, value: i64, place: Place) -> bool {
        let total = catalog.measure(code).and_then(|measure| measure.share_of.as_deref());
        let Some(totals) = total.and_then(|total| self.course.totals(total)) else { return false };
        let next = self.course.readings(code).and_then(|values| values.after(place, self.update.corrects).next());
        let end = Place::end_of(place.day);
        let later = totals.after(end, None).take_while(|(stated, _)| next.is_none_or(|(next, _)| *stated <= next));
        let mut totals = totals.before(end, None).into_iter().chain(later).map(|(_, said)| said.value);
        totals.any(|total| total.is_some_and(|total| value > total))
    }

    /// Whether, without the return it corrects, an earlier count goes on and is above a total.
    fn uncovers_an_excess(&self, catalog: &Catalog) -> bool {
        let Some(old) = self.update.corrects.and_then(|no| self.course.filed(no)) else { return false };
        old.update.readings.keys().any(|code| {
            let before = self.course.readings(code).and_then(|values| values.before(old.place, None));
            before.is_some_and(|(_, before)| self.exceeds(catalog, code, before.value, old.place))
        })
    }
}

/// What is left of a value that was split.
fn kept(value: Amount, (had, left): (i64, i64)) -> Amount {
    value * Amount::from(left) / Amount::from(had)
}

/// The days from which parts of a work were works of their own, in their order, each with what was left of it before and
/// then.
fn splits(shares: &[(Day, i64)]) -> Vec<(Day, i64, i64)> {
    let mut shares = shares.to_vec();
    shares.sort_unstable();
    let mut left = WHOLE;
    let split = shares.into_iter().map(|(day, share)| {
        let had = left;
        left -= share;
        (day, had, left)
    });
    split.collect()
}

fn neighbour((place, said): (Place, &Value<i64>), is_later: bool) -> Neighbour {
    let (no, value) = (said.by.unwrap_or_default(), said.value.into());
    Neighbour { no, day: place.day, value, is_later }
}

/// The first doubt about some readings of a return; totals are those in force on its day.
pub fn doubt(catalog: &Catalog, readings: &BTreeMap<String, i64>, around: &Neighbours) -> Option<Doubt> {
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
        above_total(catalog, measure, value, |total| around.total(total))
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
        above.extend(
            readings
                .filter_map(|(code, reading)| above_total(catalog, code, reading.value, |total| state.total(total))),
        );
    });
    above
}

fn above_total(
    catalog: &Catalog,
    measure: &str,
    value: Amount,
    total: impl FnOnce(&str) -> Option<Amount>,
) -> Option<Doubt> {
    let total = total(catalog.measure(measure)?.share_of.as_ref()?)?;
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
            Dimension::Percent if value > WHOLE.into() => {
                Some(Impossible::AboveHundredPercent { measure: code.clone(), value })
            }
            Dimension::Count(counting) if counting.is_whole() => {
                let total = state.total(measure.share_of.as_ref()?)?;
                let above = value > total;
                above.then(|| Impossible::CountAboveTotal { measure: code.clone(), value, total, day })
            }
            _ => None,
        }
    });
    found.collect()
}

/// The warnings for the person who files a return, by what stands on its day once it is on record.
pub fn warnings(catalog: &Catalog, around: &Neighbours) -> Vec<Warning> {
    let update = around.update;
    let mut warnings = Vec::new();
    if let Some(category) = catalog.category(&update.category) {
        warnings.extend(stage_warning(category, around.stage_before(), update.stage.as_deref()));
    }
    let ahead = catalog.steps_ahead(|code| around.reading(code), |code| update.readings.contains_key(code));
    warnings.extend(ahead.into_iter().map(Warning::StepAhead));
    let completes = update.stage.is_some() && around.is_completed(catalog);
    if let (true, Some(total)) = (completes, around.total(INVESTED)) {
        let invested = around.reading(INVESTED).unwrap_or(0);
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
