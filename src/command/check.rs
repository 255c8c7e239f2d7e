//! `check`: proves that the register is sound, and lists what in it is doubtful.

use crate::domain::ChangeId;
use crate::domain::change::HistoryFault;
use crate::domain::doubtful::doubtful;
use crate::domain::new_year::without_targets;
use crate::error::{Error, RegisterError, Result, ValueError};
use crate::lang::Lang;
use crate::lang::doubtful::{doubtful as doubt_sentence, no_targets};
use crate::lang::talk::{Talk, fault as fault_sentence};

use super::Outcome;
use super::ctx::Ctx;
use super::session::Session;

/// The file and its schema, the hash chain of the ledger, the cache of current states against it, and doubtful data,
/// each with the command that mends it. What is found goes to stdout, with exit status 3. That the newest changes were cut
/// off no register can tell of itself: `--against` holds it to a hash somebody kept.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Check only the hash chain · 只核对变更链
    #[arg(long, conflicts_with = "integrity")]
    history: bool,
    /// Check only the file · 只核对文件
    #[arg(long)]
    integrity: bool,
    /// Find this hash, or its first 12 digits or more, from the end of a page or a mail · 核对通报上印的校验值
    #[arg(long, value_name = "HASH", conflicts_with = "integrity")]
    against: Vec<String>,
}

/// So many digits of a hash tell it from all others of a ledger.
const LEAST: usize = 12;
/// So many it has.
const WHOLE: usize = 64;

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let against = args.against.iter().map(|value| hash(value)).collect::<Result<Vec<_>>>()?;
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
    let mut found = Vec::new();
    for hash in against {
        match store.change_with_hash(&hash)? {
            Some(change) => found.push((hash, change)),
            None => faults.push(HistoryFault::NoSuchHash { hash }),
        }
    }
    let is_whole = !args.history && !args.integrity && faults.is_empty();
    let doubts = if is_whole { doubts(ctx.lang, &session)? } else { Vec::new() };
    let (changes, projects) =
        if faults.is_empty() { (store.changes(ChangeId::MAX)?, store.codes()?.len()) } else { Default::default() };
    store.release()?;
    if faults.is_empty() {
        let hash = changes.last().map(|change| change.hash.clone()).unwrap_or_default();
        ctx.say(&Talk::Sound { changes: changes.len(), projects, hash: &hash });
        for (hash, change) in &found {
            let since = changes.iter().filter(|other| other.id > change.id).count();
            ctx.say(&Talk::InLedger { hash, change, since });
        }
        if doubts.is_empty() {
            return Ok(Outcome::Done);
        }
    }
    let lines = faults.iter().map(|fault| fault_sentence(ctx.lang, fault));
    for line in lines.chain(doubts).collect::<Vec<_>>() {
        if ctx.print(&format!("{line}\n")).is_err() {
            break; // the reader has gone; the exit status says that something was found
        }
    }
    Ok(Outcome::Found)
}

/// A hash, or its beginning, as somebody copied it.
fn hash(value: &str) -> Result<String> {
    let hash = value.trim().to_ascii_lowercase();
    let is_hash = (LEAST..=WHOLE).contains(&hash.len()) && hash.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_hash {
        return Ok(hash);
    }
    Err(ValueError::LedgerHash { value: value.to_owned(), least: LEAST }.behind("--against"))
}

/// What is in doubt, each with what would mend it.
fn doubts(lang: Lang, session: &Session) -> Result<Vec<String>> {
    let day = session.view.day;
    let seen = session.seen(day)?;
    let found = doubtful(&session.catalog, &seen.portfolio, seen.rules.patience());
    let targets = session.store.targets(&session.known()?)?;
    let stated = targets.iter().map(|(target, _)| (target.year, target.from_day));
    let said = found.iter().map(|each| doubt_sentence(lang, each));
    Ok(said.chain(without_targets(stated, day).map(|of| no_targets(lang, of))).collect())
}

/// A check that cannot go on has found that the file is damaged.
fn or_fault(result: Result<Vec<HistoryFault>>) -> Vec<HistoryFault> {
    result.unwrap_or_else(|error| match error {
        Error::Register(RegisterError::Damaged { what }) => vec![HistoryFault::File(what)],
        Error::Register(RegisterError::Sqlite { message }) => vec![HistoryFault::File(message)],
        other => vec![HistoryFault::File(format!("{other:?}"))],
    })
}
