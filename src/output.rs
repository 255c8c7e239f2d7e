//! Files, written whole or not at all. What stands in them is decided elsewhere.
//!
//! What is written stands beside its place under a name that begins with `TEMPORARY` until it is whole. It goes when
//! the command fails or is ended by a signal; what a killed command left is swept a day later.

mod target;

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::{Builder, TempPath};

use crate::stop::Temporary;
use target::target;

pub use target::stranger;

/// How the names of files begin that are not whole yet.
const TEMPORARY: &str = ".haishu-proj-";
/// Nothing that is still being written is older, unless its writer was stopped; then it is locked.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Puts what `write` writes in the place of `path`: beside it first, then renamed, so that a reader sees the old file
/// or the new one and never half of it. After an error the old file stands and nothing is left behind.
///
/// A link stays a link and the file it points to is replaced; a pipe or a device is written to as it is, for a rename
/// would put a file in its place. Who may read the old file may read the new one, and nobody else.
///
/// # Errors
/// Those of `write`, and of creating, writing and renaming the file; a [`stranger`] in its place.
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let target = target(path)?;
    if is_special(&target) {
        return write(&mut OpenOptions::new().write(true).open(target)?);
    }
    beside(target, write)?.appear()
}

/// What is to stand at a path, written and on disk, but not yet seen there.
#[derive(Debug)]
pub struct Staged(Destination);

#[derive(Debug)]
enum Destination {
    Beside {
        file: Beside,
        target: PathBuf,
    },
    /// A pipe or a device: it is written to when the time has come.
    Special {
        path: PathBuf,
        bytes: Vec<u8>,
    },
}

/// Writes bytes beside their place, so that several files appear together with what else is done, or none does.
///
/// # Errors
/// Those of creating and writing the file beside it; a folder, or a [`stranger`], in its place.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let target = target(path)?;
    if is_special(&target) {
        return Ok(Staged(Destination::Special { path: target, bytes: bytes.to_vec() }));
    }
    beside(target, |out| out.write_all(bytes))
}

impl Staged {
    /// Whether it is for a pipe or a device, from which nothing that was written can be taken back.
    #[must_use]
    pub fn is_special(&self) -> bool {
        matches!(self.0, Destination::Special { .. })
    }

    /// Puts it in its place.
    ///
    /// # Errors
    /// Those of renaming it, or of writing to a pipe.
    pub fn appear(self) -> io::Result<()> {
        match self.0 {
            Destination::Beside { file, target } => file.replace(&target),
            Destination::Special { path, bytes } => OpenOptions::new().write(true).open(path)?.write_all(&bytes),
        }
    }

    /// Puts it in its place if nothing is there.
    ///
    /// # Errors
    /// As [`Self::appear`]; `AlreadyExists`.
    pub fn appear_new(self) -> io::Result<()> {
        match self.0 {
            Destination::Beside { file, target } => file.take_place(&target),
            Destination::Special { .. } => Err(ErrorKind::AlreadyExists.into()),
        }
    }
}

