//! The figures behind the sentences of the brief, for programs. Keys that `report status` has too say the same there. In a
//! year without plans `invested_ytd_fen` and `period_invested_fen` of all are of works without one; of a category the
//! former is null, as its line in `report status` is empty; so is either where nobody has filed a value this year.
//!
//! `progress`: `period` (week …), `first`, `last`, `scope` (`categories`, `tag`, `unit`, `leader`), `projects`, `lots`, `planned`,
//! `anything_filed`, `plan_fen`, `invested_ytd_fen`, `completion_bp`, `elapsed_bp`, `gap_bp`, `period_invested_fen`, `completed`,
//! `underway`, `preparation`, `no_stage`, `paused`, `start_due`, `start_done`, `start_undated`, `unplanned`,
//! `unplanned_lots`, `unplanned_ytd_fen`, `never_filed`, `no_base`, `stale_base`, `cancelled` …, `categories` (the same of each), `households` of
//! `household_projects` (and `household_projects_unknown`) with its `household_steps`, `put_right_…`,
//! `across_invested_fen`, `newly_planned_fen`, `moved_fen`, `shared` (`works`, `named`).
//! `situation`: `events` (`kind`, `works`, `named`), `red` … `none`, `since_last_red`, `red_works`, `yellow_works`,
//! `grey_works` (`works`, `never_filed`, `named`), `replans`, `first_plan_completion_bp`,
//! `hand_lights`, `hand_lights_red`.
//! `next`: `owed`, `returned`, `answer_by`, `missing` by unit, `overdue`, `due_next`, `asks`.
//! `funnels` (the same of each total of the office's own that has steps: `of`, `total`, `projects`, `projects_unknown`, `steps`).
//! A list `named` holds those the sentence names; the numbers beside it are of all.

use serde_json::{Value, json};

use super::figures::JsonFigures;
use super::json::ground;
use crate::domain::catalog::HOUSEHOLDS;
use crate::domain::fraction::Fraction;
use crate::report::brief::{
    Ask, Awaited, AwaitedWork, BriefProgress, BriefSentence, CategoryLine, Event, FunnelLine, FunnelStep, Happened,
    Invested, Phases, ReturnsDue, WorkInLight,
};

impl JsonFigures {
    pub(super) fn put_brief(&mut self, sentence: &BriefSentence) {
        match sentence {
            BriefSentence::Progress(progress) => self.put_progress(progress),
            BriefSentence::Phases { phases, .. } => self.put_phases(phases),
            BriefSentence::Starts { due, started, undated, .. } => {
                self.put("start_due", *due);
                self.put("start_done", *started);
                self.put("start_undated", *undated);
            }
            BriefSentence::Beside { .. } => {} // put_progress has them all
            BriefSentence::Categories(lines) => self.put_categories(lines),
            BriefSentence::Funnel(line) => self.put_funnel(line),
            BriefSentence::FirstRate(rate) => self.put("first_plan_completion_bp", rate.basis_points()),
            BriefSentence::Events { events, .. } => self.put("events", events.iter().map(event).collect::<Value>()),
            BriefSentence::Lights { counts, red_since, .. } => {
                self.lights("", *counts);
                self.put("since_last_red", *red_since);
            }
            BriefSentence::InLight { light, works, never, named, .. } => {
                let named: Value = named.iter().map(work_in_light).collect();
                let key = format!("{}_works", light.code());
                self.put(key, json!({ "works": works, "never_filed": never, "named": named }));
            }
            BriefSentence::Replans { plans, named, .. } => {
                let named: Value = named
                    .iter()
                    .map(|plan| json!({ "code": plan.code, "name": plan.name, "from_fen": plan.from, "to_fen": plan.to }))
                    .collect();
                self.put("replans", json!({ "plans": plans, "named": named }));
            }
            BriefSentence::Returns(of) => self.put_returns(of),
            BriefSentence::Milestones { horizon, overdue, next, .. } => {
                self.put("horizon", horizon.to_string());
                self.put("overdue", awaited(overdue));
                self.put("due_next", awaited(next));
            }
            BriefSentence::Asks { asks, named } => {
                let codes = |ask: &Ask| ask.named.iter().map(|(code, _)| code.clone()).collect::<Vec<String>>();
                let named = named.iter().map(|ask| json!({ "ask": ask.text, "works": ask.works, "codes": codes(ask) }));
                self.put("asks", json!({ "asks": asks, "named": named.collect::<Value>() }));
            }
            BriefSentence::Shared { works, named } => {
                let named =
                    named.iter().map(|work| json!({ "code": work.code, "name": work.name, "lead_unit": work.lead }));
                self.put("shared", json!({ "works": works, "named": named.collect::<Value>() }));
            }
            BriefSentence::Clocks | BriefSentence::Urge(_) => {}
        }
    }

    /// The keys of households are older than those of other funnels.
    fn put_funnel(&mut self, line: &FunnelLine) {
        let FunnelLine { whole, projects, unknown, total, steps, .. } = line;
        let step = |step: &FunnelStep| {
            let share = Fraction::new(step.through, *total).basis_points();
            json!({ "measure": step.code, "count": step.through, "share_bp": share })
        };
        let steps = steps.iter().map(step).collect::<Value>();
        if whole == HOUSEHOLDS {
            self.put("household_projects", *projects);
            self.put("household_projects_unknown", *unknown);
            self.put("households", *total);
            return self.put("household_steps", steps);
        }
        let of = json!({
            "of": whole, "total": total, "projects": projects, "projects_unknown": unknown, "steps": steps,
        });
        self.push("funnels", of);
    }

