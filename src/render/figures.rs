//! The figures of the sentences that sum a page up, for programs: stable keys, whole numbers.

use serde_json::{Value, json};

use super::json::{JsonObject, light_code, reasons};
use crate::domain::catalog::Label;
use crate::domain::code::{issue_code, submission_code};
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fraction::Fraction;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::unit::Fate;
use crate::lang::Lang;
use crate::lang::row_change::sentence as words;
use crate::report::grid::GridSentence;
use crate::report::missing::{MissingSentence, PendingRow};
use crate::report::model::{LightCounts, Sentence};
use crate::report::permits::PermitSentence;
use crate::report::status::{
    ChangesSentence, CorrectedFigure, Correction, Detail, Replanned, RowChange, StatusSentence,
};

/// Of the sentences that have figures; the others are for people alone.
pub(super) fn figures<'a>(lang: Lang, sentences: impl IntoIterator<Item = &'a Sentence>) -> JsonObject {
    let mut figures = JsonFigures::new(lang);
    for sentence in sentences {
        figures.add(sentence);
    }
    figures.object
}

pub(super) struct JsonFigures {
    object: JsonObject,
    /// Of the words that stand beside them.
    pub(super) lang: Lang,
}

impl JsonFigures {
    pub(super) fn new(lang: Lang) -> Self {
        Self { object: JsonObject::new(), lang }
    }

    pub(super) fn into_value(self) -> Value {
        Value::Object(self.object)
    }

    pub(super) fn put(&mut self, key: impl Into<String>, figure: impl Into<Value>) {
        self.object.insert(key.into(), figure.into());
    }

    /// Adds to a list.
    pub(super) fn push(&mut self, key: &str, figure: Value) {
        match self.object.get_mut(key) {
            Some(Value::Array(list)) => list.push(figure),
            Some(_) | None => self.put(key, Value::Array(vec![figure])),
        }
    }

    /// The pages named last have none: their sentences stand in cells, where programs get the words, or under a table
    /// whose rows have the figures.
    fn add(&mut self, sentence: &Sentence) {
        match sentence {
            Sentence::Brief(of) => self.put_brief(of),
            Sentence::Changes(of) => self.put_changes(of),
            Sentence::Grid(of) => self.put_grid(of),
            Sentence::Permit(of) => self.put_permits(of),
            Sentence::Missing(of) => self.put_missing(of),
            Sentence::RowChange(of) => self.put_row_change(of),
            Sentence::Status(of) => self.put_status(of),
            Sentence::Form(_)
            | Sentence::History(_)
            | Sentence::List(_)
            | Sentence::Milestone(_)
            | Sentence::Rule(_)
            | Sentence::Show(_)
            | Sentence::Target(_) => {}
        }
    }

