//! Lights (亮灯): each says why, with its numbers, by a dated and versioned set of rules.

use chrono::Months;

use super::IssueNo;
use super::catalog::{Catalog, INVESTED, Label, Measure, Named, Phase};
use super::day::{Day, DueDay, last_of_month};
use super::fact::{Condition, Kind, START};
use super::figures::YearToDate;
use super::fraction::Fraction;
use super::permit::Permit;
use super::portfolio::Portfolio;
use super::rules::{GAP_RED, GAP_YELLOW, MILESTONE_RED, PAUSED_RED, RuleSet, START_RED};
use super::state::{Milestone, State};

/// From the best to the worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Light {
    Green,
    Yellow,
    /// No news.
    Grey,
    Red,
}
codes!(Light { Green => "green", Yellow => "yellow", Grey => "grey", Red => "red" });

impl Light {
    /// As a page counts them.
    pub const WORST_FIRST: [Self; 4] = [Self::Red, Self::Yellow, Self::Green, Self::Grey];
    /// Those that may be set by hand: grey is for works nobody reports on.
    pub const BY_HAND: [Self; 3] = [Self::Red, Self::Yellow, Self::Green];
}

/// What the lights are called: the code, which is the English word too, and the Chinese one. `None`: what is not judged.
pub const fn light_words(light: Option<Light>) -> (&'static str, &'static str) {
    match light {
        Some(Light::Red) => ("red", "红"),
        Some(Light::Yellow) => ("yellow", "黄"),
        Some(Light::Green) => ("green", "绿"),
        Some(Light::Grey) => ("grey", "灰"),
        None => ("none", "不评"),
    }
}

/// [`light_words`], as a list of candidates has them.
pub fn light_name(light: Option<Light>) -> Named {
    let (code, zh) = light_words(light);
    Named { code: code.to_owned(), label: Label { zh: zh.to_owned(), en: code.to_owned() } }
}

/// The light a word names, in either language: 红灯; `Some(None)`: it says that something is not judged.
pub fn find_light(word: &str) -> Option<Option<Light>> {
    let wanted = word.trim();
    let is_named = |light: &Option<Light>| {
        let (code, zh) = light_words(*light);
        wanted.eq_ignore_ascii_case(code) || wanted.trim_end_matches('灯') == zh
    };
    Light::WORST_FIRST.into_iter().map(Some).chain([None]).find(is_named)
}

/// A light set by hand in a return; it holds through its last day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandLight {
    pub light: Light,
    pub from: Day,
    pub until: Day,
    pub reason: String,
}

/// One ground of a light, with its numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// Held against the elapsed share. The limits are those of yellow and red.
    Gap {
        /// Code of the measure, where it is not money.
        measure: Option<String>,
        rate: Fraction,
        elapsed: Fraction,
        light: Light,
        yellow: Fraction,
        red: Fraction,
    },
    /// The planned start is over and nothing has started; red from this many months on.
    StartMissed {
        due: DueDay,
        days: i64,
        light: Light,
        months: i64,
    },
    /// The planned start is over, but nobody has ever returned: it is said and not judged.
    StartPassed {
        due: DueDay,
    },
    MilestoneOverdue {
        milestone: Milestone,
        days: i64,
        light: Light,
        red: i64,
    },
    /// By the rule of permits, where an office has one.
    PermitOverdue {
        milestone: Milestone,
        /// Its short word.
        permit: Label,
        days: i64,
        light: Light,
        yellow: i64,
        red: i64,
    },
    IssueOverdue {
        no: IssueNo,
        due: Day,
        days: i64,
    },
    Paused {
        since: Day,
        days: i64,
        review: Option<Day>,
        light: Light,
        red: i64,
    },
    /// No return since, for longer than the rules wait.
    Stale {
        last: Day,
        days: i64,
        patience: i64,
    },
    NeverFiled,
    /// A lot's light.
    Lot {
        code: String,
        light: Light,
    },
    /// Nothing of what it has is overdue.
    InTime {
        milestones: usize,
        issues: usize,
    },
    /// It has a plan, but no rate: nothing was ever filed, or the value when the year began is unknown. Said once, of
    /// whichever measure.
    NoRate {
        done: YearToDate,
    },
}

impl Reason {
    pub fn light(&self) -> Option<Light> {
        match self {
            Self::Gap { light, .. }
            | Self::StartMissed { light, .. }
            | Self::MilestoneOverdue { light, .. }
            | Self::PermitOverdue { light, .. }
            | Self::Paused { light, .. }
            | Self::Lot { light, .. } => Some(*light),
            Self::IssueOverdue { .. } => Some(Light::Yellow),
            Self::Stale { .. } | Self::NeverFiled => Some(Light::Grey),
            Self::InTime { .. } => Some(Light::Green),
            Self::NoRate { .. } | Self::StartPassed { .. } => None,
        }
    }
}

