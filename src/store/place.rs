//! The file of a register and what SQLite keeps beside it, as the file system has them.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::error::{FileError, RegisterError, Result};

/// SQLite takes paths of 512 bytes, with what it puts behind the name of a database.
const LONGEST_PATH: usize = 512 - "-journal".len();
/// What SQLite needs beside a database before it reads the first page of it: the index of the write-ahead log.
const LEAST_ROOM: usize = 2 * 32 * 1024;
/// Two writes closer together than this may bear the same time.
pub(super) const TICK: Duration = Duration::from_millis(20);

/// Refuses what is no file, saying why.
pub(super) fn exists(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(file) if file.is_file() => Ok(()),
        Ok(_) => Err(RegisterError::NotARegister { path: path.to_owned() }.into()),
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            Err(RegisterError::Missing { path: path.to_owned() }.into())
        }
        Err(cause) => Err(FileError::Io { path: path.to_owned(), cause }.into()),
    }
}

/// Refuses a path at which a register could be put but not opened.
///
/// # Errors
/// `PathTooLong`, counted from the root of the file system, links followed.
pub fn hold_length(path: &Path) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let whole = path.canonicalize().ok().or_else(|| Some(folder.canonicalize().ok()?.join(path.file_name()?)));
    let length = whole.as_deref().unwrap_or(path).as_os_str().len();
    if length <= LONGEST_PATH {
        return Ok(());
    }
    Err(RegisterError::PathTooLong { path: path.to_owned(), length, most: LONGEST_PATH }.into())
}

/// The file that SQLite keeps beside a database under its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// The path as a URI that tells SQLite nobody changes the file.
pub(super) fn immutable(path: &Path) -> PathBuf {
    let mut uri = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'%' | b'?' | b'#' | 0x80.. => uri.push_str(&format!("%{byte:02X}")),
            _ => uri.push(char::from(*byte)),
        }
    }
    uri.push_str("?immutable=1");
    PathBuf::from(uri)
}

/// Whether the file says that it keeps a write-ahead log: bytes 18 and 19 of its head.
pub(super) fn is_wal(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18] == 2
}

/// Which file a path names, and when it was last written, how long it was. Two files that bore one name in turn are
/// told apart where the system numbers its files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stamp {
    id: FileId,
    written: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    /// How a database is that nobody is writing to; `None`: somebody is, or was when he was stopped.
    pub(super) fn at_rest(path: &Path) -> Option<Self> {
        let has_log = [beside(path, "-wal"), beside(path, "-journal")]
            .iter()
            .any(|log| std::fs::metadata(log).is_ok_and(|log| log.len() > 0));
        let file = std::fs::metadata(path).ok().filter(|_| !has_log)?;
        Some(Self { id: FileId::of(&file), written: file.modified().ok(), length: file.len() })
    }

    /// Whether the file was written so lately that another write may bear the same time.
    pub(super) fn is_fresh(&self) -> bool {
        !self.written.is_some_and(|written| written.elapsed().is_ok_and(|age| age >= TICK))
    }
}

/// Which file a path names: its device and its number, where the system has them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct FileId(Option<(u64, u64)>);

impl FileId {
    /// Of the file that is there now; of one that is not there, none.
    pub(super) fn at(path: &Path) -> Self {
        std::fs::metadata(path).map_or(Self::default(), |file| Self::of(&file))
    }

    #[cfg(unix)]
    fn of(file: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self(Some((file.dev(), file.ino())))
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Self {
        Self::default()
    }
}

/// Whether the disk has no room for what SQLite keeps beside a database: SQLite itself only says that it could not make
/// it. Tried where something failed already, with a file of its own.
pub(super) fn is_disk_full(path: &Path) -> bool {
    let probe = beside(path, "-probe");
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&probe) {
        Ok(file) => file,
        Err(cause) => return is_no_room(cause.kind()),
    };
    let written = file.write_all(&[0; LEAST_ROOM]).and_then(|()| file.sync_all());
    let _ = std::fs::remove_file(&probe);
    written.is_err_and(|cause| is_no_room(cause.kind()))
}

fn is_no_room(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge | ErrorKind::WriteZero)
}
