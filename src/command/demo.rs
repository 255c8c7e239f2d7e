//! `demo`: the 2022 register and eight months of made-up returns, typed in by this program's own commands.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::Day;
use crate::domain::day::parse_instant;
use crate::error::{Error, FileError, RegisterError, Result};
use crate::lang::talk::Talk;
use crate::output::{Beside, is_temporary};
use crate::stop;
use crate::store::{ChangeHeading, Journal, Store, hold_length};

use super::ctx::{Ctx, Surroundings};
use super::init::{New, create};
use super::session::Session;
use super::{Outcome, report, run as run_line};

/// One line a command: moment of recording, who, and what was typed.
const SCRIPT: &str = include_str!("../../fixtures/demo/returns.txt");
const SCRIPT_NAME: &str = "fixtures/demo/returns.txt";
/// The day the demo is looked at from.
const FIXED_DAY: Option<Day> = Day::from_ymd_opt(2022, 8, 31);
const NOTE: &str = "演示数据";
const CREATED_AT: &str = "2022-01-10T09:00:00+08:00";
const FILE: &str = "haishu.db";

/// All figures in it are made up and say 演示数据. A demo that is there already is left as it is.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to create · 要建立的文件夹
    #[arg(default_value = "./haishu-demo")]
    folder: PathBuf,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let db = args.folder.join(FILE);
    let is_new = !db.exists();
    if is_new {
        make(ctx, &args.folder, &db)?;
    }
    ctx.set_register(db);
    if !is_new && Session::reader(ctx)?.note() != Some(NOTE) {
        return Err(RegisterError::FolderTaken { path: args.folder.clone() }.into());
    }
    let shown = report::run(ctx, &report::Args::default()).and_then(|outcome| ctx.flush().map(|()| outcome));
    // it is there, whoever saw its page
    match FIXED_DAY {
        Some(day) if is_new => ctx.say(&Talk::DemoMade { folder: &args.folder, day }),
        _ => ctx.say(&Talk::DemoKept { folder: &args.folder }),
    }
    shown
}

fn make(ctx: &Ctx, folder: &Path, db: &Path) -> Result<()> {
    let failed = |cause| Error::from(FileError::Io { path: folder.to_owned(), cause });
    // what a demo that was killed left is in nobody's way
    let in_the_way = |file: std::io::Result<fs::DirEntry>| file.map_or(true, |file| !is_temporary(&file.file_name()));
    if folder.is_file() || folder.read_dir().is_ok_and(|mut files| files.any(in_the_way)) {
        return Err(RegisterError::FolderTaken { path: folder.to_owned() }.into());
    }
    fs::create_dir_all(folder).map_err(failed)?;
    hold_length(db)?;
    let (file, beside) = Beside::new(db).map_err(failed)?;
    let new = New { is_haishu_2022: true, fixed_day: FIXED_DAY, note: Some(NOTE.to_owned()), issuer: None };
    let heading = ChangeHeading {
        is_clock_vouched: false,
        now: parse_instant(CREATED_AT).map_err(|_| broken(0, CREATED_AT))?,
        by: NOTE.to_owned(),
        command: "init --from haishu-2022".to_owned(),
        reason: None,
        source: None,
    };
    // Every command commits by itself; only the finished file has to survive a power cut.
    create(beside.path(), &new, ctx, heading, Journal::Delete)?;
    for (at, line) in (1..).zip(SCRIPT.lines()) {
        if !line.is_empty() && !line.starts_with('#') {
            replay(beside.path(), at, line)?;
        }
    }
    Store::settle(beside.path(), Journal::Wal)?;
    file.sync_all().map_err(failed)?;
    beside.take_place(db).map_err(|cause| FileError::Io { path: db.to_owned(), cause }.into())
}

/// Runs one line of the script as if somebody had typed it at its moment.
fn replay(db: &Path, at: usize, line: &str) -> Result<()> {
    let mut words = shlex::split(line).ok_or_else(|| broken(at, line))?;
    if words.len() < 3 {
        return Err(broken(at, line));
    }
    let command = words.split_off(2);
    let (moment, by) = (words.swap_remove(0), words.swap_remove(0));
    let surroundings = Surroundings {
        register: Some(db.to_owned()),
        lang: Some("zh".to_owned()),
        user: Some(by),
        today: Some(moment),
        ..Surroundings::NOWHERE
    };
    let args: Vec<OsString> = std::iter::once("haishu-proj".to_owned()).chain(command).map(Into::into).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    match run_line(args, &surroundings, &mut out, &mut err) {
        0 => Ok(()),
        _ if stop::is_asked() => Err(RegisterError::Interrupted.into()),
        _ => Err(broken(at, &format!("{line}: {}", String::from_utf8_lossy(&err)))),
    }
}

fn broken(line: usize, problem: &str) -> Error {
    FileError::Fixture { file: SCRIPT_NAME, line, problem: problem.to_owned() }.into()
}
