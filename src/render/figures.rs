//! The figures of the sentences that sum a page up, for programs: stable keys, whole numbers.

use serde_json::{Map, Value};

use super::json::{Object, light_code};
use crate::domain::day::Day;
use crate::domain::fraction::Fraction;
use crate::report::model::{LightCounts, Sentence};

/// Of the sentences that have figures; the others are for people alone.
pub(super) fn figures<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> Object {
    let mut figures = Figures(Map::new());
    for sentence in sentences {
        figures.add(sentence);
    }
    figures.0
}

#[derive(Default)]
pub(super) struct Figures(Object);

impl Figures {
    pub(super) fn into_value(self) -> Value {
        Value::Object(self.0)
    }

    pub(super) fn put(&mut self, key: impl Into<String>, figure: impl Into<Value>) {
        self.0.insert(key.into(), figure.into());
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
            Sentence::StartRate { due, started } => {
                self.put("start_due", *due);
                self.put("start_done", *started);
            }
            Sentence::Beside { unplanned, unplanned_done, never_filed, no_base } => {
                self.put("unplanned", *unplanned);
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
