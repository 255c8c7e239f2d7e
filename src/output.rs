//! Files, written whole or not at all. What stands in them is decided elsewhere.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// Puts what `write` writes in the place of `path`: beside it first, then renamed, so that a reader sees the old file
/// or the new one and never half of it. After an error the old file stands and nothing is left behind.
///
/// A link stays a link and the file it points to is replaced; a pipe or a device is written to as it is, for a rename
/// would put a file in its place.
///
/// # Errors
/// Those of `write`, and of creating, writing and renaming the file.
pub fn write_atomically(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if is_special(path) {
        return write(&mut OpenOptions::new().write(true).open(path)?);
    }
    beside(path, write)?.appear()
}

/// What is to stand at a path, written and on disk, but not yet seen there.
#[derive(Debug)]
pub struct Staged(Destination);

#[derive(Debug)]
enum Destination {
    Beside {
        file: NamedTempFile,
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
/// Those of creating and writing the file beside it; a folder in its place.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    if is_special(path) {
        return Ok(Staged(Destination::Special { path: path.to_owned(), bytes: bytes.to_vec() }));
    }
    beside(path, |out| out.write_all(bytes))
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
            Destination::Beside { file, target } => file.persist(&target).map(drop).map_err(|failed| failed.error),
            Destination::Special { path, bytes } => OpenOptions::new().write(true).open(path)?.write_all(&bytes),
        }
    }
}

fn beside(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Staged> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    if target.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    let mut file = BufWriter::new(file_beside(&target)?);
    write(&mut file)?;
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    Ok(Staged(Destination::Beside { file, target }))
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
    let is_database = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *MAGIC;
    let name = path.to_string_lossy();
    let of_log =
        name.strip_suffix("-wal").or_else(|| name.strip_suffix("-shm")).or_else(|| name.strip_suffix("-journal"));
    is_database || of_log.is_some_and(|database| Path::new(database).exists())
}

/// Whether the reader of our output has gone, as `head` does: no reason to complain.
#[must_use]
pub fn is_broken_pipe(error: &io::Error) -> bool {
    error.kind() == ErrorKind::BrokenPipe
}

/// An unnamed-as-yet file in the folder of `path`, to be renamed to it. Others may read it: a temporary file is its
/// maker's alone unless told otherwise, and a web server could not show the report.
///
/// # Errors
/// Those of creating the file.
pub fn file_beside(path: &Path) -> io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".haishu-proj-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o644));
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
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
        assert_eq!(stage(folder.path(), b"3").expect_err("a folder").kind(), ErrorKind::IsADirectory);
    }

    #[cfg(unix)]
    #[test]
    fn others_may_read_it_and_links_and_devices_stay() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (path, link) = (folder.path().join("a.txt"), folder.path().join("latest.txt"));
        write_atomically(&path, |out| out.write_all(b"1")).expect("written");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777 & !0o022, 0o644);
        symlink(&path, &link).expect("linked");
        write_atomically(&link, |out| out.write_all(b"2")).expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("read"), "2");
        write_atomically(Path::new("/dev/null"), |out| out.write_all(b"3")).expect("written");
        assert!(fs::metadata("/dev/null").expect("there").file_type().is_char_device());
    }
}
