//! Targets (目标): what was promised or claimed, in its own words, one figure each; and how far the register bears it
//! out.

use chrono::Datelike;

use super::TargetNo;
use super::catalog::{Catalog, Measure};
use super::day::Day;
use super::fact::Kind;
use super::figures::{YearToDate, year_to_date};
use super::portfolio::Portfolio;
use super::quantity::{Amount, Dimension};
use super::state::{State, Way};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub no: TargetNo,
    pub from_day: Day,
    pub year: i32,
    pub kind: TargetKind,
    /// The exact clause that carries the figure.
    pub sentence: String,
    pub dimension: Dimension,
    /// 个, 条, 座, m2, fen: what `value` counts, as the source does.
    pub unit_word: String,
    /// In the smallest unit of the dimension.
    pub value: i64,
    pub comparator: Comparator,
    pub strength: Strength,
    pub mode: Mode,
    /// What stood on 31 December of the year before, where values are entered.
    pub opening: Option<i64>,
    pub category: Option<String>,
    pub tag: Option<String>,
    /// Counts the projects that have reached this stage.
    pub stage: Option<String>,
    /// Sums this measure.
    pub measure: Option<String>,
    /// The whole sentence, as printed.
    pub source: String,
}

/// A value entered for a target that no rule counts, as it stood on its day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EnteredValue {
    pub target: TargetNo,
    pub from_day: Day,
    pub value: i64,
    pub source: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TargetKind {
    /// What is to be done.
    Promise,
    /// What is said to have been done.
    Claim,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparator {
    /// The figure itself; more keeps the word too.
    Equal,
    /// 以上
    AtLeast,
    /// 超
    MoreThan,
    /// 近, 余: never judged.
    About,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Strength {
    Must,
    /// 力争, 争创
    Strive,
}

/// What counts towards a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mode {
    /// 新增: what had been satisfied when the year began is left out.
    New,
    /// 累计
    Cumulative,
    /// The source does not say: both readings are given.
    Unstated,
}

codes!(TargetKind { Promise => "promise", Claim => "claim" });
codes!(Comparator { Equal => "eq", AtLeast => "ge", MoreThan => "gt", About => "about" });
codes!(Strength { Must => "must", Strive => "strive" });
codes!(Mode { New => "new", Cumulative => "cumulative", Unstated => "unstated" });

/// The register on the day a target is looked at, and when its year began.
pub struct TargetView<'a> {
    pub now: &'a Portfolio,
    /// As of 31 December of the year before.
    pub opening: &'a Portfolio,
}

/// One reading of a target: all that stands, or what came in the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// 登记: what the register holds that could satisfy it.
    pub registered: Option<Amount>,
    /// 完成. `None`: nothing was ever filed or entered.
    pub done: Option<Amount>,
}

/// How a target stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    pub cumulative: Option<Tally>,
    pub new: Option<Tally>,
    /// Rows left out of the new reading because what stood when the year began is unknown.
    pub no_base: i64,
    /// Projects in the new reading of which nobody knows when they reached the stage.
    pub undated: i64,
    pub judgement: Judgement,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judgement {
    Met,
    NotMet,
    /// Met by one reading only; the source leaves the mode open.
    Open {
        met_cumulative: bool,
    },
    /// 近, 余 is not judged.
    NotJudged,
    /// There is nothing to judge by.
    NoValue,
}

impl Target {
    /// Whether a value keeps the word.
    pub fn is_met_by(&self, done: Amount) -> bool {
        match self.comparator {
            Comparator::MoreThan => done > self.value.into(),
            Comparator::Equal | Comparator::AtLeast | Comparator::About => done >= self.value.into(),
        }
    }

    /// The day a target is looked at: the day asked for, but not after its year.
    pub fn day(&self, asked: Day) -> Day {
        Day::from_ymd_opt(self.year, 12, 31).map_or(asked, |end| end.min(asked))
    }

    /// How it stands, by its rule or by the values entered up to the day.
    pub fn standing(&self, catalog: &Catalog, view: &TargetView, entered: Option<i64>) -> Standing {
        let Counted { cumulative, new, no_base, undated } = match (&self.stage, &self.measure) {
            (Some(stage), _) => self.count(catalog, view, stage),
            (None, Some(measure)) => match catalog.measure(measure) {
                Some(measure) => self.sum(view, measure),
                None => Counted::default(),
            },
            (None, None) => self.entered(entered),
        };
        let cumulative = (self.mode != Mode::New).then_some(cumulative);
        let new = match self.mode {
            Mode::Cumulative => None,
            Mode::New => Some(new),
            // Without an opening there is only one reading of what was entered.
            Mode::Unstated => Some(new).filter(|_| self.has_rule() || self.opening.is_some()),
        };
        let judgement = self.judgement(cumulative, new);
        // What only the new reading leaves open is not said where all counts.
        let of_new = |count: i64| if new.is_some() { count } else { 0 };
        Standing { cumulative, new, no_base: of_new(no_base), undated: of_new(undated), judgement }
    }

