//! The year of a row: base, 本年完成, plan, rate, own 序时, and what a period did.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::ledger::{Condition, Known, Ledger, Measure, rule};
use super::work::{Plan, Reached, Work};
use super::{Day, Fraction, calendar, day, eve, month_end};

/// What is known at a moment of a day.
pub struct View<'l> {
    pub day: Day,
    pub known: Vec<Known<'l>>,
    pub works: BTreeMap<String, Work>,
}

/// The base of a measure in the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// Read on 31 December or before.
    Read(i64),
    /// Nothing was read by then, and it is 0 by rule.
    Zero,
    Unknown,
}

impl Base {
    pub fn value(self) -> Option<i64> {
        match self {
            Self::Read(value) => Some(value),
            Self::Zero => Some(0),
            Self::Unknown => None,
        }
    }
}

/// What a row did in a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    ThisPeriod(i64),
    /// 跨期: since an older reading.
    Across(i64),
    Nothing,
}

impl<'l> View<'l> {
    pub fn at(ledger: &'l Ledger, day: Day, known_at: Option<Day>) -> Self {
        let known = ledger.known(known_at);
        let codes: BTreeSet<&str> = known.iter().map(|known| known.fact.work.as_str()).collect();
        let works = codes.into_iter().filter_map(|code| Some((code.to_owned(), Work::fold(&known, code, day)?)));
        let works = works.collect();
        Self { day, known, works }
    }

    pub fn rule(&self, key: &str) -> i64 {
        rule(&self.known, key, self.day)
    }

    /// cadence + grace
    pub fn patience(&self) -> i64 {
        self.rule("cadence") + self.rule("grace")
    }

    pub fn is_lot(&self, work: &Work) -> bool {
        work.parent.as_ref().and_then(|parent| self.works.get(parent)).is_some_and(|parent| !parent.is_programme)
    }

    pub fn is_project(&self, work: &Work) -> bool {
        !work.is_programme && !self.is_lot(work)
    }

    pub fn lots(&self, work: &Work) -> Vec<&Work> {
        let is_own = |lot: &&Work| lot.parent.as_deref() == Some(&work.code) && self.is_lot(lot);
        self.works.values().filter(is_own).collect()
    }

    /// §7: a `lots` project is judged through its lots. One that has none any more has no figures (§8.19).
    pub fn is_from_lots(&self, work: &Work) -> bool {
        self.is_project(work) && work.from_lots
    }

    /// Cancelled, merged or withdrawn, itself or with the project it stands under.
    pub fn is_gone(&self, work: &Work) -> bool {
        let parent = work.parent.as_ref().and_then(|parent| self.works.get(parent));
        let is_parent_gone = parent.is_some_and(|parent| parent.condition(self.day).is_gone());
        work.condition(self.day).is_gone() || (self.is_lot(work) && is_parent_gone)
    }

    pub fn live_lots(&self, work: &Work) -> Vec<&Work> {
        self.lots(work).into_iter().filter(|lot| !self.is_gone(lot)).collect()
    }

    /// The rows that carry the figures of a project.
    pub fn carriers<'w>(&'w self, project: &'w Work) -> Vec<&'w Work> {
        if self.is_from_lots(project) { self.live_lots(project) } else { vec![project] }
    }

    /// Whether a row carries figures.
    pub fn carries(&self, work: &Work) -> bool {
        let parent = work.parent.as_ref().and_then(|parent| self.works.get(parent));
        match parent.filter(|_| self.is_lot(work)) {
            Some(parent) => self.is_from_lots(parent),
            None => !work.is_programme && !self.is_from_lots(work),
        }
    }

    /// §8.16: the works whose figures came to this one, and from which day.
    pub fn merged_into(&self, work: &Work) -> Vec<(&Work, Day)> {
        let came = |other: &&Work| {
            let is_into = |condition: &Condition| match condition {
                Condition::Merged { into, stays } => *into == work.code && !stays,
                Condition::Normal | Condition::Paused { .. } | Condition::Cancelled | Condition::Withdrawn => false,
            };
            other.code != work.code && is_into(other.condition(self.day))
        };
        let since = |other: &Work| other.condition_since(self.day).expect("it left");
        self.works.values().filter(came).map(|other| (other, since(other))).collect()
    }

    /// The same for a measure: a percentage is not summed.
    fn parts(&self, work: &Work, measure: Measure) -> Vec<(&Work, Day)> {
        if measure == Measure::Physical { Vec::new() } else { self.merged_into(work) }
    }

    /// §8.16: the work a part was split from, from which day, and its share.
    fn split_from(&self, part: &Work) -> Option<(&Work, Day, i64)> {
        let from = |giver: &'_ &Work| giver.split.as_ref().is_some_and(|(code, ..)| *code == part.code);
        let giver = self.works.values().find(from)?;
        giver.split.as_ref().map(|(_, day, share)| (giver, *day, *share))
    }

