//! `undo`: voids a change. Nothing is deleted; an undo can itself be undone.

use crate::act::filing::described;
use crate::domain::ChangeId;
use crate::domain::change::Change;
use crate::domain::person::Right;
use crate::error::{FilingError, Gave, PersonError, Result, RuleError, TreeError, UndoError, ValueError};
use crate::lang::talk::Talk;
use crate::store::LeftImpossible;

use super::ctx::Ctx;
use super::session::Session;
use super::{Outcome, values};

/// Without ID: the last change of the same --by that is neither an undo nor undone.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Number of the change, as `history` prints it (needs --reason) · 变更号
    id: Option<ChangeId>,
    /// Reason for the undo · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Preview the undo, record nothing · 只预览，不撤销
    #[arg(long)]
    dry_run: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let by = ctx.by()?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let changes = session.store.changes(ChangeId::MAX)?;
    let void = session.store.known(None)?.voided;
    let target = match args.id {
        Some(id) => {
            let named = changes.iter().find(|change| change.id == id).ok_or(UndoError::UnknownChange { id })?;
            if reason.is_none() {
                return Err(ValueError::NeedsReason.behind("undo"));
            }
            named
        }
        None => {
            let own = |change: &&Change| {
                change.id > 1 && change.recorded_by == by && change.voids.is_none() && !void.contains(&change.id)
            };
            changes.iter().rev().find(own).ok_or(UndoError::NothingToUndo { by })?
        }
    };
    let (id, command) = (target.id, target.command.as_str());
    if id == 1 {
        return Err(UndoError::FirstChangeStays.into());
    }
    if void.contains(&id) {
        let by = session.store.voided_by(id)?.unwrap_or(id);
        return Err(UndoError::AlreadyVoid { id, by }.into());
    }
    entry.void(id)?;
    stands_without(&session, id)?;
    if args.dry_run {
        drop(entry); // whoever reads what is said keeps nobody waiting
        ctx.say(&Talk::WouldUndo { change: id, command });
        return Ok(Outcome::Done);
    }
    ctx.commit(entry, &session.catalog, Gave::number(id))?;
    ctx.say(&Talk::Undone { change: id, command });
    Ok(Outcome::Done)
}

/// Refuses what would leave the register with facts that cannot stand.
fn stands_without(session: &Session, id: ChangeId) -> Result<()> {
    let blockers = session.store.blockers(id)?;
    if !blockers.is_empty() {
        return Err(UndoError::Blocked { id, blockers }.into());
    }
    if let Some(clash) = session.store.words_clash_without(id)? {
        return Err(UndoError::WordClash { id, clash }.into());
    }
    let before = session.units_now()?;
    let after = session.store.units_without(id)?;
    if let Some(name) = after.conflicts().iter().find(|name| !before.conflicts().contains(name)) {
        return Err(UndoError::Clash { id, name: name.clone() }.into());
    }
    if let Some((code, unit)) = session.store.left_with_gone_unit(&session.catalog, id)? {
        return Err(UndoError::LeavesUnit { id, code, unit }.into());
    }
    let (kept, left) = (session.people_now()?, session.store.people_without(id)?);
    if let Some(last) = kept.with(Right::People).next().filter(|_| !left.is_kept()) {
        return Err(PersonError::LastKeeper { name: last.name.clone() }.into());
    }
    if let Some(code) = session.store.gone_merge_target(id)? {
        return Err(FilingError::MergedIntoGone { code }.into());
    }
    if let Some((code, left)) = session.store.split_beyond_whole(id)? {
        return Err(TreeError::SplitShare { code, left }.into());
    }
    if let Some((yellow, red)) = session.store.rules_crossed_without(id)? {
        return Err(RuleError::GapsCrossed { yellow, red }.into());
    }
    if let Some(LeftImpossible { code, found, blockers }) = session.store.impossible_without(&session.catalog, id)? {
        let (measure, whole, dimension) = described(&session.catalog, found.measure());
        let impossible = found;
        return Err(UndoError::LeavesImpossible { id, code, impossible, measure, whole, dimension, blockers }.into());
    }
    Ok(())
}