    /// Whether the register itself counts it.
    pub fn has_rule(&self) -> bool {
        self.stage.is_some() || self.measure.is_some()
    }

    fn judgement(&self, cumulative: Option<Tally>, new: Option<Tally>) -> Judgement {
        let met = |tally: Option<Tally>| tally.and_then(|tally| tally.done).map(|done| self.is_met_by(done));
        match (self.comparator, met(cumulative), met(new)) {
            (_, None, None) => Judgement::NoValue,
            (Comparator::About, ..) => Judgement::NotJudged,
            (_, Some(a), Some(b)) if a != b => Judgement::Open { met_cumulative: a },
            (_, Some(true), _) | (_, None, Some(true)) => Judgement::Met,
            _ => Judgement::NotMet,
        }
    }

    fn takes(&self, portfolio: &Portfolio, state: &State) -> bool {
        state.kind == Kind::Project
            && !portfolio.has_left(state)
            && self.category.as_ref().is_none_or(|category| *category == state.category)
            && self.tag.as_ref().is_none_or(|tag| state.tags.contains(tag))
    }

    /// How many projects have reached a stage.
    fn count(&self, catalog: &Catalog, view: &TargetView, stage: &str) -> Counted {
        let (mut all, mut new, mut undated) = ((0, 0), (0, 0), 0);
        for state in view.now.states().iter().filter(|state| self.takes(view.now, state)) {
            let reached = Amount::from(view.now.has_reached(catalog, state, stage));
            all = (all.0 + 1, all.1 + reached);
            let before = view.opening.get(state.id);
            if before.is_some_and(|before| view.opening.has_reached(catalog, before, stage)) {
                continue;
            }
            undated += i64::from(reached == 1 && is_undated(catalog, view.now, state, stage));
            new = (new.0 + 1, new.1 + reached);
        }
        let tally = |(registered, done)| Tally { registered: Some(registered), done: Some(done) };
        Counted { cumulative: tally(all), new: tally(new), no_base: 0, undated }
    }

    /// The sum of a measure over the rows that carry it; registered is the sum of its totals.
    fn sum(&self, view: &TargetView, measure: &Measure) -> Counted {
        let year = view.now.day().year();
        let (mut all, mut new, mut no_base) = (NOTHING, NOTHING, 0);
        let add = |sum: &mut Option<Amount>, value: Amount| *sum = Some(sum.unwrap_or(0) + value);
        for state in view.now.states().iter().filter(|state| self.takes(view.now, state)) {
            for leaf in view.now.leaves(state) {
                let done = year_to_date(leaf, &measure.code, year);
                if let Some(total) = measure.share_of.as_ref().and_then(|share_of| leaf.total(share_of)) {
                    add(&mut all.registered, total);
                    if done != YearToDate::NoBase {
                        add(&mut new.registered, total - leaf.opening(&measure.code, year).unwrap_or(0));
                    }
                }
                if let Some(value) = leaf.reading(&measure.code) {
                    add(&mut all.done, value);
                }
                match done {
                    YearToDate::Done(value) => add(&mut new.done, value),
                    YearToDate::NoBase => no_base += 1,
                    YearToDate::NeverFiled => {}
                }
            }
        }
        Counted { cumulative: all, new, no_base, undated: 0 }
    }

    fn entered(&self, entered: Option<i64>) -> Counted {
        let tally = |done: Option<i64>| Tally { registered: None, done: done.map(Amount::from) };
        let new = tally(entered.map(|value| value - self.opening.unwrap_or(0)));
        Counted { cumulative: tally(entered), new, ..Counted::default() }
    }
}

const NOTHING: Tally = Tally { registered: None, done: None };

/// Both readings of a target, and what the new one leaves open.
struct Counted {
    cumulative: Tally,
    new: Tally,
    no_base: i64,
    undated: i64,
}

impl Default for Counted {
    fn default() -> Self {
        Self { cumulative: NOTHING, new: NOTHING, no_base: 0, undated: 0 }
    }
}

/// Whether a project was first seen in a stage beyond the starting one, so that nobody knows when it reached what it had:
/// it may have been before the year.
fn is_undated(catalog: &Catalog, portfolio: &Portfolio, state: &State, stage: &str) -> bool {
    let way = Way::of(catalog, &state.category);
    if way.starts(stage) && !way.is_start(stage) {
        portfolio.is_completed(state) && portfolio.completed_on(state).is_none()
    } else {
        portfolio.has_started(state) && portfolio.started_on(state).is_none()
    }
}

#[cfg(test)]
#[path = "target_test.rs"]
mod tests;
