//! The history tables, each declared once: its columns, the facts its rows need, what can be stated in it only once.
//! From the declaration follow how a row is appended and read back, with the same columns in the same order, so that the
//! hash of what was written and of what is read are one thing; and what an undo looks at.

use rusqlite::types::ValueRef;

use super::column::{Columns, columns, insert, select};

/// What the program does with a history table.
pub struct HistoryTable {
    pub name: &'static str,
    pub insert: &'static str,
    /// All rows of the projects ?1 to ?2 in their order; of a table without projects, all rows.
    pub select: &'static str,
    /// Every row there is, in the same order, whatever stands in it.
    pub every: &'static str,
    /// A row of change ?1.
    pub one_of: &'static str,
    /// All rows, change by change, those of one in the order in which they enter its hash.
    pub in_order: &'static str,
    /// How many rows there are.
    pub count: &'static str,
    /// Where the columns stand that place a row in the ledger.
    pub change_id: usize,
    pub seq: usize,
    /// The projects that change ?1 speaks of here; `None` where these are told by another table already.
    pub projects: Option<&'static str>,
    /// What changes from ?1 on state here of projects, by day ?2: the change and the project; `None` as above.
    pub entries: Option<&'static str>,
    pub needs: &'static [Need],
    /// The other changes that did here what change ?1 did and what can be done but once.
    pub rivals: Option<&'static str>,
}

/// Facts of a table that need a fact of some table: without it they would hang in the air.
pub struct Need {
    /// The changes whose facts those of change ?1 need.
    pub needed: &'static str,
    /// The changes whose facts need those of change ?1.
    pub needing: &'static str,
}

/// A row to append to its table: what it says after the columns that place it.
pub trait HistoryRow<'v>: Columns<ValueRef<'v>> {
    const TABLE: &'static HistoryTable;
    type Spine: Columns<ValueRef<'v>>;
}

columns! {
    /// The first columns of a fact of a project.
    ProjectSpine after 0 => project_id change_id seq from_day
}
columns! {
    /// The first columns of a row that belongs to a fact of a project and shares its day.
    PartSpine after 0 => project_id change_id seq
}
columns! {
    /// The first columns of a fact of the register itself.
    RegisterSpine after 0 => change_id seq
}

/// Declares the tables in the order their rows enter a hash. Of each: the struct of its columns; what its rows are, and
/// so what they begin with (`of_project`: facts of a project, which need it; `of_fact`: facts of a project that need
/// another fact, which needs the project; `listing`: the fact that makes a project; `part`: parts of a fact;
/// `of_register`); its name; its further columns; `then`: the column that orders rows of one fact; `needs`: the tables
/// of the facts that its rows (`own`) need (a word that is stated anew is stated whole, and rests on what it was); `once`: when another row says what can be said but once.
macro_rules! history_tables {
    ($(
        $row:ident = $kind:ident $name:literal [$($column:ident)+]
        $(then $more:literal)? $(needs $needed:literal on $by:literal)* $(once on $once:literal)?;
    )+) => {
        $(history_table! {
            $kind $row $name [$($column)+] [$($more)?] [$($needed on $by)*] [$($once)?]
        })+

        /// Every history table but `change`, in the order their rows enter a hash.
        pub const ALL: [&HistoryTable; [$($name),+].len()] = [$($row::TABLE),+];
    };
}

