//! One door for every fact: what a person states has the same rules whether it comes by flags or by the row of a sheet.
//!
//! A generated statement is brought to two copies of one register, once by the flags of its command and once by rows that
//! `import` takes, a CSV or JSON. Both record the same facts, or both refuse it for the same reason. Left out, because
//! one of the doors cannot say it:
//! - A blank cell states nothing, （空） empties a field, and a cell that says what the register says states nothing: so
//!   no sheet states an empty text, the words （空） or anew what holds already.
//! - A sheet names a row by its key: the code of a project (never its name), the number of a return, of an issue, of a
//!   target, the name of a milestone to the letter (a flag takes one near it). A row that names none there is states a
//!   new one. So `add` with a code and `milestone add` with a name that are taken have no row of their own.
//! - A new row of projects under a name that is there wants `--force`: nobody reads the warning that `add` prints.
//! - No sheet says from which day an edit, a milestone or its move holds: it is the view day, as without `--on`.
//! - A hand-set light has a reason of its own in a sheet, that of the whole command on the command line.
//! - A bare number is counted in the unit of its heading; on the command line it is refused.
//! - A row that states nothing is no fault, save among returns; a command that states nothing is refused.
//! - In the row of a return that is corrected the cells that are left stand; of a light by hand they make up the whole.
//! - What is wrong in a row is told of all its cells that cannot be read, by flags only of the first.
//! - What clap refuses by itself (`--light` without `--until`) is wrong usage there and a cell to be filled here.
//! - A sheet of projects states a return, a plan and an edit in one row, which are several commands; here it states one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use haishu_proj::attempt;
use haishu_proj::domain::catalog::Catalog;
use haishu_proj::error::{BadCell, Error, FilingError, ImportError, NameError, Objection, RowError, ValueError};
use haishu_proj::lang::Lang;
use haishu_proj::lang::cell::heading_with_unit;
use haishu_proj::render::csv::guard;
use haishu_proj::report::sheets::Sheet;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use rusqlite::Connection;
use rusqlite::types::Value;
use tempfile::TempDir;

use crate::generated::{Draw, Op, command_line, op, surroundings};
use crate::sealed::words_of;

mod statement;

use statement::{Statement, TODAY};

/// A register with something of everything, as it lies in its file.
fn base() -> &'static [u8] {
    static BASE: OnceLock<Vec<u8>> = OnceLock::new();
    BASE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let register = folder.path().join("haishu.db");
        for line in statement::BASE.trim().lines() {
            let (today, words) = line.trim().split_once(' ').expect("a day and a command");
            let words: Vec<&str> = words.split(' ').collect();
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let done = attempt(command_line(&words), &surroundings(register.clone(), today), &mut out, &mut err);
            assert_eq!(done.expect(line), 0, "{line}");
        }
        std::fs::read(&register).expect("the register")
    })
}

/// The words the sheets are headed by.
fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let door = Door::open();
        words_of(&door.path("haishu.db"))
    })
}

/// Every row of every table of history, without the change it belongs to.
type Facts = BTreeMap<String, Vec<Vec<Value>>>;

/// A copy of the register.
struct Door {
    folder: TempDir,
}

impl Door {
    fn open() -> Self {
        let door = Self { folder: tempfile::tempdir().expect("a folder") };
        std::fs::write(door.path("haishu.db"), base()).expect("a copy");
        door
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, words: &[String]) -> Result<(), Error> {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        attempt(command_line(&words), &surroundings(self.path("haishu.db"), TODAY), &mut out, &mut err).map(|_| ())
    }

    fn facts(&self) -> Facts {
        let register = Connection::open(self.path("haishu.db")).expect("the register");
        let mut tables = register
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .expect("SQL");
        let tables = tables.query_map([], |row| row.get(0)).expect("tables").map(|name| name.expect("a name"));
        let tables: Vec<String> = tables.filter(|name| name != "change").collect();
        tables.into_iter().map(|table| (table.clone(), rows(&register, &table))).collect()
    }
}

