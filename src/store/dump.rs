//! The whole ledger as lines of JSON, and a register made of them. A line is an object of one key, which says what it is:
//!
//! - first the head: `{"haishu-proj-dump":{"format":1,"schema":1,"changes":11,"rows":52}}`;
//! - of each change its facts, each a row under the name of its table, in the order in which they enter the hash, then
//!   the change with its hash: `{"reading":{…}}`, `{"change":{…}}`;
//! - last the end: `{"end":{"changes":11,"rows":52,"hash":"…"}}`.
//!
//! A row has its columns by name, in the order in which they enter the hash; numbers are whole, bytes are
//! `{"hex":"…"}`. So one ledger has one dump, byte for byte. Which tables and columns there are is left to `history`: a
//! new one is dumped and loaded as soon as it is declared there. What is no history (the cache, what the schema brings)
//! is made anew.
//!
//! Both ways go row by row. What is read is believed only when it gives the hash that its change says; a dump of a
//! ledger that was altered ends where it was.

use std::collections::BTreeSet;
use std::io::{BufRead, ErrorKind};
use std::path::{Path, PathBuf};

use rusqlite::types::{Value, ValueRef};
use rusqlite::{ErrorCode, Row, Rows, Statement, params_from_iter};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::changes::ChangeRow;
use super::entry::chained;
use super::history::{ALL, HistoryTable};
use super::value::{digest, hex};
use super::{SCHEMA_VERSION, Store};
use crate::domain::change::{HistoryFault, LedgerEnd};
use crate::domain::{ChangeId, ProjectId};
use crate::error::{BadLine, CopyError, DumpError, Error, FileError, RegisterError, Result};

/// The way in which these lines are written.
const FORMAT: i64 = 1;
/// What the lines are that are no row of a history table.
const HEAD: &str = "haishu-proj-dump";
const CHANGE: &str = "change";
const END: &str = "end";
/// What the bytes of a row stand under.
const BYTES: &str = "hex";

fn head(changes: i64, rows: i64) -> String {
    format!("{{\"{HEAD}\":{{\"format\":{FORMAT},\"schema\":{SCHEMA_VERSION},\"changes\":{changes},\"rows\":{rows}}}}}")
}

fn end(end: &LedgerEnd, rows: i64) -> String {
    let LedgerEnd { changes, hash } = end;
    format!("{{\"{END}\":{{\"changes\":{changes},\"rows\":{rows},\"hash\":\"{hash}\"}}}}")
}

/// The hash of a change from its own row and the digests of its facts.
fn hash_of(previous: &str, change: &[Value], facts: Sha256) -> String {
    let own = change.iter().enumerate().filter(|(at, _)| *at != ChangeRow::AT.hash);
    let own = digest(CHANGE, own.map(|(_, value)| ValueRef::from(value)));
    chained(previous, &own, &facts.finalize().into())
}

fn row_digest(table: &str, row: &[Value]) -> [u8; 32] {
    digest(table, row.iter().map(ValueRef::from))
}

// Out of a register.

/// The rows of a table, the next of them at hand.
struct Cursor<'s> {
    table: &'static HistoryTable,
    columns: Vec<String>,
    rows: Rows<'s>,
    next: Option<(ChangeId, i64, Vec<Value>)>,
}

impl<'s> Cursor<'s> {
    fn begin(table: &'static HistoryTable, select: &'s mut Statement<'_>) -> Result<Self> {
        let columns = columns_of(select);
        let mut cursor = Self { table, columns, rows: select.query([])?, next: None };
        cursor.advance()?;
        Ok(cursor)
    }

    /// The row at hand; the one after it comes to hand.
    fn advance(&mut self) -> Result<Option<Vec<Value>>> {
        let (table, columns) = (self.table, self.columns.len());
        let read =
            |row: &Row| -> Result<_> { Ok((row.get(table.change_id)?, row.get(table.seq)?, values_of(row, columns)?)) };
        let next = self.rows.next()?.map(read).transpose()?;
        Ok(std::mem::replace(&mut self.next, next).map(|(.., row)| row))
    }
}

