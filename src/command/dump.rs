//! `dump`: the whole ledger as lines of JSON.

use std::cell::RefCell;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::domain::change::LedgerEnd;
use crate::error::{Error, FileError, Result};
use crate::lang::copied::Copied;
use crate::lang::talk::Talk;
use crate::output::{is_register, write_atomically};
use crate::store::Store;

use super::Outcome;
use super::copy::failed;
use super::ctx::Ctx;
use super::session::Session;

/// Every fact, change by change, each change with its hash, and nothing that a program could reckon anew: a form that
/// can be read without SQLite. The same ledger gives the same lines. Back again: `haishu-proj load FILE`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Output file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    // from a copy of its own, so that whoever reads the lines slowly keeps nobody waiting
    let session = Session::preview(ctx)?;
    let end = match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => to_file(&session.store, path)?,
        None => {
            let mut out = BufWriter::new(ctx.out());
            let output = |cause| Error::from(FileError::Output { cause });
            let end = session.store.dump(|line| writeln!(out, "{line}").map_err(output))?;
            out.flush().map_err(output)?;
            end
        }
    };
    ctx.say(&Talk::Copied(Copied::Dumped { path: args.output.as_deref(), end: &end }));
    Ok(Outcome::Done)
}

fn to_file(store: &Store, path: &Path) -> Result<LedgerEnd> {
    if is_register(path) {
        return Err(FileError::OverRegister { path: path.to_owned() }.into());
    }
    let (trouble, mut end) = (RefCell::new(None), LedgerEnd::default());
    let written = write_atomically(path, |out| {
        let dumped = store.dump(|line| writeln!(out, "{line}").map_err(|cause| failed(path, cause)));
        end = dumped.map_err(|error| {
            *trouble.borrow_mut() = Some(error);
            io::Error::other("lines")
        })?;
        Ok(())
    });
    written.map_err(|cause| trouble.take().unwrap_or_else(|| failed(path, cause)))?;
    Ok(end)
}
