//! `plan`: the annual plan of a project, or a new version of it.

use std::collections::HashSet;

use crate::domain::Day;
use crate::domain::catalog::{Catalog, INVESTED, Measure};
use crate::domain::fact::{Body, Fact, PlanFact, ProjectFact, Recorded};
use crate::domain::fold::fold;
use crate::domain::plan::{BadMonths, check_months, doubt};
use crate::domain::state::State;
use crate::error::{Error, LastReturn, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::report::history::{HistorySentence, Names, planned};

use super::ctx::Ctx;
use super::edit::Forced;
use super::find::Found;
use super::session::Session;
use super::{Outcome, find, values};

/// The number of the version on stdout. What is to be done within the year, not since the start.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// The year it is for · 年度
    year: String,
    /// To be invested in the year: 5000万, 1.2亿 · 年度计划投资
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    invest: Option<String>,
    /// Any measure: area=3万平方米, signed=200 · 其他指标
    #[arg(long, value_name = "MEASURE=V")]
    set: Vec<String>,
    /// What is to be done by the end of each month, cumulative, twelve: 0,0,200万,… · 各月末累计
    #[arg(long, value_name = "M1,…,M12", allow_hyphen_values = true)]
    months: Option<String>,
    /// What is to be reached by the end of the year · 年度形象进度目标
    #[arg(long, value_name = "TEXT")]
    goal: Option<String>,
    /// The day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Why (wanted where there is a plan already) · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Take a plan above the total, or far from the version before (wants --reason) · 强制
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let catalog = &session.catalog;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    if args.force && reason.is_none() {
        return Err(Error::NeedsReason { flag: "--force" });
    }
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_plan(&session, &args.project)?;
    let on = found.holds_from(ctx, &session, args.on.as_deref())?;
    let plans = stated(args, catalog, &found)?;
    let then = fold(catalog, &found.facts, on).unwrap_or_else(|| found.state.clone());
    let force = Forced { is_forced: args.force, has_reason: args.reason.is_some() };
    check(&session, &found, &then, &plans, on, force)?;
    let fact = |body| ProjectFact { project: found.id, from_day: on, body };
    let facts: Vec<ProjectFact> = plans.iter().cloned().map(Body::Plan).map(fact).collect();
    let versions = Versions::of(catalog, &found, &facts, &plans[0], entry.change());
    for fact in facts {
        entry.record(&Fact::Project(fact))?;
    }
    if let Some(version) = versions.own {
        ctx.announce(version)?;
    }
    let change = entry.commit(catalog)?;

    let names =
        Names { catalog, units: &Default::default(), projects: &Default::default(), targets: &Default::default() };
    let said: Vec<HistorySentence> = plans.iter().map(|plan| planned(&names, plan)).collect();
    let what = Statement::Plan { of: found.named(), said: &said, version: versions.own };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    if let Some(in_force) = versions.later {
        ctx.say(&Talk::EarlierVersion { year: plans[0].year, in_force });
    }
    Ok(Outcome::Done)
}

/// The plans stated, one a measure; a goal goes with the first, or stands alone.
fn stated(args: &Args, catalog: &Catalog, found: &Found) -> Result<Vec<PlanFact>> {
    let year = values::year("YEAR", &args.year)?;
    let mut assigned = Vec::new();
    if let Some(value) = &args.invest {
        assigned.push(("--invest".to_owned(), values::measure(catalog, INVESTED)?, value.as_str()));
    }
    for assignment in &args.set {
        let (measure, value) = values::assignment(catalog, "--set", assignment)?;
        assigned.push((format!("--set {}", measure.code), measure, value));
    }
    let mut plans = Vec::new();
    let mut seen = HashSet::new();
    for (flag, measure, value) in &assigned {
        let value = one_value(found, flag, measure, value)?;
        if !seen.insert(&measure.code) {
            return Err(Error::StatedTwice { what: measure.code.clone() });
        }
        plans.push(PlanFact {
            year,
            measure: measure.code.clone(),
            value: Some(value),
            months: Vec::new(),
            goal: None,
        });
    }
    if let Some(months) = &args.months {
        let ([plan], [(_, measure, _)]) = (plans.as_mut_slice(), assigned.as_slice()) else {
            return Err(Error::MonthsOfOneMeasure);
        };
        plan.months = points(months, measure, plan.value)?;
    }
    let goal = values::passage("--goal", args.goal.as_deref())?;
    match (plans.first_mut(), goal) {
        (Some(first), goal) => first.goal = goal,
        (None, None) => return Err(Error::NothingStated { command: "plan" }),
        (None, goal) => {
            plans.push(PlanFact { year, measure: INVESTED.to_owned(), value: None, months: Vec::new(), goal });
        }
    }
    Ok(plans)
}

