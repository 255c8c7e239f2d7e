//! `plan`: the annual plan of a project, or a new version of it.

use crate::act::plan::{PlannedMeasure, StatedPlan, are_twelve, plan};
use crate::act::{Force, Subject};
use crate::domain::Day;
use crate::domain::catalog::{Catalog, INVESTED, Measure};
use crate::domain::fact::{Body, PlanFact, ProjectFact, Recorded};
use crate::domain::fold::fold;
use crate::error::{Gave, PlanError, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::report::history::{HistorySentence, Names, planned};

use super::ctx::Ctx;
use super::session::Session;
use super::{Outcome, find, values};

/// The number of the version on stdout. What is to be done within the year, not since the start.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Year of the plan · 计划年度
    year: String,
    /// Planned investment of the year: 5000万, 1.2亿 · 年度计划投资
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    invest: Option<String>,
    /// Another measure: area=3万平方米, signed=200; repeatable · 其他指标，可重复
    #[arg(long, value_name = "MEASURE=V")]
    set: Vec<String>,
    /// Twelve values, cumulative to the end of each month: 0,0,200万,… · 各月末累计，共十二个
    #[arg(long, value_name = "M1,…,M12", allow_hyphen_values = true)]
    months: Option<String>,
    /// Goal to be reached by the end of the year · 年度形象进度目标
    #[arg(long, value_name = "TEXT")]
    goal: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Reason; needed where there is a plan already · 原因，已有计划时必填
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Accept a plan above the total or far from the version before, or the clock (needs --reason) · 强制
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let catalog = &session.catalog;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(args.force, reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, force, &entry);
    let facts = plan(&ground, &found, stated(args, catalog, &found)?)?;
    let plans: Vec<&PlanFact> = facts.iter().filter_map(plan_of).collect();
    let versions = Versions::of(catalog, &found, &facts, plans[0], entry.change());
    for fact in &facts {
        entry.record_of_project(fact)?;
    }
    let gave = versions.own.map_or(Gave::Nothing, Gave::number);
    let change = ctx.commit(entry, catalog, gave)?;

    let names =
        Names { catalog, units: &Default::default(), projects: &Default::default(), targets: &Default::default() };
    let said: Vec<HistorySentence> = plans.iter().map(|plan| planned(&names, plan)).collect();
    let what = Statement::Plan { of: found.named(), said: &said, version: versions.own };
    let from = args.on.is_none().then_some(session.view.day);
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from }));
    if let Some(in_force) = versions.later {
        ctx.say(&Talk::EarlierVersion { year: plans[0].year, in_force });
    }
    Ok(Outcome::Done)
}

fn plan_of(fact: &ProjectFact) -> Option<&PlanFact> {
    match &fact.body {
        Body::Plan(plan) => Some(plan),
        _ => None,
    }
}

/// What the flags state: one plan a measure.
fn stated(args: &Args, catalog: &Catalog, found: &Subject) -> Result<StatedPlan> {
    let year = values::year("YEAR", &args.year)?;
    let assigned =
        values::quantities(catalog, found.state(catalog), &[("--invest", &args.invest, INVESTED)], &args.set)?;
    let plan_of = |(measure, value): &(&Measure, i64)| PlannedMeasure {
        measure: measure.code.clone(),
        value: Some(*value),
        months: Vec::new(),
    };
    let mut planned: Vec<PlannedMeasure> = assigned.iter().map(plan_of).collect();
    if let Some(months) = &args.months {
        let ([planned], [(measure, _)]) = (planned.as_mut_slice(), assigned.as_slice()) else {
            return Err(PlanError::MonthsOfOneMeasure.into());
        };
        planned.months = points(months, measure)?;
    }
    if planned.is_empty() {
        planned.push(PlannedMeasure { measure: INVESTED.to_owned(), value: None, months: Vec::new() });
    }
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    Ok(StatedPlan { year, planned, goal: args.goal.clone(), on })
}

/// The points of the months.
fn points(months: &str, measure: &Measure) -> Result<Vec<i64>> {
    let months: Vec<&str> = months.split([',', '，', '、']).collect();
    are_twelve(months.len(), measure.dimension)?;
    months.iter().map(|month| values::quantity("--months", month, measure.dimension, None)).collect()
}

/// Where a new version stands among those of its year and measure.
struct Versions {
    /// Its number, by when it was recorded; a goal alone is no version.
    own: Option<usize>,
    /// The day of a later one, which stays in force.
    later: Option<Day>,
}

impl Versions {
    fn of(catalog: &Catalog, found: &Subject, facts: &[ProjectFact], plan: &PlanFact, change: i64) -> Self {
        let new = (1..).zip(facts).map(|(seq, fact)| Recorded { change, seq, fact: fact.clone() });
        let all: Vec<Recorded> = found.course.facts().iter().cloned().chain(new).collect();
        let after = fold(catalog, &all, Day::MAX).unwrap_or_else(|| found.state(catalog).clone());
        let versions: Vec<_> = after.versions(&plan.measure, plan.year).collect();
        let own = versions.iter().find(|version| version.change == change);
        let later = own.and_then(|_| versions.last()).filter(|last| last.change != change);
        Self { own: own.map(|own| after.number(own)), later: later.map(|last| last.from_day) }
    }
}