    /// What a work states of something; before a part was split from it, what is left of that, and of the part its share
    /// of what the other had until then.
    fn left<T: Scaled>(&self, work: &Work, own: Option<T>, of_giver: impl Fn(&Work, Day) -> Option<T>) -> Option<T> {
        if let Some((giver, day, share)) = self.split_from(work) {
            let eve = day.pred_opt().expect("a day");
            return own
                .filter(|own| own.day() >= day)
                .or_else(|| Some(of_giver(giver, eve)?.scaled(|all| cut(all, share))));
        }
        let split = work.split.as_ref().filter(|(_, day, _)| own.as_ref().is_some_and(|own| own.day() < *day));
        let Some((_, _, share)) = split else { return own };
        own.map(|own| own.scaled(|all| all - cut(all, *share)))
    }

    /// The value in force and the last day it is of: its own reading is of the whole from the day of a merger on, before it the parts are added.
    pub fn read(&self, work: &Work, measure: Measure, by: Day) -> Option<(i64, Day)> {
        let own = work.reading(measure, by);
        if measure == Measure::Physical {
            return own;
        }
        let own = self.left(work, own, |giver, eve| giver.reading(measure, by.min(eve)));
        let parts = self.parts(work, measure).into_iter();
        let parts = parts.filter(|(_, since)| own.is_none_or(|(_, read)| read < *since));
        let parts = parts.filter_map(|(part, _)| self.read(part, measure, by));
        own.into_iter().chain(parts).reduce(|(a, day), (b, other)| (a + b, day.max(other)))
    }

    pub fn value(&self, work: &Work, measure: Measure, by: Day) -> Option<i64> {
        self.read(work, measure, by).map(|(value, _)| value)
    }

    /// §4, mended: the value on 31 December; none: 0 if the first reading of the year is 0 or the work started in the
    /// year; else unknown.
    pub fn base(&self, work: &Work, measure: Measure) -> Base {
        let own = self.own_base(work, measure);
        let parts = self.parts(work, measure);
        let Some(merged) = parts.iter().map(|(_, since)| *since).min() else { return own };
        // What it reads from that day on is of the whole.
        let has_read = work.first_read(measure).is_some_and(|first| first < merged);
        let mut bases: Vec<Base> = has_read.then_some(own).into_iter().collect();
        let has_come = |part: &Work| self.value(part, measure, self.day).is_some();
        bases.extend(parts.iter().filter(|(part, _)| has_come(part)).map(|(part, _)| self.base(part, measure)));
        let add = |a: Base, b: Base| match (a, b) {
            (Base::Unknown, _) | (_, Base::Unknown) => Base::Unknown,
            (Base::Zero, Base::Zero) => Base::Zero,
            (a, b) => Base::Read(a.value().unwrap_or(0) + b.value().unwrap_or(0)),
        };
        bases.into_iter().reduce(add).unwrap_or(own)
    }

    fn own_base(&self, work: &Work, measure: Measure) -> Base {
        let new_year = eve(self.day);
        let read = work.reading(measure, new_year);
        if measure == Measure::Invested {
            let read = self.left(work, read, |giver, eve| giver.reading(measure, new_year.min(eve)));
            if let Some((value, _)) = read {
                return Base::Read(value);
            }
            let begun = self
                .split_from(work)
                .filter(|(giver, day, _)| giver.first_read(measure).is_some_and(|first| first < *day));
            if let Some((giver, ..)) = begun {
                return self.own_base(giver, measure);
            }
        }
        if let Some((value, _)) = read {
            return Base::Read(value);
        }
        let is_zero = self.begins_at_zero(work, measure) || self.started_in_year(work);
        if is_zero { Base::Zero } else { Base::Unknown }
    }

    /// A first reading of 0 in the year makes the base 0.
    pub fn begins_at_zero(&self, work: &Work, measure: Measure) -> bool {
        let readings = work.returns.iter().flat_map(|filed| &filed.update.readings);
        readings.filter(|(read, _)| *read == measure).map(|(_, value)| *value).next() == Some(0)
    }

    pub fn started_in_year(&self, work: &Work) -> bool {
        let first = work.first_start(self.day);
        first.and_then(Reached::day).is_some_and(|day| day.year() == self.day.year())
            || (self.is_planned_in_year(work) && !work.had_started_before_year(self.day))
    }

    /// §8.2: no evidence where a stage on record by 31 December is started.
    pub fn is_planned_in_year(&self, work: &Work) -> bool {
        work.planned("start").is_some_and(|start| start.due.last.year() == self.day.year())
    }

