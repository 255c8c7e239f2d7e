//! What stands in a register's file beside what this program made. A trigger can alter what is recorded, a view or a
//! table of another name what is read: such a register is refused before anything is read from it, and `check` names
//! what is in it.

use super::Store;
use super::open::SCHEMA;
use crate::error::{RegisterError, Result};

/// What SQLite adds by itself: where a table counts its rows, and what `ANALYZE` found. None of it alters an answer.
pub(super) const OF_SQLITE: [&str; 3] = [
    "CREATE TABLE sqlite_sequence(name,seq)",
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
];

/// In the order in which they were made, which is that of the schema: each is found right behind the one before.
const OBJECTS: &str = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid";

impl Store {
    /// Refuses a register in which there is more than this program made; what lacks is left to `check`.
    pub(super) fn refuse_foreign(&self) -> Result<()> {
        let names = self.foreign_objects()?;
        if names.is_empty() { Ok(()) } else { Err(RegisterError::Foreign { path: self.path.clone(), names }.into()) }
    }

    /// The names of whatever was not made by a statement of the schema.
    pub(super) fn foreign_objects(&self) -> Result<Vec<String>> {
        let failed = |error| self.failed(error);
        let mut select = self.conn.prepare(OBJECTS).map_err(failed)?;
        let mut rows = select.query([]).map_err(failed)?;
        let (mut shipped, mut names) = (Shipped::default(), Vec::new());
        while let Some(row) = rows.next().map_err(failed)? {
            let sql = row.get_ref(1)?.as_bytes().unwrap_or_default();
            if !std::str::from_utf8(sql).is_ok_and(|sql| shipped.has(sql)) {
                names.push(String::from_utf8_lossy(row.get_ref(0)?.as_bytes().unwrap_or_default()).into_owned());
            }
        }
        Ok(names)
    }
}

/// The statements of the schema, looked through once from its beginning to its end.
#[derive(Default)]
struct Shipped {
    /// Behind the statement found last.
    at: usize,
}

impl Shipped {
    /// Whether this is a statement of the schema, the whole of it.
    fn has(&mut self, sql: &str) -> bool {
        let is_it = |start: &usize| {
            let after = SCHEMA.get(*start..).and_then(|rest| rest.strip_prefix(sql));
            after.is_some_and(|after| after.starts_with(';'))
        };
        let found = statements(self.at).find(is_it).or_else(|| statements(0).find(is_it));
        self.at = found.map_or(self.at, |start| start + sql.len());
        found.is_some() || OF_SQLITE.contains(&sql)
    }
}

/// Where the statements of the schema begin that make something, from a place on.
fn statements(from: usize) -> impl Iterator<Item = usize> {
    let rest = SCHEMA.get(from..).unwrap_or_default();
    rest.match_indices("\nCREATE ").map(move |(line_end, _)| from + line_end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Durability, Journal};

    /// A register, and what is found in it after this was done to it with another tool.
    fn found_after(sql: &str) -> Vec<String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("haishu.db");
        Store::create(&path).expect("created").finish(Journal::Wal).expect("finished");
        let other = rusqlite::Connection::open(&path).expect("opened");
        other.execute_batch(sql).expect(sql);
        drop(other);
        let found = Store::open_to_check(&path).expect("it can be checked").foreign_objects().expect("looked through");
        let names = |result: Result<Store>| match result.map(drop) {
            Ok(()) => Vec::new(),
            Err(crate::error::Error::Register(RegisterError::Foreign { names, .. })) => names,
            Err(other) => panic!("{sql}: {other:?}"),
        };
        assert_eq!(names(Store::open_reader(&path)), found, "{sql}");
        assert_eq!(names(Store::open_preview(&path)), found, "{sql}");
        assert_eq!(names(Store::open_writer(&path, Durability::Full)), found, "{sql}");
        found
    }

    #[test]
    fn a_register_holds_what_this_program_made() {
        assert_eq!(found_after(""), [""; 0]);
        assert_eq!(found_after("VACUUM"), [""; 0], "which writes the schema in another order");
        assert_eq!(found_after("ANALYZE"), [""; 0]);
        assert_eq!(
            found_after("DROP INDEX change_voids; DROP VIEW v_value"),
            [""; 0],
            "what lacks is `check`'s to find"
        );
    }

    #[test]
    fn whatever_else_is_in_it_is_named() {
        for (sql, name) in [
            ("CREATE TRIGGER t AFTER INSERT ON change BEGIN SELECT 1; END", "t"),
            ("CREATE VIEW v AS SELECT 1", "v"),
            ("CREATE TABLE other (x)", "other"),
            ("CREATE INDEX i ON change (reason)", "i"),
            ("CREATE TABLE \"a\u{1b}[31m\" (x)", "a\u{1b}[31m"),
            ("CREATE TABLE sqliteX (x)", "sqliteX"),
            ("ALTER TABLE setting ADD COLUMN more TEXT", "setting"),
            (
                "DROP TRIGGER change_is_never_updated;
                 CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change BEGIN SELECT 1; END",
                "change_is_never_updated",
            ),
            ("DROP VIEW v_value; CREATE VIEW v_value AS SELECT 1 AS value", "v_value"),
            ("DROP TABLE current_value; CREATE VIEW current_value AS SELECT 1 AS project_id", "current_value"),
        ] {
            assert_eq!(found_after(sql), [name], "{sql}");
        }
    }

    #[test]
    fn a_piece_of_a_statement_is_none() {
        let whole = "CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change \
                     BEGIN SELECT RAISE(ABORT, 'history is append-only'); END";
        assert!(Shipped::default().has(whole));
        for piece in ["", "CREATE TABLE", &whole[..60], &whole["CREATE ".len()..]] {
            assert!(!Shipped::default().has(piece), "{piece}");
        }
    }
}
