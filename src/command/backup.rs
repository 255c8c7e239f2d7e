//! `backup`: a proved copy of the register, while others write.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{CopyError, FileError, Result};
use crate::lang::copied::Copied;
use crate::lang::talk::Talk;
use crate::output::is_register;
use crate::store::Store;

use super::Outcome;
use super::copy::{failed, in_a_name, is_free, is_other, made};
use super::ctx::Ctx;
use super::session::Session;

/// The copy is made while others write, proved (file, schema, hash chain, cache), put on disk, and only then gets its
/// name; nothing is overwritten. Back again: `haishu-proj restore FILE`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where the copy goes · 备份文件
    #[arg(value_name = "FILE", required_unless_present = "dir", conflicts_with = "dir")]
    file: Option<PathBuf>,
    /// Put it into this folder, named after the register and the moment · 备份文件夹
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// Keep that many copies of this register there, and remove older ones · 保留几份
    #[arg(long, value_name = "COUNT", requires = "dir", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let register = ctx.register()?;
    let session = Session::reader(ctx)?;
    match (&args.file, &args.dir) {
        (Some(file), _) => one(ctx, &session.store, &register, file),
        (None, Some(folder)) => one_more(ctx, &session.store, &register, (folder, args.keep)),
        (None, None) => Ok(Outcome::Done), // the command line has one of them
    }
}

fn one(ctx: &mut Ctx, store: &Store, register: &Path, file: &Path) -> Result<Outcome> {
    is_other(file, register)?;
    is_free(file)?;
    if is_register(file) {
        return Err(FileError::OverRegister { path: file.to_owned() }.into());
    }
    let made = made(store, file, None, register)?;
    store.release()?;
    let end = made.appear()?;
    ctx.say(&Talk::Copied(Copied::Made { path: file, end: &end, removed: 0 }));
    Ok(Outcome::Done)
}

fn one_more(ctx: &mut Ctx, store: &Store, register: &Path, into: (&Path, Option<u32>)) -> Result<Outcome> {
    let (folder, keep) = into;
    let names = Names::of(register);
    let moment = in_a_name(ctx.now);
    let is_taken = |name: &String| is_free(&folder.join(name)).is_err();
    let name = (1..).map(|no| names.name(&moment, no)).find(|name| !is_taken(name)).unwrap_or_default();
    let path = folder.join(&name);
    let own = store.first_hash()?;
    let made = made(store, &path, None, register)?;
    store.release()?;
    let end = made.appear()?;
    let older = match keep {
        Some(keep) => names.beyond(keep, folder, &name, own.as_deref())?,
        None => Vec::new(),
    };
    for gone in &older {
        let (made, path) = (path.clone(), gone.clone());
        fs::remove_file(gone).map_err(|cause| CopyError::NotRemoved { made, path, cause })?;
    }
    ctx.say(&Talk::Copied(Copied::Made { path: &path, end: &end, removed: older.len() }));
    Ok(Outcome::Done)
}

/// How the copies of a register are named: `haishu-20220901T020000.db`, a second one of the same second
/// `haishu-20220901T020000-2.db`.
struct Names {
    stem: String,
}

impl Names {
    fn of(register: &Path) -> Self {
        Self { stem: register.file_stem().unwrap_or_default().to_string_lossy().into_owned() }
    }

    fn name(&self, moment: &str, no: u32) -> String {
        let stem = &self.stem;
        if no == 1 { format!("{stem}-{moment}.db") } else { format!("{stem}-{moment}-{no}.db") }
    }

    /// The moment and the number within its second that a name has.
    fn parse(&self, name: &str) -> Option<(String, u32)> {
        let rest = name.strip_prefix(&self.stem)?.strip_prefix('-')?.strip_suffix(".db")?;
        let (moment, no) = match rest.split_once('-') {
            Some((moment, no)) => (moment, no.parse().ok().filter(|no| *no > 1)?),
            None => (rest, 1),
        };
        let is_moment = moment.len() == 15
            && moment.bytes().enumerate().all(|(at, byte)| if at == 8 { byte == b'T' } else { byte.is_ascii_digit() });
        (is_moment && self.name(moment, no) == name).then(|| (moment.to_owned(), no))
    }

    /// The copies of the register in a folder that are too many once the one just made is counted, whatever the clock
    /// says of it. Only what is named like a copy and holds this register, by its first change, is one.
    fn beyond(&self, keep: u32, folder: &Path, made: &str, own: Option<&str>) -> Result<Vec<PathBuf>> {
        let unread = |cause| failed(folder, cause);
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).map_err(unread)? {
            let entry = entry.map_err(unread)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_file = entry.file_type().map_err(unread)?.is_file();
            found.extend(self.parse(&name).filter(|_| is_file && name != made).map(|key| (key, entry.path())));
        }
        found.retain(|(_, path)| Store::first_hash_at_rest(path).as_deref() == own);
        found.sort();
        let others = found.len().saturating_sub(usize::try_from(keep - 1).unwrap_or(usize::MAX));
        Ok(found.into_iter().take(others).map(|(_, path)| path).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_its_own_are_read() {
        let names = Names::of(Path::new("/srv/海曙.db"));
        assert_eq!(names.name("20220901T020000", 1), "海曙-20220901T020000.db");
        for (moment, no) in [("20220901T020000", 1), ("20220901T020000", 2), ("20991231T235959", 12)] {
            assert_eq!(names.parse(&names.name(moment, no)), Some((moment.to_owned(), no)));
        }
        let others = [
            "海曙.db",
            "海曙-20220901T020000.db-wal",
            "海曙-20220901T020000",
            "海曙-20220901T020000-1.db",
            "海曙-20220901T020000-02.db",
            "海曙-20220901T020000-x.db",
            "海曙-20220901 020000.db",
            "海曙-2022090T1020000.db",
            "海曙-旧-20220901T020000.db",
            "haishu-20220901T020000.db",
        ];
        for other in others {
            assert_eq!(names.parse(other), None, "{other}");
        }
    }
}
