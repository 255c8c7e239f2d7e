//! `split`: a project becomes lots.

use crate::act::Force;
use crate::act::split::{NewLot, split_into_lots};
use crate::domain::catalog::Catalog;
use crate::domain::code::next_code;
use crate::domain::quantity::Dimension;
use crate::error::{Gave, Result, ValueError};
use crate::lang::talk::Talk;

use super::ctx::Ctx;
use super::session::Session;
use super::{Outcome, find, values};

/// Codes of the lots on stdout. From the day on the project takes its figures from them: its base, readings, totals and
/// plans go to the lots by their shares, so that the year's sum is the same before and after; a lot begins in the stage of
/// the project. A part that becomes a project of its own: `add … --split-from CODE --share 40%`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Lot and the share it takes, NAME=PERCENT; repeatable, 100% together · 标段及其份额，名称=百分比，可重复，合计100%
    #[arg(long, value_name = "NAME=PERCENT", required = true)]
    lot: Vec<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let stated = args.lot.iter().map(|lot| named_share(lot)).collect::<Result<Vec<_>>>()?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let codes = free_codes(&session, found.category(), stated.len())?;
    let lots = stated.into_iter().zip(&codes);
    let lots = lots.map(|((name, share), code)| NewLot { id: entry.new_project(), code: code.clone(), name, share });
    let lots = lots.collect();
    let facts = split_into_lots(&session.ground(ctx, Force::default(), &entry), &found, lots, on)?;
    for fact in &facts {
        entry.record_of_project(fact)?;
    }
    let from = on.unwrap_or(session.view.day);
    let change = ctx.commit(entry, &session.catalog, Gave::Numbers(codes.clone()))?;
    ctx.say(&Talk::SplitIntoLots { code: found.code(), name: found.course.name(), lots: codes.len(), from, change });
    Ok(Outcome::Done)
}

/// The name of a lot and its share in basis points.
fn named_share(said: &str) -> Result<(String, i64)> {
    let Some((name, share)) = said.rsplit_once(['=', '＝']) else {
        return Err(ValueError::LotShare { value: said.to_owned() }.behind("--lot"));
    };
    Ok((name.trim().to_owned(), values::quantity("--lot", share.trim(), Dimension::Percent, None)?))
}

/// The next codes of a category.
fn free_codes(session: &Session, category: &str, wanted: usize) -> Result<Vec<String>> {
    let prefix = |catalog: &Catalog| catalog.category(category).map(|category| category.code_prefix.clone());
    let (prefix, mut used) = (prefix(&session.catalog).unwrap_or_default(), session.store.codes()?);
    let mut codes = Vec::new();
    while codes.len() < wanted {
        let code = next_code(&prefix, used.iter().map(String::as_str));
        used.push(code.clone());
        codes.push(code);
    }
    Ok(codes)
}
