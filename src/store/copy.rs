//! Copies of a register, and the way back: page by page, proved before anybody sees them.
//!
//! A copy is made by SQLite's online backup in one step, which holds one snapshot from the first page to the last. In
//! smaller steps it would begin anew whenever another command commits in between, and beside busy writers never end.
//! `VACUUM INTO` holds a snapshot too, but writes every page anew: that is slower, and would not say of a page what the
//! register says. Writers go on meanwhile if the register has a write-ahead log; without one they wait, as for any
//! reader. The copy is one file, with the journal mode of the register, and without a log of its own.
//!
//! A register is put back into the file that stands in its place, as one transaction of SQLite: whoever has it open goes
//! on with the one or the other, nobody writes into a file that was moved away, and after a crash it is the old or the
//! new. It keeps its inode, so also its owner, its mode, and the links to it.

use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension};

use super::open::{APPLICATION_ID, settle_statements, version_of};
use super::place::{beside, immutable};
use super::waiting::wait_in_turn;
use super::{Journal, SCHEMA_VERSION, Store};
use crate::domain::change::{HistoryFault, LedgerEnd};
use crate::error::{CopyError, Error, FileError, RegisterError, Result};

const LEDGER_END: &str = "SELECT id, hash FROM change ORDER BY id DESC LIMIT 1";
const FIRST_HASH: &str = "SELECT hash FROM change WHERE id = 1";

/// The files that SQLite may keep beside a database.
pub fn side_files(path: &Path) -> [PathBuf; 3] {
    ["-wal", "-shm", "-journal"].map(|ending| beside(path, ending))
}

/// What is where a register is to be put back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    Nothing,
    /// A register that can be opened, whatever may be wrong in it.
    Register(Journal),
    /// A file that is no database, or none any more.
    Unreadable,
}

impl Store {
    /// The last change and its hash.
    pub fn ledger_end(&self) -> Result<LedgerEnd> {
        let end = |row: &rusqlite::Row| Ok(LedgerEnd { changes: row.get(0)?, hash: row.get(1)? });
        let end = self.conn.query_row(LEDGER_END, [], end).optional().map_err(|error| self.failed(error))?;
        Ok(end.unwrap_or_default())
    }

    /// The hash of the first change, which all states of one register share.
    pub fn first_hash(&self) -> Result<Option<String>> {
        let hash = self.conn.query_row(FIRST_HASH, [], |row| row.get(0)).optional();
        hash.map_err(|error| self.failed(error))
    }

    /// As [`Self::first_hash`], of a file that nobody changes; `None`: it is no register, or cannot be read.
    pub fn first_hash_at_rest(path: &Path) -> Option<String> {
        Self::open_at_rest(path).and_then(|(store, _)| store.first_hash()).ok().flatten()
    }

    /// Where the ledger in a file ends that nobody changes; `None`: it is no register, or cannot be read.
    pub fn end_at_rest(path: &Path) -> Option<LedgerEnd> {
        Self::open_at_rest(path).and_then(|(store, _)| store.ledger_end()).ok()
    }

    /// Copies the register into an empty file, and proves the copy: as a file, by its schema, its whole hash chain, its
    /// cache, and that it ends where this does. Of an older schema only the file and the end can be proved. The register
    /// must be in a transaction, so that both are of one snapshot.
    pub fn copy_into(&self, file: &Path, journal: Option<Journal>) -> Result<LedgerEnd> {
        self.copy_pages(file, journal)?;
        let end = self.ledger_end()?;
        let (faults, copied) = found_at_rest(file)?;
        let last = HistoryFault::Hash { change: end.changes };
        let faults = if faults.is_empty() && copied != end { vec![last] } else { faults };
        if faults.is_empty() { Ok(end) } else { Err(unsound(&self.path, faults)) }
    }

    /// Copies the register into an empty file as it is, be it sound or not.
    pub fn copy_pages(&self, file: &Path, journal: Option<Journal>) -> Result<()> {
        let failed = |error| self.not_copied(file, error);
        let mut copy = Connection::open(file).map_err(failed)?;
        // nobody else knows of it, and whoever gives it its name puts it on disk first
        copy.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE;")
            .map_err(failed)?;
        let step = Backup::new(&self.conn, &mut copy).and_then(|backup| backup.step(-1)).map_err(failed)?;
        if step != StepResult::Done {
            return Err(RegisterError::Busy { path: self.path.clone() }.into());
        }
        if let Some(journal) = journal {
            copy.execute_batch(journal.pragma()).map_err(failed)?;
        }
        copy.close().map_err(|(_, error)| failed(error))
    }

    /// Proves a finished file that nobody else knows of.
    pub fn prove(file: &Path) -> Result<LedgerEnd> {
        let (faults, end) = found_at_rest(file)?;
        if faults.is_empty() { Ok(end) } else { Err(unsound(file, faults)) }
    }

