//! Creating, opening, upgrading. A register at rest is one file: the write-ahead log is folded in on close.

use std::path::Path;

use rusqlite::backup::Backup;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::Store;
use super::place::{FileId, Stamp, TICK, beside, exists, hold_length, immutable, is_disk_full, is_wal};
use super::waiting::{Waiting, wait_in_turn};
use crate::error::{Error, RegisterError, Result};

/// Today's whole schema, readable by whoever owns the data.
pub(super) const SCHEMA: &str = include_str!("../../schema.sql");
/// `PRAGMA user_version` of today's schema.
pub const SCHEMA_VERSION: i64 = 1;
/// `PRAGMA application_id` of a register: "HSPR".
pub(super) const APPLICATION_ID: i64 = 1_213_419_602;
/// The step from version n to n + 1 is the n-th entry, counted from 1. Only ever appended to.
const MIGRATIONS: &[&str] = &[];
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
            Self::Delete => "PRAGMA synchronous = EXTRA; PRAGMA journal_mode = DELETE;",
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
        Ok(Self::of(conn, path))
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

    /// Opens a register for one reading command.
    pub fn open_reader(path: &Path) -> Result<Self> {
        let store = Self::open_to_check(path)?;
        store.refuse_foreign()?;
        Ok(store)
    }

    /// Opens a register to read it, whatever else was put into it. Whoever may not write it, or has no room for what
    /// SQLite puts beside it, reads it all the same; where a commit falls into that it is read again, as long as one
    /// would wait for a lock.
    pub fn open_to_check(path: &Path) -> Result<Self> {
        exists(path)?;
        let waiting = Waiting::begin();
        loop {
            match Self::read_as_one_may(path) {
                Ok(store) => return Ok(store),
                Err(error) if !error.may_pass(path) || !waiting.goes_on() => return Err(opening(path, error)),
                Err(_) => {}
            }
        }
    }

    /// Tries to be an ordinary reader first, since only one that may write can clean up the write-ahead log behind it;
    /// then one that cannot write; then reads a file at rest as if nobody could change it.
    fn read_as_one_may(path: &Path) -> Result<Self, Opening> {
        let mut last = None;
        for access in [OpenFlags::SQLITE_OPEN_READ_WRITE, OpenFlags::SQLITE_OPEN_READ_ONLY] {
            match Self::read_in_place(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX) {
                Ok(store) => return Ok(store),
                Err(error) if !error.is_of_access() => return Err(error),
                Err(error) => last = Some(error),
            }
        }
        match (Self::read_at_rest(path), last) {
            // what stands in its log can be read by those only who may make its index
            (Err(Opening::NotAtRest), Some(error)) => Err(error),
            (read, _) => read,
        }
    }

    fn read_in_place(path: &Path, flags: OpenFlags) -> Result<Self, Opening> {
        let mut conn = Connection::open_with_flags(path, flags)?;
        wait_in_turn(&mut conn)?;
        // One who may not write the file but may write its folder would leave a write-ahead log there that locks its
        // owner out.
        if conn.is_readonly("main")? && is_wal(path) && !beside(path, "-wal").exists() {
            return Err(Opening::NotAtRest);
        }
        Self::snapshot(conn, path)
    }

    /// Takes a copy of the whole file into memory: nobody can change that while it is read. Nothing that was met on the
    /// way is believed, and nothing that was read, if the file was written to meanwhile.
    fn read_at_rest(path: &Path) -> Result<Self, Opening> {
        let mut before = Stamp::at_rest(path).ok_or(Opening::NotAtRest)?;
        if before.is_fresh() {
            std::thread::sleep(TICK);
            before = Stamp::at_rest(path).filter(|stamp| *stamp == before).ok_or(Opening::Changed)?;
        }
        let copied = copied(path);
        if Stamp::at_rest(path) != Some(before) {
            return Err(Opening::Changed);
        }
        Self::snapshot(copied?, path)
    }

    /// One snapshot for the whole command, whoever writes meanwhile.
    fn snapshot(conn: Connection, path: &Path) -> Result<Self, Opening> {
        settle_statements(&conn)?;
        // what is sorted is sorted in memory: the disk may be full
        conn.execute_batch("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;")?;
        hold_version(&conn, path)?;
        conn.execute_batch("BEGIN; SELECT 1 FROM change;")?;
        Ok(Self::of(conn, path))
    }

    pub(super) fn of(conn: Connection, path: &Path) -> Self {
        Self { conn, path: path.to_owned(), file: None }
    }

    /// Lets the snapshot go, once everything is read: a slow reader of the output keeps no writer waiting.
    pub fn release(&self) -> Result<()> {
        Ok(self.conn.execute_batch("COMMIT")?)
    }

    /// Opens a register for one writing command.
    pub fn open_writer(path: &Path, durability: Durability) -> Result<Self> {
        let store = Self::open_for_upgrade(path)?;
        if durability == Durability::Draft {
            store.conn.execute_batch("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;")?;
        }
        hold_version(&store.conn, path).map_err(|error| opening(path, error))?;
        store.refuse_foreign()?;
        Ok(store)
    }

    /// Refuses to record where another file was put in the place of this one while the command waited for its turn: it
    /// would go to a file that nobody sees any more. To be asked once nobody else can record.
    pub(super) fn hold_place(&self) -> Result<()> {
        match self.file {
            Some(opened) if FileId::at(&self.path) != opened => {
                Err(RegisterError::Replaced { path: self.path.clone() }.into())
            }
            _ => Ok(()),
        }
    }

    /// A copy of a register for a command that shows what another would record: it may be written to, keeps nobody
    /// waiting, needs no permission to write the register, and is gone with the command.
    pub fn open_preview(path: &Path) -> Result<Self> {
        let register = Self::open_reader(path)?;
        let mut conn = Connection::open("")?; // a temporary file without a name
        Backup::new(&register.conn, &mut conn)?.step(-1)?;
        register.release()?;
        ready_to_write(&conn)?;
        Ok(Self::of(conn, path))
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
        let file = FileId::at(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let open = || -> Result<Connection, Opening> {
            let mut conn = Connection::open_with_flags(path, flags)?;
            wait_in_turn(&mut conn)?;
            version_of(&conn, path)?;
            conn.execute_batch("PRAGMA synchronous = EXTRA;")?;
            ready_to_write(&conn)?;
            Ok(conn)
        };
        let conn = open().map_err(|error| opening(path, error))?;
        if conn.is_readonly("main")? {
            return Err(RegisterError::ReadOnly { path: path.to_owned() }.into());
        }
        Ok(Self { file: Some(file), ..Self::of(conn, path) })
    }
}

