//! Random registers, and every figure of them held against a second model: `model` works out from the rules alone what
//! `list`, `show`, `report status` and `report brief` must print of several days, as known at several moments.
//!
//! More sequences than `cargo test` runs, or from another seed:
//! `HAISHU_PROJ_FIGURES=5000 HAISHU_PROJ_FIGURES_SEED=1000000 cargo test --test it generated_figures -- --nocapture`

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use chrono::Datelike;
use serde_json::Value;

use crate::model::ledger::Measure;
use crate::model::light::{Met, Reason};
use crate::model::page::{Figures, before, page, sent_page};
use crate::model::work::{Reached, STAGES, Work};
use crate::model::year::View;
use crate::model::{Day, Fraction, month_end};
use crate::typed_figures::{Dice, Office, Typed, sequence};

const SEQUENCES: u64 = 200;

/// A figure that differs between program and model.
#[derive(Clone, Debug)]
struct Difference {
    /// `list.light`, `overview.plan_fen`
    figure: String,
    /// Of which row or group.
    of: String,
    view: String,
    program: String,
    model: String,
}

/// The pairs of day and moment at which a register is looked at.
fn views(sequence: &[Typed], seed: u64) -> Vec<(Day, Option<Day>)> {
    let mut dice = Dice::new(seed ^ 0xF16);
    let typed: Vec<Day> = sequence.iter().map(|typed| typed.today).collect();
    let last = typed[typed.len() - 1];
    let end = month_end(2022, dice.one(&[1, 3, 6, 8, 9, 11, 12]));
    let middle = dice.one(&typed);
    let known_at = dice.rarely(2).then(|| dice.one(&typed));
    vec![(month_end(last.year(), last.month()), None), (end, known_at), (middle, dice.rarely(3).then_some(middle))]
}

fn differences(office: &Office, views: &[(Day, Option<Day>)]) -> Vec<Difference> {
    let mut found = Vec::new();
    for (place, (at, known_at)) in views.iter().enumerate() {
        let json =
            |command: &[&str]| -> Value { serde_json::from_str(&office.read(*at, *known_at, command)).expect("JSON") };
        let view = View::at(&office.ledger, *at, *known_at);
        let name = known_at.map_or_else(|| at.to_string(), |known_at| format!("{at} known {known_at}"));
        let then = View::at(&office.ledger, before(*at), *known_at);
        let is_without_plans = view.all().plan.is_none();
        let sent = sent_page(&office.ledger, *at, *known_at);
        let was_without_plans = then.all().plan.is_none() || sent.all().plan.is_none();
        let mut hold = Hold { view: name, is_without_plans, was_without_plans, found: &mut found };
        hold.list(&view, &json(&["list", "--format", "json"]));
        let shown = view.works.values().max_by_key(|work| work.milestones.len());
        if let Some(work) = shown.filter(|work| !work.milestones.is_empty()) {
            hold.show(&view, work, &json(&["show", &work.code, "--format", "json"]));
        }
        let figures = page(&office.ledger, *at, *known_at);
        hold.page(&figures, &json(&["report", "status", "--format", "json"]));
        if place == 0 {
            hold.brief(&figures, &json(&["report", "brief", "--format", "json"]));
        }
    }
    found
}

struct Hold<'f> {
    view: String,
    /// No row of the page has a plan of the year: its sums may be left unsaid.
    is_without_plans: bool,
    /// The same of the page before.
    was_without_plans: bool,
    found: &'f mut Vec<Difference>,
}