fn rows(register: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut select = register.prepare(&format!("SELECT * FROM {table}")).expect("SQL");
    let names = select.column_names().map(str::to_owned).collect::<Vec<_>>();
    // which change it was, and when, is no part of what was stated
    let kept = (0..names.len()).filter(|at| !["change_id", "seq", "recorded_at"].contains(&names[*at].as_str()));
    let kept: Vec<usize> = kept.collect();
    let row = |row: &rusqlite::Row| kept.iter().map(|at| row.get(*at)).collect::<rusqlite::Result<Vec<Value>>>();
    let mut rows: Vec<_> = select.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect();
    rows.sort_by_cached_key(|row| format!("{row:?}"));
    rows
}

/// What became of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Came {
    In,
    /// Refused, for this reason.
    Refused(String),
}

fn by_flags(door: &Door, statement: &Statement) -> Came {
    match door.run(&statement.command()) {
        Ok(()) => Came::In,
        Err(Error::Refused { why, .. }) => Came::Refused(reason(&why)),
        Err(Error::Usage(_)) => Came::Refused("missing".to_owned()),
        Err(other) => Came::Refused(format!("{other:?}")),
    }
}

fn by_sheet(door: &Door, statement: &Statement) -> Came {
    let file = if statement.is_json { "doors.json" } else { "doors.csv" };
    let path = door.path(file);
    if statement.is_json {
        std::fs::write(&path, json(statement)).expect("a file");
    } else {
        write_csv(&path, statement);
    }
    match door.run(&statement.import(path.to_str().expect("UTF-8"))) {
        Ok(()) => Came::In,
        Err(Error::Import(ImportError::NotImported { faults, .. })) => {
            Came::Refused(reason_of_row(&faults.first().expect("a fault").why))
        }
        Err(other) => Came::Refused(format!("{other:?}")),
    }
}

fn write_csv(path: &std::path::Path, statement: &Statement) {
    let columns = statement.sheet.columns(catalog());
    let mut keys: Vec<&str> = Vec::new();
    statement.rows.iter().flatten().for_each(|(key, _)| {
        if !keys.contains(&key.as_str()) {
            keys.push(key);
        }
    });
    let mut writer = csv::Writer::from_path(path).expect("a file");
    let heading = |key: &&str| {
        let column = columns.iter().find(|column| column.key == *key).unwrap_or_else(|| panic!("no column {key}"));
        heading_with_unit(Lang::Zh, column)
    };
    writer.write_record(keys.iter().map(heading)).expect("written");
    for row in &statement.rows {
        let cell = |key: &&str| row.iter().find(|(own, _)| own == key).map_or("", |(_, value)| value);
        writer.write_record(keys.iter().map(|key| guard(cell(key)).into_owned())).expect("written");
    }
    writer.flush().expect("written");
}

fn json(statement: &Statement) -> String {
    let columns = statement.sheet.columns(catalog());
    let row = |row: &Vec<(String, String)>| {
        let cells = row.iter().map(|(key, value)| {
            let column = columns.iter().find(|column| column.key == *key).unwrap_or_else(|| panic!("no column {key}"));
            (column.data_key(), value.clone().into())
        });
        serde_json::Value::Object(cells.collect())
    };
    let rows: Vec<_> = statement.rows.iter().map(row).collect();
    serde_json::json!({ statement.sheet.code(): rows }).to_string()
}

/// Why a statement is refused, without what only says it better at one of the doors: what is near a word, the value
/// returned last, and whether it stands behind a flag or in a cell.
fn reason(why: &Objection) -> String {
    match why {
        Objection::Value(ValueError::Quantity { dimension, bad, .. }) => format!("quantity {dimension:?} {bad:?}"),
        Objection::Value(ValueError::Day { bad, .. }) => format!("day {bad:?}"),
        Objection::Value(ValueError::Year { .. }) => "year".to_owned(),
        Objection::Value(ValueError::NothingStated { .. }) => "nothing stated".to_owned(),
        Objection::Value(ValueError::NeedsReason) => "missing".to_owned(),
        Objection::Name(NameError::UnknownWord { value, .. }) => format!("unknown {value}"),
        Objection::Name(NameError::UnknownProject { word, .. }) => format!("no project {word}"),
        Objection::Name(NameError::UnknownUnit { value, .. }) => format!("no unit {value}"),
        // what a sheet names by the number of a row is no row of it
        Objection::Filing(
            FilingError::UnknownUpdate { .. }
            | FilingError::UpdateOfOther { .. }
            | FilingError::UpdateNoLongerCounts { .. },
        ) => "no such row".to_owned(),
        other => format!("{other:?}"),
    }
}

