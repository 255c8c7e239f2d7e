//! `check`: proves that the register is sound.

use crate::domain::ChangeId;
use crate::domain::change::Fault;
use crate::error::{Error, Result};
use crate::lang::talk::{Talk, fault as fault_sentence};

use super::Outcome;
use super::ctx::Ctx;
use super::session::Session;

/// The file and its schema, the hash chain of the ledger, and the cache of current states against it. What is found
/// goes to stdout, with exit status 3.
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
        faults.extend(or_fault(store.check_file()));
        faults.extend(or_fault(store.check_schema()));
    }
    if !args.integrity {
        faults.extend(or_fault(store.check_history()));
    }
    if !args.history && !args.integrity {
        faults.extend(or_fault(store.check_cache(&session.catalog)));
    }
    if faults.is_empty() {
        let changes = store.changes(ChangeId::MAX)?;
        let hash = changes.last().map(|change| change.hash.clone()).unwrap_or_default();
        let projects = store.codes()?.len();
        store.release()?;
        ctx.say(&Talk::Sound { changes: changes.len(), projects, hash: &hash });
        return Ok(Outcome::Done);
    }
    store.release()?;
    for fault in &faults {
        let line = fault_sentence(ctx.lang, fault);
        if ctx.print(&format!("{line}\n")).is_err() {
            break; // nobody reads on; that something was found is told by the exit status
        }
    }
    Ok(Outcome::Found)
}

/// A check that cannot go on has found that the file is damaged.
fn or_fault(result: Result<Vec<Fault>>) -> Vec<Fault> {
    result.unwrap_or_else(|error| match error {
        Error::Damaged { what } => vec![Fault::File(what)],
        Error::Sqlite { message } => vec![Fault::File(message)],
        other => vec![Fault::File(format!("{other:?}"))],
    })
}