macro_rules! history_table {
    (listing $($table:tt)+) => {
        history_table!(
            @ ProjectSpine [id change_id seq from_day] "WHERE id BETWEEN ?1 AND ?2" "ORDER BY id" ["id"] $($table)+
        );
    };
    (of_project $row:ident $name:literal $columns:tt $more:tt [$($needs:tt)*] $once:tt) => {
        history_table!(
            of_fact $row $name $columns $more ["project" on "needed.id = own.project_id" $($needs)*] $once
        );
    };
    (of_fact $($table:tt)+) => {
        history_table!(
            @ ProjectSpine [project_id change_id seq from_day]
            "WHERE project_id BETWEEN ?1 AND ?2" "ORDER BY project_id, change_id, seq" ["project_id"] $($table)+
        );
    };
    (part $($table:tt)+) => {
        history_table!(
            @ PartSpine [project_id change_id seq]
            "WHERE project_id BETWEEN ?1 AND ?2" "ORDER BY project_id, change_id, seq" [] $($table)+
        );
    };
    (of_register $($table:tt)+) => {
        history_table!(@ RegisterSpine [change_id seq] "WHERE ?1 <= ?2" "ORDER BY change_id, seq" [] $($table)+);
    };
    (
        @ $spine:ident [$($key:ident)+] $range:literal $order:literal [$($project:literal)?] $row:ident $name:literal
        [$($column:ident)+] [$($more:literal)?] [$($needed:literal on $by:literal)*] [$($once:literal)?]
    ) => {
        columns!($row after [$(stringify!($key)),+].len() => $($column)+);

        impl $row<usize> {
            pub const TABLE: &'static HistoryTable = &HistoryTable {
                name: $name,
                insert: insert!([$($key)+ $($column)+], $name),
                select: select!([$($key)+ $($column)+], "FROM ", $name, " ", $range, " ", $order $(, ", ", $more)?),
                every: select!([$($key)+ $($column)+], "FROM ", $name, " ", $order $(, ", ", $more)?),
                one_of: concat!("SELECT 1 FROM ", $name, " WHERE change_id = ?1"),
                in_order: select!(
                    [$($key)+ $($column)+], "FROM ", $name, " ORDER BY change_id, seq" $(, ", ", $more)?
                ),
                count: concat!("SELECT count(*) FROM ", $name),
                change_id: $spine::AT.change_id,
                seq: $spine::AT.seq,
                projects: optional_text!(
                    $("SELECT DISTINCT ", $project, " FROM ", $name, " WHERE change_id = ?1")?
                ),
                entries: optional_text!($(
                    "SELECT DISTINCT change_id, ", $project, " FROM ", $name, " WHERE change_id >= ?1 AND from_day <= ?2"
                )?),
                needs: &[$(Need {
                    needed: concat!(
                        "SELECT DISTINCT needed.change_id FROM ", $name, " own JOIN ", $needed, " needed ON ", $by,
                        " WHERE own.change_id = ?1"
                    ),
                    needing: concat!(
                        "SELECT DISTINCT own.change_id FROM ", $name, " own JOIN ", $needed, " needed ON ", $by,
                        " WHERE needed.change_id = ?1"
                    ),
                }),*],
                rivals: optional_text!($(
                    "SELECT DISTINCT other.change_id FROM ", $name, " own JOIN ", $name, " other ON ", $once,
                    " WHERE own.change_id = ?1"
                )?),
            };
        }

        impl<'v> HistoryRow<'v> for $row<ValueRef<'v>> {
            const TABLE: &'static HistoryTable = $row::TABLE;
            type Spine = $spine<ValueRef<'v>>;
        }
    };
}

/// The text of a query that a table has or has not.
macro_rules! optional_text {
    () => { None };
    ($($text:literal),+) => { Some(concat!($($text),+)) };
}

