//! Creating, opening, upgrading. A register at rest is one file: the write-ahead log is folded in on close.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{Stamp, Store};
use crate::error::{Error, FileError, RegisterError, Result};

/// Today's whole schema, readable by whoever owns the data.
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");
/// `PRAGMA user_version` of today's schema.
pub const SCHEMA_VERSION: i64 = 1;
/// `PRAGMA application_id` of a register: "HSPR".
pub(super) const APPLICATION_ID: i64 = 1_213_419_602;
/// The step from version n to n + 1 is the n-th entry, counted from 1. Only ever appended to.
const MIGRATIONS: &[&str] = &[];
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// More statements than the program has: none is prepared twice.
const STATEMENTS: usize = 200;

/// How SQLite keeps a transaction: `Wal` lets people read while one writes; `Delete` works on a network share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Journal {
    Wal,
    Delete,
}

impl Journal {
    /// What sets it, everything on disk.
    pub(super) fn pragma(self) -> &'static str {
        match self {
            Self::Wal => "PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;",
            Self::Delete => "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE;",
        }
    }
}

/// What a writing command may rely on when it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Durability {
    /// It survives a power cut.
    #[default]
    Full,
    /// The file is still being made and nobody else sees it; `settle` puts it on disk.
    Draft,
}

impl Store {
    /// Creates a register at a path where nothing is. The caller makes it appear whole by renaming it.
    pub fn create(path: &Path) -> Result<Self> {
        let conn = Connection::open(path).map_err(|error| opening(path, error.into()))?;
        settle_statements(&conn)?;
        conn.execute_batch("PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; BEGIN;")?;
        conn.execute_batch(SCHEMA)?;
        conn.execute_batch("COMMIT;")?;
        Ok(Self { conn, path: path.to_owned(), frozen: None })
    }

    /// Sets the journal of a new register and closes it, everything on disk.
    pub fn finish(self, journal: Journal) -> Result<()> {
        self.conn.execute_batch(journal.pragma())?;
        self.conn.close().map_err(|(_, error)| Error::from(error))
    }

    /// Sets the journal of a register at rest, everything on disk.
    pub fn settle(path: &Path, journal: Journal) -> Result<()> {
        Self::open_for_upgrade(path)?.finish(journal)
    }

    /// Opens a register for one reading command. Tries to be an ordinary reader first, since only one that may
    /// write can clean up the write-ahead log behind it; then read-only; then as a file that nobody changes.
    pub fn open_reader(path: &Path) -> Result<Self> {
        exists(path)?;
        let plain = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let error = match Self::try_reader(path, plain | OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Ok(store) => return Ok(store),
            Err(error) if !is_no_permission(&error) => return Err(opening(path, error)),
            Err(_) => match Self::try_reader(path, plain | OpenFlags::SQLITE_OPEN_READ_ONLY) {
                Ok(store) => return Ok(store),
                Err(error) => error,
            },
        };
        if is_no_permission(&error) && !beside(path, "-wal").exists() && !beside(path, "-journal").exists() {
            let before = stamp(path);
            let frozen = immutable(path);
            let third =
                Self::try_reader(&frozen, plain | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI);
            return match third {
                Ok(store) => Ok(Self { path: path.to_owned(), frozen: before, ..store }),
                Err(error) => Err(opening(path, error)),
            };
        }
        Err(opening(path, error))
    }

    fn try_reader(path: &Path, flags: OpenFlags) -> Result<Self, Opening> {
        let conn = Connection::open_with_flags(path, flags)?;
        conn.busy_timeout(PATIENCE)?;
        settle_statements(&conn)?;
        // One who may not write the file but may write its folder would leave a write-ahead log there that locks its
        // owner out.
        let is_frozen = flags.contains(OpenFlags::SQLITE_OPEN_URI);
        if !is_frozen && conn.is_readonly("main")? && is_wal(path) && !beside(path, "-wal").exists() {
            return Err(Opening::NeedsFrozen);
        }
        conn.execute_batch("PRAGMA query_only = ON;")?;
        let found = version_of(&conn, path)?;
        if found < SCHEMA_VERSION {
            return Err(
                Error::from(RegisterError::Older { path: path.to_owned(), found, known: SCHEMA_VERSION }).into()
            );
        }
        // One snapshot for the whole command, whoever writes meanwhile.
        conn.execute_batch("BEGIN; SELECT 1 FROM change;")?;
        Ok(Self { conn, path: path.to_owned(), frozen: None })
    }