    fn put_returns(&mut self, of: &ReturnsDue) {
        let ReturnsDue { owed, returned, pending, units, without_unit, answer_by, is_late, .. } = of;
        self.put("owed", *owed);
        self.put("returned", *returned);
        self.put("waiting", *pending);
        self.put("answer_by", answer_by.to_string());
        self.put("is_late", *is_late);
        let units = units.iter().map(|unit| json!({ "unit": unit.unit, "missing": unit.missing }));
        let none = (*without_unit > 0).then(|| json!({ "unit": null, "missing": without_unit }));
        self.put("missing", units.chain(none).collect::<Value>());
    }

    fn put_categories(&mut self, lines: &[CategoryLine]) {
        let category = |line: &CategoryLine| {
            let mut figures = JsonFigures::new(self.lang);
            figures.put("category", line.code.as_str());
            figures.put("projects", line.phases.projects());
            figures.put_invested(&line.invested);
            figures.put_phases(&line.phases);
            figures.into_value()
        };
        let categories: Value = lines.iter().map(category).collect();
        self.put("categories", categories);
    }

    fn put_progress(&mut self, of: &BriefProgress) {
        self.put("period", of.period.cadence.code());
        self.put("first", of.period.first.to_string());
        self.put("last", of.period.last.to_string());
        let categories: Vec<&str> = of.scope.categories.iter().map(|category| category.code.as_str()).collect();
        let unit = of.scope.lead.as_ref().map(|lead| lead.as_deref().unwrap_or("none"));
        let leader = of.scope.leader.as_ref().map(|leader| leader.name().unwrap_or("none"));
        let mut scope = json!({ "categories": categories, "tag": of.scope.tag, "unit": unit, "leader": leader });
        if let (false, Some(scope)) = (of.scope.fields.is_empty(), scope.as_object_mut()) {
            let fields = of.scope.fields.iter().map(|of| (of.field.clone(), of.value.as_deref().into()));
            scope.insert("fields".to_owned(), Value::Object(fields.collect()));
        }
        self.put("scope", scope);
        self.put("projects", of.projects);
        self.put("lots", of.lots);
        self.put("planned", of.planned);
        self.put("unplanned", of.unplanned);
        self.put("unplanned_lots", of.unplanned_lots);
        self.put("never_filed", of.never_filed);
        self.put("no_base", of.no_base);
        self.put_invested(&of.invested);
        self.put("invested_ytd_fen", of.invested.known.known());
        self.put("period_invested_fen", of.invested.known.within(of.period_done));
    }

    /// Where nothing has a plan there is nothing to hold the money against.
    fn put_invested(&mut self, of: &Invested) {
        let gap = of.rate.clone().map(|rate| rate - of.elapsed.clone());
        self.put("anything_filed", of.is_read);
        self.put("plan_fen", Some(of.plan).filter(|_| of.is_planned));
        self.put("invested_ytd_fen", of.known.known().filter(|_| of.is_planned));
        self.put("completion_bp", of.rate.as_ref().map(Fraction::basis_points));
        self.put("elapsed_bp", of.elapsed.basis_points());
        self.put("gap_bp", gap.as_ref().map(Fraction::basis_points_apart));
        self.put("unplanned_ytd_fen", of.unplanned_done);
    }

    fn put_phases(&mut self, of: &Phases) {
        self.put("completed", of.completed);
        self.put("underway", of.underway);
        self.put("preparation", of.preparation);
        self.put("no_stage", of.no_stage);
        self.put("paused", of.underway_paused + of.preparation_paused);
    }
}

fn event(event: &Event) -> Value {
    let (kind, what) = match &event.happened {
        Happened::Completed(_) => ("completed", None),
        Happened::Started { .. } => ("started", None),
        Happened::Met(milestone) => ("milestone_met", Some(milestone.as_str())),
        Happened::MetOthers => ("milestone_met", None),
        Happened::Reached(stage) | Happened::Closed(stage) => ("stage_reached", Some(stage.code.as_str())),
        Happened::ReachedOthers => ("stage_reached", None),
        Happened::Resumed => ("resumed", None),
        Happened::Paused => ("paused", None),
        Happened::Listed => ("listed", None),
        Happened::Left { condition, .. } => ("left", Some(condition.code.as_str())),
    };
    json!({ "kind": kind, "what": what, "works": event.works, "named": event.named })
}

fn work_in_light(work: &WorkInLight) -> Value {
    let reasons: Value = work.reasons.iter().map(|(reason, _)| ground(reason)).collect();
    let by_hand = work.hand.as_ref().map(|hand| json!({ "until": hand.until.to_string(), "reason": hand.reason }));
    json!({
        "code": work.code,
        "name": work.name,
        "unit": work.unit,
        "reasons": reasons,
        "by_hand": by_hand,
        "problem": work.problem,
    })
}

fn awaited(of: &Awaited) -> Value {
    let one = |work: &AwaitedWork| {
        let due = work.due.to_string();
        json!({ "code": work.code, "name": work.name, "milestone": work.milestone, "due": due })
    };
    json!({ "milestones": of.milestones, "named": of.named.iter().map(one).collect::<Value>() })
}