fn one_value(found: &Found, flag: &str, measure: &Measure, value: &str) -> Result<i64> {
    if !measure.is_read {
        return Err(Error::NotReadable { measure: values::named(measure) });
    }
    let last = found.state.reading(&measure.code).map(|value| LastReturn { code: found.state.code.clone(), value });
    values::quantity(flag, value, measure.dimension, last)
}

/// The twelve points, which end in the plan.
fn points(months: &str, measure: &Measure, plan: Option<i64>) -> Result<Vec<i64>> {
    let bad = |bad| Error::BadMonths { bad, dimension: measure.dimension };
    let months: Vec<&str> = months.split([',', '，', '、']).collect();
    if months.len() != 12 {
        return Err(bad(BadMonths::Count { found: months.len() }));
    }
    let points = months.iter().map(|month| values::quantity("--months", month, measure.dimension, None));
    let points: Vec<i64> = points.collect::<Result<_>>()?;
    check_months(&points, plan.unwrap_or(0)).map_err(bad)?;
    Ok(points)
}

/// `then` is the state on the day from which the plans hold.
pub fn check(session: &Session, found: &Found, then: &State, plans: &[PlanFact], on: Day, force: Forced) -> Result<()> {
    let code = &found.state.code;
    let has_values = plans.iter().any(|plan| plan.value.is_some());
    if has_values && !then.may_carry_figures() && session.store.has_children(found.id)? {
        return Err(Error::FiguresFromLots { code: code.clone() });
    }
    for plan in plans {
        let Some((measure, value)) = session.catalog.measure(&plan.measure).zip(plan.value) else { continue };
        let total = measure.share_of.as_ref().and_then(|share_of| then.total(share_of));
        let doubt = doubt(&found.state, plan, on, total).filter(|_| !force.is_forced);
        if let Some(doubt) = doubt {
            let (code, measure, dimension) = (code.clone(), values::named(measure), measure.dimension);
            return Err(Error::DoubtfulPlan { code, year: plan.year, measure, dimension, value, doubt });
        }
        if !force.has_reason && found.state.versions(&plan.measure, plan.year).next().is_some() {
            return Err(Error::NeedsReason { flag: "plan" });
        }
    }
    Ok(())
}

/// Where a new version stands among those of its year and measure.
struct Versions {
    /// Its number; a goal alone is no version.
    own: Option<usize>,
    /// The day of a later one, which stays in force.
    later: Option<Day>,
}

impl Versions {
    fn of(catalog: &Catalog, found: &Found, facts: &[ProjectFact], plan: &PlanFact, change: i64) -> Self {
        let new = (1..).zip(facts).map(|(seq, fact)| Recorded { change, seq, fact: fact.clone() });
        let all: Vec<Recorded> = found.facts.iter().cloned().chain(new).collect();
        let after = fold(catalog, &all, Day::MAX).unwrap_or_else(|| found.state.clone());
        let versions: Vec<_> = after.versions(&plan.measure, plan.year).collect();
        let own = versions.iter().position(|version| version.change == change);
        let later = own.and_then(|_| versions.last()).filter(|last| last.change != change);
        Self { own: own.map(|own| own + 1), later: later.map(|last| last.from_day) }
    }
}