    /// Lets the snapshot go, once everything is read: a slow reader of the output keeps no writer waiting. A file that
    /// was read as one that nobody changes, and was changed, has not been read.
    pub fn release(&self) -> Result<()> {
        self.conn.execute_batch("COMMIT")?;
        match self.frozen {
            Some(before) if stamp(&self.path) != Some(before) => {
                Err(RegisterError::Busy { path: self.path.clone() }.into())
            }
            _ => Ok(()),
        }
    }

    /// Opens a register for one writing command.
    pub fn open_writer(path: &Path, durability: Durability) -> Result<Self> {
        let store = Self::open_for_upgrade(path)?;
        if durability == Durability::Draft {
            store.conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;")?;
        }
        let found = version_of(&store.conn, path).map_err(|error| opening(path, error))?;
        if found < SCHEMA_VERSION {
            return Err(RegisterError::Older { path: path.to_owned(), found, known: SCHEMA_VERSION }.into());
        }
        Ok(store)
    }

    /// A copy of a register for a command that shows what another would record: it may be written to, keeps nobody
    /// waiting, needs no permission to write the register, and is gone with the command.
    pub fn open_preview(path: &Path) -> Result<Self> {
        let register = Self::open_reader(path)?;
        let mut conn = Connection::open("")?; // a temporary file without a name
        Backup::new(&register.conn, &mut conn)?.step(-1)?;
        register.release()?;
        ready_to_write(&conn)?;
        Ok(Self { conn, path: path.to_owned(), frozen: None })
    }

    /// Brings an older register to today's schema, in one transaction, once `keep` has saved a copy of it, given the
    /// register and its version. Gives what `keep` does, or `None` when nothing was to do.
    pub fn upgrade<T>(path: &Path, keep: impl FnOnce(&Self, i64) -> Result<T>) -> Result<Option<T>> {
        let store = Self::open_for_upgrade(path)?;
        let found = version_of(&store.conn, path).map_err(|error| opening(path, error))?;
        if found == SCHEMA_VERSION {
            return Ok(None);
        }
        store.conn.execute_batch("BEGIN")?;
        let kept = keep(&store, found)?;
        store.release()?;
        migrate(&store.conn, MIGRATIONS)?;
        Ok(Some(kept))
    }

    fn open_for_upgrade(path: &Path) -> Result<Self> {
        exists(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> Result<Connection, Opening> {
            let conn = Connection::open_with_flags(path, flags)?;
            conn.busy_timeout(PATIENCE)?;
            version_of(&conn, path)?;
            conn.execute_batch("PRAGMA synchronous = FULL;")?;
            ready_to_write(&conn)?;
            Ok(conn)
        };
        let conn = open().map_err(|error| opening(path, error))?;
        if conn.is_readonly("main")? {
            return Err(RegisterError::ReadOnly { path: path.to_owned() }.into());
        }
        Ok(Self { conn, path: path.to_owned(), frozen: None })
    }
}

/// Keeps every statement once prepared. In a program built for tests, rows come the other way round wherever a query
/// fixes no order: whatever leans on the order of a table fails a test.
pub(super) fn settle_statements(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    if cfg!(debug_assertions) { conn.execute_batch("PRAGMA reverse_unordered_selects = ON;") } else { Ok(()) }
}

fn ready_to_write(conn: &Connection) -> rusqlite::Result<()> {
    settle_statements(conn)?;
    // KiB, taken as they are needed: a long import would keep writing out and reading back the same pages
    conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384;")
}

/// Runs the steps that a register has not had, each once, all or none. A step may rebuild a table that others refer to,
/// so references are checked at the end and not on the way.
fn migrate(conn: &Connection, steps: &[&str]) -> Result<()> {
    conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE;")?;
    let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let done = usize::try_from(found - 1).unwrap_or(0);
    let result = steps.iter().skip(done).try_for_each(|step| conn.execute_batch(step));
    let result = result.and_then(|()| match conn.prepare("PRAGMA foreign_key_check")?.exists([])? {
        true => Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CONSTRAINT), None)),
        false => Ok(()),
    });
    let result = result
        .and_then(|()| conn.pragma_update(None, "user_version", i64::try_from(steps.len() + 1).unwrap_or(i64::MAX)));
    match result {
        Ok(()) => Ok(conn.execute_batch("COMMIT;")?),
        Err(error) => {
            conn.execute_batch("ROLLBACK;")?;
            Err(error.into())
        }
    }
}