history_tables! {
    SettingRow = of_register "setting" [key value];
    RuleSetRow = of_register "rule_set" [from_day version];
    RuleRow = of_register "rule" [key value] then "key";
    PhaseRow = of_register "phase" [code position label_zh label_en]
        needs "phase" on "needed.code = own.code AND needed.change_id < own.change_id";
    BasisRow = of_register "basis" [code position label_zh label_en]
        needs "basis" on "needed.code = own.code AND needed.change_id < own.change_id";
    ConditionRow = of_register "condition" [code position label_zh label_en]
        needs "condition" on "needed.code = own.code AND needed.change_id < own.change_id";
    CategoryRow = of_register "category" [
        code position label_zh label_en code_prefix starts completes starts_zh starts_en completes_zh completes_en
    ]
        needs "category" on "needed.code = own.code AND needed.change_id < own.change_id";
    StageRow = of_register "stage" [position code phase label_zh label_en] then "position";
    StageSynonymRow = of_register "stage_synonym" [word stage] then "word";
    CategoryWordRow = of_register "category_word" [word] then "word";
    ChecklistRow = of_register "checklist" [category]
        needs "checklist" on "needed.category = own.category AND needed.change_id < own.change_id";
    PermitRow = of_register "permit" [position label_zh label_en] then "position";
    PermitWordRow = of_register "permit_word" [permit position word] then "permit, position";
    MeasureRow = of_register "measure" [
        code position dimension unit_zh unit_en decimals label_zh label_en total_label_zh total_label_en share_of step
        is_read
    ]
        needs "measure" on "needed.code = own.code AND needed.change_id < own.change_id";
    MeasureCategoryRow = of_register "measure_category" [category] then "category";
    OwnFieldRow = of_register "own_field" [code position kind decimals unit category label_zh label_en]
        needs "own_field" on "needed.code = own.code AND needed.change_id < own.change_id";
    OwnFieldChoiceRow = of_register "own_field_choice" [position choice] then "position";
    HeadingWordRow = of_register "heading_word" [word field];
    UnitRow = of_register "unit" [id name position];
    UnitAliasRow = of_register "unit_alias" [unit_id alias]
        needs "unit" on "needed.id = own.unit_id";
    UnitMergeRow = of_register "unit_merge" [from_day unit_id into_id]
        needs "unit" on "needed.id = own.unit_id"
        needs "unit" on "needed.id = own.into_id";
    UnitRenameRow = of_register "unit_rename" [from_day unit_id name]
        needs "unit" on "needed.id = own.unit_id";
    UnitMoveRow = of_register "unit_move" [from_day unit_id position]
        needs "unit" on "needed.id = own.unit_id";
    UnitSplitRow = of_register "unit_split" [from_day unit_id into_id]
        needs "unit" on "needed.id = own.unit_id"
        needs "unit" on "needed.id = own.into_id";
    OfficeWordRow = of_register "office_word" [word field];
    ListAnswerRow = of_register "list_answer" [headings about heading field unit] then "about, heading";
    TargetRow = of_register "target" [
        from_day no year kind sentence dimension unit_word unit_en decimals value comparator strength mode opening category tag stage
        measure source
    ];
    TargetValueRow = of_register "target_value" [from_day target_no value source]
        needs "target" on "needed.no = own.target_no";
    ListingRow = listing "project" [code kind category source];
    ProjectCategoryRow = of_project "project_category" [category];
    ProjectStageRow = part "project_stage" [from_category from_stage stage] then "from_category, from_stage";
    ProjectTextRow = of_project "project_text" [field value];
    ProjectAliasRow = of_project "project_alias" [alias present];
    ProjectTagRow = of_project "project_tag" [tag present];
    ProjectOwnRow = of_project "project_own" [field value];
    ProjectParentRow = of_project "project_parent" [parent_id]
        needs "project" on "needed.id = own.parent_id";
    ProjectUnitRow = of_project "project_unit" [position unit_id] then "position"
        needs "unit" on "needed.id = own.unit_id";
    ProjectSplitRow = of_project "project_split" [part_id share]
        needs "project" on "needed.id = own.part_id";
    ProjectTotalRow = of_project "project_total" [measure value basis];
    StatusUpdateRow = of_project "status_update" [
        no corrects category stage condition merged_into figures_stay review_day no_change progress problem ask
        next_step source
        light light_until light_reason
    ]
        needs "project" on "needed.id = own.merged_into"
        needs "status_update" on "needed.no = own.corrects"
        once on "other.corrects = own.corrects";
    ReadingRow = part "reading" [measure value] then "measure";
    MilestoneRow = of_project "milestone" [
        name event due_day precision category stage source number authority reason
    ]
        needs "milestone" on "needed.project_id = own.project_id AND needed.name = own.name AND needed.event = 'raised'
                              AND own.event <> 'raised' AND needed.change_id < own.change_id"
        once on "other.project_id = own.project_id AND other.name = own.name AND other.event = own.event
                 AND own.event <> 'moved' AND own.event <> 'waived'";
    AnnualPlanRow = of_project "annual_plan" [year measure value goal];
    AnnualPlanMonthRow = part "annual_plan_month" [month value] then "month";
    IssueRow = of_project "issue" [no text ask unit_id level due_day]
        needs "unit" on "needed.id = own.unit_id";
    IssueCloseRow = of_fact "issue_close" [issue_no outcome]
        needs "issue" on "needed.no = own.issue_no"
        once on "other.issue_no = own.issue_no";
    FrozenPageRow = of_register "frozen_page" [
        no report period scope since_day as_of upto lang format remark title inputs sha256 content
    ];
    PersonRow = of_register "person" [name event]
        needs "person" on "needed.name = own.name AND needed.event = 'added' AND own.event <> 'added'
                           AND needed.change_id < own.change_id";
    PersonUnitRow = of_register "person_unit" [unit_id] then "unit_id"
        needs "unit" on "needed.id = own.unit_id";
    PersonRightRow = of_register "person_right" [may] then "may";
    ReviewSwitchRow = of_register "review_switch" [is_on];
    SubmissionRow = of_register "submission" [from_day no project_id stated is_forced]
        needs "project" on "needed.id = own.project_id";
    ReviewRow = of_register "review" [submission_no update_no]
        needs "submission" on "needed.no = own.submission_no"
        once on "other.submission_no = own.submission_no";
}
