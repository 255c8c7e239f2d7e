//! `restore`: puts a copy of a register in its place.
//!
//! The copy is proved first, whole, and then made ready beside the place of the register, proved again as it lies there.
//! What comes next depends on what is in that place. After a kill at any step the register is the old one or the new,
//! and what was there is either in its place or kept:
//!
//! - A register that opens: those who write are locked out; what it holds, with what still stands in its log, is kept
//!   as one file; then the new content goes into the register in one transaction. Killed before the commit it is the old
//!   one, with a kept file that says the same; after it, the new. See `store::copy`.
//! - Anything else, or nothing: what lies there, a log of a lost register with it, first gets its second name (a link,
//!   else a copy), then the logs go, then the new file takes the name. So no log is ever there when the new file appears,
//!   for SQLite would play it into that, and no moment has less than all of the old. Killed before the last step the old
//!   file is still there, damaged as it was, and the command can be given again.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::change::LedgerEnd;
use crate::error::{CopyError, Error, Result};
use crate::lang::copied::Copied;
use crate::lang::talk::Talk;
use crate::store::{Journal, LANG, Standing, Store, side_files};

use super::Outcome;
use super::copy::{Made, failed, in_a_name, is_free, is_other, made, made_as_it_is, on_disk};
use super::ctx::Ctx;

/// The copy is proved first. What was there is kept beside the register as NAME.before-restore-MOMENT. Those who write
/// are locked out meanwhile, those who read may go on.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A copy, as `backup` makes it · 备份文件
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Also where a register is; it is kept beside the new one · 已有台账时也恢复，原有的另存
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let store = Store::open_reader(&args.file)?;
    ctx.adopt_lang(store.settings()?.get(LANG).map(String::as_str));
    let register = ctx.new_register();
    is_other(&args.file, &register)?;
    let standing = Store::standing(&register)?;
    if standing != Standing::Nothing && !args.force {
        return Err(CopyError::Taken { path: register }.into());
    }
    let place = behind_links(&register)?;
    let journal = match standing {
        Standing::Register(journal) => Some(journal),
        Standing::Nothing | Standing::Unreadable => None,
    };
    let like = if standing == Standing::Nothing { &args.file } else { &place };
    let new = made(&store, &place, journal, like)?;
    store.release()?;
    let moment = in_a_name(ctx.now);
    let (end, kept) = match standing {
        Standing::Register(journal) => match in_place(&new, journal, &place, &moment) {
            Ok(kept) => (new.end.clone(), Some(kept)),
            // it opens, but not every page of it can be read
            Err(Error::Copy(CopyError::Unsound { .. })) => by_name(new, &place, &moment)?,
            Err(error) => return Err(error),
        },
        Standing::Nothing | Standing::Unreadable => by_name(new, &place, &moment)?,
    };
    ctx.say(&Talk::Copied(Copied::Restored { path: &register, end: &end, kept: kept.as_deref() }));
    Ok(Outcome::Done)
}

/// Where a register is that may be named by a link: the link stays.
fn behind_links(register: &Path) -> Result<PathBuf> {
    match fs::symlink_metadata(register) {
        Ok(file) if file.is_symlink() => fs::canonicalize(register).map_err(|cause| failed(register, cause)),
        Ok(_) | Err(_) => Ok(register.to_owned()),
    }
}

/// Puts the new content into the register that is there; gives the file in which the old is kept.
fn in_place(new: &Made, journal: Journal, place: &Path, moment: &str) -> Result<PathBuf> {
    let kept = free_name(place, moment)?;
    let keep = |old: &Store| made_as_it_is(old, &kept, place)?.appear().map(drop);
    let replaced = Store::replace(place, journal, new.path(), keep);
    if replaced.is_err() && is_still(place, &kept, &new.end) {
        let _ = fs::remove_file(&kept);
    }
    replaced.map(|()| kept)
}

/// Whether a register that was not replaced says no less than what was kept of it. In doubt it does not.
fn is_still(place: &Path, kept: &Path, new: &LedgerEnd) -> bool {
    let end = Store::open_reader(place).and_then(|register| register.ledger_end()).ok();
    end.is_some() && end.as_ref() != Some(new) && end == Store::end_at_rest(kept)
}

/// Gives the new file the name, all that bears it having another; gives what is kept, if anything was there.
fn by_name(new: Made, place: &Path, moment: &str) -> Result<(LedgerEnd, Option<PathBuf>)> {
    let kept = free_name(place, moment)?;
    let mut seconds = Vec::new();
    for (old, second) in side_files(place).into_iter().zip(side_files(&kept)) {
        seconds.extend(keep(&old, &second)?.then_some(second));
    }
    let has_file = keep(place, &kept)?;
    on_disk(&kept)?;
    for old in side_files(place) {
        match fs::remove_file(&old) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(failed(&old, cause)),
            Ok(()) | Err(_) => {}
        }
    }
    on_disk(place)?;
    let end = if has_file { new.take_place()? } else { new.appear()? };
    let told = if has_file { Some(kept) } else { seconds.into_iter().next() };
    Ok((end, told))
}

/// Gives a file a second name, where the file system has links; else a copy. `false`: there is no such file.
fn keep(old: &Path, second: &Path) -> Result<bool> {
    match fs::hard_link(old, second) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(false),
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Err(failed(second, cause)),
        Err(_) => {
            let copied = fs::copy(old, second).and_then(|_| fs::File::open(second)?.sync_all());
            copied.map(|()| true).map_err(|cause| failed(second, cause))
        }
    }
}

/// A name beside the register that nothing has.
fn free_name(place: &Path, moment: &str) -> Result<PathBuf> {
    let named = |no: u32| {
        let mut name = place.as_os_str().to_owned();
        name.push(format!(".before-restore-{moment}"));
        if no > 1 {
            name.push(format!("-{no}"));
        }
        PathBuf::from(name)
    };
    let free = (1..100).map(named).find(|path| is_free(path).is_ok());
    free.ok_or_else(|| CopyError::Exists { path: named(1) }.into())
}