impl Store {
    /// Hands out the lines of a dump, without line breaks, one after another. They are those of the register as it is
    /// while they are handed out, so nobody may write to it meanwhile.
    pub fn dump(&self, mut put: impl FnMut(&str) -> Result<()>) -> Result<LedgerEnd> {
        let mut selects =
            ALL.iter().map(|table| self.conn.prepare(table.in_order)).collect::<rusqlite::Result<Vec<_>>>()?;
        let cursors = ALL.into_iter().zip(&mut selects).map(|(table, select)| Cursor::begin(table, select));
        let mut cursors = cursors.collect::<Result<Vec<_>>>()?;
        let rows = self.history_rows()?;
        put(&head(self.ledger_end()?.changes, rows))?;
        let mut select = self.conn.prepare(ChangeRow::UPTO)?;
        let columns = columns_of(&select);
        let mut changes = select.query([ChangeId::MAX])?;
        let mut done = LedgerEnd::default();
        while let Some(row) = changes.next()? {
            let change = values_of(row, columns.len())?;
            let id: ChangeId = row.get(ChangeRow::AT.id)?;
            let mut facts = Sha256::new();
            while let Some(cursor) = self.next_of(&mut cursors, id)? {
                let row = cursor.advance()?.unwrap_or_default();
                facts.update(row_digest(cursor.table.name, &row));
                put(&object(cursor.table.name, &cursor.columns, &row)?)?;
            }
            let hash: String = row.get(ChangeRow::AT.hash)?;
            if hash != hash_of(&done.hash, &change, facts) {
                return Err(self.unsound(vec![HistoryFault::Hash { change: id }]));
            }
            put(&object(CHANGE, &columns, &change)?)?;
            done = LedgerEnd { changes: id, hash };
        }
        self.next_of(&mut cursors, ChangeId::MAX)?;
        put(&end(&done, rows))?;
        Ok(done)
    }

    /// Where the next fact of a change is to be had; `None`: it has no more. A fact of no change is none of its.
    fn next_of<'c, 's>(&self, cursors: &'c mut [Cursor<'s>], change: ChangeId) -> Result<Option<&'c mut Cursor<'s>>> {
        let at_hand = |cursor: &Cursor| cursor.next.as_ref().map(|(change, seq, _)| (*change, *seq));
        let first = cursors.iter_mut().enumerate().filter_map(|(at, cursor)| Some((at_hand(cursor)?, at, cursor)));
        match first.min_by_key(|(key, at, _)| (*key, *at)) {
            Some(((of, _), _, cursor)) if of < change => {
                Err(self.unsound(vec![HistoryFault::Stray { table: cursor.table.name, change: of }]))
            }
            Some(((of, _), _, cursor)) if of == change => Ok(Some(cursor)),
            Some(_) | None => Ok(None),
        }
    }

    /// How many rows the history has beside its changes.
    fn history_rows(&self) -> Result<i64> {
        let mut rows = 0;
        for table in ALL {
            rows += self.conn.query_row(table.count, [], |row| row.get::<_, i64>(0))?;
        }
        Ok(rows)
    }

    fn unsound(&self, faults: Vec<HistoryFault>) -> Error {
        CopyError::Unsound { path: self.path.clone(), faults }.into()
    }
}

fn columns_of(select: &Statement) -> Vec<String> {
    select.column_names().map(str::to_owned).collect()
}

fn values_of(row: &Row, columns: usize) -> Result<Vec<Value>> {
    Ok((0..columns).map(|column| row.get(column)).collect::<rusqlite::Result<_>>()?)
}

/// A line.
fn object(kind: &str, columns: &[String], row: &[Value]) -> Result<String> {
    let mut line = format!("{{\"{kind}\":{{");
    for (at, (column, value)) in columns.iter().zip(row).enumerate() {
        let comma = if at == 0 { "" } else { "," };
        line.push_str(&format!("{comma}\"{column}\":"));
        match value {
            Value::Null => line.push_str("null"),
            Value::Integer(number) => line.push_str(&number.to_string()),
            Value::Text(text) => line.push_str(&Json::from(text.as_str()).to_string()),
            Value::Blob(bytes) => line.push_str(&format!("{{\"{BYTES}\":\"{}\"}}", hex(bytes))),
            Value::Real(number) => return Err(RegisterError::Damaged { what: number.to_string() }.into()),
        }
    }
    line.push_str("}}");
    Ok(line)
}

// Into a register.

/// The lines of a dump, one by one, each with its number.
pub struct Lines<R> {
    from: R,
    path: PathBuf,
    text: String,
    number: usize,
}

impl<R: BufRead> Lines<R> {
    /// `path`: what the dump is called.
    pub fn new(from: R, path: &Path) -> Self {
        Self { from, path: path.to_owned(), text: String::new(), number: 0 }
    }

    /// The next line without its end; `None`: there is none.
    fn next(&mut self) -> Result<Option<&str>> {
        self.text.clear();
        self.number += 1;
        match self.from.read_line(&mut self.text) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(self.text.trim_end_matches(['\n', '\r']))),
            Err(cause) if cause.kind() == ErrorKind::InvalidData => Err(self.wrong(self.number, BadLine::NotAnObject)),
            Err(cause) => Err(FileError::Io { path: self.path.clone(), cause }.into()),
        }
    }

    fn wrong(&self, line: usize, why: BadLine) -> Error {
        DumpError::Line { path: self.path.clone(), line, why }.into()
    }
}