fn beside(target: PathBuf, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Staged> {
    if target.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let old = fs::metadata(&target).ok();
    let (file, place) = Beside::make(&target, if old.is_some() { Readers::Nobody } else { Readers::ByUmask })?;
    // while it is written it is locked, so that nobody takes it for abandoned; where a disk has no locks, its age tells
    let _ = file.try_lock();
    let mut out = BufWriter::new(&file);
    write(&mut out)?;
    out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if let Some(old) = old {
        inherit(&file, &old)?;
    }
    file.sync_all()?;
    // closed: there may be thousands
    Ok(Staged(Destination::Beside { file: place, target }))
}

/// Who may read a file while it is written.
#[derive(Clone, Copy)]
enum Readers {
    /// Its maker alone.
    Nobody,
    /// Whoever may read any new file of its maker.
    ByUmask,
}

/// An unnamed-as-yet file in the folder of its place, to be renamed to it; gone when it is dropped, and when the command
/// is ended.
#[derive(Debug)]
pub struct Beside {
    path: TempPath,
    temporary: Temporary,
}

impl Beside {
    /// A new file for a place where none is, which others may read as they may any file of its maker.
    ///
    /// # Errors
    /// Those of creating the file.
    pub fn new(path: &Path) -> io::Result<(File, Self)> {
        Self::make(path, Readers::ByUmask)
    }

    fn make(path: &Path, readers: Readers) -> io::Result<(File, Self)> {
        let folder = folder_of(path);
        let mut builder = Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(match readers {
            Readers::Nobody => 0o600,
            Readers::ByUmask => 0o666, // the system takes away what the umask says
        }));
        #[cfg(not(unix))]
        let _ = readers;
        let ((file, path), temporary) =
            Temporary::make(|| Ok(builder.tempfile_in(folder)?.into_parts()), |(_, path)| path)?;
        if let Ok(now) = file.metadata().and_then(|made| made.modified()) {
            sweep(folder, now);
        }
        Ok((file, Self { path, temporary }))
    }

    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name; what had the name is gone.
    ///
    /// # Errors
    /// Those of renaming.
    pub fn replace(self, path: &Path) -> io::Result<()> {
        let Self { path: beside, temporary } = self;
        temporary.stay(|| beside.persist(path)).map_err(|failed| failed.error)
    }

    /// Gives it its name if nothing has it.
    ///
    /// # Errors
    /// Those of renaming; `AlreadyExists`.
    pub fn take_place(self, path: &Path) -> io::Result<()> {
        let Self { path: beside, temporary } = self;
        temporary.stay(|| beside.persist_noclobber(path)).map_err(|failed| failed.error)
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether a file is one that a command was writing: not whole, or left behind.
#[must_use]
pub fn is_temporary(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes())
}

/// Removes what commands that were killed left in a folder: a day old, and locked by nobody. `now` is by the clock of the
/// disk, which may be another machine's.
fn sweep(folder: &Path, now: SystemTime) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_temporary(&entry.file_name())) {
        let path = entry.path();
        let is_old = |found: &Metadata| {
            let age = found.modified().ok().and_then(|at| now.duration_since(at).ok());
            found.is_file() && age.is_some_and(|age| age >= ABANDONED)
        };
        let is_locked = || File::open(&path).map(|file| matches!(file.try_lock(), Err(TryLockError::WouldBlock)));
        if fs::symlink_metadata(&path).is_ok_and(|found| is_old(&found)) && is_locked().is_ok_and(|locked| !locked) {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Gives a file to whom the one belongs that it replaces, as far as its maker may, and lets the same read and write it. A
/// group that could not be kept is not let in by the rights of the other.
#[cfg(unix)]
fn inherit(file: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};

    let new = file.metadata()?;
    let is_group_kept = new.gid() == old.gid() || fchown(file, None, Some(old.gid())).is_ok();
    if new.uid() != old.uid() {
        let _ = fchown(file, Some(old.uid()), None);
    }
    let mode = old.mode() & 0o777;
    let of_all = mode & 0o007;
    let mode = if is_group_kept { mode } else { mode & (0o707 | of_all << 3) };
    // where a disk knows no rights, the file keeps those it has there
    let _ = file.set_permissions(PermissionsExt::from_mode(mode));
    Ok(())
}

#[cfg(not(unix))]
fn inherit(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

/// Whether a file stands there, or will when it is written: not where a pipe, a device or a folder is.
#[must_use]
pub fn is_written_as_file(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |found| found.is_file())
}

/// Whether something stands there that is neither a file nor a folder.
fn is_special(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// Whether a file is an SQLite database or its log, which no page may replace.
#[must_use]
pub fn is_register(path: &Path) -> bool {
    const MAGIC: &[u8; 16] = b"SQLite format 3\0";
    if fs::metadata(path).is_ok_and(|found| !found.is_file()) {
        return false; // a pipe would be waited for
    }
    let mut head = [0; 16];
    let is_database = File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *MAGIC;
    let name = path.as_os_str().as_encoded_bytes();
    let of_log = ["-wal", "-shm", "-journal"].iter().find_map(|ending| name.strip_suffix(ending.as_bytes()));
    is_database || of_log.is_some_and(|database| Path::new(&os_string(database)).exists())
}

/// A part of a name as the system has it, byte for byte. Elsewhere than on Unix names are text, and only parts of text
/// come here.
#[must_use]
pub fn os_string(bytes: &[u8]) -> OsString {
    #[cfg(unix)]
    return <OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(bytes).to_owned();
    #[cfg(not(unix))]
    return String::from_utf8_lossy(bytes).into_owned().into();
}

/// Whether the reader of our output has gone, as `head` does: no reason to complain.
#[must_use]
pub fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
    }

    fn made(path: &Path, text: &str) {
        File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).expect("made");
    }

    #[test]
    fn a_file_is_written_and_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("通报.txt");
        for text in ["第一次，长一些\n", "第二次\n"] {
            write_atomically(&path, |out| out.write_all(text.as_bytes())).expect("written");
            assert_eq!(fs::read_to_string(&path).expect("read"), text);
        }
        assert_eq!(names(folder.path()), ["通报.txt"]);
    }

    #[test]
    fn after_an_error_the_old_file_stands_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        write_atomically(&path, |out| out.write_all(b"old")).expect("written");
        let failed = write_atomically(&path, |out| {
            out.write_all(b"half of the n")?;
            Err(io::Error::from(ErrorKind::BrokenPipe))
        });
        assert!(is_broken_pipe(&failed.expect_err("it failed")));
        assert_eq!(fs::read_to_string(&path).expect("read"), "old");
        let missing = folder.path().join("none/a.txt");
        assert!(write_atomically(&missing, |_| Ok(())).is_err());
        assert!(write_atomically(folder.path(), |_| Ok(())).is_err());
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn what_is_staged_appears_when_told_and_leaves_nothing_otherwise() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("1.txt"), folder.path().join("2.txt"));
        let staged = stage(&one, b"1").expect("staged");
        drop(stage(&two, b"2").expect("staged"));
        assert!(!one.exists() && !two.exists());
        staged.appear().expect("seen");
        assert_eq!(names(folder.path()), ["1.txt"]);
        for name in ["", "new/"] {
            let refused = stage(&folder.path().join(name), b"3").expect_err("a folder");
            assert_eq!(refused.kind(), ErrorKind::IsADirectory, "{name}");
        }
        let refused = stage(&one, b"3").expect("staged").appear_new().expect_err("it is there");
        assert_eq!(refused.kind(), ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&one).expect("read"), b"1");
        stage(&two, b"2").expect("staged").appear_new().expect("seen");
        assert_eq!(names(folder.path()).len(), 2);
    }

    #[test]
    fn what_a_killed_command_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let make = |name: &str, hours: u64| {
            let path = folder.path().join(name);
            let file = File::create_new(&path).expect("made");
            file.set_modified(SystemTime::now() - Duration::from_secs(hours * 60 * 60)).expect("aged");
            (path, file)
        };
        let (left, _) = make(".haishu-proj-left", 25);
        let (of_register, _) = make(".haishu-proj-left-journal", 25);
        let (young, _) = make(".haishu-proj-young", 23);
        let (held, lock) = make(".haishu-proj-held", 250);
        lock.lock().expect("locked");
        let (other, _) = make("haishu-proj-other", 250);
        fs::create_dir(folder.path().join(".haishu-proj-folder")).expect("a folder");
        stage(&folder.path().join("a.txt"), b"1").expect("staged").appear().expect("seen");
        assert!(!left.exists() && !of_register.exists());
        assert!(young.exists() && held.exists() && other.exists());
        drop(lock);
        stage(&folder.path().join("a.txt"), b"2").expect("staged").appear().expect("seen");
        assert!(!held.exists() && folder.path().join(".haishu-proj-folder").exists());
    }

    #[cfg(unix)]
    #[test]
    fn who_may_read_the_old_file_may_read_the_new_one() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};

        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.txt");
        made(&path, "1");
        let is_root = chown(&path, Some(4321), Some(1234)).is_ok();
        for mode in [0o600, 0o640, 0o664, 0o444] {
            fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("set");
            write_atomically(&path, |out| out.write_all(b"2")).expect("written");
            let found = fs::metadata(&path).expect("there");
            assert_eq!(found.mode() & 0o7777, mode);
            assert!(!is_root || (found.uid(), found.gid()) == (4321, 1234));
        }
        assert_eq!(names(folder.path()), ["a.txt"]);
    }
}
