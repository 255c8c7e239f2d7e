//! The light of a row, and why.

use std::collections::BTreeSet;

use super::ledger::{Condition, Light, Measure};
use super::work::{Milestone, Phase, Reached, Work};
use super::year::View;
use super::{Fraction, months_later};

/// Kind of a check and the light it gives.
pub type Reason = (&'static str, Light);

/// The computed light with its checks, and the one that is shown.
#[derive(Clone, Debug)]
pub struct Judged {
    pub by_rule: Light,
    pub shown: Light,
    /// Checks that give yellow, red or grey.
    pub reasons: BTreeSet<Reason>,
    pub has_hand: bool,
}

/// Whether and when something was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Met {
    Not,
    Undated,
    On(super::Day),
}

impl View<'_> {
    /// The start of a row; a 取标段 work starts with its earliest lot.
    pub fn started(&self, work: &Work) -> Option<Reached> {
        self.reached_by_lots(work, Work::started)
    }

    fn reached_by_lots(&self, work: &Work, of: fn(&Work, super::Day) -> Option<Reached>) -> Option<Reached> {
        if !self.is_from_lots(work) {
            return of(work, self.day);
        }
        let lots: Vec<Reached> = self.live_lots(work).into_iter().filter_map(|lot| of(lot, self.day)).collect();
        let dated = lots.iter().filter_map(|reached| reached.day()).min();
        dated.map(Reached::On).or_else(|| lots.first().copied())
    }

    /// A 取标段 work is completed when all its lots are.
    pub fn completed(&self, work: &Work) -> Option<Reached> {
        if !self.is_from_lots(work) {
            return work.completed(self.day);
        }
        let lots: Vec<Option<Reached>> = self.live_lots(work).into_iter().map(|lot| lot.completed(self.day)).collect();
        let all: Option<Vec<Reached>> = lots.into_iter().collect();
        let all = all.filter(|all| !all.is_empty())?;
        let days: Option<Vec<_>> = all.iter().map(|reached| reached.day()).collect();
        Some(days.and_then(|days| days.into_iter().max()).map_or(Reached::Undated, Reached::On))
    }

    /// §7: preparation while all lots are, completed or closed when all are, else implementation; §8.19.
    pub fn phase(&self, work: &Work) -> Option<Phase> {
        if !self.is_from_lots(work) {
            return work.phase(self.day);
        }
        let lots = self.live_lots(work).into_iter();
        let phases: Vec<Phase> = lots.map(|lot| lot.phase(self.day).unwrap_or(Phase::Preparation)).collect();
        Some(match () {
            () if phases.iter().all(|phase| *phase == Phase::Preparation) => Phase::Preparation,
            () if phases.iter().all(|phase| *phase == Phase::Closed) => Phase::Closed,
            () if phases.iter().all(|phase| *phase >= Phase::Completed) => Phase::Completed,
            () => Phase::Implementation,
        })
    }

    pub fn is_finished(&self, work: &Work) -> bool {
        self.phase(work).is_some_and(|phase| phase >= Phase::Completed)
    }

    /// §8.3: the day of the stage; that of the command only where the stage is undated.
    pub fn met(&self, work: &Work, milestone: &Milestone) -> Met {
        let by_stage = match milestone.name.as_str() {
            "start" => self.started(work),
            "finish" => self.completed(work),
            _ => milestone.stage.and_then(|stage| work.reached(stage, self.day)),
        };
        match (by_stage, milestone.met_by_command) {
            (Some(Reached::On(day)), _) | (None | Some(Reached::Undated), Some(day)) => Met::On(day),
            (Some(Reached::Undated), None) => Met::Undated,
            (None, None) => Met::Not,
        }
    }

    pub fn has_returned(&self, work: &Work) -> bool {
        if self.is_from_lots(work) {
            return self.live_lots(work).iter().any(|lot| lot.last_return().is_some());
        }
        work.last_return().is_some()
    }

    /// Of a 取标段 work that of the quietest open lot; where none is open, of the quietest.
    pub fn last_return(&self, work: &Work) -> Option<super::Day> {
        if !self.is_from_lots(work) {
            return work.last_return();
        }
        let (finished, open): (Vec<&Work>, Vec<&Work>) =
            self.live_lots(work).into_iter().partition(|lot| self.is_finished(lot));
        let lots = if open.is_empty() { finished } else { open };
        lots.into_iter().map(Work::last_return).min().flatten()
    }

    pub fn light(&self, work: &Work) -> Judged {
        let is_off = self.is_gone(work) || self.is_finished(work) || work.is_programme || !self.is_judged(work);
        if is_off {
            return Judged { by_rule: Light::None, shown: Light::None, reasons: BTreeSet::new(), has_hand: false };
        }
        let mut checks: Vec<Reason> = Vec::new();
        self.check_gaps(work, &mut checks);
        self.check_milestones(work, &mut checks);
        self.check_issues(work, &mut checks);
        self.check_pause(work, &mut checks);
        self.check_silence(work, &mut checks);
        if self.is_from_lots(work) {
            checks.extend(self.live_lots(work).into_iter().map(|lot| ("lot", self.light(lot).shown)));
        }
        let by_rule = checks.iter().map(|(_, light)| *light).max().unwrap_or(Light::None);
        let hand = work.hand(self.day);
        let shown = hand.map_or(by_rule, |hand| by_hand(by_rule, hand));
        checks.retain(|(_, light)| *light > Light::Green);
        Judged { by_rule, shown, reasons: checks.into_iter().collect(), has_hand: hand.is_some() }
    }

    /// Rows that carry figures, and the projects above them.
    fn is_judged(&self, work: &Work) -> bool {
        self.carries(work) || self.is_project(work)
    }

    fn check_gaps(&self, work: &Work, checks: &mut Vec<Reason>) {
        let rates = [(Measure::Invested, self.rate(work)), (Measure::Physical, self.level_rate(work))];
        for (measure, rate) in rates {
            let (Some(rate), Some(own)) = (rate, self.own_elapsed(work, measure)) else { continue };
            let behind = own.less(rate);
            let over = |key: &str| behind.cmp(&Fraction::of(self.rule(key), 100));
            let light = match () {
                () if over("gap.red").is_gt() => Light::Red,
                () if over("gap.yellow").is_ge() => Light::Yellow,
                () => Light::Green,
            };
            checks.push(("gap", light));
        }
    }

    /// `start` by the start rule, which waits for a return; the rest by the milestone rule.
    fn check_milestones(&self, work: &Work, checks: &mut Vec<Reason>) {
        for milestone in &work.milestones {
            let due = milestone.due.last;
            let (is_start, is_met) = (milestone.name == "start", self.met(work, milestone) != Met::Not);
            if is_met || self.day <= due || (is_start && !self.has_returned(work)) {
                checks.push(("in_time", if self.has_returned(work) { Light::Green } else { Light::None }));
                continue;
            }
            let months = u32::try_from(self.rule("start.red")).expect("months");
            let is_red = if is_start {
                self.day >= months_later(due, months)
            } else {
                (self.day - due).num_days() > self.rule("milestone.red")
            };
            let light = if is_red { Light::Red } else { Light::Yellow };
            checks.push((if is_start { "start_missed" } else { "milestone_overdue" }, light));
        }
    }

    fn check_issues(&self, work: &Work, checks: &mut Vec<Reason>) {
        for issue in &work.issues {
            let is_past = issue.due.is_some_and(|due| self.day > due);
            let in_time = if self.has_returned(work) { Light::Green } else { Light::None };
            checks.push(if is_past { ("issue_overdue", Light::Yellow) } else { ("in_time", in_time) });
        }
    }

    fn check_pause(&self, work: &Work, checks: &mut Vec<Reason>) {
        let Condition::Paused { review } = work.condition(self.day) else { return };
        let since = work.condition_since(self.day).expect("a pause");
        let is_red =
            review.is_some_and(|review| self.day > review) || (self.day - since).num_days() > self.rule("paused.red");
        checks.push(("paused", if is_red { Light::Red } else { Light::Yellow }));
    }

    /// A 取标段 work is silent only as its lots are.
    fn check_silence(&self, work: &Work, checks: &mut Vec<Reason>) {
        let (since, kind) = match self.last_return(work) {
            Some(last) => (last, "stale"),
            // It is silent only as its lots are.
            None if self.is_from_lots(work) => return,
            None => (work.listing, "never_filed"),
        };
        if (self.day - since).num_days() > self.patience() {
            checks.push((kind, Light::Grey));
        }
    }
}

/// §8.9: a light set by hand may worsen the computed one, or better it by one step, never out of grey.
fn by_hand(by_rule: Light, hand: Light) -> Light {
    match (by_rule, hand) {
        (Light::Grey, Light::Red) => Light::Red,
        (Light::Grey, _) => Light::Grey,
        (Light::Red, Light::Yellow | Light::Green) => Light::Yellow,
        (_, hand) => hand,
    }
}