impl Hold<'_> {
    fn same(&mut self, figure: &str, of: &str, program: &Value, model: &Value) {
        if program != model {
            self.found.push(Difference {
                figure: figure.to_owned(),
                of: of.to_owned(),
                view: self.view.clone(),
                program: program.to_string(),
                model: model.to_string(),
            });
        }
    }

    fn list(&mut self, view: &View, list: &Value) {
        let rows = list["projects"].as_array().expect("rows");
        let listed: BTreeSet<&str> = rows.iter().filter_map(|row| row["code"].as_str()).collect();
        let known: BTreeSet<&str> = view.works.keys().map(String::as_str).collect();
        self.same("list.rows", "", &format!("{listed:?}").into(), &format!("{known:?}").into());
        for row in rows {
            let code = row["code"].as_str().expect("a code");
            let Some(work) = view.works.get(code).filter(|work| !work.is_programme) else { continue };
            for (key, value) in row_figures(view, work) {
                self.same(&format!("list.{key}"), code, &row[key], &value);
            }
            let reasons: Vec<String> = view.light(work).reasons.iter().map(reason).collect();
            self.same("list.reasons", code, &program_reasons(&row["reasons"]).into(), &reasons.into());
        }
    }

    /// The milestones: baseline, due, and the day met.
    fn show(&mut self, view: &View, work: &Work, page: &Value) {
        for row in page["milestones"].as_array().into_iter().flatten() {
            let name = row["name"].as_str().unwrap_or("?");
            let Some(milestone) = work.planned(name) else {
                self.same("show.milestones", name, row, &Value::Null);
                continue;
            };
            let met = match view.met(work, milestone) {
                Met::On(day) => day.to_string().into(),
                Met::Undated => "undated".into(),
                Met::Not => Value::Null,
            };
            self.same("show.met", name, &row["met"], &met);
            self.same("show.due", name, &row["due"], &milestone.due.word().into());
            self.same("show.baseline", name, &row["baseline"], &milestone.baseline.word().into());
        }
    }

    fn page(&mut self, figures: &Figures, page: &Value) {
        let overview = flat("overview", &page["overview"]);
        let mut program: BTreeMap<String, Value> = overview;
        program.extend(flat("returns", &page["returns"]));
        program.extend(flat("notes", &page["notes"]));
        for (table, key) in [("categories", "category"), ("units", "unit"), ("not_returned", "unit")] {
            for row in page[table].as_array().into_iter().flatten() {
                program.extend(flat(&format!("{table}.{}", row[key].as_str().unwrap_or("none")), row));
            }
        }
        for (name, model) in figures {
            if name.starts_with("brief.")
                || name.starts_with("gone.")
                || name.starts_with("since_last.")
                || name == "notes.planned"
            {
                continue;
            }
            self.figure(name, program.get(name).unwrap_or(&Value::Null), *model);
        }
        for key in ["red", "yellow", "green", "grey", "none", "projects", "started", "completed"] {
            let program = &page["overview"][format!("since_last_{key}")];
            self.figure(&format!("since_last.{key}"), program, figures[&format!("since_last.{key}")]);
        }
        for (key, keys) in [("count", ""), ("plan_fen", "_plan_fen"), ("ytd_fen", "_ytd_fen")] {
            let of = |kind: &str| page["notes"][format!("{kind}{keys}")].as_i64().unwrap_or(0);
            let program = of("cancelled") + of("withdrawn") + of("merged");
            self.figure(&format!("gone.{key}"), &program.into(), figures[&format!("gone.{key}")]);
        }
        for table in ["categories", "units", "not_returned"] {
            let printed = |name: &&String| name.starts_with(table);
            let key = if table == "not_returned" { ".due" } else { ".projects" };
            let counts = |name: &&String| name.ends_with(key) && *name != "categories.total.projects";
            let rows =
                |names: Vec<&String>| names.into_iter().filter(printed).filter(counts).cloned().collect::<Vec<_>>();
            let program = rows(program.iter().filter(|(_, value)| **value != 0).map(|(name, _)| name).collect());
            let model = rows(figures.iter().filter(|(_, value)| **value != Some(0)).map(|(name, _)| name).collect());
            self.same(&format!("{table}.rows"), "", &program.into(), &model.into());
        }
    }

    fn brief(&mut self, figures: &Figures, page: &Value) {
        let progress = &page["brief"]["progress"];
        for key in ["underway", "preparation", "completed", "elapsed_bp"] {
            self.figure(&format!("brief.{key}"), &progress[key], figures[&format!("brief.{key}")]);
        }
        for key in ["planned", "unplanned", "never_filed", "no_base", "unplanned_ytd_fen"] {
            self.figure(&format!("brief.{key}"), &progress[key], figures[&format!("notes.{key}")]);
        }
        for key in [
            "projects",
            "lots",
            "plan_fen",
            "invested_ytd_fen",
            "completion_bp",
            "gap_bp",
            "period_invested_fen",
            "no_stage",
            "start_due",
            "start_done",
        ] {
            self.figure(&format!("brief.{key}"), &progress[key], figures[&format!("overview.{key}")]);
        }
    }

    /// A count or sum of nothing may stay unsaid.
    fn figure(&mut self, name: &str, program: &Value, model: Option<i64>) {
        let model = model.map_or(Value::Null, Value::from);
        let without_plans = ["overview.invested_ytd_fen", "overview.period_invested_fen", "overview.put_right_fen"];
        if program.is_null()
            && self.is_without_plans
            && (without_plans.contains(&name) || name.starts_with("notes.unplanned"))
        {
            return;
        }
        if name == "overview.put_right_fen" && self.was_without_plans && program.is_null() {
            return;
        }
        let is_nothing = |value: &Value| value.is_null() || (*value == 0 && !name.ends_with("_bp"));
        if is_nothing(program) && is_nothing(&model) {
            return;
        }
        let mut parts: Vec<&str> = name.split('.').collect();
        let of = if parts.len() == 3 { parts.remove(1) } else { "" };
        self.same(&parts.join("."), of, program, &model);
    }
}