    pub fn year_to_date(&self, work: &Work, measure: Measure) -> Option<i64> {
        if self.is_from_lots(work) {
            let lots = self.live_lots(work).into_iter();
            return lots.filter_map(|lot| self.year_to_date(lot, measure)).reduce(|a, b| a + b);
        }
        Some(self.value(work, measure, self.day)? - self.base(work, measure).value()?)
    }

    /// The version in force.
    pub fn own_plan(&self, work: &Work, measure: Measure) -> Option<Plan> {
        self.version(work, measure, |versions| versions.last().cloned())
    }

    fn version(&self, work: &Work, measure: Measure, pick: fn(Vec<Plan>) -> Option<Plan>) -> Option<Plan> {
        let all = |work: &Work| versions(work, measure, self.day.year()).cloned().collect::<Vec<_>>();
        if measure == Measure::Physical {
            return pick(all(work));
        }
        self.left(work, pick(all(work)), |giver, eve| {
            pick(all(giver).into_iter().filter(|plan| plan.from <= eve).collect())
        })
    }

    /// The version recorded first.
    pub fn own_first_plan(&self, work: &Work, measure: Measure) -> Option<Plan> {
        self.version(work, measure, |versions| versions.into_iter().min_by_key(|plan| plan.change))
    }

    pub fn plan(&self, work: &Work, measure: Measure) -> Option<i64> {
        if self.is_from_lots(work) {
            let lots = self.live_lots(work).into_iter();
            return lots.filter_map(|lot| self.plan(lot, measure)).reduce(|a, b| a + b);
        }
        let own = self.own_plan(work, measure).map(|plan| (plan.value, plan.from));
        let parts = self.parts(work, measure).into_iter();
        let parts = parts.filter(|(_, since)| own.is_none_or(|(_, from)| from < *since));
        let parts = parts.filter_map(|(part, _)| self.plan(part, measure));
        own.map(|(value, _)| value).into_iter().chain(parts).reduce(|a, b| a + b)
    }

    pub fn first_plan(&self, work: &Work, measure: Measure) -> Option<i64> {
        if self.is_from_lots(work) {
            let lots = self.live_lots(work).into_iter();
            return lots.filter_map(|lot| self.first_plan(lot, measure)).reduce(|a, b| a + b);
        }
        let own = self.own_first_plan(work, measure).map(|plan| plan.value);
        let parts = self.parts(work, measure).into_iter().filter_map(|(part, _)| self.first_plan(part, measure));
        own.into_iter().chain(parts).reduce(|a, b| a + b)
    }

    /// A plan of 0 is no denominator.
    pub fn denominator(&self, work: &Work) -> Option<i64> {
        self.plan(work, Measure::Invested).filter(|plan| *plan > 0)
    }

    /// 完成率 of money: over the rows that have the denominator, a missing numerator counts 0.
    pub fn rate(&self, work: &Work) -> Option<Fraction> {
        let planned: Vec<&Work> =
            self.carriers(work).into_iter().filter(|row| self.denominator(row).is_some()).collect();
        let done: Vec<i64> = planned.iter().filter_map(|row| self.year_to_date(row, Measure::Invested)).collect();
        let plan: i64 = planned.iter().filter_map(|row| self.denominator(row)).sum();
        (!done.is_empty()).then(|| Fraction::of(done.iter().sum(), plan))
    }

    /// 完成率 of a level: (value − base) ÷ (plan − base).
    pub fn level_rate(&self, work: &Work) -> Option<Fraction> {
        let plan = self.plan(work, Measure::Physical).filter(|_| !self.is_from_lots(work))?;
        let base = self.base(work, Measure::Physical).value()?;
        let value = self.value(work, Measure::Physical, self.day)?;
        (plan > base).then(|| Fraction::of(value - base, plan - base))
    }

    /// §7, §8.4, §8.5. Of a 取标段 work Σ(plan × lot's own) ÷ Σplan.
    pub fn own_elapsed(&self, work: &Work, measure: Measure) -> Option<Fraction> {
        if self.is_from_lots(work) {
            let lots = self.live_lots(work).into_iter();
            let planned: Vec<(i64, Fraction)> =
                lots.filter_map(|lot| Some((self.denominator(lot)?, self.own_elapsed(lot, measure)?))).collect();
            let plan: i64 = planned.iter().map(|(plan, _)| plan).sum();
            let weighted = planned.iter().map(|(plan, own)| own.times(Fraction::of(*plan, 1)));
            return weighted.reduce(Fraction::plus).map(|sum| sum.by(Fraction::of(plan, 1)));
        }
        let plan = self.plan(work, measure).filter(|plan| *plan > 0)?;
        let months = self.own_plan(work, measure).and_then(|plan| plan.months);
        Some(match months.filter(|_| self.merged_into(work).is_empty()) {
            Some(months) => self.along_months(&months, plan),
            None => self.along_window(work),
        })
    }