/// The light of a row and its grounds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verdict {
    /// What is shown; `None`: 不评.
    pub light: Option<Light>,
    /// What the rules give.
    pub computed: Option<Light>,
    /// A light set by hand that holds on the day.
    pub hand: Option<HandLight>,
    /// The worst first; those that are green only where nothing is worse.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    /// 差 where there is one, the worst of several: what the red list is ordered by.
    pub fn behind(&self) -> Option<Fraction> {
        let gaps = self.reasons.iter().filter_map(|reason| match reason {
            Reason::Gap { rate, elapsed, .. } => Some(elapsed.clone() - rate.clone()),
            Reason::StartMissed { .. }
            | Reason::StartPassed { .. }
            | Reason::MilestoneOverdue { .. }
            | Reason::PermitOverdue { .. }
            | Reason::IssueOverdue { .. }
            | Reason::Paused { .. }
            | Reason::Stale { .. }
            | Reason::NeverFiled
            | Reason::Lot { .. }
            | Reason::InTime { .. }
            | Reason::NoRate { .. } => None,
        });
        gaps.max()
    }

    /// Whether a row judged by its lots is in a light for reasons of its own: a gap is its lots' too.
    pub fn is_lit_by_itself(&self, light: Light) -> bool {
        let is_own = |reason: &Reason| !matches!(reason, Reason::Lot { .. } | Reason::Gap { .. });
        self.reasons.iter().any(|reason| is_own(reason) && reason.light() == Some(light)) || self.hand.is_some()
    }
}

/// What a row is judged with.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    pub catalog: &'a Catalog,
    pub portfolio: &'a Portfolio,
    pub rules: &'a RuleSet,
}