/// What the head of a dump says.
struct Head {
    text: String,
    changes: ChangeId,
}

/// Why a line was not taken.
enum Untaken {
    /// It is wrong, or does not go with those before it.
    Wrong(BadLine),
    /// It could not be written, whatever it says.
    Failed(rusqlite::Error),
}

impl From<BadLine> for Untaken {
    fn from(why: BadLine) -> Self {
        Self::Wrong(why)
    }
}

impl From<rusqlite::Error> for Untaken {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch) => {
                Self::Wrong(BadLine::Refused { message: error.to_string() })
            }
            _ => Self::Failed(error),
        }
    }
}

impl Untaken {
    fn told<R: BufRead>(self, store: &Store, lines: &Lines<R>, number: usize) -> Error {
        match self {
            Self::Wrong(why) => lines.wrong(number, why),
            Self::Failed(error) => store.failed(error),
        }
    }
}

/// What a line was.
enum Taken {
    Fact,
    Change,
    End,
}

/// A ledger that is being made of lines.
struct Loading<'s> {
    store: &'s Store,
    tables: Vec<Insert<'s>>,
    change: Insert<'s>,
    done: LedgerEnd,
    /// The facts of the change that comes next, and the line of the first.
    facts: Sha256,
    first_line: usize,
    rows: i64,
}

/// How rows of a table are appended.
struct Insert<'s> {
    name: &'static str,
    columns: Vec<String>,
    statement: Statement<'s>,
    /// Where the number of its change stands.
    change_at: usize,
}

impl Store {
    /// Fills a new, empty register with the ledger that a dump holds, whole or its first changes, and makes the cache of
    /// it. Where that fails the register is of no use.
    pub fn load<R: BufRead>(&self, lines: &mut Lines<R>, upto: Option<ChangeId>) -> Result<()> {
        let head = read_head(lines)?;
        if let Some(upto) = upto.filter(|upto| *upto > head.changes) {
            return Err(DumpError::Upto { path: lines.path.clone(), upto, changes: head.changes }.into());
        }
        self.conn.execute_batch("BEGIN")?;
        let mut loading = Loading::new(self)?;
        loading.read(lines, &head, upto)?;
        drop(loading);
        self.fold_all()?;
        let committed = self.conn.execute_batch("COMMIT").map_err(Untaken::from);
        committed.map_err(|why| why.told(self, lines, lines.number))
    }

    /// Makes the whole cache.
    fn fold_all(&self) -> Result<()> {
        self.refresh_voids()?;
        let known = self.known(None)?;
        let catalog = self.catalog(&known)?;
        let mut select = self.conn.prepare("SELECT id FROM project ORDER BY id")?;
        let projects = select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<ProjectId>>>()?;
        self.refold(&catalog, &projects, |_| false, &known)
    }
}

