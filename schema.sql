-- haishu-proj: the whole schema of a register, as of version 1.
--
-- How to read it.  Everything rests on the LEDGER: one row of `change` for each writing command. Every other
-- fact is an append-only row that belongs to a change (change_id, seq: its place among the change's facts) and
-- most have a from_day, the day from which they hold (0001-01-01: for all days). Nothing is ever updated or deleted:
-- a mistake is taken back by a later change that names it in `voids`, an update is corrected by a later update
-- that names it in `corrects`. What holds on a day D, as known at a moment K, is computed from these rows.
-- The tables `current_…` are a cache of today's answer; `haishu-proj check` proves them against the ledger.
--
-- Units.  Money is whole fen (0.01 yuan), areas 0.01 m², land 0.01 mu (亩), percentages basis points (0.01 %). What is
-- counted (户, 座, 公里) is whole where its measure has no decimals, else in 0.0001 of its unit.
-- Days are YYYY-MM-DD; moments are in UTC+8 with milliseconds. Readings are cumulative since the project began.
--
-- To look into a register with another tool use the views `v_…` at the end (SQLite 3.40 or later), and read
-- only: triggers refuse to rewrite history, and the hash chain of `change` shows whatever gets past them.

PRAGMA application_id = 1213419602; -- 'HSPR': tells a register from any other SQLite file
PRAGMA user_version = 1;

------------------------------------------------------------------------------------------------------------
-- 1. The ledger
------------------------------------------------------------------------------------------------------------

-- One writing command: who, when, what was typed, from which file, and what it takes back.
-- The facts of a change are written before its row here; afterwards it takes no more (see the triggers).
CREATE TABLE change (
    id            INTEGER PRIMARY KEY,
    recorded_at   TEXT NOT NULL UNIQUE CHECK (recorded_at GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*+08:00'),
    recorded_by   TEXT NOT NULL CHECK (recorded_by <> ''),
    command       TEXT NOT NULL,                          -- the command line, without the program's name
    reason        TEXT,
    source_file   TEXT,                                   -- name of the file it came from, if any
    source_sha256 TEXT,                                   -- and that file's SHA-256
    voids         INTEGER REFERENCES change (id) CHECK (voids < id),  -- the change this one takes back
    program       TEXT NOT NULL,                          -- version of the program that wrote it
    hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)  -- SHA-256 over the previous hash, this row, its facts
) STRICT;
CREATE INDEX change_voids ON change (voids) WHERE voids IS NOT NULL;

-- What a register was created with: language, a fixed view day, a name, a note printed on every page,
-- the office under its documents.
CREATE TABLE setting (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    key       TEXT NOT NULL CHECK (key <> ''),
    value     TEXT NOT NULL,
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A set of thresholds for the lights, from its day on; sets are numbered v1, v2, … What a set does not state stays as
-- the sets before it have it.
CREATE TABLE rule_set (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    version   INTEGER NOT NULL UNIQUE CHECK (version > 0),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- One threshold of a set: gap.* in basis points, the others in days, start.red in calendar months.
CREATE TABLE rule (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its rule_set
    key       TEXT NOT NULL,
    value     INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (change_id, seq, key)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 2. The words of the trade, both labels: facts like any other. Those that come with the program (fixtures/words) are
--    recorded by the change that creates the register; a later row with the same code takes the place of the earlier
--    one whole. Which code a fact names is proved by `haishu-proj check`, not by a reference: a code has a row for
--    each time it was stated. What is in force now is in the views v_phase, v_category, v_stage, v_measure, …
------------------------------------------------------------------------------------------------------------

-- The four phases every stage belongs to.
CREATE TABLE phase (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    code      TEXT NOT NULL CHECK (code <> ''),
    position  INTEGER NOT NULL,
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- On what a total rests, roughest first.
CREATE TABLE basis (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    code      TEXT NOT NULL CHECK (code <> ''),
    position  INTEGER NOT NULL,
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- The condition of a project beside its stage.
CREATE TABLE condition (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    code      TEXT NOT NULL CHECK (code <> ''),
    position  INTEGER NOT NULL,
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A kind of works with its own stages: which stage starts it and which completes it, and what that is called. Its
-- stages and other words are rows of the next three tables with the same change_id and seq.
CREATE TABLE category (
    change_id    INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq          INTEGER NOT NULL,
    code         TEXT NOT NULL CHECK (code <> ''),
    position     INTEGER NOT NULL,
    label_zh     TEXT NOT NULL CHECK (label_zh <> ''),
    label_en     TEXT NOT NULL CHECK (label_en <> ''),
    code_prefix  TEXT NOT NULL CHECK (code_prefix <> ''), -- of the codes `add` gives: HS-W-
    starts       TEXT NOT NULL,                           -- the stage that starts a project (开工, 启动)
    completes    TEXT NOT NULL,                           -- the stage that completes it (完工, 清零)
    starts_zh    TEXT NOT NULL,                           -- what starting is called: 开工, 启动
    starts_en    TEXT NOT NULL,
    completes_zh TEXT NOT NULL,                           -- what completion is called: 完工, 清零
    completes_en TEXT NOT NULL,
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- The ordered stages of a category, each in one phase.
CREATE TABLE stage (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its category
    position  INTEGER NOT NULL,
    code      TEXT NOT NULL CHECK (code <> ''),
    phase     TEXT NOT NULL CHECK (phase = 'preparation' OR phase = 'implementation' OR phase = 'completed'
                                   OR phase = 'closed'),
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq, position)
) STRICT, WITHOUT ROWID;

-- Other words that sheets use for a stage.
CREATE TABLE stage_synonym (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its category
    word      TEXT NOT NULL CHECK (word <> ''),
    stage     TEXT NOT NULL,
    PRIMARY KEY (change_id, seq, word)
) STRICT, WITHOUT ROWID;

-- Other words by which the title of a list says that it is of a category.
CREATE TABLE category_word (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its category
    word      TEXT NOT NULL CHECK (word <> ''),
    PRIMARY KEY (change_id, seq, word)
) STRICT, WITHOUT ROWID;

-- What is counted. A reading is cumulative; share_of names the measure whose total is its denominator, and step its place
-- among those that lead through that total. Its categories are rows of the next table with the same change_id and seq.
CREATE TABLE measure (
    change_id      INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq            INTEGER NOT NULL,
    code           TEXT NOT NULL CHECK (code <> ''),
    position       INTEGER NOT NULL,
    dimension      TEXT NOT NULL CHECK (dimension IN ('money', 'area', 'land', 'count', 'percent')),
    unit_zh        TEXT CHECK (unit_zh <> ''),            -- of a count: 户, 公里; NULL: pieces
    unit_en        TEXT CHECK (unit_en <> ''),            -- km; NULL: the label says it
    decimals       INTEGER CHECK (decimals BETWEEN 0 AND 4),  -- of a count: so many may be stated
    label_zh       TEXT NOT NULL CHECK (label_zh <> ''),  -- of the cumulative reading
    label_en       TEXT NOT NULL CHECK (label_en <> ''),
    total_label_zh TEXT,                                  -- of the total; NULL: has no total of its own
    total_label_en TEXT,
    share_of       TEXT,
    step           INTEGER CHECK (step > 0),              -- 1: 签约, 2: 腾空, 3: 拆除; NULL: no step
    is_read        INTEGER NOT NULL CHECK (is_read IN (0, 1)),  -- 0: only its total is known (户数)
    PRIMARY KEY (change_id, seq),
    CHECK ((dimension = 'count') = (decimals IS NOT NULL)),
    CHECK (dimension = 'count' OR (unit_zh IS NULL AND unit_en IS NULL))
) STRICT, WITHOUT ROWID;

-- The categories whose works a measure is asked of; without any it is asked of all.
CREATE TABLE measure_category (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its measure
    category  TEXT NOT NULL,
    PRIMARY KEY (change_id, seq, category)
) STRICT, WITHOUT ROWID;

-- The permits (前期手续) that the works of a category need: a row here each time that was stated, the permits in their order
-- in the next table, other words for them in the one after, with the same change_id and seq. A permit of a work is a
-- milestone of that name.
CREATE TABLE checklist (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    category  TEXT NOT NULL CHECK (category <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE permit (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its checklist
    position  INTEGER NOT NULL,
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),       -- its name, under which it is on record
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq, position)
) STRICT, WITHOUT ROWID;

-- Other words for a permit, the short one that stands over its column first.
CREATE TABLE permit_word (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its checklist
    permit    INTEGER NOT NULL,                           -- the position of its permit
    position  INTEGER NOT NULL,
    word      TEXT NOT NULL CHECK (word <> ''),
    PRIMARY KEY (change_id, seq, permit, position)
) STRICT, WITHOUT ROWID;

-- A field of the office's own (自有字段), and what it holds: a text, a number, a date, one of some choices, or the name of
-- a leader with a duty. Its choices are rows of the next table with the same change_id and seq.
CREATE TABLE own_field (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    code      TEXT NOT NULL CHECK (code <> ''),            -- its key in columns and data formats
    position  INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'person')),
    decimals  INTEGER CHECK (decimals BETWEEN 0 AND 4),    -- of a number: at most so many
    unit      TEXT CHECK (unit <> ''),                     -- of a number: 公里
    category  TEXT,                                        -- only works of it have the field; NULL: all
    label_zh  TEXT NOT NULL CHECK (label_zh <> ''),
    label_en  TEXT NOT NULL CHECK (label_en <> ''),
    PRIMARY KEY (change_id, seq),
    CHECK ((kind = 'number') = (decimals IS NOT NULL)),
    CHECK (kind = 'number' OR unit IS NULL)
) STRICT, WITHOUT ROWID;

-- The choices of a field, in order.
CREATE TABLE own_field_choice (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of its field
    position  INTEGER NOT NULL,
    choice    TEXT NOT NULL CHECK (choice <> ''),
    PRIMARY KEY (change_id, seq, position)
) STRICT, WITHOUT ROWID;

-- What offices call the columns of their lists, and the column of the register that is. A word that stands here for two
-- columns may be either, and whoever imports the list is asked.
CREATE TABLE heading_word (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    word      TEXT NOT NULL CHECK (word <> ''),
    field     TEXT NOT NULL CHECK (field <> ''),          -- the key of a column of projects, or `-`: not read
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A word of the office's own for a column, or for one of the above another meaning; NULL: it means nothing any more.
CREATE TABLE office_word (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    word      TEXT NOT NULL CHECK (word <> ''),
    field     TEXT CHECK (field <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- What was said of the headings of an office's list when it was imported, so that the next list with these headings
-- asks nothing: a row for each heading spoken of, and one for the category of its new works.
CREATE TABLE list_answer (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    headings  TEXT NOT NULL CHECK (headings <> ''),       -- all of the list's, without units and years, a line each
    about     TEXT NOT NULL CHECK (about = 'column' OR about = 'category' OR about = 'fill'),
    heading   TEXT NOT NULL,                              -- the one spoken of; of a category empty
    field     TEXT CHECK (field <> ''),                   -- its column, or the category; NULL: not read, or to be filled
    unit      TEXT CHECK (unit <> ''),                    -- in which its numbers are counted
    PRIMARY KEY (change_id, seq, about, heading)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 3. Responsible units (责任单位)
------------------------------------------------------------------------------------------------------------

-- A unit, put into the official order at `position` (later units move down).
CREATE TABLE unit (
    id        INTEGER PRIMARY KEY,
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    name      TEXT NOT NULL CHECK (name <> ''),
    position  INTEGER CHECK (position > 0),               -- NULL: at the end
    UNIQUE (change_id, seq)
) STRICT;

-- Another name a unit goes by.
CREATE TABLE unit_alias (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    alias     TEXT NOT NULL CHECK (alias <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A unit that has become part of another: from that day its name is read as the other's.
CREATE TABLE unit_merge (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    into_id   INTEGER NOT NULL REFERENCES unit (id) CHECK (into_id <> unit_id),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- The name a unit goes by from a day on; the names before it still find it.
CREATE TABLE unit_rename (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    name      TEXT NOT NULL CHECK (name <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- The place of a unit in the official order from a day on.
CREATE TABLE unit_move (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    position  INTEGER NOT NULL CHECK (position > 0),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A unit that was split: from that day it is there no more. A row for each unit that came of it; which works went to
-- which is in project_unit.
CREATE TABLE unit_split (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    into_id   INTEGER NOT NULL REFERENCES unit (id) CHECK (into_id <> unit_id),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 4. What is known of a project
------------------------------------------------------------------------------------------------------------

-- A row of the register: a programme (groups, no figures, never counted), a project, or a lot of a project.
-- from_day: the day from which it is listed; where none was given (for all days), that of the row it was put under. A
-- code is never used again, not even after an undo.
CREATE TABLE project (
    id        INTEGER PRIMARY KEY,
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    code      TEXT NOT NULL UNIQUE CHECK (code <> ''),
    kind      TEXT NOT NULL CHECK (kind = 'programme' OR kind = 'project' OR kind = 'lot'),
    category  TEXT NOT NULL,
    source    TEXT,                                       -- where it is stated: the exact sentence
    UNIQUE (change_id, seq)
) STRICT;

-- A project is of another category than its listing says: from its day on, or from the beginning (0001-01-01). What it
-- filed under another stays as it was filed; the rows of the next table with the same change_id and seq say which stages
-- of this category that is read as, from this day on.
CREATE TABLE project_category (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    category   TEXT NOT NULL,
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

-- A stage of another category, and the one it is read as.
CREATE TABLE project_stage (
    project_id    INTEGER NOT NULL REFERENCES project (id),
    change_id     INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq           INTEGER NOT NULL,                       -- the seq of its project_category
    from_category TEXT NOT NULL,
    from_stage    TEXT NOT NULL,
    stage         TEXT NOT NULL,
    PRIMARY KEY (project_id, change_id, seq, from_category, from_stage)
) STRICT, WITHOUT ROWID;

-- A text field of a project; NULL empties it. figures: where a project with lots takes its figures from.
-- (A list of words in IN would build a temporary table for each row written: so they stand one by one.)
CREATE TABLE project_text (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    field      TEXT NOT NULL CHECK (field = 'name' OR field = 'content' OR field = 'location' OR field = 'leader'
                                       OR field = 'national-code' OR field = 'figures'),
    value      TEXT CHECK (value <> ''),
    PRIMARY KEY (project_id, change_id, seq),
    CHECK (field <> 'name' OR value IS NOT NULL),
    CHECK (field <> 'figures' OR value IS 'own' OR value IS 'lots')
) STRICT, WITHOUT ROWID;

-- Another name of a project: as printed elsewhere, or shorter.
CREATE TABLE project_alias (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    alias      TEXT NOT NULL CHECK (alias <> ''),
    present    INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

-- Put on a list of a year (治水48), or taken off it.
CREATE TABLE project_tag (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    tag        TEXT NOT NULL CHECK (tag <> ''),
    present    INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

-- A field of the office's own: the exact decimal of a number, YYYY-MM-DD of a date, else the words. NULL: emptied.
CREATE TABLE project_own (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    field      TEXT NOT NULL,
    value      TEXT CHECK (value <> ''),
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

-- The programme a project, or the project a lot, stands under; NULL: none.
CREATE TABLE project_parent (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    parent_id  INTEGER REFERENCES project (id) CHECK (parent_id <> project_id),
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_parent_parent ON project_parent (parent_id) WHERE parent_id IS NOT NULL;

-- The ordered list of responsible units, one row each; position 1 is the lead. One row without a unit: none.
CREATE TABLE project_unit (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    position   INTEGER NOT NULL CHECK (position > 0),
    unit_id    INTEGER REFERENCES unit (id),
    PRIMARY KEY (project_id, change_id, seq, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_unit_unit ON project_unit (unit_id) WHERE unit_id IS NOT NULL;

-- A part of a project that has become a work of its own: from that day it takes a share of the project's base, readings
-- and plan. The shares are of the project as it was before the first of them, and come to the whole of it at most.
CREATE TABLE project_split (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    part_id    INTEGER NOT NULL REFERENCES project (id) CHECK (part_id <> project_id),
    share      INTEGER NOT NULL CHECK (share BETWEEN 1 AND 10000),   -- in basis points
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX project_split_part ON project_split (part_id);

-- A total (总投资, 总面积, 总户数) and what it rests on; a NULL value empties it.
CREATE TABLE project_total (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    measure    TEXT NOT NULL,
    value      INTEGER CHECK (value >= 0),
    basis      TEXT,
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 5. What happens to a project
------------------------------------------------------------------------------------------------------------

-- A status update (填报): one dated return. Its from_day is the day the figures hold (截至).
-- Stage, condition and readings carry on until a later update; the words belong to their return.
CREATE TABLE status_update (
    project_id  INTEGER NOT NULL REFERENCES project (id),
    change_id   INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq         INTEGER NOT NULL,
    from_day    TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    no          INTEGER NOT NULL UNIQUE CHECK (no > 0),   -- the number people quote: 第25号
    corrects    INTEGER REFERENCES status_update (no) CHECK (corrects < no),
    category    TEXT NOT NULL,                            -- the project's, so that the stage can be checked
    stage       TEXT,
    condition   TEXT,
    merged_into INTEGER REFERENCES project (id) CHECK (merged_into <> project_id),
    figures_stay INTEGER NOT NULL CHECK (figures_stay IN (0, 1)),        -- merged: its base, readings and plan do not go along
    review_day  TEXT CHECK (review_day IS date(review_day, '+0 days')),  -- of a pause: when it is looked at again
    no_change   INTEGER NOT NULL CHECK (no_change IN (0, 1)),
    progress    TEXT CHECK (progress <> ''),              -- 进展情况
    problem     TEXT CHECK (problem <> ''),               -- 存在问题
    ask         TEXT CHECK (ask <> ''),                   -- 需协调事项
    next_step   TEXT CHECK (next_step <> ''),             -- 下步举措
    source      TEXT CHECK (source <> ''),
    light       TEXT CHECK (light IS NULL OR light = 'red' OR light = 'yellow' OR light = 'green' OR light = 'grey'),
    light_until TEXT CHECK (light_until IS date(light_until, '+0 days')),
    light_reason TEXT CHECK (light_reason <> ''),         -- why it was set by hand
    PRIMARY KEY (project_id, change_id, seq),
    CHECK ((merged_into IS NOT NULL) = (condition IS 'merged')),
    CHECK (figures_stay = 0 OR merged_into IS NOT NULL),
    CHECK ((light IS NULL) = (light_until IS NULL) AND (light IS NULL) = (light_reason IS NULL)),
    CHECK (review_day IS NULL OR condition IS 'paused')
) STRICT, WITHOUT ROWID;
CREATE INDEX status_update_corrects ON status_update (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX status_update_merged_into ON status_update (merged_into) WHERE merged_into IS NOT NULL;

-- A cumulative value filed by an update (change_id, seq: the update's own).
CREATE TABLE reading (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    measure    TEXT NOT NULL,
    value      INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (project_id, change_id, seq, measure)
) STRICT, WITHOUT ROWID;

-- A milestone (节点): raised with its due day, moved to another, met, or, if it is a permit that the work does without,
-- waived. due_day is the last day of the span that precision names; for `met` and `waived` it is the day of that. A permit
-- may be met or waived without having been raised. `start` and `finish` are the planned start and finish.
CREATE TABLE milestone (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    name       TEXT NOT NULL CHECK (name <> ''),
    event      TEXT NOT NULL CHECK (event = 'raised' OR event = 'moved' OR event = 'met'
                                       OR event = 'waived'),
    due_day    TEXT NOT NULL CHECK (due_day IS date(due_day, '+0 days')),
    precision  TEXT NOT NULL CHECK (precision = 'day' OR precision = 'month' OR precision = 'year'),
    category   TEXT NOT NULL,
    stage      TEXT,                                      -- met when the project first reaches it
    source     TEXT,
    number     TEXT CHECK (number <> ''),                 -- 批文号 of the document that met it
    authority  TEXT CHECK (authority <> ''),              -- 审批机关: whoever issues that document
    reason     TEXT CHECK (reason <> ''),                 -- why it is not needed, of one that is waived
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

-- A version of the plan of one project, year and measure; version 1 is the baseline.
CREATE TABLE annual_plan (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
    measure    TEXT NOT NULL,
    value      INTEGER CHECK (value >= 0),                -- NULL: only a goal
    goal       TEXT CHECK (goal <> ''),                   -- 年度形象进度目标
    PRIMARY KEY (project_id, change_id, seq),
    CHECK (value IS NOT NULL OR goal IS NOT NULL)
) STRICT, WITHOUT ROWID;

-- Its cumulative month points, if it has them (change_id, seq: the plan's own).
CREATE TABLE annual_plan_month (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    month      INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    value      INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (project_id, change_id, seq, month)
) STRICT, WITHOUT ROWID;

-- An issue (问题) raised on its from_day, and when it was closed.
CREATE TABLE issue (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    no         INTEGER NOT NULL UNIQUE CHECK (no > 0),    -- I-01
    text       TEXT NOT NULL CHECK (text <> ''),
    ask        TEXT,
    unit_id    INTEGER REFERENCES unit (id),
    level      TEXT NOT NULL CHECK (level = 'unit' OR level = 'deputy' OR level = 'head'),
    due_day    TEXT CHECK (due_day IS date(due_day, '+0 days')),
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;
-- An issue is closed from this day on.
CREATE TABLE issue_close (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    issue_no   INTEGER NOT NULL REFERENCES issue (no),
    outcome    TEXT,
    PRIMARY KEY (project_id, change_id, seq)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 6. Targets (目标): what was promised or claimed, in its own words
------------------------------------------------------------------------------------------------------------

-- One figure of a promise or a claim; a sentence with two figures is two targets.
CREATE TABLE target (
    no         INTEGER PRIMARY KEY,                       -- T-01
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
    kind       TEXT NOT NULL CHECK (kind = 'promise' OR kind = 'claim'),
    sentence   TEXT NOT NULL CHECK (sentence <> ''),
    dimension  TEXT NOT NULL CHECK (dimension IN ('money', 'area', 'land', 'count', 'percent')),
    unit_word  TEXT NOT NULL CHECK (unit_word <> ''),     -- 个, 条, 座, 平方米, 元
    unit_en    TEXT CHECK (unit_en <> ''),                -- of a count, and
    decimals   INTEGER CHECK (decimals BETWEEN 0 AND 4),  -- how finely it is counted, as of a measure
    value      INTEGER NOT NULL CHECK (value >= 0),
    comparator TEXT NOT NULL CHECK (comparator IN ('eq', 'gt', 'ge', 'about')),
    strength   TEXT NOT NULL CHECK (strength = 'must' OR strength = 'strive'),
    mode       TEXT NOT NULL CHECK (mode = 'new' OR mode = 'cumulative' OR mode = 'unstated'),
    opening    INTEGER CHECK (opening >= 0),              -- what stood on 31 December of the year before
    category   TEXT,                                      -- the rule: which projects, and
    tag        TEXT,
    stage      TEXT,                                      -- either how many have reached this stage
    measure    TEXT,                                      -- or the sum of this measure; neither: values are entered
    source     TEXT NOT NULL CHECK (source <> ''),
    UNIQUE (change_id, seq),
    CHECK (stage IS NULL OR (measure IS NULL AND category IS NOT NULL)),
    CHECK ((dimension = 'count') = (decimals IS NOT NULL)),
    CHECK (dimension = 'count' OR unit_en IS NULL)
) STRICT;

-- A value entered for a target that no rule counts.
CREATE TABLE target_value (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    from_day  TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    target_no INTEGER NOT NULL REFERENCES target (no),
    value     INTEGER NOT NULL CHECK (value >= 0),
    source    TEXT NOT NULL CHECK (source <> ''),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 7. Frozen pages (定稿): reports as they went out
------------------------------------------------------------------------------------------------------------

-- A page with its bytes, to be printed again as it was; what was asked, and of which state of the register it is.
CREATE TABLE frozen_page (
    no        INTEGER PRIMARY KEY,                        -- the number people quote: 第3号定稿
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    report    TEXT NOT NULL CHECK (report <> ''),         -- status, brief, changes, …
    period    TEXT NOT NULL CHECK (period <> ''),         -- the period it is of: week, month, …
    scope     TEXT NOT NULL,                              -- of which works; empty: of all
    since_day TEXT CHECK (since_day IS date(since_day, '+0 days')),  -- of a page of changes: from when
    as_of     TEXT NOT NULL CHECK (as_of IS date(as_of, '+0 days')),
    upto      INTEGER NOT NULL REFERENCES change (id) CHECK (upto < change_id),  -- the last change it shows
    lang      TEXT NOT NULL,
    format    TEXT NOT NULL,
    remark    TEXT CHECK (remark <> ''),                  -- the office's own note on it
    title     TEXT NOT NULL,
    inputs    TEXT NOT NULL CHECK (length(inputs) = 64),  -- SHA-256 over the hash of change `upto`, as_of and the question
    sha256    TEXT NOT NULL CHECK (length(sha256) = 64),  -- SHA-256 of the content
    content   BLOB NOT NULL,
    UNIQUE (change_id, seq)
) STRICT;

------------------------------------------------------------------------------------------------------------
-- 7a. People (人员) and review (审核): who may record what, and returns that wait for the office. A register without a
--    person on its list lets anybody record. The program holds to it; whoever can write the file need not.
------------------------------------------------------------------------------------------------------------

-- A person put on the list, stated anew, or taken off it: what holds of them is what was stated last.
CREATE TABLE person (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    name      TEXT NOT NULL CHECK (name <> ''),           -- as it is typed behind --by
    event     TEXT NOT NULL CHECK (event = 'added' OR event = 'edited' OR event = 'removed'),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A unit for whose works they file; none: for all.
CREATE TABLE person_unit (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of the person
    unit_id   INTEGER NOT NULL REFERENCES unit (id),
    PRIMARY KEY (change_id, seq, unit_id)
) STRICT, WITHOUT ROWID;

-- What they may record: `file` returns, issues, milestones met; `register` all else that is known of works; `freeze` pages;
-- set `rules`; keep this list (`people`); `accept` what waits for review.
CREATE TABLE person_right (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,                           -- the seq of the person
    may       TEXT NOT NULL CHECK (may = 'file' OR may = 'register' OR may = 'freeze' OR may = 'rules' OR may = 'people'
                                   OR may = 'accept'),
    PRIMARY KEY (change_id, seq, may)
) STRICT, WITHOUT ROWID;

-- Whether returns wait for review from then on; without a row they do not.
CREATE TABLE review_switch (
    change_id INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq       INTEGER NOT NULL,
    is_on     INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

-- A return that waits for review (待审填报): no return yet, and in no figure.
CREATE TABLE submission (
    no         INTEGER PRIMARY KEY,                       -- S-01
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    project_id INTEGER NOT NULL REFERENCES project (id),
    stated     TEXT NOT NULL CHECK (json_valid(stated)),  -- what the return states, by the columns of status_update
    is_forced  INTEGER NOT NULL CHECK (is_forced IN (0, 1)),  -- with --force, for the reason of the change
    UNIQUE (change_id, seq)
) STRICT;

-- What became of it: filed as an update, or given back (NULL) for the reason of the change.
CREATE TABLE review (
    change_id     INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq           INTEGER NOT NULL,
    submission_no INTEGER NOT NULL REFERENCES submission (no),
    update_no     INTEGER,
    PRIMARY KEY (change_id, seq)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 8. Cache: what holds now, by every fact on record. Rewritten in the transaction of each change;
--    `haishu-proj check` compares it with the ledger, and so proves what references would.
------------------------------------------------------------------------------------------------------------

-- The changes that do not count now, because a later one voids them.
CREATE TABLE current_void (
    change_id INTEGER PRIMARY KEY
) STRICT;

-- The state of each project; voided projects have no row.
CREATE TABLE current_project (
    project_id     INTEGER PRIMARY KEY,
    code           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    category       TEXT NOT NULL,
    category_from  TEXT NOT NULL,                         -- the first day it is of it; 0001-01-01: always
    listed_from    TEXT NOT NULL,
    listed_on      TEXT NOT NULL,                         -- the day given, else the one it was typed in
    name           TEXT NOT NULL,
    parent_id      INTEGER,
    figures        TEXT NOT NULL,
    unit_ids       TEXT NOT NULL,                         -- JSON array, the lead first
    tags           TEXT NOT NULL,                         -- JSON array
    aliases        TEXT NOT NULL,                         -- JSON array
    leader         TEXT,
    own            TEXT NOT NULL,                         -- JSON array: the office's own fields, each with its value
    location       TEXT,
    content        TEXT,
    national_code  TEXT,
    source         TEXT,
    stage          TEXT,
    stage_day      TEXT,                                  -- the return that last named a stage
    first_stage_day TEXT,                                 -- the return that first named one
    has_started    INTEGER NOT NULL,                      -- at or beyond the starting stage
    started_on     TEXT,                                  -- the day; unknown if first seen beyond it
    start_turns    TEXT NOT NULL,                         -- JSON array: the returns by which it started, went back …
    first_start_dated INTEGER NOT NULL,                   -- it started on the day of the first of them
    is_completed   INTEGER NOT NULL,
    completed_on   TEXT,
    closed_on      TEXT,
    condition      TEXT NOT NULL,
    condition_day  TEXT,                                  -- since when
    left_on        TEXT,                                  -- the first day out of the counts, while it is
    review_day     TEXT,                                  -- of a pause
    merged_into    INTEGER,
    figures_stay   INTEGER NOT NULL,
    given          TEXT,                                  -- JSON: what it handed on to others, with its readings
    return_no      INTEGER,                               -- the last return
    return_day     TEXT,
    progress       TEXT,                                  -- and its words
    problem        TEXT,
    ask            TEXT,
    next_step      TEXT,
    hand_light     TEXT,                                  -- the last light set by hand, whether it still holds or not
    hand_from      TEXT,
    hand_until     TEXT,
    hand_reason    TEXT,
    latest_day     TEXT NOT NULL                          -- the latest from_day behind this row
) STRICT;
CREATE INDEX current_project_latest ON current_project (latest_day);
CREATE INDEX current_project_parent ON current_project (parent_id) WHERE parent_id IS NOT NULL;

-- Its readings and totals in force.
CREATE TABLE current_value (
    project_id INTEGER NOT NULL,
    what       TEXT NOT NULL CHECK (what = 'reading' OR what = 'total'),
    measure    TEXT NOT NULL,
    value      INTEGER NOT NULL,
    day        TEXT NOT NULL,                             -- the day it was read, or from which it holds
    basis      TEXT,
    update_no  INTEGER,
    earlier    TEXT,                                      -- of a reading: JSON, the last of each earlier year, with its day
    first_day  TEXT,                                      -- of a reading: the day of the first of all
    first_value INTEGER,                                  -- of a reading: the first of all
    first_above_zero TEXT,                                -- of a reading: the first day in its year above 0
    PRIMARY KEY (project_id, what, measure)
) STRICT, WITHOUT ROWID;

-- Its milestones.
CREATE TABLE current_milestone (
    project_id         INTEGER NOT NULL,
    name               TEXT NOT NULL,
    position           INTEGER NOT NULL,
    baseline_day       TEXT NOT NULL,
    baseline_precision TEXT NOT NULL,
    baseline_from      TEXT NOT NULL,                     -- the day from which the baseline holds
    due_day            TEXT NOT NULL,
    due_precision      TEXT NOT NULL,
    is_planned         INTEGER NOT NULL,                  -- 0: no day was ever set; the days are those it was met or waived on
    is_met             INTEGER NOT NULL,
    met_day            TEXT,                              -- unknown if its stage was first seen passed
    met_precision      TEXT,
    moves              INTEGER NOT NULL,
    stage              TEXT,
    source             TEXT,
    number             TEXT,
    authority          TEXT,
    waived             TEXT,                              -- why it is not needed, while that holds
    PRIMARY KEY (project_id, position)
) STRICT, WITHOUT ROWID;

-- Every version of its plans, in the order they came into force.
CREATE TABLE current_plan (
    project_id INTEGER NOT NULL,
    position   INTEGER NOT NULL,
    change_id  INTEGER NOT NULL,
    from_day   TEXT NOT NULL,
    year       INTEGER NOT NULL,
    measure    TEXT NOT NULL,
    value      INTEGER,
    months     TEXT NOT NULL,                             -- JSON array, empty or twelve
    goal       TEXT,
    PRIMARY KEY (project_id, position)
) STRICT, WITHOUT ROWID;

-- Its issues, open and closed.
CREATE TABLE current_issue (
    project_id INTEGER NOT NULL,
    no         INTEGER NOT NULL,
    raised     TEXT NOT NULL,
    text       TEXT NOT NULL,
    ask        TEXT,
    unit_id    INTEGER,
    level      TEXT NOT NULL,
    due        TEXT,
    closed     TEXT,
    outcome    TEXT,
    position   INTEGER NOT NULL,
    PRIMARY KEY (project_id, position)
) STRICT, WITHOUT ROWID;

------------------------------------------------------------------------------------------------------------
-- 9. Append-only: history takes no UPDATE, no DELETE, and no REPLACE (which passes both, so INSERT is watched
--    too: only the change that is being recorded takes facts, and a code or a number once used is not used again).
------------------------------------------------------------------------------------------------------------

CREATE TRIGGER change_is_never_updated BEFORE UPDATE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_never_deleted BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER change_is_only_appended BEFORE INSERT ON change
    WHEN NEW.id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR NEW.recorded_at <= (SELECT max(recorded_at) FROM change)
      OR EXISTS (SELECT 1 FROM change WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER setting_is_never_updated BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER setting_is_never_deleted BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER setting_is_only_appended BEFORE INSERT ON setting
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER rule_set_is_never_updated BEFORE UPDATE ON rule_set BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_set_is_never_deleted BEFORE DELETE ON rule_set BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_set_is_only_appended BEFORE INSERT ON rule_set
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM rule_set WHERE version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER rule_is_never_updated BEFORE UPDATE ON rule BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_is_never_deleted BEFORE DELETE ON rule BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_is_only_appended BEFORE INSERT ON rule
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER phase_is_never_updated BEFORE UPDATE ON phase BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER phase_is_never_deleted BEFORE DELETE ON phase BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER phase_is_only_appended BEFORE INSERT ON phase
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER basis_is_never_updated BEFORE UPDATE ON basis BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER basis_is_never_deleted BEFORE DELETE ON basis BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER basis_is_only_appended BEFORE INSERT ON basis
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER condition_is_never_updated BEFORE UPDATE ON condition BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER condition_is_never_deleted BEFORE DELETE ON condition BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER condition_is_only_appended BEFORE INSERT ON condition
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER category_is_never_updated BEFORE UPDATE ON category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER category_is_never_deleted BEFORE DELETE ON category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER category_is_only_appended BEFORE INSERT ON category
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER stage_is_never_updated BEFORE UPDATE ON stage BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_is_never_deleted BEFORE DELETE ON stage BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_is_only_appended BEFORE INSERT ON stage
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER stage_synonym_is_never_updated BEFORE UPDATE ON stage_synonym BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_synonym_is_never_deleted BEFORE DELETE ON stage_synonym BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_synonym_is_only_appended BEFORE INSERT ON stage_synonym
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER category_word_is_never_updated BEFORE UPDATE ON category_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER category_word_is_never_deleted BEFORE DELETE ON category_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER category_word_is_only_appended BEFORE INSERT ON category_word
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER checklist_is_never_updated BEFORE UPDATE ON checklist BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER checklist_is_never_deleted BEFORE DELETE ON checklist BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER checklist_is_only_appended BEFORE INSERT ON checklist
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER permit_is_never_updated BEFORE UPDATE ON permit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER permit_is_never_deleted BEFORE DELETE ON permit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER permit_is_only_appended BEFORE INSERT ON permit
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER permit_word_is_never_updated BEFORE UPDATE ON permit_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER permit_word_is_never_deleted BEFORE DELETE ON permit_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER permit_word_is_only_appended BEFORE INSERT ON permit_word
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER measure_is_never_updated BEFORE UPDATE ON measure BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER measure_is_never_deleted BEFORE DELETE ON measure BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER measure_is_only_appended BEFORE INSERT ON measure
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER measure_category_is_never_updated BEFORE UPDATE ON measure_category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER measure_category_is_never_deleted BEFORE DELETE ON measure_category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER measure_category_is_only_appended BEFORE INSERT ON measure_category
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER own_field_is_never_updated BEFORE UPDATE ON own_field BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER own_field_is_never_deleted BEFORE DELETE ON own_field BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER own_field_is_only_appended BEFORE INSERT ON own_field
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER own_field_choice_is_never_updated BEFORE UPDATE ON own_field_choice BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER own_field_choice_is_never_deleted BEFORE DELETE ON own_field_choice BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER own_field_choice_is_only_appended BEFORE INSERT ON own_field_choice
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER heading_word_is_never_updated BEFORE UPDATE ON heading_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER heading_word_is_never_deleted BEFORE DELETE ON heading_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER heading_word_is_only_appended BEFORE INSERT ON heading_word
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_is_never_updated BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_is_never_deleted BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_is_only_appended BEFORE INSERT ON unit
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_alias_is_never_updated BEFORE UPDATE ON unit_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_alias_is_never_deleted BEFORE DELETE ON unit_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_alias_is_only_appended BEFORE INSERT ON unit_alias
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_merge_is_never_updated BEFORE UPDATE ON unit_merge BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_merge_is_never_deleted BEFORE DELETE ON unit_merge BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_merge_is_only_appended BEFORE INSERT ON unit_merge
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_rename_is_never_updated BEFORE UPDATE ON unit_rename BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_rename_is_never_deleted BEFORE DELETE ON unit_rename BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_rename_is_only_appended BEFORE INSERT ON unit_rename
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_move_is_never_updated BEFORE UPDATE ON unit_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_move_is_never_deleted BEFORE DELETE ON unit_move BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_move_is_only_appended BEFORE INSERT ON unit_move
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_split_is_never_updated BEFORE UPDATE ON unit_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_split_is_never_deleted BEFORE DELETE ON unit_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_split_is_only_appended BEFORE INSERT ON unit_split
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER office_word_is_never_updated BEFORE UPDATE ON office_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER office_word_is_never_deleted BEFORE DELETE ON office_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER office_word_is_only_appended BEFORE INSERT ON office_word
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER list_answer_is_never_updated BEFORE UPDATE ON list_answer BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER list_answer_is_never_deleted BEFORE DELETE ON list_answer BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER list_answer_is_only_appended BEFORE INSERT ON list_answer
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_is_never_updated BEFORE UPDATE ON project BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_is_never_deleted BEFORE DELETE ON project BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_is_only_appended BEFORE INSERT ON project
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM project WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM project WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_category_is_never_updated BEFORE UPDATE ON project_category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_category_is_never_deleted BEFORE DELETE ON project_category BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_category_is_only_appended BEFORE INSERT ON project_category
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_stage_is_never_updated BEFORE UPDATE ON project_stage BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_stage_is_never_deleted BEFORE DELETE ON project_stage BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_stage_is_only_appended BEFORE INSERT ON project_stage
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_text_is_never_updated BEFORE UPDATE ON project_text BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_text_is_never_deleted BEFORE DELETE ON project_text BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_text_is_only_appended BEFORE INSERT ON project_text
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_alias_is_never_updated BEFORE UPDATE ON project_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_alias_is_never_deleted BEFORE DELETE ON project_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_alias_is_only_appended BEFORE INSERT ON project_alias
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_tag_is_never_updated BEFORE UPDATE ON project_tag BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_tag_is_never_deleted BEFORE DELETE ON project_tag BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_tag_is_only_appended BEFORE INSERT ON project_tag
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_own_is_never_updated BEFORE UPDATE ON project_own BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_own_is_never_deleted BEFORE DELETE ON project_own BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_own_is_only_appended BEFORE INSERT ON project_own
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_parent_is_never_updated BEFORE UPDATE ON project_parent BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_parent_is_never_deleted BEFORE DELETE ON project_parent BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_parent_is_only_appended BEFORE INSERT ON project_parent
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_split_is_never_updated BEFORE UPDATE ON project_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_split_is_never_deleted BEFORE DELETE ON project_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_split_is_only_appended BEFORE INSERT ON project_split
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_unit_is_never_updated BEFORE UPDATE ON project_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_unit_is_never_deleted BEFORE DELETE ON project_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_unit_is_only_appended BEFORE INSERT ON project_unit
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_total_is_never_updated BEFORE UPDATE ON project_total BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_total_is_never_deleted BEFORE DELETE ON project_total BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_total_is_only_appended BEFORE INSERT ON project_total
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER status_update_is_never_updated BEFORE UPDATE ON status_update BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_update_is_never_deleted BEFORE DELETE ON status_update BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_update_is_only_appended BEFORE INSERT ON status_update
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM status_update WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER reading_is_never_updated BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reading_is_never_deleted BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reading_is_only_appended BEFORE INSERT ON reading
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER milestone_is_never_updated BEFORE UPDATE ON milestone BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER milestone_is_never_deleted BEFORE DELETE ON milestone BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER milestone_is_only_appended BEFORE INSERT ON milestone
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER annual_plan_is_never_updated BEFORE UPDATE ON annual_plan BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_is_never_deleted BEFORE DELETE ON annual_plan BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_is_only_appended BEFORE INSERT ON annual_plan
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER annual_plan_month_is_never_updated BEFORE UPDATE ON annual_plan_month BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_month_is_never_deleted BEFORE DELETE ON annual_plan_month BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_month_is_only_appended BEFORE INSERT ON annual_plan_month
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER issue_is_never_updated BEFORE UPDATE ON issue BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_is_never_deleted BEFORE DELETE ON issue BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_is_only_appended BEFORE INSERT ON issue
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM issue WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER issue_close_is_never_updated BEFORE UPDATE ON issue_close BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_close_is_never_deleted BEFORE DELETE ON issue_close BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_close_is_only_appended BEFORE INSERT ON issue_close
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER target_is_never_updated BEFORE UPDATE ON target BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_is_never_deleted BEFORE DELETE ON target BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_is_only_appended BEFORE INSERT ON target
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM target WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER target_value_is_never_updated BEFORE UPDATE ON target_value BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_value_is_never_deleted BEFORE DELETE ON target_value BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_value_is_only_appended BEFORE INSERT ON target_value
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER frozen_page_is_never_updated BEFORE UPDATE ON frozen_page BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER frozen_page_is_never_deleted BEFORE DELETE ON frozen_page BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER frozen_page_is_only_appended BEFORE INSERT ON frozen_page
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM frozen_page WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_is_never_updated BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_is_never_deleted BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_is_only_appended BEFORE INSERT ON person
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_unit_is_never_updated BEFORE UPDATE ON person_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_unit_is_never_deleted BEFORE DELETE ON person_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_unit_is_only_appended BEFORE INSERT ON person_unit
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_right_is_never_updated BEFORE UPDATE ON person_right BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_right_is_never_deleted BEFORE DELETE ON person_right BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_right_is_only_appended BEFORE INSERT ON person_right
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER review_switch_is_never_updated BEFORE UPDATE ON review_switch BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_switch_is_never_deleted BEFORE DELETE ON review_switch BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_switch_is_only_appended BEFORE INSERT ON review_switch
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER submission_is_never_updated BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER submission_is_never_deleted BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER submission_is_only_appended BEFORE INSERT ON submission
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
      OR EXISTS (SELECT 1 FROM submission WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER review_is_never_updated BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_is_never_deleted BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_is_only_appended BEFORE INSERT ON review
    WHEN NEW.change_id <> (SELECT coalesce(max(id), 0) + 1 FROM change)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

------------------------------------------------------------------------------------------------------------
-- 10. Views, for people who open the file with another tool. Money in yuan as exact text, names instead of codes.
------------------------------------------------------------------------------------------------------------

-- The words in force: of each code what was stated last and not taken back.
CREATE VIEW v_phase AS
SELECT code, position, label_zh, label_en FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM phase
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_basis AS
SELECT code, position, label_zh, label_en FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM basis
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_condition AS
SELECT code, position, label_zh, label_en FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM condition
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_category AS
SELECT change_id, seq, code, position, label_zh, label_en, code_prefix, starts, completes, starts_zh, starts_en,
       completes_zh, completes_en FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM category
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_measure AS
SELECT code, position, dimension, unit_zh, unit_en, decimals, label_zh, label_en, total_label_zh, total_label_en,
       share_of, step, is_read FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM measure
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_own_field AS
SELECT code, position, kind, decimals, unit, category, label_zh, label_en FROM (
    SELECT *, row_number() OVER (PARTITION BY code ORDER BY change_id DESC, seq DESC) AS place FROM own_field
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) WHERE place = 1 ORDER BY position;

CREATE VIEW v_stage AS
SELECT c.code AS category, s.code, s.position, s.phase, s.label_zh, s.label_en
FROM v_category c JOIN stage s ON s.change_id = c.change_id AND s.seq = c.seq
ORDER BY c.position, s.position;

-- The permits that each category needs, in order.
CREATE VIEW v_permit AS
SELECT c.category, p.position, p.label_zh, p.label_en,
       (SELECT group_concat(word, '、') FROM
           (SELECT w.word FROM permit_word w WHERE w.change_id = p.change_id AND w.seq = p.seq AND w.permit = p.position
            ORDER BY w.position)) AS words
FROM (
    SELECT *, row_number() OVER (PARTITION BY category ORDER BY change_id DESC, seq DESC) AS place FROM checklist
    WHERE change_id NOT IN (SELECT change_id FROM current_void)
) c JOIN permit p ON p.change_id = c.change_id AND p.seq = c.seq
WHERE c.place = 1 ORDER BY c.category, p.position;

-- The units, by the names they go by now.
CREATE VIEW v_unit AS
SELECT u.id, coalesce((SELECT r.name FROM unit_rename r
                       WHERE r.unit_id = u.id AND r.change_id NOT IN (SELECT change_id FROM current_void)
                       ORDER BY r.from_day DESC, r.change_id DESC, r.seq DESC LIMIT 1), u.name) AS name
FROM unit u
WHERE u.change_id NOT IN (SELECT change_id FROM current_void)
ORDER BY u.id;

-- What each project looks like now, one row each. A project with figures = 'lots' has its figures in its lots.
CREATE VIEW v_project AS
SELECT p.code, p.name, c.label_zh AS category, p.kind, parent.code AS parent,
       (SELECT group_concat(name, '、') FROM
           (SELECT u.name FROM json_each(p.unit_ids) j JOIN v_unit u ON u.id = j.value ORDER BY j.key)) AS units,
       (SELECT group_concat(value, '、') FROM json_each(p.tags)) AS tags,
       p.leader, p.location, p.content, p.national_code, p.figures,
       s.label_zh AS stage, ph.label_zh AS phase, k.label_zh AS condition,
       p.started_on, p.completed_on, p.return_day AS as_of, p.return_no AS update_no,
       (SELECT printf('%d.%02d', value / 100, value % 100) FROM current_value v
         WHERE v.project_id = p.project_id AND v.what = 'reading' AND v.measure = 'invested') AS invested_yuan,
       (SELECT printf('%d.%02d', value / 100, value % 100) FROM current_value v
         WHERE v.project_id = p.project_id AND v.what = 'total' AND v.measure = 'invested') AS total_yuan,
       p.source
FROM current_project p
JOIN v_category c ON c.code = p.category
LEFT JOIN v_stage s ON s.category = p.category AND s.code = p.stage
LEFT JOIN v_phase ph ON ph.code = s.phase
JOIN v_condition k ON k.code = p.condition
LEFT JOIN project parent ON parent.id = p.parent_id
-- HS-W-999 before HS-W-1000
ORDER BY c.position, rtrim(p.code, '0123456789'),
         CAST(substr(p.code, length(rtrim(p.code, '0123456789')) + 1) AS INTEGER), p.code;

-- Every value in force now: readings and totals, in the unit of its measure.
CREATE VIEW v_value AS
SELECT p.code, p.name, v.what, v.measure,
       CASE v.what WHEN 'total' THEN m.total_label_zh ELSE m.label_zh END AS label,
       printf('%d.%02d', v.value / 100, v.value % 100) AS value,
       CASE m.dimension WHEN 'money' THEN '元' WHEN 'area' THEN '平方米' WHEN 'land' THEN '亩' WHEN 'percent' THEN '%' END AS unit,
       v.day, b.label_zh AS basis, v.update_no
FROM current_value v
JOIN current_project p ON p.project_id = v.project_id
JOIN v_measure m ON m.code = v.measure AND m.dimension <> 'count'
LEFT JOIN v_basis b ON b.code = v.basis
UNION ALL
SELECT p.code, p.name, v.what, v.measure,
       CASE v.what WHEN 'total' THEN m.total_label_zh ELSE m.label_zh END,
       CASE m.decimals WHEN 0 THEN CAST(v.value AS TEXT) ELSE printf('%d.%04d', v.value / 10000, v.value % 10000) END,
       m.unit_zh, v.day, NULL, v.update_no
FROM current_value v
JOIN current_project p ON p.project_id = v.project_id
JOIN v_measure m ON m.code = v.measure AND m.dimension = 'count';

-- Every field of the office's own that says something now.
CREATE VIEW v_own AS
SELECT p.code, p.name, f.code AS field, f.label_zh AS label, json_extract(j.value, '$[1]') AS value, f.unit
FROM current_project p
JOIN json_each(p.own) j
JOIN v_own_field f ON f.code = json_extract(j.value, '$[0]')
ORDER BY p.code, f.position;

-- Every status update ever filed; `counts` is 0 where it was undone or corrected by one that counts.
CREATE VIEW v_update AS
SELECT u.no, p.code, u.from_day AS as_of, c.recorded_at, c.recorded_by, s.label_zh AS stage, k.label_zh AS condition,
       u.review_day, u.light, u.light_until, u.light_reason, u.progress, u.problem, u.ask, u.next_step, u.no_change, u.corrects, c.reason, u.source,
       (SELECT printf('%d.%02d', value / 100, value % 100) FROM reading r WHERE r.project_id = u.project_id
           AND r.change_id = u.change_id AND r.seq = u.seq AND r.measure = 'invested') AS invested_yuan,
       NOT (u.change_id IN (SELECT change_id FROM current_void)
            OR EXISTS (SELECT 1 FROM status_update n WHERE n.corrects = u.no
                       AND n.change_id NOT IN (SELECT change_id FROM current_void))) AS counts
FROM status_update u
JOIN change c ON c.id = u.change_id
JOIN project p ON p.id = u.project_id
LEFT JOIN v_stage s ON s.category = u.category AND s.code = u.stage
LEFT JOIN v_condition k ON k.code = u.condition
ORDER BY u.no;

-- Every version of every plan, numbered as they were recorded; of a year and measure the one with the last from_day is
-- in force, of one day the last of them. months: JSON, cumulative, or empty.
CREATE VIEW v_plan AS
SELECT p.code, p.name, c.year, m.label_zh AS label,
       row_number() OVER (PARTITION BY c.project_id, c.year, c.measure ORDER BY c.change_id, c.position) AS version,
       CASE WHEN m.decimals = 0 THEN CAST(c.value AS TEXT)
            WHEN m.decimals > 0 THEN printf('%d.%04d', c.value / 10000, c.value % 10000)
            ELSE printf('%d.%02d', c.value / 100, c.value % 100) END AS value,
       c.months, c.goal, c.from_day
FROM current_plan c
JOIN current_project p ON p.project_id = c.project_id
JOIN v_measure m ON m.code = c.measure;

-- Every milestone: as first set, as it is due now, and when it was met; of a permit also its document.
CREATE VIEW v_milestone AS
SELECT p.code, p.name AS project, c.name AS milestone, c.baseline_day, c.due_day, c.due_precision, c.is_met, c.met_day,
       c.moves, c.source, c.number, c.authority, c.waived
FROM current_milestone c
JOIN current_project p ON p.project_id = c.project_id;

-- Every issue, open or closed.
CREATE VIEW v_issue AS
SELECT printf('I-%02d', c.no) AS issue, p.code, p.name, c.text, c.ask, u.name AS unit, c.level, c.raised, c.due, c.closed,
       c.outcome
FROM current_issue c
JOIN current_project p ON p.project_id = c.project_id
LEFT JOIN v_unit u ON u.id = c.unit_id;

-- The ledger; `undone` is 1 where a change does not count now.
CREATE VIEW v_change AS
SELECT c.id, c.recorded_at, c.recorded_by, c.command, c.reason, c.source_file, c.voids,
       c.id IN (SELECT change_id FROM current_void) AS undone, c.hash
FROM change c
ORDER BY c.id;

-- Every target as it was stated; `value` in the smallest unit: of a count with decimals, in 0.0001 of it.
CREATE VIEW v_target AS
SELECT t.no, t.year, t.kind, t.sentence, t.comparator, t.value, t.unit_word, t.decimals, t.strength, t.mode, t.source
FROM target t
WHERE t.change_id NOT IN (SELECT change_id FROM current_void)
ORDER BY t.no;

-- Every page that was frozen; `content` is what went out (as text unless it is a workbook or a document).
CREATE VIEW v_frozen_page AS
SELECT f.no, f.title, f.as_of, c.recorded_at AS frozen_at, c.recorded_by AS frozen_by, f.report, f.period,
       f.scope, f.since_day, f.remark, f.lang, f.format, f.upto, f.inputs, f.sha256,
       CASE WHEN f.format IN ('xlsx', 'docx') THEN f.content ELSE CAST(f.content AS TEXT) END AS content
FROM frozen_page f
JOIN change c ON c.id = f.change_id
WHERE f.change_id NOT IN (SELECT change_id FROM current_void)
ORDER BY f.no;