impl Judge<'_> {
    /// The light of a project or a lot on the day of the portfolio.
    pub fn verdict(&self, state: &State) -> Verdict {
        let is_judged = match state.kind {
            Kind::Programme => false,
            Kind::Project => true,
            // A lot whose figures nobody takes is only shown.
            Kind::Lot => self.portfolio.files(state),
        };
        if !is_judged || self.portfolio.has_left(state) || self.is_finished(state) {
            return Verdict::default();
        }
        let mut reasons = self.gaps(state);
        reasons.extend(self.start(state));
        reasons.extend(self.milestones(state));
        reasons.extend(self.issues(state));
        reasons.extend(self.paused(state));
        reasons.extend(self.stale(state));
        reasons.extend(self.lots(state));
        let computed = reasons.iter().filter_map(Reason::light).max();
        let is_worse = |reason: &Reason| reason.light().is_none_or(|light| light > Light::Green);
        if computed > Some(Light::Green) {
            reasons.retain(is_worse);
        }
        reasons.sort_by_key(|reason| std::cmp::Reverse(reason.light()));
        let hand = state.hand_light.clone().filter(|hand| self.portfolio.day() <= hand.until);
        Verdict { light: shown(computed, hand.as_ref()), computed, hand, reasons }
    }

    fn is_finished(&self, state: &State) -> bool {
        self.portfolio.phase(self.catalog, state).is_some_and(|phase| phase >= Phase::Completed)
    }

    /// One for each measure that is planned.
    fn gaps(&self, state: &State) -> Vec<Reason> {
        let measures = self.portfolio.judged_measures(&self.catalog.measures, state).into_iter();
        measures.filter_map(|measure| self.gap(measure, state)).collect()
    }

    /// A plan that is no denominator leaves nothing to be behind of.
    fn gap(&self, measure: &Measure, state: &State) -> Option<Reason> {
        let figures = self.portfolio.figures(measure, state);
        let (Some(rate), Some(elapsed)) = (figures.rate, figures.elapsed) else {
            return figures.done.done().is_none().then_some(Reason::NoRate { done: figures.done });
        };
        let (yellow, red) = (self.rules.gap(GAP_YELLOW), self.rules.gap(GAP_RED));
        let behind = elapsed.clone() - rate.clone();
        let light = match behind {
            behind if behind > red => Light::Red,
            behind if behind >= yellow => Light::Yellow,
            _ => Light::Green,
        };
        let measure = (measure.code != INVESTED).then(|| measure.code.clone());
        Some(Reason::Gap { measure, rate, elapsed, light, yellow, red })
    }

    /// Judged once somebody has returned; until then it is only said.
    fn start(&self, state: &State) -> Option<Reason> {
        let start = state.milestone(START).filter(|start| self.portfolio.awaits(self.catalog, state, start))?;
        let days = start.overdue_days(self.portfolio.day())?;
        if !self.portfolio.has_returned(state) {
            return Some(Reason::StartPassed { due: start.due });
        }
        let months = self.rules.value(START_RED);
        let is_long = months_after(start.due.last, months).is_some_and(|limit| self.portfolio.day() >= limit);
        let light = if is_long { Light::Red } else { Light::Yellow };
        Some(Reason::StartMissed { due: start.due, days, light, months })
    }

    fn milestones(&self, state: &State) -> Vec<Reason> {
        let red = self.rules.value(MILESTONE_RED);
        let judged = state.milestones.iter().filter(|milestone| !milestone.is_start());
        let awaited = judged.filter(|milestone| self.portfolio.awaits(self.catalog, state, milestone));
        let overdue = awaited.filter_map(|milestone| {
            let days = milestone.overdue_days(self.portfolio.day())?;
            let permit = self.catalog.permit(&state.category, &milestone.name).map(Permit::short);
            let milestone = milestone.clone();
            Some(match self.rules.permit_limits().zip(permit) {
                Some(((yellow, red), permit)) => {
                    let light = permit_light(days, yellow, red);
                    Reason::PermitOverdue { milestone, permit, days, light, yellow, red }
                }
                None => {
                    let light = if days > red { Light::Red } else { Light::Yellow };
                    Reason::MilestoneOverdue { milestone, days, light, red }
                }
            })
        });
        let mut overdue: Vec<Reason> = overdue.collect();
        let issues = state.open_issues().count();
        let is_asked = self.portfolio.has_returned(state);
        if is_asked && overdue.is_empty() && (!state.milestones.is_empty() || issues > 0) {
            overdue.push(Reason::InTime { milestones: state.milestones.len(), issues });
        }
        overdue
    }

    fn issues(&self, state: &State) -> Vec<Reason> {
        let overdue = state.open_issues().filter_map(|issue| {
            let due = issue.fact.due?;
            let days = (self.portfolio.day() - due).num_days();
            (days > 0).then_some(Reason::IssueOverdue { no: issue.fact.no, due, days })
        });
        overdue.collect()
    }

    fn paused(&self, state: &State) -> Option<Reason> {
        let since = state.condition_day.filter(|_| state.condition == Condition::Paused)?;
        let (day, red) = (self.portfolio.day(), self.rules.value(PAUSED_RED));
        let days = (day - since).num_days();
        let is_long = days > red || state.review_day.is_some_and(|review| day > review);
        let light = if is_long { Light::Red } else { Light::Yellow };
        Some(Reason::Paused { since, days, review: state.review_day, light, red })
    }

    /// One that never returned is silent since its listing; a project judged by its lots only as they are.
    fn stale(&self, state: &State) -> Option<Reason> {
        let is_by_lots = self.portfolio.judged_by_lots(state);
        if !self.portfolio.files(state) && !is_by_lots {
            return None;
        }
        let (day, patience) = (self.portfolio.day(), self.rules.patience());
        match self.portfolio.returned_on(self.catalog, state) {
            Some(last) => {
                let days = (day - last).num_days();
                (days > patience).then_some(Reason::Stale { last, days, patience })
            }
            None if is_by_lots => None,
            None => ((day - state.listed_on).num_days() > patience).then_some(Reason::NeverFiled),
        }
    }

    fn lots(&self, state: &State) -> Vec<Reason> {
        if !self.portfolio.judged_by_lots(state) {
            return Vec::new();
        }
        let lots = self.portfolio.lots(state.id).filter(|lot| !lot.condition.has_left());
        let lights = lots.filter_map(|lot| Some((lot.code.clone(), self.verdict(lot).light?)));
        lights.map(|(code, light)| Reason::Lot { code, light }).collect()
    }
}

/// The light of a permit so many days late.
fn permit_light(days: i64, yellow: i64, red: i64) -> Light {
    match days {
        days if days > red => Light::Red,
        days if days >= yellow => Light::Yellow,
        _ => Light::Green,
    }
}

/// A light set by hand may worsen the computed one, or better it by one step; it leads nobody out of grey.
fn shown(computed: Option<Light>, hand: Option<&HandLight>) -> Option<Light> {
    let Some(hand) = hand.map(|hand| hand.light) else { return computed };
    Some(match (computed, hand) {
        (Some(Light::Red), Light::Green | Light::Yellow) => Light::Yellow,
        (Some(Light::Grey), Light::Green | Light::Yellow) => Light::Grey,
        (Some(Light::Red | Light::Grey), Light::Red | Light::Grey) | (Some(Light::Yellow | Light::Green) | None, _) => {
            hand
        }
    })
}

/// This many calendar months later; the end of a month stays one.
fn months_after(day: Day, months: i64) -> Option<Day> {
    let later = day.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
    Some(if day == last_of_month(day) { last_of_month(later) } else { later })
}

#[cfg(test)]
#[path = "light_test.rs"]
mod tests;