fn reason_of_row(why: &RowError) -> String {
    match why {
        RowError::Refused(why) => reason(why),
        RowError::Cell { bad: BadCell::Quantity { bad, dimension }, .. } => format!("quantity {dimension:?} {bad:?}"),
        RowError::Cell { bad: BadCell::Day(bad), .. } => format!("day {bad:?}"),
        RowError::Cell { bad: BadCell::Year, .. } => "year".to_owned(),
        RowError::Cell { bad: BadCell::Word { .. }, value } => format!("unknown {value}"),
        RowError::Needed => "missing".to_owned(),
        RowError::RowUnknown => "no such row".to_owned(),
        RowError::OnlyTheDay => "nothing stated".to_owned(),
        other => format!("{other:?}"),
    }
}

/// The facts of the register before anything is stated.
fn before() -> &'static Facts {
    static BEFORE: OnceLock<Facts> = OnceLock::new();
    BEFORE.get_or_init(|| Door::open().facts())
}

/// How a value that cannot be read is told.
const READING: [&str; 6] = ["quantity", "day", "year", "unknown", "no project", "no unit"];

/// Brings a statement through both doors; how they disagree on it, if they do.
fn disagreement(statement: &Statement) -> Result<Came, String> {
    let (flags, sheet) = (Door::open(), Door::open());
    let (by_flags, by_sheet) = (by_flags(&flags, statement), by_sheet(&sheet, statement));
    let is_of_reading =
        |came: &Came| matches!(came, Came::Refused(why) if READING.iter().any(|kind| why.starts_with(kind)));
    let are_refused = ![&by_flags, &by_sheet].contains(&&Came::In);
    // of a slip and something else that speaks against a statement either may be told
    let is_slip = statement.has_slip && are_refused && (is_of_reading(&by_flags) || is_of_reading(&by_sheet));
    if by_flags != by_sheet && !is_slip {
        return Err(format!("{statement}\nby flags {by_flags:?}\nby sheet {by_sheet:?}"));
    }
    let (after, there) = (flags.facts(), sheet.facts());
    if (by_flags == Came::In) != (after != *before()) {
        return Err(format!("{statement}\n{by_flags:?}, but what was recorded is another thing"));
    }
    match after.iter().find(|(table, rows)| **rows != there[*table]) {
        Some((table, rows)) => {
            Err(format!("{statement}\n{table} by flags {rows:#?}\n{table} by sheet {:#?}", there[table]))
        }
        None => Ok(by_flags),
    }
}

/// Brings a statement through both doors, which agree on it.
fn brought(statement: &Statement) -> Came {
    disagreement(statement).unwrap_or_else(|found| panic!("{found}"))
}

/// Brings so many generated statements of a kind through both doors: it is taken several times, and refused for several
/// reasons.
fn agree(kind: fn(&mut Draw) -> Statement) {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = asked.unwrap_or(48);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 256, ..Config::default() };
    let mut runner = match asked {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::default())),
    };
    let (taken, refused) = (RefCell::new(0), RefCell::new(BTreeMap::new()));
    let run = runner.run(&op(), |op: Op| {
        match disagreement(&kind(&mut Draw::new(op))).map_err(TestCaseError::fail)? {
            Came::In => *taken.borrow_mut() += 1,
            Came::Refused(reason) => *refused.borrow_mut().entry(reason).or_insert(0) += 1,
        }
        Ok(())
    });
    if let Err(failed) = run {
        panic!("{failed}");
    }
    let (taken, refused) = (taken.into_inner(), refused.into_inner());
    assert!(taken >= 5, "taken {taken}, refused for {refused:#?}");
    assert!(refused.values().sum::<i32>() >= 5 && refused.len() >= 2, "taken {taken}, refused for {refused:#?}");
}