/// The file, as one that nobody changes, in memory.
fn copied(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(immutable(path), flags)?;
    let mut copy = Connection::open_in_memory()?;
    Backup::new(&file, &mut copy)?.step(-1)?;
    Ok(copy)
}

/// A register in memory that nothing was recorded in, its transaction open.
pub(super) fn fresh() -> Result<Connection> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch("BEGIN")?;
    fresh.execute_batch(SCHEMA)?;
    Ok(fresh)
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

/// Refuses a register of an earlier version too.
fn hold_version(conn: &Connection, path: &Path) -> Result<(), Opening> {
    let found = version_of(conn, path)?;
    if found < SCHEMA_VERSION {
        return Err(Error::from(RegisterError::Older { path: path.to_owned(), found, known: SCHEMA_VERSION }).into());
    }
    Ok(())
}

/// What may go wrong while opening: SQLite's word, or ours.
pub(super) enum Opening {
    Sqlite(rusqlite::Error),
    Ours(Error),
    /// It was written to while it was read.
    Changed,
    /// Somebody is writing to it, or it cannot be opened as one that somebody may be writing to.
    NotAtRest,
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

impl Opening {
    /// Whether the file may be read in another way: what failed is what SQLite makes beside it.
    fn is_of_access(&self) -> bool {
        match self {
            Self::NotAtRest => true,
            Self::Ours(_) | Self::Changed => false,
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(
                    ErrorCode::CannotOpen
                        | ErrorCode::ReadOnly
                        | ErrorCode::PermissionDenied
                        | ErrorCode::DiskFull
                        | ErrorCode::SystemIoFailure
                )
            ),
        }
    }

    /// Whether it may be over when whoever is writing has written.
    fn may_pass(&self, path: &Path) -> bool {
        match self {
            Self::Changed => true,
            Self::Ours(_) => false,
            Self::NotAtRest | Self::Sqlite(_) => self.is_of_access() && Stamp::at_rest(path).is_none(),
        }
    }
}

