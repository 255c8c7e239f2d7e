"""What somebody alters with sqlite3, triggers dropped and made again: `check` finds it, every column of every table."""

import datetime
import hashlib
import re
import shutil
import sqlite3

from .damage import pages
from .office import Ledger


def open_to_anything(register):
    """A connection for which no rule of the file holds: triggers are dropped."""
    connection = sqlite3.connect(register, isolation_level=None)
    connection.executescript("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF; BEGIN;")
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
    for name, _ in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection, [sql for _, sql in triggers]


def close_as_it_was(connection, triggers):
    for sql in triggers:
        connection.execute(sql)
    if connection.in_transaction:
        connection.execute("COMMIT")
    connection.close()


def tables(office, tally):
    """Every table with its columns: (name, type). Each has a row here."""
    connection = sqlite3.connect(office.register)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
    found = {name: [(row[1], row[2]) for row in connection.execute(f'PRAGMA table_info("{name}")')] for name in names}
    for name in names:
        if connection.execute(f'SELECT 1 FROM "{name}"').fetchone() is None:
            tally.fault(f"table {name} has no row here: give SET_UP in .ci/trials/office.py a command that makes one")
    connection.close()
    return found


def others(value, kind):
    """What a value may be altered to, the most plausible first."""
    if isinstance(value, bytes):
        return [value[:-1] + bytes([value[-1] ^ 1])]
    if kind == "INTEGER":
        return [1] if value is None else [1 - value] if value in (0, 1) else [value + 1, value - 1, value + 1000]
    if value is None:
        return ["2022-03-04", "改"]
    if day := re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        if value == "0001-01-01":
            return ["2022-03-04"]
        return [str(datetime.date.fromisoformat(day[0]) + datetime.timedelta(days=1))]
    if re.fullmatch(r"[0-9a-f]{64}", value):
        return [value[:-1] + ("0" if value[-1] != "0" else "1")]
    if number := re.fullmatch(r"(.*?)(\d)(\D*)", value):
        return [number[1] + str((int(number[2]) + 1) % 10) + number[3], value + "改"]
    return [value + "改", "改"]


FIRST, LAST, EMPTIED = ("ASC", False), ("DESC", False), ("ASC", True)


def altered(office, whole, tally, folder, table, columns, rows):
    """One value at a time, of every column in these rows; `whole`: the pages before."""
    for column, kind in columns:
        tally.count("columns")
        for which, emptied in rows:
            one(office, whole, tally, folder / table, table, column, kind, which, emptied)


def one(office, whole, tally, copy, table, column, kind, which, emptied):
    desk = office.copy(copy)
    connection, triggers = open_to_anything(desk.register)
    keys = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5]]
    order = ", ".join(f'"{key}" {which}' for key in keys)
    filled = f'WHERE "{column}" IS NOT NULL' if emptied else ""
    row = connection.execute(f'SELECT "{column}", {", ".join(keys)} FROM "{table}" {filled} ORDER BY {order} LIMIT 1').fetchone()
    done = None
    if row:
        where = " AND ".join(f'"{key}" = ?' for key in keys)
        for value in [None] if emptied else others(row[0], kind):
            try:
                connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', [value, *row[1:]])
                done = (row[0], value)
                break
            except sqlite3.Error:
                continue  # not of this type, or a value that must be single: another one is tried
    close_as_it_was(connection, triggers)
    if done:
        tally.count("values altered")
        found(desk, tally, f"{table}.{column} {str(done[0])[:40]!r} → {str(done[1])[:40]!r}", whole if table.startswith("current_") else None)
    shutil.rmtree(copy)


def found(desk, tally, what, whole=None):
    """Whether `check` finds it. A cell of the cache (`whole` is given) that no page reads may be anything: then every page
    is what it was."""
    ran = desk.check()
    if ran.status == 0 and whole and pages(desk) == whole:
        tally.count("of them in the cache and without effect on any page")
    elif ran.status == 0:
        tally.fault(f"{what}: check finds nothing")
    elif disorder := ran.disorder({1, 3}):
        tally.fault(f"{what}: check {disorder}")
    elif re.search(r"^sound\b", ran.said, re.M):
        tally.fault(f"{what}: check says that the register is sound: {ran.said.strip()[:200]}")


