//! The figures of the sentences that sum a page up, for programs: stable keys, whole numbers.

use serde_json::Value;

use super::json::{Object, light_code, reasons};
use crate::domain::code::issue_code;
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fraction::Fraction;
use crate::domain::quantity::Dimension;
use crate::lang::Lang;
use crate::lang::sentence::sentence as words;
use crate::report::model::{Figure, LightCounts, Sentence};

/// Of the sentences that have figures; the others are for people alone.
pub(super) fn figures<'a>(lang: Lang, sentences: impl IntoIterator<Item = &'a Sentence>) -> Object {
    let mut figures = Figures::new(lang);
    for sentence in sentences {
        figures.add(sentence);
    }
    figures.object
}

pub(super) struct Figures {
    object: Object,
    /// Of the words that stand beside them.
    pub(super) lang: Lang,
}

impl Figures {
    pub(super) fn new(lang: Lang) -> Self {
        Self { object: Object::new(), lang }
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.object)
    }

    pub(super) fn put(&mut self, key: impl Into<String>, figure: impl Into<Value>) {
        self.object.insert(key.into(), figure.into());
    }

    fn add(&mut self, sentence: &Sentence) {
        match sentence {
            Sentence::Overview { projects, lots, started, completed, no_stage } => {
                self.put("projects", *projects);
                self.put("lots", *lots);
                self.put("started", *started);
                self.put("completed", *completed);
                self.put("no_stage", *no_stage);
            }
            Sentence::Lights(counts) => self.lights("", *counts),
            Sentence::SinceLast { lights, projects, started, completed, .. } => {
                self.lights("since_last_", *lights);
                self.put("since_last_projects", *projects);
                self.put("since_last_started", *started);
                self.put("since_last_completed", *completed);
            }
            Sentence::Money { done, plan, rate, elapsed, period_done, .. } => {
                let gap = rate.clone().map(|rate| rate - elapsed.clone());
                self.put("plan_fen", *plan);
                self.put("invested_ytd_fen", *done);
                self.put("completion_bp", rate.as_ref().map(Fraction::basis_points));
                self.put("elapsed_bp", elapsed.basis_points());
                self.put("gap_bp", gap.as_ref().map(Fraction::basis_points_apart));
                self.put("period_invested_fen", *period_done);
            }
            Sentence::PutRight { until, change } => {
                self.put("put_right_as_of", until.to_string());
                self.put("put_right_fen", *change);
            }
            Sentence::NoPlansYet { year, done, period_done, .. } => {
                self.put("no_plans_of", *year);
                self.put("invested_ytd_fen", *done);
                self.put("period_invested_fen", *period_done);
            }
            Sentence::StartRate { due, started, undated } => {
                self.put("start_due", *due);
                self.put("start_done", *started);
                self.put("start_undated", *undated);
            }
            Sentence::Across { done, .. } => self.put("across_invested_fen", *done),
            Sentence::NewlyPlanned { done, .. } => self.put("newly_planned_fen", *done),
            Sentence::Moved { done } => self.put("moved_fen", *done),
            Sentence::AcrossWorks(codes) => self.put("across", codes.len()),
            Sentence::NewlyPlannedWorks(codes) => self.put("newly_planned", codes.len()),
            Sentence::HandLights { works, red } => {
                self.put("hand_lights", *works);
                self.put("hand_lights_red", *red);
            }
            Sentence::StaleBases(works) => self.put("stale_base", works.len()),
            Sentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base } => {
                self.put("unplanned", *unplanned);
                self.put("unplanned_lots", *unplanned_lots);
                self.put("unplanned_ytd_fen", *unplanned_done);
                self.put("never_filed", *never_filed);
                self.put("no_base", *no_base);
            }
            Sentence::Left(groups) => groups.iter().for_each(|group| {
                self.put(group.code, group.projects);
                self.put(format!("{}_lots", group.code), group.lots);
                self.put(format!("{}_plan_fen", group.code), group.plan);
                self.put(format!("{}_ytd_fen", group.code), group.done);
            }),
            Sentence::FirstPlanRate(rate) => self.put("first_plan_completion_bp", rate.basis_points()),
            Sentence::Signs(counts) => counts.iter().for_each(|(sign, count)| self.put(sign.code(), *count)),
            Sentence::Unmarked { projects } => self.put("without_milestones", *projects),
            Sentence::NotListed(left) => left.iter().for_each(|(code, _, projects)| self.put(*code, *projects)),
            Sentence::Brief(told) => self.of_brief(told),
            other => self.of_missing(other),
        }
    }

    fn of_missing(&mut self, sentence: &Sentence) {
        let text = |day: Day| day.to_string();
        match sentence {
            Sentence::Missing { period, owed, missing, answer_by, .. } => {
                self.put("period", period.cadence.code());
                self.put("first", text(period.first));
                self.put("last", text(period.last));
                self.put("answer_by", text(*answer_by));
                self.put("owed", *owed);
                self.put("missing", *missing);
            }
            Sentence::OfUnit { unit, rows } => {
                self.put("unit", unit.as_deref());
                self.put("missing", *rows);
            }
            Sentence::NotReturned { code, name, unit, last, days, light, .. } => {
                self.put("code", code.as_str());
                self.put("name", name.as_str());
                self.put("unit", unit.as_deref());
                self.put("last_return", last.map(text));
                self.put("days", *days);
                self.put("light", light_code(*light));
            }
            other => self.of_changes(other),
        }
    }

    fn of_changes(&mut self, sentence: &Sentence) {
        match sentence {
            Sentence::ChangesSince { since, until, counts } => {
                self.put("since", since.to_string());
                self.put("until", until.to_string());
                self.put("rows", counts.iter().map(|(_, rows)| rows).sum::<i64>());
            }
            Sentence::NothingKnownThen { .. } => self.put("nothing_known_then", true),
            Sentence::OfKind { code, rows, .. } => {
                self.put("kind", *code);
                self.put("rows", *rows);
            }
            Sentence::ChangedRow { code, name, unit, said } => {
                self.put("code", code.as_str());
                self.put("name", name.as_str());
                self.put("unit", unit.as_deref());
                let words: Vec<Value> = said.iter().map(|each| words(self.lang, each).into()).collect();
                let facts: Vec<Value> = said.iter().map(|each| figures(self.lang, [each]).into()).collect();
                self.put("change", words);
                self.put("facts", facts);
            }
            other => self.of_moves(other),
        }
    }

    /// What the works did.
    fn of_moves(&mut self, sentence: &Sentence) {
        match sentence {
            Sentence::Lit { from, to, is_replanned } => {
                self.put("from", light_code(*from));
                self.put("to", light_code(*to));
                self.put("is_replanned", *is_replanned);
            }
            Sentence::Why(grounds) => self.put("reasons", reasons(grounds)),
            Sentence::StageMove { from, to, day } => {
                self.put("from", from.as_ref().map(|from| from.code.as_str()));
                self.put("to", to.code.as_str());
                self.put("on", day.to_string());
            }
            Sentence::FirstSeen { stage, day } => {
                self.put("stage", stage.code.as_str());
                self.put("on", day.to_string());
            }
            Sentence::Joined { day } => self.put("listed_from", (*day != ALL_DAYS).then(|| day.to_string())),
            Sentence::LeftOn { condition, into, day } => {
                self.put("to", condition.code.as_str());
                self.put("into", into.as_deref());
                self.put("on", day.to_string());
            }
            Sentence::ClosedBefore { year } => self.put("not_counted_from", *year),
            Sentence::MilestoneMoved { name, from, to } => {
                self.put("milestone", name.as_str());
                self.put("from", from.to_string());
                self.put("to", to.to_string());
            }
            Sentence::MilestoneMet { name, met, due } => {
                self.put("milestone", name.as_str());
                self.put("met", met.map(|met| met.to_string()));
                self.put("due", due.to_string());
            }
            Sentence::IssueMoved { no, raised, due, closed, outcome, .. } => {
                self.put("issue", issue_code(*no));
                self.put("raised", raised.map(|day| day.to_string()));
                self.put("due", due.map(|day| day.to_string()));
                self.put("closed", closed.map(|day| day.to_string()));
                self.put("outcome", outcome.as_deref());
            }
            other => self.of_amounts(other),
        }
    }

    /// What was planned anew or put right, in the smallest unit of its measure.
    fn of_amounts(&mut self, sentence: &Sentence) {
        let mut amounts = |measure: &str, dimension: Dimension, from: Option<i64>, to: Option<i64>| {
            self.put("measure", measure);
            self.put("unit", dimension.code());
            self.put("from", from);
            self.put("to", to);
        };
        match sentence {
            Sentence::Replanned { measure, dimension, version, from, to, day, reason, .. } => {
                amounts(measure, *dimension, *from, Some(*to));
                self.put("version", *version);
                self.put("from_day", day.to_string());
                self.put("reason", reason.as_deref());
            }
            Sentence::Corrected { what, measure, dimension, from, to, cause, reason, .. } => {
                amounts(measure, *dimension, *from, *to);
                self.put("what", figure_code(*what));
                self.put("cause", *cause);
                self.put("reason", reason.as_deref());
            }
            Sentence::TotalMoved { measure, dimension, from, to, day, .. } => {
                amounts(measure, *dimension, *from, *to);
                self.put("from_day", day.filter(|day| *day != ALL_DAYS).map(|day| day.to_string()));
            }
            Sentence::LateReturn { no, as_of, recorded } => {
                self.put("update_no", *no);
                self.put("as_of", as_of.to_string());
                self.put("recorded", recorded.to_string());
            }
            _ => {}
        }
    }

    pub(super) fn lights(&mut self, prefix: &str, counts: LightCounts) {
        let LightCounts { red, yellow, green, grey, none } = counts;
        let all = [("red", red), ("yellow", yellow), ("green", green), ("grey", grey), ("none", none)];
        for (light, count) in all {
            self.put(format!("{prefix}{light}"), count);
        }
    }
}

fn figure_code(figure: Figure) -> &'static str {
    match figure {
        Figure::Value => "value",
        Figure::Total => "total",
        Figure::Plan => "plan",
    }
}