pub(super) fn opening(path: &Path, error: Opening) -> Error {
    let error = match error {
        Opening::Ours(error) => return error,
        Opening::Changed => return RegisterError::Busy { path: path.to_owned() }.into(),
        Opening::NotAtRest => return RegisterError::ReadOnly { path: path.to_owned() }.into(),
        Opening::Sqlite(error) => error,
    };
    let path = path.to_owned();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => RegisterError::NotARegister { path }.into(),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => RegisterError::Busy { path }.into(),
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure) if is_disk_full(&path) => {
            RegisterError::DiskFull.into()
        }
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            hold_length(&path).err().unwrap_or_else(|| RegisterError::ReadOnly { path }.into())
        }
        _ => error.into(),
    }
}

impl Store {
    /// An error of a statement on this register: a locked file, or a full disk, is told from others.
    pub(super) fn failed(&self, error: rusqlite::Error) -> Error {
        opening(&self.path, Opening::Sqlite(error))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::domain::ChangeId;
    use crate::domain::day::parse_instant;
    use crate::store::ChangeHeading;

    fn heading() -> ChangeHeading {
        let now = parse_instant("2022-09-01 09:00").expect("a moment");
        ChangeHeading {
            now,
            is_clock_vouched: false,
            by: "填报员甲".into(),
            command: "test".into(),
            reason: None,
            source: None,
        }
    }

    /// A register of so many changes, at rest.
    fn register(path: &Path, changes: usize) {
        let store = Store::create(path).expect("created");
        let catalog = store.known(None).and_then(|known| store.catalog(&known)).expect("its words");
        for _ in 0..changes {
            store.begin(heading()).and_then(|entry| entry.commit(&catalog)).expect("recorded");
        }
        store.finish(Journal::Wal).expect("finished");
    }

    #[test]
    fn a_file_read_at_rest_is_read_whole_or_not_at_all_while_another_writes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("haishu.db");
        register(&path, 1);
        let is_over = AtomicBool::new(false);
        let (read, disturbed) = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let store = Store::open_writer(&path, Durability::Full).expect("opened");
                    let catalog = store.known(None).and_then(|known| store.catalog(&known)).expect("its words");
                    store.begin(heading()).and_then(|entry| entry.commit(&catalog)).expect("recorded");
                    drop(store);
                    std::thread::sleep(TICK * 2);
                }
            });
            let (mut read, mut disturbed) = (0, 0);
            while read < 5 || disturbed < 5 {
                match Store::read_at_rest(&path) {
                    Ok(store) => {
                        read += 1;
                        assert_eq!(store.check_file().expect("checked"), []);
                        assert_eq!(store.check_history().expect("checked"), []);
                    }
                    Err(Opening::Changed | Opening::NotAtRest) => disturbed += 1,
                    Err(Opening::Sqlite(error)) => panic!("a sound file: {error}"),
                    Err(Opening::Ours(error)) => panic!("a sound file: {error:?}"),
                }
            }
            is_over.store(true, Ordering::Relaxed);
            (read, disturbed)
        });
        assert!(read >= 5 && disturbed >= 5);
    }

    #[test]
    fn what_is_read_at_rest_is_what_any_reader_reads_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("haishu 100%?#.db");
        register(&path, 3);
        let Ok(store) = Store::read_at_rest(&path) else { panic!("it is at rest") };
        let changes = store.changes(ChangeId::MAX).expect("read");
        assert_eq!(changes, Store::open_reader(&path).expect("opened").changes(ChangeId::MAX).expect("read"));
        assert_eq!(changes.len(), 3);
        assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
        std::fs::copy(&path, beside(&path, "-wal")).expect("a log");
        assert!(matches!(Store::read_at_rest(&path), Err(Opening::NotAtRest)), "what stands in a log would be missed");
    }

    #[test]
    fn nothing_is_recorded_in_a_file_that_another_has_taken_the_place_of() {
        let folder = tempfile::tempdir().expect("a folder");
        let [path, other] = ["haishu.db", "other.db"].map(|name| folder.path().join(name));
        register(&path, 1);
        register(&other, 2);
        let store = Store::open_writer(&path, Durability::Full).expect("opened");
        drop(store.begin(heading()).expect("the file it opened"));
        std::fs::rename(&other, &path).expect("another register is put in its place");
        let refused = store.begin(heading()).map(drop);
        assert!(matches!(refused, Err(Error::Register(RegisterError::Replaced { .. }))), "{refused:?}");
        drop(store);
        assert_eq!(Store::open_reader(&path).expect("opened").changes(ChangeId::MAX).expect("read").len(), 2);
    }

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