    fn along_months(&self, months: &[i64], plan: i64) -> Fraction {
        let month = self.day.month0() as usize;
        let before = if month == 0 { 0 } else { months[month - 1] };
        let days = i64::from(month_end(self.day.year(), self.day.month()).day());
        let done = Fraction::of((months[month] - before) * i64::from(self.day.day()), days);
        Fraction::of(before, 1).plus(done).by(Fraction::of(plan, 1))
    }

    fn along_window(&self, work: &Work) -> Fraction {
        let c = calendar(self.day);
        let finish = work.planned("finish").map(|finish| finish.due.last);
        let b = match finish {
            Some(finish) if finish.year() < self.day.year() => return c,
            Some(finish) if finish.year() == self.day.year() => calendar(finish),
            Some(_) | None => Fraction::ONE,
        };
        let Some(open) = self.opening(work) else { return Fraction::ZERO };
        let new_year = day(self.day.year(), 1, 1);
        let a = if open <= new_year { Fraction::ZERO } else { calendar(open.pred_opt().expect("a day")) };
        if b <= a {
            return c;
        }
        if self.day < open {
            return Fraction::ZERO;
        }
        c.less(a).by(b.less(a)).max(Fraction::ZERO).min(Fraction::ONE)
    }

    /// The first day of the year with money on record.
    fn first_money(&self, work: &Work) -> Option<Day> {
        let has_money = |(measure, value): &(Measure, i64)| *measure == Measure::Invested && *value > 0;
        let read = work.returns.iter().filter(|filed| filed.update.readings.iter().any(has_money));
        read.map(|filed| filed.as_of).find(|day| day.year() == self.day.year())
    }

    /// The day the window of own 序时 opens; `None`: after the year.
    fn opening(&self, work: &Work) -> Option<Day> {
        let new_year = day(self.day.year(), 1, 1);
        let Some(start) = work.planned("start") else { return Some(new_year) };
        let is_given_later = start.baseline_from > new_year && start.baseline_from > work.listed;
        if work.had_started_before_year(self.day) || is_given_later {
            return Some(new_year);
        }
        let in_year = |day: &Day| day.year() == self.day.year();
        let baseline = Some(start.baseline.first).filter(|day| *day <= month_end(self.day.year(), 12));
        let started = work.first_start(self.day).and_then(Reached::day).filter(in_year);
        let brought = self.merged_into(work).into_iter().filter_map(|(part, _)| self.first_money(part));
        let shared =
            self.split_from(work).and_then(|(giver, day, _)| self.first_money(giver).filter(|first| *first < day));
        let money = self.first_money(work).into_iter().chain(brought).chain(shared).min();
        [baseline, started, money].into_iter().flatten().min()
    }

    /// §4 mended, §8.6, §8.7: what a row did after the end of the period before.
    pub fn done_since(&self, work: &Work, before: Day) -> Done {
        let (Some(value), Some(_)) =
            (self.value(work, Measure::Invested, self.day), self.base(work, Measure::Invested).value())
        else {
            return Done::Nothing;
        };
        match self.value(work, Measure::Invested, before) {
            Some(old) => {
                let read = self.read(work, Measure::Invested, before).map(|(_, read)| read);
                let is_fresh = read.is_some_and(|read| (before - read).num_days() <= self.patience());
                if is_fresh { Done::ThisPeriod(value - old) } else { Done::Across(value - old) }
            }
            None => {
                let start = work.first_start(self.day).and_then(Reached::day);
                let begins_year = before.year() < self.day.year();
                let is_new = begins_year || start.is_some_and(|start| start > before) || work.listed > before;
                if is_new { Done::ThisPeriod(value) } else { Done::Across(value) }
            }
        }
    }
}

/// The versions of a year that hold, in the order they came to.
pub fn versions(work: &Work, measure: Measure, year: i32) -> impl Iterator<Item = &Plan> {
    work.plans.iter().filter(move |plan| plan.measure == measure && plan.year == year)
}

/// A share in hundredths of a per cent, to the fen.
fn cut(all: i64, share: i64) -> i64 {
    all * share / 10_000
}

/// What a part has its share of: it holds from a day.
trait Scaled {
    fn day(&self) -> Day;
    fn scaled(self, of: impl Fn(i64) -> i64) -> Self;
}

impl Scaled for (i64, Day) {
    fn day(&self) -> Day {
        self.1
    }

    fn scaled(self, of: impl Fn(i64) -> i64) -> Self {
        (of(self.0), self.1)
    }
}

impl Scaled for Plan {
    fn day(&self) -> Day {
        self.from
    }

    fn scaled(self, of: impl Fn(i64) -> i64) -> Self {
        let months = self.months.map(|months| months.into_iter().map(&of).collect());
        Self { value: of(self.value), months, ..self }
    }
}