    /// What stands where a register is to be put back. What another program keeps there is refused.
    pub fn standing(path: &Path) -> Result<Standing> {
        match std::fs::metadata(path) {
            Ok(file) if file.is_dir() => {
                let cause = std::io::ErrorKind::IsADirectory.into();
                return Err(FileError::Io { path: path.to_owned(), cause }.into());
            }
            Ok(_) => {}
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Standing::Nothing),
            Err(cause) => return Err(FileError::Io { path: path.to_owned(), cause }.into()),
        }
        match look_at(path) {
            Ok((APPLICATION_ID, journal)) => Ok(Standing::Register(journal)),
            Ok((0, _)) if std::fs::metadata(path).is_ok_and(|file| file.len() == 0) => Ok(Standing::Unreadable),
            Ok(_) => Err(RegisterError::NotARegister { path: path.to_owned() }.into()),
            Err(error) if is_damage(&error) => Ok(Standing::Unreadable),
            Err(error) => Err(super::open::opening(path, error.into())),
        }
    }

    /// Puts a proved copy into the file of a register, as one transaction. First it locks out whoever writes, then gives
    /// `keep` the register as it is, which nobody can change any more; if `keep` fails, nothing is replaced.
    pub fn replace(path: &Path, journal: Journal, copy: &Path, keep: impl FnOnce(&Self) -> Result<()>) -> Result<()> {
        let failed = |error| replacing(path, error);
        let (copy, _) = Self::open_at_rest(copy)?;
        let mut own = writable(path).map_err(failed)?;
        let backup = Backup::new(&copy.conn, &mut own).map_err(failed)?;
        // of no page: this takes the lock and writes nothing
        if backup.step(0).map_err(failed)? != StepResult::More {
            return Err(RegisterError::Busy { path: path.to_owned() }.into());
        }
        keep(&Self::locked(path, journal).map_err(failed)?)?;
        if backup.step(-1).map_err(failed)? != StepResult::Done {
            return Err(RegisterError::Busy { path: path.to_owned() }.into());
        }
        drop(backup);
        own.close().map_err(|(_, error)| failed(error))
    }

    /// A register that this process holds the lock of. With a write-ahead log it is read as ever; without one the lock
    /// keeps readers out, and the file itself is read, which is whole until the first page is written.
    fn locked(path: &Path, journal: Journal) -> rusqlite::Result<Self> {
        let read = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = match journal {
            Journal::Wal => Connection::open_with_flags(path, read)?,
            Journal::Delete => Connection::open_with_flags(immutable(path), read | OpenFlags::SQLITE_OPEN_URI)?,
        };
        Ok(Self::of(conn, path))
    }

    /// A register, and the version of its schema, in a file that nobody changes and that has no log.
    fn open_at_rest(path: &Path) -> Result<(Self, i64)> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let failed = |error| super::open::opening(path, error);
        let conn = Connection::open_with_flags(immutable(path), flags).map_err(|error| failed(error.into()))?;
        settle_statements(&conn)?;
        let version = version_of(&conn, path).map_err(failed)?;
        conn.execute_batch("BEGIN")?;
        Ok((Self::of(conn, path), version))
    }

    /// Everything that can be wrong in a register of this version.
    fn all_faults(&self, version: i64) -> Result<Vec<HistoryFault>> {
        let mut faults = self.check_file()?;
        if version == SCHEMA_VERSION {
            faults.extend(self.check_schema()?);
            faults.extend(self.check_history()?);
            let catalog = self.catalog(&self.known(None)?)?;
            faults.extend(self.check_words(&catalog)?);
            faults.extend(self.check_cache(&catalog)?);
        }
        Ok(faults)
    }

    /// What went wrong while the register was copied into a file.
    fn not_copied(&self, file: &Path, error: rusqlite::Error) -> Error {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => full(file.parent().unwrap_or(file)),
            Some(_) if is_damage(&error) => unsound(&self.path, vec![HistoryFault::File(error.to_string())]),
            _ => self.failed(error),
        }
    }
}

/// What is wrong in a finished file, and where its ledger ends. That it cannot be read is a fault like any other.
fn found_at_rest(file: &Path) -> Result<(Vec<HistoryFault>, LedgerEnd)> {
    let found =
        Store::open_at_rest(file).and_then(|(store, version)| Ok((store.all_faults(version)?, store.ledger_end()?)));
    match found {
        Err(Error::Register(RegisterError::Damaged { what: line } | RegisterError::Sqlite { message: line })) => {
            Ok((vec![HistoryFault::File(line)], LedgerEnd::default()))
        }
        found => found,
    }
}

fn unsound(path: &Path, faults: Vec<HistoryFault>) -> Error {
    CopyError::Unsound { path: path.to_owned(), faults }.into()
}

fn full(path: &Path) -> Error {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    FileError::Io { path: path.to_owned(), cause: std::io::ErrorKind::StorageFull.into() }.into()
}

/// Whether an error is of the content of a file.
fn is_damage(error: &rusqlite::Error) -> bool {
    let damage = [ErrorCode::NotADatabase, ErrorCode::DatabaseCorrupt, ErrorCode::SystemIoFailure];
    error.sqlite_error_code().is_some_and(|code| damage.contains(&code))
}

/// What went wrong while a register was replaced.
fn replacing(path: &Path, error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => full(path),
        Some(_) if is_damage(&error) => unsound(path, vec![HistoryFault::File(error.to_string())]),
        _ => super::open::opening(path, error.into()),
    }
}

fn writable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags)?;
    wait_in_turn(&mut conn)?;
    conn.execute_batch("PRAGMA synchronous = EXTRA;")?;
    Ok(conn)
}

/// Whose file it is, and its journal mode.
fn look_at(path: &Path) -> rusqlite::Result<(i64, Journal)> {
    let conn = writable(path)?;
    let application = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    if conn.is_readonly("main")? {
        return Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY), None));
    }
    Ok((application, if mode == "wal" { Journal::Wal } else { Journal::Delete }))
}