#[test]
fn a_pause_reviewed_before_its_return_is_refused_by_both() {
    let said = Statement::by("update", &["HS-W-001"], Sheet::Updates, &[("code", "HS-W-001")])
        .stating("--condition", "condition", "paused")
        .stating("--review", "review_day", "2022-01-01")
        .stating("--on", "as_of", "2022-08-31");
    assert!(matches!(brought(&said), Came::Refused(why) if why.contains("BeforeOn")));
}

#[test]
fn a_base_on_the_eve_of_the_year_of_listing_is_taken_by_both() {
    for sheet in [Sheet::Updates, Sheet::Projects] {
        let said = Statement::by("update", &["HS-W-006"], sheet, &[("code", "HS-W-006")])
            .stating("--invested", "invested", "300万元")
            .stating("--on", "as_of", "2021-12-31");
        assert_eq!(brought(&said), Came::In);
        let staged = said.stating("--stage", "stage", "tender");
        assert_eq!(brought(&staged), Came::In, "with the stage it was in by then");
        let earlier = Statement::by("update", &["HS-W-006"], sheet, &[("code", "HS-W-006")])
            .stating("--invested", "invested", "300万元")
            .stating("--on", "as_of", "2021-12-30");
        assert!(matches!(brought(&earlier), Came::Refused(why) if why.contains("BeforeListed")));
    }
}

#[test]
fn a_milestone_near_one_there_is_refused_by_both() {
    let said = statement::milestone("HS-W-001", "围堰　合龙").due("2022-11");
    assert!(matches!(brought(&said), Came::Refused(why) if why.contains("Exists")));
}

#[test]
fn a_milestone_named_planned_start_is_the_start_by_both() {
    for name in ["planned start", "计划开工", "Start", " Planned Start "] {
        let said = statement::milestone("HS-W-001", name).due("2022-11");
        assert_eq!(brought(&said), Came::In);
        let (flags, sheet) = (Door::open(), Door::open());
        assert_eq!((by_flags(&flags, &said), by_sheet(&sheet, &said)), (Came::In, Came::In));
        for door in [flags, sheet] {
            let named = door.facts().remove("milestone").expect("the table").into_iter();
            let starts =
                named.filter(|row| row.contains(&Value::Text("start".to_owned())) && row[0] == Value::Integer(1));
            assert_eq!(starts.count(), 1, "{name}");
        }
    }
}

#[test]
fn returns_agree() {
    agree(statement::update);
}

#[test]
fn returns_by_a_sheet_of_projects_agree() {
    agree(statement::project_return);
}

#[test]
fn corrections_agree() {
    agree(statement::correction);
}

#[test]
fn listings_agree() {
    agree(statement::listing);
}

#[test]
fn edits_agree() {
    agree(statement::edit);
}

#[test]
fn plans_agree() {
    agree(statement::plan);
}

#[test]
fn plans_by_a_sheet_of_projects_agree() {
    agree(statement::project_plan);
}

#[test]
fn milestones_set_agree() {
    agree(statement::milestone_set);
}

#[test]
fn milestones_moved_agree() {
    agree(statement::milestone_moved);
}

#[test]
fn milestones_met_agree() {
    agree(statement::milestone_met);
}

#[test]
fn planned_starts_and_finishes_by_a_sheet_of_projects_agree() {
    agree(statement::span);
}

#[test]
fn issues_raised_agree() {
    agree(statement::issue_raised);
}

#[test]
fn issues_closed_agree() {
    agree(statement::issue_closed);
}

#[test]
fn targets_agree() {
    agree(statement::target);
}

#[test]
fn values_entered_agree() {
    agree(statement::target_entered);
}