# What a forger does with whole rows and with the schema. Each is a script; {last} is the number of the last change.
FORGERIES = {
    "a return of change 0": "INSERT INTO status_update (project_id, change_id, seq, from_day, no, category, figures_stay, no_change, progress) SELECT project_id, 0, 0, from_day, 900, category, 0, 0, '改' FROM status_update LIMIT 1",
    "a reading of change 0": "INSERT INTO reading SELECT project_id, 0, seq, measure, value + 1 FROM reading LIMIT 1",
    "a setting of change -1": "INSERT INTO setting (change_id, seq, key, value) SELECT -1, seq, key, value || '改' FROM setting LIMIT 1",
    "a reading of a change to come": "INSERT INTO reading SELECT project_id, {last} + 1, seq, measure, value + 1 FROM reading LIMIT 1",
    "a reading of a far change": "INSERT INTO reading SELECT project_id, 9000000, seq, measure, value + 1 FROM reading LIMIT 1",
    "a reading of no project": "INSERT INTO reading SELECT -5, change_id, seq, measure, value + 1 FROM reading LIMIT 1",
    "a change taken out": "*DELETE FROM change WHERE id = {last} - 1",
    "a return taken out": "*DELETE FROM status_update WHERE no = 1",
    "two readings exchanged": "*CREATE TEMP TABLE old AS SELECT * FROM reading; UPDATE reading SET value = (SELECT value FROM old WHERE old.change_id = reading.change_id AND old.measure <> reading.measure AND old.measure IN ('invested', 'paid')) WHERE measure IN ('invested', 'paid') AND change_id = (SELECT max(change_id) FROM reading WHERE measure = 'paid')",
    "a trigger dropped": "DROP TRIGGER change_is_never_updated",
    "a trigger that records otherwise": "CREATE TRIGGER hidden AFTER INSERT ON change BEGIN UPDATE current_project SET name = '改'; END",
    "a view made anew": "DROP VIEW v_change; CREATE VIEW v_change AS SELECT * FROM change WHERE id > 1",
    "a view more": "CREATE VIEW v_more AS SELECT 1",
    "a table more": "CREATE TABLE more (x)",
    "a page altered with its sum": "*UPDATE frozen_page SET content = CAST(replace(CAST(content AS TEXT), '甲', '乙') AS BLOB), sha256 = 'SUM'",
    "the words of a stage": "*UPDATE stage SET label_zh = '已' || label_zh",
    "the order of stages": "*UPDATE stage SET position = position + 100",
}


def forged(office, tally, folder):
    """Whole rows, the schema, a page with its sum, the newest changes cut off."""
    for what, script in FORGERIES.items():
        copy = folder / "forged"
        shutil.rmtree(copy, ignore_errors=True)
        desk = office.copy(copy)
        last = Ledger(desk.register).changes[-1][0]
        if script.startswith("*"):
            connection, triggers = open_to_anything(desk.register)
        else:
            connection, triggers = sqlite3.connect(desk.register, isolation_level=None), []
            connection.execute("PRAGMA foreign_keys = OFF")
        connection.create_function("sum_of", 1, lambda content: hashlib.sha256(content).hexdigest())
        try:
            connection.executescript(script.lstrip("*").replace("'SUM'", "sum_of(CAST(replace(CAST(content AS TEXT), '甲', '乙') AS BLOB))").format(last=last))
            refused = None
        except sqlite3.Error as error:
            refused = error
        close_as_it_was(connection, triggers)
        if refused:
            tally.count("forgeries the file refused")
        else:
            tally.count("forgeries")
            found(desk, tally, what)
    cut_off(office, tally, folder)


def cut_off(office, tally, folder):
    """The newest changes taken out with all that belongs to them, the cache made anew from the rest: only the hash that
    somebody kept can tell."""
    if not office.program.has("check", "--against"):
        tally.skip("newest changes cut off: check has no --against")
        return
    hash_kept = office.ledger().changes[-1][3]
    copy = folder / "cut"
    shutil.rmtree(copy, ignore_errors=True)
    desk = office.copy(copy)
    last = office.ledger().changes[-1][0]
    if office.program.has("load", "--upto"):
        desk.must("dump", "-o", "all.jsonl")
        desk.register.unlink()
        desk.must("load", "all.jsonl", "--upto", str(last - 2))
    else:
        connection, triggers = open_to_anything(desk.register)
        for table, columns in tables(desk, tally).items():
            if any(name == "change_id" for name, *_ in columns):
                connection.execute(f'DELETE FROM "{table}" WHERE change_id > ?', [last - 2])
        connection.execute("DELETE FROM change WHERE id > ?", [last - 2])
        close_as_it_was(connection, triggers)
    tally.count("forgeries")
    ran = desk.check("--against", hash_kept)
    if ran.status == 0:
        tally.fault("the newest changes cut off: check --against finds nothing")