fn flat(table: &str, of: &Value) -> BTreeMap<String, Value> {
    let fields = of.as_object().into_iter().flatten();
    fields.map(|(key, value)| (format!("{table}.{key}"), value.clone())).collect()
}

fn row_figures(view: &View, work: &Work) -> Vec<(&'static str, Value)> {
    let number = |value: Option<i64>| value.map_or(Value::Null, Value::from);
    let text = |value: Option<&str>| value.map_or(Value::Null, Value::from);
    let date = |value: Option<Day>| value.map_or(Value::Null, |day| day.to_string().into());
    let is_gone = view.is_gone(work);
    let (rate, own) = (view.rate(work), view.own_elapsed(work, Measure::Invested));
    let own = own.filter(|_| view.plan(work, Measure::Invested).is_some());
    let still = |value: Option<i64>| number(value.filter(|_| !is_gone));
    let gap = rate.and_then(|rate| Some(rate.less(own?).points()));
    let mut figures = vec![
        ("phase", text(view.phase(work).map(|phase| phase.code()))),
        ("as_of", date(view.last_return(work))),
        ("lead_unit", text(view.lead(work))),
        ("plan_fen", still(view.plan(work, Measure::Invested))),
        ("first_plan_fen", still(view.first_plan(work, Measure::Invested))),
        ("invested_ytd_fen", still(view.year_to_date(work, Measure::Invested))),
        ("completion_bp", still(rate.map(Fraction::rate_points))),
        ("elapsed_bp", still(own.map(Fraction::rate_points))),
        ("gap_bp", still(gap)),
        ("light", view.light(work).shown.code().into()),
        ("started_on", date(view.started(work).and_then(Reached::day))),
        ("completed_on", date(view.completed(work).and_then(Reached::day))),
    ];
    if view.is_from_lots(work) && is_gone {
        figures.retain(|(key, _)| !["phase", "as_of", "started_on", "completed_on"].contains(key));
    }
    if !view.is_from_lots(work) {
        let stage = work.stage(view.day).map(|stage| STAGES[work.category][stage]);
        figures.push(("stage", text(stage)));
        figures.push(("invested_fen", number(view.value(work, Measure::Invested, view.day))));
        figures.push(("physical_bp", number(view.value(work, Measure::Physical, view.day))));
    }
    figures
}

fn reason((kind, light): &Reason) -> String {
    format!("{kind} {}", light.code())
}

/// The checks that give yellow, red or grey, each kind and light once.
fn program_reasons(reasons: &Value) -> Vec<String> {
    let reasons = reasons.as_array().expect("reasons").iter();
    let kinds = reasons.map(|reason| (reason["kind"].as_str().unwrap_or("?"), reason["light"].as_str().unwrap_or("?")));
    let mut found: Vec<(usize, &str, &str)> = kinds
        .filter(|(kind, light)| *kind != "hand" && ["yellow", "red", "grey"].contains(light))
        .map(|(kind, light)| {
            (["yellow", "grey", "red"].iter().position(|known| *known == light).unwrap_or(9), kind, light)
        })
        .collect();
    found.sort_by_key(|(rank, kind, _)| (*kind, *rank));
    found.dedup();
    found.into_iter().map(|(_, kind, light)| format!("{kind} {light}")).collect()
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |value| value.parse().expect("a number"))
}

/// The sequence without every command that the difference does not need.
fn shrunk(sequence: &[Typed], views: &[(Day, Option<Day>)], of: &Difference) -> Vec<Typed> {
    let shows = |sequence: &[Typed]| {
        let office = Office::of(sequence);
        let same = |found: &Difference| found.figure == of.figure;
        !office.ledger.changes.is_empty() && differences(&office, views).iter().any(same)
    };
    let mut small = sequence.to_vec();
    let mut at = small.len();
    while at > 0 {
        at -= 1;
        let mut fewer = small.clone();
        fewer.remove(at);
        if shows(&fewer) {
            small = fewer;
        }
    }
    small
}

