//! `load`: a register made of a dump.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use crate::domain::ChangeId;
use crate::error::Result;
use crate::lang::copied::Copied;
use crate::lang::talk::Talk;
use crate::output::Beside;
use crate::store::{LANG, Lines, Store};

use super::Outcome;
use super::copy::{Made, failed, is_free};
use super::ctx::Ctx;
use super::init::JournalArg;

/// Makes the file named by --db, else haishu.db here. Nothing is overwritten; what a line says is taken only if it gives
/// the hash of its change.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A dump, as `dump` writes it · 转储文件
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Take only the changes up to this one · 只取到第几号变更
    #[arg(long, value_name = "ID", value_parser = clap::value_parser!(i64).range(1..))]
    upto: Option<ChangeId>,
    /// SQLite journal mode: `delete` for a register on a network share · 日志方式，网络共享盘用delete
    #[arg(long, value_enum, default_value = "wal")]
    journal: JournalArg,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let register = ctx.new_register();
    is_free(&register)?;
    let dump = File::open(&args.file).map_err(|cause| failed(&args.file, cause))?;
    let (file, beside) = Beside::new(&register).map_err(|cause| failed(&register, cause))?;
    let store = Store::create(beside.path())?;
    store.load(&mut Lines::new(BufReader::new(dump), &args.file), args.upto)?;
    ctx.adopt_lang(store.settings()?.get(LANG).map(String::as_str));
    store.finish(args.journal.into())?;
    let end = Store::prove(beside.path())?;
    let end = Made::new(&file, beside, &register, end)?.appear()?;
    ctx.say(&Talk::Copied(Copied::Loaded { path: &register, end: &end }));
    Ok(Outcome::Done)
}