    #[expect(clippy::too_many_lines, reason = "one arm a variant")]
    fn put_status(&mut self, sentence: &StatusSentence) {
        match sentence {
            StatusSentence::Overview { projects, lots, started, completed, no_stage } => {
                self.put("projects", *projects);
                self.put("lots", *lots);
                self.put("started", *started);
                self.put("completed", *completed);
                self.put("no_stage", *no_stage);
            }
            StatusSentence::Lights(counts) => self.lights("", *counts),
            StatusSentence::LotLights(LightCounts { red, yellow, grey, .. }) => {
                self.put("lots_red", *red);
                self.put("lots_yellow", *yellow);
                self.put("lots_grey", *grey);
            }
            StatusSentence::SinceLast { lights, projects, started, completed, .. } => {
                self.lights("since_last_", *lights);
                self.put("since_last_projects", *projects);
                self.put("since_last_started", *started);
                self.put("since_last_completed", *completed);
            }
            StatusSentence::Money { done, plan, rate, elapsed, period_done, .. } => {
                let gap = rate.clone().map(|rate| rate - elapsed.clone());
                self.put("plan_fen", *plan);
                self.put("invested_ytd_fen", done.known());
                self.put("completion_bp", rate.as_ref().map(Fraction::basis_points));
                self.put("elapsed_bp", elapsed.basis_points());
                self.put("gap_bp", gap.as_ref().map(Fraction::basis_points_apart));
                self.put("period_invested_fen", done.within(*period_done));
            }
            StatusSentence::PutRight { until, change, .. } => {
                self.put("put_right_as_of", until.to_string());
                self.put("put_right_fen", *change);
            }
            StatusSentence::NoPlansYet { year, done, period_done, .. } => {
                self.put("no_plans_of", *year);
                self.put("invested_ytd_fen", done.known());
                self.put("period_invested_fen", done.within(*period_done));
            }
            StatusSentence::StartRate { due, started, undated } => {
                self.put("start_due", *due);
                self.put("start_done", *started);
                self.put("start_undated", *undated);
            }
            StatusSentence::Across { done, .. } => self.put("across_invested_fen", *done),
            StatusSentence::NewlyPlanned { done, .. } => self.put("newly_planned_fen", *done),
            StatusSentence::Moved { done } => self.put("moved_fen", *done),
            StatusSentence::WaitForReview { returns } => self.put("waiting", *returns),
            StatusSentence::AcrossWorks(codes) => self.put("across", codes.len()),
            StatusSentence::NewlyPlannedWorks(codes) => self.put("newly_planned", codes.len()),
            StatusSentence::HandLights { works, red } => {
                self.put("hand_lights", *works);
                self.put("hand_lights_red", *red);
            }
            StatusSentence::StaleBases(works) => self.put("stale_base", works.len()),
            StatusSentence::SharedBeneath { works } => self.put("shared_works", *works),
            StatusSentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base } => {
                self.put("unplanned", *unplanned);
                self.put("unplanned_lots", *unplanned_lots);
                self.put("unplanned_ytd_fen", *unplanned_done);
                self.put("never_filed", *never_filed);
                self.put("no_base", *no_base);
            }
            StatusSentence::Left(groups) => groups.iter().for_each(|group| {
                self.put(group.code, group.projects);
                self.put(format!("{}_lots", group.code), group.lots);
                self.put(format!("{}_plan_fen", group.code), group.plan);
                self.put(format!("{}_ytd_fen", group.code), group.done);
            }),
            StatusSentence::RecordedSince { no, entries } => {
                self.put("frozen_before", *no);
                self.put("recorded_since_frozen", *entries);
            }
            StatusSentence::FirstPlanRate(rate) => self.put("first_plan_completion_bp", rate.basis_points()),
            StatusSentence::Clocks
            | StatusSentence::CurveClocks
            | StatusSentence::LastUnits(_)
            | StatusSentence::MoreInLight { .. }
            | StatusSentence::RedInShort { .. }
            | StatusSentence::MissingInShort { .. }
            | StatusSentence::Asks(_)
            | StatusSentence::OtherAsks { .. }
            | StatusSentence::Greys(_)
            | StatusSentence::NoTotal { .. }
            | StatusSentence::Cleared { .. }
            | StatusSentence::LateReturns { .. }
            | StatusSentence::LastReturn { .. }
            | StatusSentence::IssueInLine { .. }
            | StatusSentence::Asked { .. }
            | StatusSentence::AllReturned
            | StatusSentence::NobodyOwes
            | StatusSentence::NoRedLights
            | StatusSentence::NothingDue
            | StatusSentence::NoChanges => {}
        }
    }

    fn put_grid(&mut self, sentence: &GridSentence) {
        match sentence {
            GridSentence::Totals(counts) => counts.iter().for_each(|(sign, count)| self.put(sign.code(), *count)),
            GridSentence::Unmarked { projects } => self.put("without_milestones", *projects),
            GridSentence::NotListed(left) => left.iter().for_each(|(code, _, projects)| self.put(*code, *projects)),
            GridSentence::Legend { .. } => {}
        }
    }

    fn put_permits(&mut self, sentence: &PermitSentence) {
        match sentence {
            PermitSentence::OfCategory { counts, works, .. } => {
                self.put("works", *works);
                counts.by_standing().into_iter().for_each(|(standing, count)| self.put(standing.code(), count));
            }
            PermitSentence::NoChecklist { works, .. } => self.put("works", *works),
            PermitSentence::Lacking { permit, works, .. } => {
                self.put("permit", permit.zh.as_str());
                self.put("works", *works);
            }
            PermitSentence::AllLack { works, .. } => self.put("works", *works),
            PermitSentence::NotNeeded(why) => self.put("not_needed", why.as_str()),
            PermitSentence::NoneLacking | PermitSentence::Legend | PermitSentence::SincePrevious => {}
        }
    }

    fn put_missing(&mut self, sentence: &MissingSentence) {
        let text = |day: Day| day.to_string();
        match sentence {
            MissingSentence::Lead { period, owed, missing, pending, answer_by, .. } => {
                self.put("period", period.cadence.code());
                self.put("first", text(period.first));
                self.put("last", text(period.last));
                self.put("answer_by", text(*answer_by));
                self.put("owed", *owed);
                self.put("missing", *missing);
                self.put("waiting", *pending);
            }
            MissingSentence::Pending(rows) => {
                let row = |row: &PendingRow| {
                    let (no, day) = (submission_code(row.no), row.day.to_string());
                    json!({ "no": no, "code": row.code, "name": row.name, "as_of": day, "by": row.by })
                };
                self.put("pending", rows.iter().map(row).collect::<Value>());
            }
            MissingSentence::Unit { unit, rows } => {
                self.put("unit", unit.as_deref());
                self.put("missing", *rows);
            }
            MissingSentence::NotReturned { code, name, unit, last, days, light, .. } => {
                self.put("code", code.as_str());
                self.put("name", name.as_str());
                self.put("unit", unit.as_deref());
                self.put("last_return", last.map(text));
                self.put("days", *days);
                self.put("light", light_code(*light));
            }
        }
    }

    fn put_changes(&mut self, sentence: &ChangesSentence) {
        match sentence {
            ChangesSentence::Since { since, until, counts } => {
                self.put("since", since.to_string());
                self.put("until", until.to_string());
                self.put("rows", counts.iter().map(|(_, rows)| rows).sum::<i64>());
            }
            ChangesSentence::NothingKnownThen { .. } => self.put("nothing_known_then", true),
            ChangesSentence::OfKind { kind, rows, .. } => {
                self.put("kind", kind.code());
                self.put("rows", *rows);
            }
            ChangesSentence::Row { code, name, unit, said } => {
                self.put("code", code.as_str());
                self.put("name", name.as_str());
                self.put("unit", unit.as_deref());
                let words: Vec<Value> = said.iter().map(|each| words(self.lang, each).into()).collect();
                let facts = said.iter().map(|each| {
                    let mut facts = JsonFigures::new(self.lang);
                    facts.put_row_change(each);
                    facts.into_value()
                });
                let facts: Vec<Value> = facts.collect();
                self.put("change", words);
                self.put("facts", facts);
            }
        }
    }

    /// What is known of a work beside its returns, as it was and is.
    fn put_detail(&mut self, what: Detail, from: Option<&Label>, to: Option<&Label>) {
        let lang = self.lang;
        self.put("what", what.code());
        self.put("from", from.map(|label| lang.pick(label)));
        self.put("to", to.map(|label| lang.pick(label)));
    }

    fn put_fate(&mut self, fate: &Fate) {
        let (what, unit, into) = match fate {
            Fate::Renamed { from, to } => ("renamed", from, vec![to.clone()]),
            Fate::Merged { unit, into } => ("merged", unit, vec![into.clone()]),
            Fate::Split { unit, into } => ("split", unit, into.clone()),
        };
        self.put("what", what);
        self.put("unit", unit.as_str());
        self.put("into", into);
    }

    /// What the works did, in codes; what was planned anew or put right, in the smallest unit of its measure.
    #[expect(clippy::too_many_lines, reason = "one arm a change")]
    fn put_row_change(&mut self, change: &RowChange) {
        match change {
            RowChange::LightMoved { from, to, is_replanned } => {
                self.put("from", light_code(*from));
                self.put("to", light_code(*to));
                self.put("is_replanned", *is_replanned);
            }
            RowChange::Why(grounds) => self.put("reasons", reasons(grounds)),
            RowChange::StageMoved { from, to, day } => {
                self.put("from", from.as_ref().map(|from| from.code.as_str()));
                self.put("to", to.code.as_str());
                self.put("on", day.to_string());
            }
            RowChange::FirstSeen { stage, day } => {
                self.put("stage", stage.code.as_str());
                self.put("on", day.to_string());
            }
            RowChange::Joined { day } => self.put("listed_from", (*day != ALL_DAYS).then(|| day.to_string())),
            RowChange::SplitFrom { code, share, .. } => {
                self.put("split_from", code.as_str());
                self.put("share_bp", *share);
            }
            RowChange::DetailMoved { what, from, to } => self.put_detail(*what, from.as_ref(), to.as_ref()),
            RowChange::UnitFate(fate) => self.put_fate(fate),
            RowChange::Left { condition, into, day } => {
                self.put("to", condition.code.as_str());
                self.put("into", into.as_ref().map(|into| into.code.as_str()));
                self.put("on", day.to_string());
            }
            RowChange::ClosedBefore { year } => self.put("not_counted_from", *year),
            RowChange::MilestoneMoved { name, from, to } => {
                self.put("milestone", name.as_str());
                self.put("from", from.to_string());
                self.put("to", to.to_string());
            }
            RowChange::Granted { name, on } => {
                self.put("milestone", name.as_str());
                self.put("met", on.map(|on| on.to_string()));
            }
            RowChange::MilestoneMet { name, met, due } => {
                self.put("milestone", name.as_str());
                self.put("met", met.map(|met| met.to_string()));
                self.put("due", due.to_string());
            }
            RowChange::IssueMoved { no, raised, due, closed, outcome, .. } => {
                self.put("issue", issue_code(*no));
                self.put("raised", raised.map(|day| day.to_string()));
                self.put("due", due.map(|day| day.to_string()));
                self.put("closed", closed.map(|day| day.to_string()));
                self.put("outcome", outcome.as_deref());
            }
            RowChange::Replanned(Replanned { measure, dimension, version, from, to, day, reason, .. }) => {
                self.amounts(measure, *dimension, *from, Some(*to));
                self.put("version", *version);
                self.put("from_day", day.to_string());
                self.put("reason", reason.as_deref());
            }
            RowChange::Corrected(Correction { what, measure, dimension, from, to, cause, reason, .. }) => {
                self.amounts(measure, *dimension, *from, *to);
                self.put("what", figure_code(*what));
                self.put("cause", *cause);
                self.put("reason", reason.as_deref());
            }
            RowChange::TotalMoved { measure, dimension, from, to, day, .. } => {
                self.amounts(measure, *dimension, *from, *to);
                self.put("from_day", day.filter(|day| *day != ALL_DAYS).map(|day| day.to_string()));
            }
            RowChange::LateReturn { no, as_of, recorded } => {
                self.put("update_no", *no);
                self.put("as_of", as_of.to_string());
                self.put("recorded", recorded.to_string());
            }
            RowChange::LightsMoved { .. }
            | RowChange::WordCorrected { .. }
            | RowChange::ListedLate
            | RowChange::ListingUndone => {}
        }
    }

    fn amounts(&mut self, measure: &str, dimension: Dimension, from: Option<Amount>, to: Option<Amount>) {
        self.put("measure", measure);
        self.put("unit", dimension.code());
        self.put("from", from);
        self.put("to", to);
    }

    pub(super) fn lights(&mut self, prefix: &str, counts: LightCounts) {
        let LightCounts { red, yellow, green, grey, none } = counts;
        let all = [("red", red), ("yellow", yellow), ("green", green), ("grey", grey), ("none", none)];
        for (light, count) in all {
            self.put(format!("{prefix}{light}"), count);
        }
    }
}

fn figure_code(figure: CorrectedFigure) -> &'static str {
    match figure {
        CorrectedFigure::Value => "value",
        CorrectedFigure::Total => "total",
        CorrectedFigure::Plan => "plan",
    }
}