/// The commands that show a difference, and what program and model say.
fn told(difference: &Difference, seed: u64) -> String {
    let sequence = sequence(seed);
    let views = views(&sequence, seed);
    let office = Office::of(&shrunk(&sequence, &views, difference));
    let found = differences(&office, &views);
    let same = found.iter().filter(|found| found.figure == difference.figure);
    let values = same.map(|found| {
        format!("  as of {} {}: the program {}, the model {}\n", found.view, found.of, found.program, found.model)
    });
    let lines = office.lines.iter().map(|line| format!("  {line}\n"));
    let rule = rule_of(&difference.figure);
    format!("{} (seed {seed}; {rule})\n{}", difference.figure, lines.chain(values).collect::<String>())
}

/// Where the model found the rule of a figure.
fn rule_of(figure: &str) -> &'static str {
    let (table, key) = figure.split_once('.').unwrap_or((figure, ""));
    match (table, key) {
        ("returns" | "not_returned", _) => "§4 填报率, §7 Due to return",
        ("gone", _) => "§4 另有取消, §8.10",
        ("since_last", _) => "§4 Period: (D₁, K) with (D₀, K)",
        ("show", _) => "§2 milestone, §7 `start`, §8.1, §8.3",
        (_, "stage" | "phase" | "as_of" | "lead_unit" | "invested_fen" | "physical_bp" | "rows") => "§3 the fold",
        (_, "preparation" | "underway" | "no_stage") => "§2 phase, §7 Who files",
        (_, "started_on" | "completed_on" | "started" | "completed" | "reached_start" | "reached_end") => {
            "§7 `start`, §8.1"
        }
        (_, "start_due" | "start_done") => "§4 开工率, §7 N",
        (_, "light" | "reasons" | "red" | "yellow" | "green" | "grey" | "none") => "§4 Lights, §7 Edges, §8.8, §8.9",
        (_, "hand_lights" | "hand_lights_red") => "§4 人工亮灯, §8.9",
        (_, "elapsed_bp") => "§4 序时, §7 Own 序时, §8.4, §8.5",
        (_, "invested_ytd_fen" | "no_base") => "§4 Year to date, §8.2",
        (_, "completion_bp" | "gap_bp" | "rank" | "first_plan_completion_bp") => "§4 完成率, §7 Rounding, Units",
        (_, "plan_fen" | "first_plan_fen" | "planned" | "unplanned" | "never_filed" | "unplanned_ytd_fen") => {
            "§4 完成率, §8.18"
        }
        (_, "period_invested_fen" | "across_invested_fen") => "§4 This period, §8.6, §8.7",
        (_, "put_right_fen") => "§4 较上期, §7 上期更正, §8.21",
        (_, "projects" | "lots") => "§7 N, §8.12",
        _ => "§5",
    }
}

#[test]
fn every_figure_is_that_of_the_model() {
    let (first, count) = (setting("HAISHU_PROJ_FIGURES_SEED", 0), setting("HAISHU_PROJ_FIGURES", SEQUENCES));
    let mut found: BTreeMap<String, (u64, Difference)> = BTreeMap::new();
    let (mut taken, mut handed_on) = (0, 0);
    for seed in first..first + count {
        let sequence = sequence(seed);
        let office = Office::of(&sequence);
        taken += office.lines.len();
        handed_on +=
            office.lines.iter().filter(|line| line.contains("--into=") || line.contains("--split-from=")).count();
        for difference in differences(&office, &views(&sequence, seed)) {
            found.entry(difference.figure.clone()).or_insert((seed, difference));
        }
    }
    if std::env::var("HAISHU_PROJ_FIGURES").is_ok() {
        let _ = writeln!(std::io::stderr(), "{count} sequences, {taken} commands taken, {handed_on} hand figures on");
    }
    assert!(taken > usize::try_from(count).expect("few") * 6, "too much is refused: {taken} commands");
    let told: Vec<String> = found.values().take(8).map(|(seed, difference)| told(difference, *seed)).collect();
    let names: Vec<String> = found.iter().map(|(figure, (seed, _))| format!("{figure} (seed {seed})")).collect();
    assert!(found.is_empty(), "{} differ\n\n{}", names.join(", "), told.join("\n"));
}
