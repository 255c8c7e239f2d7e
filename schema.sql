-- haishu-proj: the whole schema of a register, as of version 1.
--
-- How to read it.  Everything rests on the LEDGER: one row of `change` for each writing command. Every other
-- fact is an append-only row that belongs to a change (change_id, seq: its place among the change's facts) and
-- most have a from_day, the day from which they hold (0001-01-01: for all days). Nothing is ever updated or deleted:
-- a mistake is taken back by a later change that names it in `voids`, an update is corrected by a later update
-- that names it in `corrects`. What holds on a day D, as known at a moment K, is computed from these rows.
-- The tables `current_…` are a cache of today's answer; `haishu-proj check` proves them against the ledger.
--
-- Units.  Money is whole fen (0.01 yuan), areas 0.01 m², land 0.01 mu (亩), percentages basis points (0.01 %).
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
-- 2. The words of the trade, as data with both labels (a district may add rows of its own). They are not history:
--    no hash covers them, and a changed row changes how old pages read. What an office says of headings is.
------------------------------------------------------------------------------------------------------------

-- The four phases every stage belongs to.
CREATE TABLE phase (
    code     TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    label_zh TEXT NOT NULL UNIQUE,
    label_en TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- A kind of works with its own stages: which stage starts it and which completes it, and what that is called.
CREATE TABLE category (
    code         TEXT PRIMARY KEY,
    position     INTEGER NOT NULL UNIQUE,
    label_zh     TEXT NOT NULL UNIQUE,
    label_en     TEXT NOT NULL UNIQUE,
    code_prefix  TEXT NOT NULL UNIQUE,                    -- of the codes `add` gives: HS-W-
    starts       TEXT NOT NULL,                           -- the stage that starts a project (开工, 启动)
    completes    TEXT NOT NULL,                           -- the stage that completes it (完工, 清零)
    starts_zh    TEXT NOT NULL,                           -- what starting is called: 开工, 启动
    starts_en    TEXT NOT NULL,
    completes_zh TEXT NOT NULL,                           -- what completion is called: 完工, 清零
    completes_en TEXT NOT NULL,
    FOREIGN KEY (code, starts)    REFERENCES stage (category, code) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (code, completes) REFERENCES stage (category, code) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- Other words by which the title of a list says of which category it is.
CREATE TABLE category_word (
    word     TEXT PRIMARY KEY,
    category TEXT NOT NULL REFERENCES category (code) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;

-- The ordered stages of a category, each in one phase.
CREATE TABLE stage (
    category TEXT NOT NULL REFERENCES category (code) DEFERRABLE INITIALLY DEFERRED,
    code     TEXT NOT NULL,
    position INTEGER NOT NULL,
    phase    TEXT NOT NULL REFERENCES phase (code),
    label_zh TEXT NOT NULL,
    label_en TEXT NOT NULL,
    PRIMARY KEY (category, code),
    UNIQUE (category, position),
    UNIQUE (category, label_zh)
) STRICT, WITHOUT ROWID;

-- Other words that sheets use for a stage.
CREATE TABLE stage_synonym (
    category TEXT NOT NULL,
    word     TEXT NOT NULL,
    stage    TEXT NOT NULL,
    PRIMARY KEY (category, word),
    FOREIGN KEY (category, stage) REFERENCES stage (category, code)
) STRICT, WITHOUT ROWID;

-- What is counted. A reading is cumulative; share_of names the measure whose total is its denominator.
CREATE TABLE measure (
    code           TEXT PRIMARY KEY,
    position       INTEGER NOT NULL UNIQUE,
    dimension      TEXT NOT NULL CHECK (dimension IN ('money', 'area', 'land', 'count', 'percent')),
    label_zh       TEXT NOT NULL UNIQUE,                  -- of the cumulative reading
    label_en       TEXT NOT NULL UNIQUE,
    total_label_zh TEXT UNIQUE,                           -- of the total; NULL: has no total of its own
    total_label_en TEXT UNIQUE,
    share_of       TEXT REFERENCES measure (code),
    is_read        INTEGER NOT NULL CHECK (is_read IN (0, 1))  -- 0: only its total is known (户数)
) STRICT, WITHOUT ROWID;

-- On what a total rests, roughest first.
CREATE TABLE basis (
    code     TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    label_zh TEXT NOT NULL UNIQUE,
    label_en TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- The condition of a project beside its stage.
CREATE TABLE condition (
    code     TEXT PRIMARY KEY,
    position INTEGER NOT NULL UNIQUE,
    label_zh TEXT NOT NULL UNIQUE,
    label_en TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- What offices call the columns of their lists, and the column of the register that is. A word that stands here for two
-- columns may be either, and whoever imports the list is asked.
CREATE TABLE heading_word (
    word  TEXT NOT NULL CHECK (word <> ''),
    field TEXT NOT NULL CHECK (field <> ''),              -- the key of a column of projects, or `-`: not read
    PRIMARY KEY (word, field)
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
    category  TEXT NOT NULL REFERENCES category (code),
    source    TEXT,                                       -- where it is stated: the exact sentence
    UNIQUE (change_id, seq)
) STRICT;

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
    measure    TEXT NOT NULL REFERENCES measure (code),
    value      INTEGER CHECK (value >= 0),
    basis      TEXT REFERENCES basis (code),
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
    condition   TEXT REFERENCES condition (code),
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
    FOREIGN KEY (category, stage) REFERENCES stage (category, code),
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
    measure    TEXT NOT NULL REFERENCES measure (code),
    value      INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (project_id, change_id, seq, measure)
) STRICT, WITHOUT ROWID;

-- A milestone (节点): raised with its due day, moved to another, or met. due_day is the last day of the span
-- that precision names; for `met` it is the day it was met. `start` and `finish` are the planned start and finish.
CREATE TABLE milestone (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    name       TEXT NOT NULL CHECK (name <> ''),
    event      TEXT NOT NULL CHECK (event = 'raised' OR event = 'moved' OR event = 'met'),
    due_day    TEXT NOT NULL CHECK (due_day IS date(due_day, '+0 days')),
    precision  TEXT NOT NULL CHECK (precision = 'day' OR precision = 'month' OR precision = 'year'),
    category   TEXT NOT NULL,
    stage      TEXT,                                      -- met when the project first reaches it
    source     TEXT,
    PRIMARY KEY (project_id, change_id, seq),
    FOREIGN KEY (category, stage) REFERENCES stage (category, code)
) STRICT, WITHOUT ROWID;

-- A version of the plan of one project, year and measure; version 1 is the baseline.
CREATE TABLE annual_plan (
    project_id INTEGER NOT NULL REFERENCES project (id),
    change_id  INTEGER NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    from_day   TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
    year       INTEGER NOT NULL CHECK (year BETWEEN 1900 AND 2199),
    measure    TEXT NOT NULL REFERENCES measure (code),
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
    value      INTEGER NOT NULL CHECK (value >= 0),
    comparator TEXT NOT NULL CHECK (comparator IN ('eq', 'gt', 'ge', 'about')),
    strength   TEXT NOT NULL CHECK (strength = 'must' OR strength = 'strive'),
    mode       TEXT NOT NULL CHECK (mode = 'new' OR mode = 'cumulative' OR mode = 'unstated'),
    opening    INTEGER CHECK (opening >= 0),              -- what stood on 31 December of the year before
    category   TEXT REFERENCES category (code),           -- the rule: which projects, and
    tag        TEXT,
    stage      TEXT,                                      -- either how many have reached this stage
    measure    TEXT REFERENCES measure (code),            -- or the sum of this measure; neither: values are entered
    source     TEXT NOT NULL CHECK (source <> ''),
    UNIQUE (change_id, seq),
    FOREIGN KEY (category, stage) REFERENCES stage (category, code),
    CHECK (stage IS NULL OR (measure IS NULL AND category IS NOT NULL))
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
    listed_from    TEXT NOT NULL,
    listed_on      TEXT NOT NULL,                         -- the day given, else the one it was typed in
    name           TEXT NOT NULL,
    parent_id      INTEGER,
    figures        TEXT NOT NULL,
    unit_ids       TEXT NOT NULL,                         -- JSON array, the lead first
    tags           TEXT NOT NULL,                         -- JSON array
    aliases        TEXT NOT NULL,                         -- JSON array
    leader         TEXT,
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
    is_met             INTEGER NOT NULL,
    met_day            TEXT,                              -- unknown if its stage was first seen passed
    met_precision      TEXT,
    moves              INTEGER NOT NULL,
    stage              TEXT,
    source             TEXT,
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
--    too: a recorded change takes no further facts, and a code or a number once used is not used again).
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
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER rule_set_is_never_updated BEFORE UPDATE ON rule_set BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_set_is_never_deleted BEFORE DELETE ON rule_set BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_set_is_only_appended BEFORE INSERT ON rule_set
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM rule_set WHERE version = NEW.version)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER rule_is_never_updated BEFORE UPDATE ON rule BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_is_never_deleted BEFORE DELETE ON rule BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER rule_is_only_appended BEFORE INSERT ON rule
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_is_never_updated BEFORE UPDATE ON unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_is_never_deleted BEFORE DELETE ON unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_is_only_appended BEFORE INSERT ON unit
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM unit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_alias_is_never_updated BEFORE UPDATE ON unit_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_alias_is_never_deleted BEFORE DELETE ON unit_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_alias_is_only_appended BEFORE INSERT ON unit_alias
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER unit_merge_is_never_updated BEFORE UPDATE ON unit_merge BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_merge_is_never_deleted BEFORE DELETE ON unit_merge BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER unit_merge_is_only_appended BEFORE INSERT ON unit_merge
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER office_word_is_never_updated BEFORE UPDATE ON office_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER office_word_is_never_deleted BEFORE DELETE ON office_word BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER office_word_is_only_appended BEFORE INSERT ON office_word
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER list_answer_is_never_updated BEFORE UPDATE ON list_answer BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER list_answer_is_never_deleted BEFORE DELETE ON list_answer BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER list_answer_is_only_appended BEFORE INSERT ON list_answer
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_is_never_updated BEFORE UPDATE ON project BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_is_never_deleted BEFORE DELETE ON project BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_is_only_appended BEFORE INSERT ON project
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM project WHERE id = NEW.id)
      OR EXISTS (SELECT 1 FROM project WHERE code = NEW.code)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_text_is_never_updated BEFORE UPDATE ON project_text BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_text_is_never_deleted BEFORE DELETE ON project_text BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_text_is_only_appended BEFORE INSERT ON project_text
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_alias_is_never_updated BEFORE UPDATE ON project_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_alias_is_never_deleted BEFORE DELETE ON project_alias BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_alias_is_only_appended BEFORE INSERT ON project_alias
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_tag_is_never_updated BEFORE UPDATE ON project_tag BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_tag_is_never_deleted BEFORE DELETE ON project_tag BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_tag_is_only_appended BEFORE INSERT ON project_tag
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_parent_is_never_updated BEFORE UPDATE ON project_parent BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_parent_is_never_deleted BEFORE DELETE ON project_parent BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_parent_is_only_appended BEFORE INSERT ON project_parent
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_split_is_never_updated BEFORE UPDATE ON project_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_split_is_never_deleted BEFORE DELETE ON project_split BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_split_is_only_appended BEFORE INSERT ON project_split
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_unit_is_never_updated BEFORE UPDATE ON project_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_unit_is_never_deleted BEFORE DELETE ON project_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_unit_is_only_appended BEFORE INSERT ON project_unit
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER project_total_is_never_updated BEFORE UPDATE ON project_total BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_total_is_never_deleted BEFORE DELETE ON project_total BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER project_total_is_only_appended BEFORE INSERT ON project_total
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER status_update_is_never_updated BEFORE UPDATE ON status_update BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_update_is_never_deleted BEFORE DELETE ON status_update BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_update_is_only_appended BEFORE INSERT ON status_update
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM status_update WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER reading_is_never_updated BEFORE UPDATE ON reading BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reading_is_never_deleted BEFORE DELETE ON reading BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reading_is_only_appended BEFORE INSERT ON reading
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER milestone_is_never_updated BEFORE UPDATE ON milestone BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER milestone_is_never_deleted BEFORE DELETE ON milestone BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER milestone_is_only_appended BEFORE INSERT ON milestone
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER annual_plan_is_never_updated BEFORE UPDATE ON annual_plan BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_is_never_deleted BEFORE DELETE ON annual_plan BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_is_only_appended BEFORE INSERT ON annual_plan
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER annual_plan_month_is_never_updated BEFORE UPDATE ON annual_plan_month BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_month_is_never_deleted BEFORE DELETE ON annual_plan_month BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER annual_plan_month_is_only_appended BEFORE INSERT ON annual_plan_month
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER issue_is_never_updated BEFORE UPDATE ON issue BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_is_never_deleted BEFORE DELETE ON issue BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_is_only_appended BEFORE INSERT ON issue
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM issue WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER issue_close_is_never_updated BEFORE UPDATE ON issue_close BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_close_is_never_deleted BEFORE DELETE ON issue_close BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER issue_close_is_only_appended BEFORE INSERT ON issue_close
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER target_is_never_updated BEFORE UPDATE ON target BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_is_never_deleted BEFORE DELETE ON target BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_is_only_appended BEFORE INSERT ON target
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM target WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER target_value_is_never_updated BEFORE UPDATE ON target_value BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_value_is_never_deleted BEFORE DELETE ON target_value BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER target_value_is_only_appended BEFORE INSERT ON target_value
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER frozen_page_is_never_updated BEFORE UPDATE ON frozen_page BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER frozen_page_is_never_deleted BEFORE DELETE ON frozen_page BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER frozen_page_is_only_appended BEFORE INSERT ON frozen_page
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM frozen_page WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_is_never_updated BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_is_never_deleted BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_is_only_appended BEFORE INSERT ON person
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_unit_is_never_updated BEFORE UPDATE ON person_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_unit_is_never_deleted BEFORE DELETE ON person_unit BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_unit_is_only_appended BEFORE INSERT ON person_unit
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER person_right_is_never_updated BEFORE UPDATE ON person_right BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_right_is_never_deleted BEFORE DELETE ON person_right BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER person_right_is_only_appended BEFORE INSERT ON person_right
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER review_switch_is_never_updated BEFORE UPDATE ON review_switch BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_switch_is_never_deleted BEFORE DELETE ON review_switch BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_switch_is_only_appended BEFORE INSERT ON review_switch
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER submission_is_never_updated BEFORE UPDATE ON submission BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER submission_is_never_deleted BEFORE DELETE ON submission BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER submission_is_only_appended BEFORE INSERT ON submission
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
      OR EXISTS (SELECT 1 FROM submission WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

CREATE TRIGGER review_is_never_updated BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_is_never_deleted BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_is_only_appended BEFORE INSERT ON review
    WHEN EXISTS (SELECT 1 FROM change WHERE id = NEW.change_id)
BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

------------------------------------------------------------------------------------------------------------
-- 10. The words shipped
------------------------------------------------------------------------------------------------------------

INSERT INTO phase (code, position, label_zh, label_en) VALUES
    ('preparation',    1, '前期', 'preparation'),
    ('implementation', 2, '实施', 'implementation'),
    ('completed',      3, '完工', 'completed'),
    ('closed',         4, '办结', 'closed');

INSERT INTO category (code, position, label_zh, label_en, code_prefix, starts, completes,
                      starts_zh, starts_en, completes_zh, completes_en) VALUES
    ('water',      1, '治水', 'water',       'HS-W-', 'started', 'built',   '开工', 'started', '完工', 'completed'),
    ('block',      2, '区块', 'urban block', 'HS-B-', 'started', 'built',   '开工', 'started', '建成', 'completed'),
    ('relocation', 3, '征迁', 'relocation',  'HS-R-', 'signing', 'cleared', '启动', 'started', '清零', 'cleared'),
    ('works',      4, '其他', 'other works', 'HS-P-', 'started', 'built',   '开工', 'started', '完工', 'completed');

INSERT INTO category_word (word, category) VALUES
    ('水利', 'water'), ('水务', 'water'), ('防汛', 'water'), ('防洪', 'water'), ('排涝', 'water'), ('河道', 'water'),
    ('板块', 'block'), ('片区开发', 'block'),
    ('征收', 'relocation'), ('拆迁', 'relocation'), ('动迁', 'relocation'), ('搬迁', 'relocation'), ('征拆', 'relocation');

INSERT INTO stage (category, code, position, phase, label_zh, label_en) VALUES
    ('water', 'proposal',    1, 'preparation',    '项目建议书', 'proposal'),
    ('water', 'feasibility', 2, 'preparation',    '可行性研究', 'feasibility study'),
    ('water', 'design',      3, 'preparation',    '初步设计',   'preliminary design'),
    ('water', 'tender',      4, 'preparation',    '招标投标',   'tender'),
    ('water', 'started',     5, 'implementation', '开工',       'started'),
    ('water', 'building',    6, 'implementation', '在建',       'building'),
    ('water', 'finishing',   7, 'implementation', '扫尾',       'finishing'),
    ('water', 'built',       8, 'completed',      '完工',       'built'),
    ('water', 'accepted',    9, 'closed',         '竣工验收',   'accepted'),
    ('block', 'planning',      1, 'preparation',    '规划', 'planning'),
    ('block', 'acquisition',   2, 'preparation',    '征收', 'acquisition'),
    ('block', 'cleared-land',  3, 'preparation',    '净地', 'cleared land'),
    ('block', 'land-supplied', 4, 'preparation',    '供地', 'land supplied'),
    ('block', 'started',       5, 'implementation', '开工', 'started'),
    ('block', 'building',      6, 'implementation', '在建', 'building'),
    ('block', 'built',         7, 'completed',      '建成', 'built'),
    ('block', 'signed-off',    8, 'closed',         '办结', 'signed off'),
    ('relocation', 'scoping',    1, 'preparation',    '立项',     'scoping'),
    ('relocation', 'decided',    2, 'preparation',    '征收决定', 'expropriation decided'),
    ('relocation', 'survey',     3, 'preparation',    '调查评估', 'survey and valuation'),
    ('relocation', 'signing',    4, 'implementation', '签约',     'signing'),
    ('relocation', 'vacating',   5, 'implementation', '腾空',     'vacating'),
    ('relocation', 'demolishing',6, 'implementation', '拆除',     'demolishing'),
    ('relocation', 'cleared',    7, 'completed',      '清零',     'cleared'),
    ('relocation', 'struck-off', 8, 'closed',         '销号',     'struck off'),
    ('works', 'conceived',   1, 'preparation',    '谋划',     'conceived'),
    ('works', 'preliminary', 2, 'preparation',    '前期',     'preliminary'),
    ('works', 'started',     3, 'implementation', '开工',     'started'),
    ('works', 'building',    4, 'implementation', '在建',     'building'),
    ('works', 'built',       5, 'completed',      '完工',     'built'),
    ('works', 'accepted',    6, 'closed',         '竣工验收', 'accepted');

INSERT INTO stage_synonym (category, word, stage) VALUES
    ('water', '项建', 'proposal'), ('water', '立项', 'proposal'), ('water', '可研', 'feasibility'),
    ('water', '初设', 'design'), ('water', '施工图设计', 'design'), ('water', '设计', 'design'),
    ('water', '招标', 'tender'), ('water', '招投标', 'tender'), ('water', '进场准备', 'tender'),
    ('water', '新开工', 'started'), ('water', '已开工', 'started'),
    ('water', '施工', 'building'), ('water', '施工中', 'building'), ('water', '续建', 'building'), ('water', '建设中', 'building'),
    ('water', '收尾', 'finishing'), ('water', '已完工', 'built'), ('water', '建成', 'built'), ('water', '验收', 'accepted'),
    ('block', '拆迁', 'acquisition'), ('block', '征迁', 'acquisition'), ('block', '出让', 'land-supplied'),
    ('block', '已供地', 'land-supplied'), ('block', '新开工', 'started'), ('block', '已开工', 'started'),
    ('block', '施工', 'building'), ('block', '施工中', 'building'), ('block', '续建', 'building'), ('block', '建设中', 'building'),
    ('block', '完工', 'built'), ('block', '已建成', 'built'),
    ('relocation', '前期', 'scoping'), ('relocation', '评估', 'survey'), ('relocation', '启动', 'signing'),
    ('relocation', '签约中', 'signing'), ('relocation', '搬迁', 'vacating'), ('relocation', '已清零', 'cleared'),
    ('works', '项目前期', 'preliminary'), ('works', '招标', 'preliminary'), ('works', '设计', 'preliminary'),
    ('works', '新开工', 'started'), ('works', '已开工', 'started'),
    ('works', '施工', 'building'), ('works', '施工中', 'building'), ('works', '续建', 'building'), ('works', '建设中', 'building'),
    ('works', '建成', 'built'), ('works', '已完工', 'built'), ('works', '验收', 'accepted');

INSERT INTO measure (code, position, dimension, label_zh, label_en, total_label_zh, total_label_en, share_of, is_read) VALUES
    ('invested',   1, 'money',   '自开工累计完成投资', 'invested since start', '总投资', 'total investment', 'invested', 1),
    ('paid',       2, 'money',   '累计支付',   'paid since start',  NULL,     NULL,               'invested',   1),
    ('physical',   3, 'percent', '形象进度',   'physical progress', NULL,     NULL,               NULL,         1),
    ('area',       4, 'area',    '征迁面积',   'area cleared',      '总面积', 'total area',       'area',       1),
    ('land',       5, 'land',    '供地面积',   'land supplied',     '应供地面积', 'land to supply', 'land',      1),
    ('households', 6, 'count',   '户数',       'households',        '总户数', 'total households', 'households', 0),
    ('signed',     7, 'count',   '签约户数',   'households signed',     NULL, NULL,               'households', 1),
    ('vacated',    8, 'count',   '腾空户数',   'households vacated',    NULL, NULL,               'households', 1),
    ('demolished', 9, 'count',   '拆除户数',   'households demolished', NULL, NULL,               'households', 1);

INSERT INTO basis (code, position, label_zh, label_en) VALUES
    ('rough',       1, '匡算', 'rough estimate'),
    ('estimate',    2, '估算', 'estimate'),
    ('preliminary', 3, '概算', 'preliminary budget'),
    ('budget',      4, '预算', 'budget'),
    ('final',       5, '决算', 'final account');

INSERT INTO condition (code, position, label_zh, label_en) VALUES
    ('normal',    1, '正常', 'normal'),
    ('paused',    2, '停工', 'paused'),
    ('cancelled', 3, '取消', 'cancelled'),
    ('merged',    4, '并入', 'merged'),
    ('withdrawn', 5, '退库', 'withdrawn');

-- `-` is not read: a running number, what the register computes, what it has no place for. Years and months stand for
-- any: 某年 a year, 1-8月 from January on, 上年底 the end of the year before.
INSERT INTO heading_word (word, field) VALUES
    ('项目名称', 'name'), ('工程名称', 'name'), ('建设项目', 'name'), ('建设项目名称', 'name'), ('地块名称', 'name'),
    ('征迁地块', 'name'), ('征收项目', 'name'), ('项目工程名称', 'name'), ('工程项目', 'name'), ('工程项目名称', 'name'),
    ('项目名', 'name'), ('标段名称', 'name'), ('标段', 'name'), ('名称', 'name'), ('项目', 'name'), ('工程', 'name'),
    ('任务名称', 'name'), ('Project name', 'name'), ('Project title', 'name'), ('Name of project', 'name'),
    ('Project', 'name'), ('Title', 'name'), ('Works', 'name'), ('项目类别', 'category'), ('项目类型', 'category'),
    ('工程类别', 'category'), ('责任单位', 'units'), ('牵头单位', 'units'), ('牵头责任单位', 'units'), ('责任主体', 'units'),
    ('实施主体', 'units'), ('实施单位', 'units'), ('建设单位', 'units'), ('项目业主', 'units'), ('业主单位', 'units'),
    ('业主', 'units'), ('项目单位', 'units'), ('主体单位', 'units'), ('责任部门', 'units'), ('牵头部门', 'units'),
    ('Responsible unit', 'units'), ('Lead unit', 'units'), ('Unit', 'units'), ('Owner', 'units'),
    ('Client', 'units'), ('责任领导', 'leader'), ('分管领导', 'leader'), ('联系领导', 'leader'), ('挂联领导', 'leader'),
    ('区领导', 'leader'), ('牵头领导', 'leader'), ('责任人', 'leader'), ('项目负责人', 'leader'), ('Leader', 'leader'),
    ('建设地点', 'location'), ('实施地点', 'location'), ('项目地点', 'location'), ('工程地点', 'location'),
    ('所在地', 'location'), ('所在镇街', 'location'), ('所在镇(街道)', 'location'), ('所属镇街', 'location'),
    ('镇街', 'location'), ('属地', 'location'), ('地点', 'location'), ('位置', 'location'), ('Location', 'location'),
    ('Site', 'location'), ('建设内容及规模', 'content'), ('建设规模及内容', 'content'), ('建设规模及主要内容', 'content'),
    ('主要建设内容', 'content'), ('主要建设内容及规模', 'content'), ('建设内容', 'content'), ('建设规模', 'content'),
    ('工程内容', 'content'), ('项目内容', 'content'), ('建设内容和规模', 'content'), ('Scope', 'content'),
    ('Content', 'content'), ('项目代码', 'national_code'), ('统一代码', 'national_code'), ('国家代码', 'national_code'),
    ('赋码', 'national_code'), ('项目赋码', 'national_code'), ('投资项目代码', 'national_code'),
    ('Project code', 'national_code'), ('National code', 'national_code'), ('总投资', 'total'),
    ('计划总投资', 'total'), ('估算总投资', 'total'), ('概算总投资', 'total'), ('项目总投资', 'total'), ('工程总投资', 'total'),
    ('估算投资', 'total'), ('概算投资', 'total'), ('投资总额', 'total'), ('Total investment', 'total'),
    ('Total cost', 'total'), ('年度计划', 'plan'), ('年度计划投资', 'plan'), ('年度投资计划', 'plan'), ('年度投资', 'plan'),
    ('某年计划投资', 'plan'), ('某年投资计划', 'plan'), ('某年计划完成投资', 'plan'), ('年度计划完成投资', 'plan'), ('某年计划', 'plan'),
    ('年计划投资', 'plan'), ('年计划', 'plan'), ('本年计划', 'plan'), ('本年计划投资', 'plan'), ('今年计划', 'plan'),
    ('今年计划投资', 'plan'), ('当年计划', 'plan'), ('当年计划投资', 'plan'), ('当年投资计划', 'plan'), ('本年度计划投资', 'plan'),
    ('本年度投资计划', 'plan'), ('年度目标投资', 'plan'), ('某年目标投资', 'plan'), ('年度投资目标', 'plan'), ('Annual plan', 'plan'),
    ('Plan of the year', 'plan'), ('自开工累计完成投资', 'invested'), ('自开工累计完成', 'invested'),
    ('自开工以来累计完成投资', 'invested'), ('自开工累计', 'invested'), ('开工以来累计完成投资', 'invested'),
    ('开工至今累计完成投资', 'invested'), ('开工累计完成投资', 'invested'), ('开工以来完成投资', 'invested'),
    ('Invested since start', 'invested'), ('本年完成', 'invested_ytd'), ('本年完成投资', 'invested_ytd'),
    ('本年累计完成投资', 'invested_ytd'), ('本年累计完成', 'invested_ytd'), ('今年完成', 'invested_ytd'),
    ('今年完成投资', 'invested_ytd'), ('今年累计完成投资', 'invested_ytd'), ('今年以来完成投资', 'invested_ytd'),
    ('年内完成投资', 'invested_ytd'), ('年度累计完成投资', 'invested_ytd'), ('年度完成投资', 'invested_ytd'),
    ('本年度完成投资', 'invested_ytd'), ('本年度累计完成投资', 'invested_ytd'), ('当年完成投资', 'invested_ytd'),
    ('当年累计完成投资', 'invested_ytd'), ('某年完成投资', 'invested_ytd'), ('某年累计完成投资', 'invested_ytd'),
    ('1-8月完成', 'invested_ytd'), ('1-8月完成投资', 'invested_ytd'), ('1-8月累计完成投资', 'invested_ytd'),
    ('1-8月累计完成', 'invested_ytd'), ('1-8月投资', 'invested_ytd'), ('1-8月累计投资', 'invested_ytd'),
    ('Year to date', 'invested_ytd'), ('Invested this year', 'invested_ytd'), ('年初累计', 'invested_base'),
    ('年初累计完成投资', 'invested_base'), ('年初数', 'invested_base'), ('上年底累计完成投资', 'invested_base'),
    ('上年底累计完成', 'invested_base'), ('上年底完成投资', 'invested_base'), ('上年底自开工累计完成投资', 'invested_base'),
    ('上年底累计投资', 'invested_base'), ('至上年底累计完成投资', 'invested_base'), ('以前年度完成投资', 'invested_base'),
    ('以前年度累计完成投资', 'invested_base'), ('历年完成投资', 'invested_base'), ('历年累计完成投资', 'invested_base'),
    ('投资年初数', 'invested_base'), ('形象进度', 'physical'), ('工程形象进度', 'physical'), ('当前形象进度', 'physical'),
    ('目前形象进度', 'physical'), ('Physical progress', 'physical'), ('年度形象进度目标', 'goal'), ('形象进度目标', 'goal'),
    ('年度目标', 'goal'), ('年度目标任务', 'goal'), ('年度建设目标', 'goal'), ('年度工作目标', 'goal'), ('年度建设内容', 'goal'),
    ('年度主要建设内容', 'goal'), ('年度主要建设任务', 'goal'), ('年度建设任务', 'goal'), ('某年目标', 'goal'), ('某年形象进度目标', 'goal'),
    ('某年建设内容', 'goal'), ('某年主要建设内容', 'goal'), ('年底形象进度', 'goal'), ('年底形象目标', 'goal'),
    ('Goal of the year', 'goal'), ('阶段', 'stage'), ('所处阶段', 'stage'), ('当前阶段', 'stage'), ('目前阶段', 'stage'),
    ('建设阶段', 'stage'), ('项目阶段', 'stage'), ('项目状态', 'stage'), ('建设状态', 'stage'), ('Stage', 'stage'),
    ('Status', 'stage'), ('进展情况', 'progress'), ('项目推进情况', 'progress'), ('推进情况', 'progress'),
    ('项目进展情况', 'progress'), ('项目进展', 'progress'), ('工程进展', 'progress'), ('工程进展情况', 'progress'),
    ('目前进展', 'progress'), ('目前进展情况', 'progress'), ('当前进展', 'progress'), ('最新进展', 'progress'),
    ('工作进展', 'progress'), ('工作进展情况', 'progress'), ('进度情况', 'progress'), ('建设进展', 'progress'),
    ('建设进展情况', 'progress'), ('进展', 'progress'), ('Progress', 'progress'), ('Current progress', 'progress'),
    ('问题', 'problem'), ('存在问题', 'problem'), ('存在的问题', 'problem'), ('主要问题', 'problem'), ('存在主要问题', 'problem'),
    ('存在的主要问题', 'problem'), ('存在问题及困难', 'problem'), ('存在困难', 'problem'), ('Problem', 'problem'),
    ('Problems', 'problem'), ('需协调', 'ask'), ('需协调事项', 'ask'), ('需协调问题', 'ask'), ('需协调解决的问题', 'ask'),
    ('需要协调', 'ask'), ('需要协调事项', 'ask'), ('需要协调的事项', 'ask'), ('需要协调解决的问题', 'ask'), ('需区协调事项', 'ask'),
    ('协调事项', 'ask'), ('Asks', 'ask'), ('下步举措', 'next_step'), ('下一步举措', 'next_step'), ('下步计划', 'next_step'),
    ('下一步计划', 'next_step'), ('下步工作', 'next_step'), ('下一步工作', 'next_step'), ('下一步工作计划', 'next_step'),
    ('下步工作计划', 'next_step'), ('下步打算', 'next_step'), ('下一步打算', 'next_step'), ('下一步措施', 'next_step'),
    ('Next step', 'next_step'), ('Next steps', 'next_step'), ('计划开工', 'planned_start'),
    ('计划开工时间', 'planned_start'), ('计划开工日期', 'planned_start'), ('计划开工年月', 'planned_start'),
    ('拟开工时间', 'planned_start'), ('拟开工', 'planned_start'), ('预计开工时间', 'planned_start'),
    ('Planned start', 'planned_start'), ('计划完工', 'planned_finish'), ('计划完工时间', 'planned_finish'),
    ('计划完工日期', 'planned_finish'), ('计划竣工时间', 'planned_finish'), ('计划竣工', 'planned_finish'),
    ('计划竣工日期', 'planned_finish'), ('预计完工时间', 'planned_finish'), ('预计竣工时间', 'planned_finish'),
    ('拟完工时间', 'planned_finish'), ('计划清零', 'planned_finish'), ('计划清零时间', 'planned_finish'),
    ('清零时限', 'planned_finish'), ('Planned finish', 'planned_finish'), ('建设年限', 'span'), ('起止年限', 'span'),
    ('建设起止年限', 'span'), ('建设起止年月', 'span'), ('起止年月', 'span'), ('建设起止时间', 'span'), ('起止时间', 'span'),
    ('建设工期', 'span'), ('建设周期', 'span'), ('计划工期', 'span'), ('Years of construction', 'span'),
    ('总户数', 'households'), ('征迁户数', 'households'), ('征收户数', 'households'), ('涉及户数', 'households'),
    ('应签约户数', 'households'), ('拆迁户数', 'households'), ('Total households', 'households'), ('签约户数', 'signed'),
    ('已签约户数', 'signed'), ('累计签约户数', 'signed'), ('签约', 'signed'), ('Households signed', 'signed'),
    ('腾空户数', 'vacated'), ('已腾空户数', 'vacated'), ('累计腾空户数', 'vacated'), ('腾空', 'vacated'),
    ('Households vacated', 'vacated'), ('拆除户数', 'demolished'), ('已拆除户数', 'demolished'),
    ('累计拆除户数', 'demolished'), ('拆除', 'demolished'), ('Households demolished', 'demolished'),
    ('已征迁面积', 'area'), ('累计征迁面积', 'area'), ('完成征迁面积', 'area'), ('总面积', 'total_area'), ('征迁总面积', 'total_area'),
    ('征收总面积', 'total_area'), ('应征迁面积', 'total_area'), ('供地面积', 'land'), ('已供地面积', 'land'), ('截至', 'as_of'),
    ('截至日期', 'as_of'), ('数据截至', 'as_of'), ('累计完成投资', 'invested'), ('累计完成投资', 'invested_ytd'),
    ('累计完成', 'invested'), ('累计完成', 'invested_ytd'), ('累计投资', 'invested'), ('累计投资', 'invested_ytd'),
    ('完成投资', 'invested_ytd'), ('完成投资', 'invested'), ('已完成投资', 'invested'), ('已完成投资', 'invested_ytd'),
    ('完成情况', 'progress'), ('累计', 'invested'), ('累计', 'invested_ytd'), ('计划投资', 'plan'), ('计划投资', 'total'),
    ('投资计划', 'plan'), ('投资计划', 'total'), ('投资', 'total'), ('投资', 'plan'), ('某年总投资', 'total'),
    ('某年总投资', 'plan'), ('征迁面积', 'area'), ('征迁面积', 'total_area'), ('征收面积', 'area'), ('征收面积', 'total_area'),
    ('拆迁面积', 'area'), ('拆迁面积', 'total_area'), ('户数', 'households'), ('户数', 'signed'),
    ('开工时间', 'planned_start'), ('开工时间', '-'), ('开工日期', 'planned_start'), ('开工日期', '-'),
    ('完工时间', 'planned_finish'), ('完工时间', '-'), ('完工日期', 'planned_finish'), ('完工日期', '-'),
    ('竣工时间', 'planned_finish'), ('竣工时间', '-'), ('竣工日期', 'planned_finish'), ('竣工日期', '-'), ('序号', '-'),
    ('编号', '-'), ('号', '-'), ('行号', '-'), ('栏次', '-'), ('备注', '-'), ('说明', '-'), ('完成率', '-'), ('投资完成率', '-'),
    ('年度完成率', '-'), ('完成比例', '-'), ('占比', '-'), ('本月', '-'), ('本月完成', '-'), ('本月完成投资', '-'), ('当月完成', '-'),
    ('当月完成投资', '-'), ('8月完成投资', '-'), ('8月完成', '-'), ('8月份完成投资', '-'), ('本月投资', '-'), ('当月', '-'),
    ('实际开工', '-'), ('实际开工时间', '-'), ('实际开工日期', '-'), ('实际完工', '-'), ('实际完工时间', '-'), ('实际完工日期', '-'),
    ('实际竣工', '-'), ('实际竣工时间', '-'), ('No', '-'), ('Number', '-'), ('Remarks', '-'), ('Notes', '-'),
    ('Rate', '-'), ('Completion rate', '-');

------------------------------------------------------------------------------------------------------------
-- 11. Views, for people who open the file with another tool. Money in yuan as exact text, names instead of codes.
------------------------------------------------------------------------------------------------------------

-- What each project looks like now, one row each. A project with figures = 'lots' has its figures in its lots.
CREATE VIEW v_project AS
SELECT p.code, p.name, c.label_zh AS category, p.kind, parent.code AS parent,
       (SELECT group_concat(name, '、') FROM
           (SELECT u.name FROM json_each(p.unit_ids) j JOIN unit u ON u.id = j.value ORDER BY j.key)) AS units,
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
JOIN category c ON c.code = p.category
LEFT JOIN stage s ON s.category = p.category AND s.code = p.stage
LEFT JOIN phase ph ON ph.code = s.phase
JOIN condition k ON k.code = p.condition
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
JOIN measure m ON m.code = v.measure AND m.dimension <> 'count'
LEFT JOIN basis b ON b.code = v.basis
UNION ALL
SELECT p.code, p.name, v.what, v.measure,
       CASE v.what WHEN 'total' THEN m.total_label_zh ELSE m.label_zh END,
       CAST(v.value AS TEXT), '户', v.day, NULL, v.update_no
FROM current_value v
JOIN current_project p ON p.project_id = v.project_id
JOIN measure m ON m.code = v.measure AND m.dimension = 'count';

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
LEFT JOIN stage s ON s.category = u.category AND s.code = u.stage
LEFT JOIN condition k ON k.code = u.condition
ORDER BY u.no;

-- Every version of every plan, numbered as they were recorded; of a year and measure the one with the last from_day is
-- in force, of one day the last of them. months: JSON, cumulative, or empty.
CREATE VIEW v_plan AS
SELECT p.code, p.name, c.year, m.label_zh AS label,
       row_number() OVER (PARTITION BY c.project_id, c.year, c.measure ORDER BY c.change_id, c.position) AS version,
       CASE m.dimension WHEN 'count' THEN CAST(c.value AS TEXT)
                        ELSE printf('%d.%02d', c.value / 100, c.value % 100) END AS value,
       c.months, c.goal, c.from_day
FROM current_plan c
JOIN current_project p ON p.project_id = c.project_id
JOIN measure m ON m.code = c.measure;

-- Every milestone: as first set, as it is due now, and when it was met.
CREATE VIEW v_milestone AS
SELECT p.code, p.name AS project, c.name AS milestone, c.baseline_day, c.due_day, c.due_precision, c.is_met, c.met_day,
       c.moves, c.source
FROM current_milestone c
JOIN current_project p ON p.project_id = c.project_id;

-- Every issue, open or closed.
CREATE VIEW v_issue AS
SELECT printf('I-%02d', c.no) AS issue, p.code, p.name, c.text, c.ask, u.name AS unit, c.level, c.raised, c.due, c.closed,
       c.outcome
FROM current_issue c
JOIN current_project p ON p.project_id = c.project_id
LEFT JOIN unit u ON u.id = c.unit_id;

-- The ledger; `undone` is 1 where a change does not count now.
CREATE VIEW v_change AS
SELECT c.id, c.recorded_at, c.recorded_by, c.command, c.reason, c.source_file, c.voids,
       c.id IN (SELECT change_id FROM current_void) AS undone, c.hash
FROM change c
ORDER BY c.id;

-- Every target as it was stated.
CREATE VIEW v_target AS
SELECT t.no, t.year, t.kind, t.sentence, t.comparator, t.value, t.unit_word, t.strength, t.mode, t.source
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