/// Reads the two pragmas that tell a register and its version; refuses other files and newer registers.
pub(super) fn version_of(conn: &Connection, path: &Path) -> Result<i64, Opening> {
    let application: i64 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let found: i64 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if application != APPLICATION_ID || found < 1 {
        return Err(Error::from(RegisterError::NotARegister { path: path.to_owned() }).into());
    }
    if found > SCHEMA_VERSION {
        return Err(Error::from(RegisterError::Newer { path: path.to_owned(), found, known: SCHEMA_VERSION }).into());
    }
    Ok(found)
}

fn exists(path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(file) if file.is_file() => Ok(()),
        Ok(_) => Err(RegisterError::NotARegister { path: path.to_owned() }.into()),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            Err(RegisterError::Missing { path: path.to_owned() }.into())
        }
        Err(cause) => Err(FileError::Io { path: path.to_owned(), cause }.into()),
    }
}

/// The file that SQLite keeps beside a database under its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// What tells that a file was written to: when, and how long it is.
fn stamp(path: &Path) -> Option<Stamp> {
    let file = std::fs::metadata(path).ok()?;
    Some((file.modified().ok()?, file.len()))
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
fn is_wal(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head[18] == 2
}

/// What may go wrong while opening: SQLite's word, or ours.
pub(super) enum Opening {
    Sqlite(rusqlite::Error),
    Ours(Error),
    /// To be opened as a file that nobody changes.
    NeedsFrozen,
}

impl From<rusqlite::Error> for Opening {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<Error> for Opening {
    fn from(error: Error) -> Self {
        Self::Ours(error)
    }
}

fn is_no_permission(error: &Opening) -> bool {
    let error = match error {
        Opening::NeedsFrozen => return true,
        Opening::Ours(_) => return false,
        Opening::Sqlite(error) => error,
    };
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied))
}

pub(super) fn opening(path: &Path, error: Opening) -> Error {
    let error = match error {
        Opening::Ours(error) => return error,
        Opening::NeedsFrozen => return RegisterError::ReadOnly { path: path.to_owned() }.into(),
        Opening::Sqlite(error) => error,
    };
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => RegisterError::NotARegister { path }.into(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RegisterError::Busy { path }.into(),
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            RegisterError::ReadOnly { path }.into()
        }
        _ => RegisterError::Sqlite { message: error.to_string() }.into(),
    }
}

impl Store {
    /// An error of a statement on this register: a locked file is told from others.
    pub(super) fn failed(&self, error: rusqlite::Error) -> Error {
        opening(&self.path, Opening::Sqlite(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_run_once_in_order_or_not_at_all() {
        let conn = Connection::open_in_memory().expect("memory");
        conn.execute_batch("CREATE TABLE a (x); PRAGMA user_version = 1;").expect("old schema");
        let steps = ["ALTER TABLE a ADD COLUMN y;", "ALTER TABLE a ADD COLUMN z;"];
        migrate(&conn, &steps[..1]).expect("one step");
        migrate(&conn, &steps).expect("the next step only");
        let columns: i64 =
            conn.query_row("SELECT count(*) FROM pragma_table_info('a')", [], |r| r.get(0)).expect("count");
        assert_eq!(columns, 3);
        let broken = ["", "", "CREATE TABLE b (x);", "nonsense"];
        assert!(migrate(&conn, &broken).is_err());
        let version: i64 = conn.query_row("PRAGMA user_version", [], |r| r.get(0)).expect("version");
        assert_eq!(version, 3, "a failed upgrade leaves the version");
        assert!(conn.prepare("SELECT * FROM b").is_err(), "and none of its tables");
    }

    #[test]
    fn the_number_of_migrations_matches_the_version_of_the_schema() {
        assert_eq!(i64::try_from(MIGRATIONS.len()), Ok(SCHEMA_VERSION - 1));
        assert!(SCHEMA.contains(&format!("PRAGMA user_version = {SCHEMA_VERSION};")));
        assert!(SCHEMA.contains(&format!("PRAGMA application_id = {APPLICATION_ID};")));
    }
}
