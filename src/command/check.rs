//! `check`: proves that the register is sound.

use crate::domain::ChangeId;
use crate::error::Result;
use crate::lang::talk::Talk;

use super::Outcome;
use super::ctx::Ctx;
use super::session::Session;

/// The file, the hash chain of the ledger, and the cache of current states against it. Exit status 3: faults found.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only the hash chain · 只核对变更链
    #[arg(long, conflicts_with = "integrity")]
    history: bool,
    /// Only the file · 只核对文件
    #[arg(long)]
    integrity: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let store = &session.store;
    let mut faults = Vec::new();
    if !args.history {
        faults.extend(store.check_file()?);
    }
    if !args.integrity {
        faults.extend(store.check_history()?);
    }
    if !args.history && !args.integrity {
        faults.extend(store.check_cache(&session.catalog)?);
    }
    if faults.is_empty() {
        let changes = store.changes(ChangeId::MAX)?;
        let hash = changes.last().map(|change| change.hash.clone()).unwrap_or_default();
        let projects = store.codes()?.len();
        ctx.say(&Talk::Sound { changes: changes.len(), projects, hash: &hash });
        return Ok(Outcome::Done);
    }
    for fault in &faults {
        ctx.say(&Talk::Found(fault));
    }
    Ok(Outcome::Found)
}
