//! `rules`: the thresholds of the lights. A set holds from its day and has a version.

use clap::Subcommand;

use crate::domain::catalog::Named;
use crate::domain::fact::Fact;
use crate::domain::rules::{Rule, RuleSet, RuleVersion, crossed};
use crate::error::{Error, Gave, NameError, Result, RuleError, ValueError, WordList};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::history::HistorySentence;
use crate::report::rules::rules;

use super::ctx::Ctx;
use super::select::{detail, formats, render};
use super::session::{Session, not_after_today};
use super::{Outcome, values};

/// Without a further word: `show`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<RulesCommand>,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// Show the rules in force and their versions · 现行规则及历次版本
    Show(Show),
    /// Set a new version of the rules · 修改规则
    Set(Set),
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Json]), default_value = "text")]
    format: Format,
}

/// The new version on stdout. What is not named stays as the versions before have it. gap.* are points between two rates, start.red months, the others days. permit.yellow and permit.red have permits judged by a rule of their own; until one is set, they are judged as milestones.
#[derive(Debug, clap::Args)]
pub struct Set {
    /// Thresholds: gap.red=25, milestone.red=30, permit.red=30, cadence=7 · 规则=数值
    #[arg(required = true, value_name = "KEY=VALUE")]
    values: Vec<String>,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match &args.what {
        None => show(ctx, Format::Text),
        Some(RulesCommand::Show(args)) => show(ctx, args.format),
        Some(RulesCommand::Set(args)) => set(ctx, args),
    }
}

fn show(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let versions = session.store.rule_versions(&session.known()?)?;
    let reasons = session.reasons()?;
    session.store.release()?;
    let mut header = session.header(ctx);
    header.is_shown = true;
    render(ctx, rules(&versions, &reasons, session.view.day, detail(format), header), format)?;
    Ok(Outcome::Done)
}

fn set(ctx: &mut Ctx, args: &Set) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    if reason.is_none() {
        return Err(ValueError::NeedsReason.behind("rules set"));
    }
    let stated = stated(&args.values)?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?.unwrap_or(session.view.day);
    let on = not_after_today(ctx, "--on", on)?;
    let version = entry.new_rule_set();
    let values: Vec<(String, i64)> = stated.iter().map(|(rule, value)| (rule.key.to_owned(), *value)).collect();
    let mut versions = session.store.rule_versions(&session.store.known(None)?)?;
    let later = versions.iter().filter(|later| stated.iter().any(|(rule, _)| later.set.stated(rule.key).is_some()));
    let later = later.map(|later| later.from_day).filter(|day| *day > on).max();
    versions.push(RuleVersion { change: entry.change(), from_day: on, set: RuleSet::new(version, values.clone()) });
    if let Some((yellow, red)) = crossed(&versions, on) {
        return Err(RuleError::GapsCrossed { yellow, red }.into());
    }
    entry.record(&Fact::Rules { from_day: on, version, values: values.clone() })?;
    let change = ctx.commit(entry, &session.catalog, Gave::number(version))?;
    let what = Statement::Rules(&HistorySentence::Rules { version, values });
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    if let Some(day) = later {
        ctx.say(&Talk::LaterStands { day });
    }
    Ok(Outcome::Done)
}

/// The thresholds stated, each once.
fn stated(values: &[String]) -> Result<Vec<(&'static Rule, i64)>> {
    let mut stated: Vec<(&'static Rule, i64)> = Vec::new();
    for assignment in values {
        let Some((key, value)) = assignment.split_once(['=', '＝']) else {
            return Err(RuleError::Assignment { value: assignment.clone() }.into());
        };
        let rule = Rule::find(key.trim()).ok_or_else(|| unknown(key.trim()))?;
        let value = rule.parse(value).map_err(|bad| RuleError::Threshold {
            key: rule.key,
            value: value.to_owned(),
            unit: rule.unit,
            bad,
        })?;
        if stated.iter().any(|(other, _)| other.key == rule.key) {
            return Err(ValueError::StatedTwice { what: rule.key.to_owned() }.into());
        }
        stated.push((rule, value));
    }
    Ok(stated)
}

fn unknown(key: &str) -> Error {
    let named = |rule: &Rule| Named { code: rule.key.to_owned(), ..Named::default() };
    NameError::UnknownWord { list: WordList::Rule, value: key.to_owned(), candidates: Rule::all().map(named).collect() }
        .into()
}