impl<'s> Loading<'s> {
    fn new(store: &'s Store) -> Result<Self> {
        let insert = |name, sql: &str, change_at| -> Result<Insert<'s>> {
            let statement = store.conn.prepare(sql)?;
            let named = (1..=statement.parameter_count()).filter_map(|at| statement.parameter_name(at));
            let columns = named.map(|name| name.trim_start_matches(':').to_owned()).collect();
            Ok(Insert { name, columns, statement, change_at })
        };
        let tables = ALL.iter().map(|table| insert(table.name, table.insert, table.change_id));
        Ok(Self {
            store,
            tables: tables.collect::<Result<_>>()?,
            change: insert(CHANGE, ChangeRow::INSERT, ChangeRow::AT.id)?,
            done: LedgerEnd::default(),
            facts: Sha256::new(),
            first_line: 2,
            rows: 0,
        })
    }

    fn read<R: BufRead>(&mut self, lines: &mut Lines<R>, head: &Head, upto: Option<ChangeId>) -> Result<()> {
        let mut is_ended = false;
        while !is_ended && upto != Some(self.done.changes) {
            let number = lines.number + 1;
            let Some(text) = lines.next()? else { return Err(self.cut(lines, head)) };
            match self.take(text, number) {
                Ok(Taken::Fact) => {}
                Ok(Taken::Change) => self.first_line = number + 1,
                Ok(Taken::End) => is_ended = true,
                Err(why) => return Err(why.told(self.store, lines, number)),
            }
        }
        let whole = self::head(self.done.changes, self.rows);
        if is_ended && head.text != whole {
            return Err(lines.wrong(1, BadLine::NotThis { expected: whole }));
        }
        if is_ended && lines.next()?.is_some() {
            return Err(lines.wrong(lines.number, BadLine::AfterEnd));
        }
        Ok(())
    }

    fn cut<R>(&self, lines: &Lines<R>, head: &Head) -> Error {
        let (path, line) = (lines.path.clone(), lines.number);
        DumpError::Cut { path, line, changes: self.done.changes, of: head.changes }.into()
    }

    fn take(&mut self, text: &str, number: usize) -> Result<Taken, Untaken> {
        let (kind, row) = parsed(text).ok_or(BadLine::NotAnObject)?;
        if kind == END {
            let expected = end(&self.done, self.rows);
            return if text == expected { Ok(Taken::End) } else { Err(BadLine::NotThis { expected }.into()) };
        }
        let change = self.done.changes + 1;
        if kind == CHANGE {
            let values = self.change.values(&row, change)?;
            let hash = hash_of(&self.done.hash, &values, std::mem::take(&mut self.facts));
            if values.get(ChangeRow::AT.hash) != Some(&Value::Text(hash.clone())) {
                return Err(BadLine::Hash { change, first_line: self.first_line.min(number) }.into());
            }
            self.change.append(values)?;
            self.done = LedgerEnd { changes: change, hash };
            return Ok(Taken::Change);
        }
        let table = self.tables.iter_mut().find(|table| table.name == kind);
        let table = table.ok_or(BadLine::UnknownTable { name: kind })?;
        let values = table.values(&row, change)?;
        self.facts.update(row_digest(table.name, &values));
        table.append(values)?;
        self.rows += 1;
        Ok(Taken::Fact)
    }
}

impl Insert<'_> {
    /// The values of a row of this table and this change.
    fn values(&self, row: &Map<String, Json>, change: ChangeId) -> Result<Vec<Value>, BadLine> {
        if !row.keys().eq(&self.columns) {
            return Err(BadLine::Columns { table: self.name, columns: self.columns.clone() });
        }
        let value = |(column, json): (&String, &Json)| stored(json).ok_or(BadLine::Value { column: column.clone() });
        let values = row.iter().map(value).collect::<Result<Vec<_>, _>>()?;
        match values.get(self.change_at) {
            Some(Value::Integer(found)) if *found == change => Ok(values),
            _ => {
                let found = self.columns.get(self.change_at).and_then(|column| row.get(column));
                Err(BadLine::OtherChange { found: found.map(Json::to_string).unwrap_or_default(), expected: change })
            }
        }
    }

    fn append(&mut self, values: Vec<Value>) -> Result<(), Untaken> {
        Ok(self.statement.execute(params_from_iter(values)).map(drop)?)
    }
}

fn read_head<R: BufRead>(lines: &mut Lines<R>) -> Result<Head> {
    let path = lines.path.clone();
    let text = match lines.next() {
        Ok(text) => text.unwrap_or_default().to_owned(),
        Err(Error::Dump(_)) => return Err(DumpError::NotADump { path }.into()),
        Err(error) => return Err(error),
    };
    let says = parsed(&text).filter(|(kind, _)| kind == HEAD).map(|(_, says)| says).unwrap_or_default();
    let number = |what| says.get(what).and_then(Json::as_i64);
    match (number("format"), number("schema"), number("changes")) {
        (Some(found), ..) if found != FORMAT => Err(DumpError::Format { path, found, known: FORMAT }.into()),
        (Some(_), Some(found), _) if found != SCHEMA_VERSION => {
            Err(DumpError::Schema { path, found, known: SCHEMA_VERSION }.into())
        }
        (Some(_), Some(_), Some(changes)) => Ok(Head { text, changes }),
        _ => Err(DumpError::NotADump { path }.into()),
    }
}

/// What a line is, and what it says.
fn parsed(text: &str) -> Option<(String, Map<String, Json>)> {
    let mut line: Map<String, Json> = serde_json::from_str(text).ok()?;
    let (kind, says) = if line.len() == 1 { line.iter_mut().next()? } else { return None };
    match says {
        Json::Object(says) => Some((kind.clone(), std::mem::take(says))),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => None,
    }
}

/// A value as the register keeps it.
fn stored(json: &Json) -> Option<Value> {
    match json {
        Json::Null => Some(Value::Null),
        Json::Number(number) => number.as_i64().map(Value::Integer),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Object(bytes) if bytes.len() == 1 => unhex(bytes.get(BYTES)?.as_str()?).map(Value::Blob),
        Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

/// Bytes as [`hex`] writes them.
fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect()
}
