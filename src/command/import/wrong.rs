//! What ends a row, and the column in which it stands.

use std::borrow::Cow;

use crate::act::{FieldName, Refusal};
use crate::error::{Error, Fault, Objection, RowError};
use crate::report::sheets::Sheet;

/// Why a row is not taken.
pub enum Wrong {
    /// What it states is refused.
    Stated(Refusal),
    /// Something is wrong in a column, or in the row as a whole.
    Row { key: Option<Cow<'static, str>>, why: RowError },
    /// Cells that cannot be read.
    Cells(Vec<Fault>),
    /// Trouble with the register, which ends the import.
    Trouble(Error),
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self::Stated(refusal)
    }
}

impl From<Vec<Fault>> for Wrong {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Cells(faults)
    }
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        match error {
            Error::Refused { why, .. } => Self::Stated(Refusal { field: None, why }),
            trouble => Self::Trouble(trouble),
        }
    }
}

/// Refuses a row for what stands in a column.
pub fn wrong<T>(key: impl Into<Cow<'static, str>>, why: RowError) -> Result<T, Wrong> {
    Err(Wrong::Row { key: Some(key.into()), why })
}

/// Puts what speaks against a statement into a column.
pub fn in_column<T, E: Into<Objection>>(key: &'static str, result: Result<T, E>) -> Result<T, Wrong> {
    result.map_err(|why| Wrong::Row { key: Some(key.into()), why: RowError::Refused(Box::new(why.into())) })
}

/// The column of a sheet in which a field of a statement stands; `None`: it is no column of that sheet.
#[expect(clippy::too_many_lines, reason = "a table of fields, one an arm")]
pub fn column(sheet: Sheet, field: &FieldName) -> Option<Cow<'static, str>> {
    let key = match field {
        FieldName::From => match sheet {
            Sheet::Projects | Sheet::Updates => "as_of",
            Sheet::Plans => "from_day",
            Sheet::Milestones | Sheet::Issues => "code",
            Sheet::Targets => "entered_on",
        },
        FieldName::Source => "source",
        FieldName::MergedInto => "merged_into",
        FieldName::FiguresStay => "figures_stay",
        FieldName::Stage => "stage",
        FieldName::Review => "review_day",
        FieldName::Reading(measure) => return Some(measure.clone().into()),
        FieldName::Progress => "progress",
        FieldName::Problem => "problem",
        FieldName::Ask | FieldName::IssueAsk => "ask",
        FieldName::NextStep => "next_step",
        FieldName::Light => "light",
        FieldName::LightUntil => "light_until",
        FieldName::LightReason => "light_reason",
        FieldName::NoChange => "no_change",
        FieldName::Name | FieldName::NewName => "name",
        FieldName::Parent => "parent",
        FieldName::Code => "code",
        FieldName::SplitFrom => "split_from",
        FieldName::Share | FieldName::Lots => "share",
        FieldName::ListedFrom => "listed_from",
        FieldName::Units => "units",
        FieldName::Leader => "leader",
        FieldName::Own(field) => return Some(field.clone().into()),
        FieldName::Location => "location",
        FieldName::Content => "content",
        FieldName::NationalCode => "national_code",
        FieldName::Aliases | FieldName::DroppedAliases => "aliases",
        FieldName::Tags | FieldName::DroppedTags => "tags",
        FieldName::Total(measure) => return Some(crate::report::columns::total_key(measure)),
        FieldName::Figures => "figures",
        FieldName::PlannedStart => "planned_start",
        FieldName::PlannedFinish => "planned_finish",
        FieldName::Plan | FieldName::Planned(_) => match sheet {
            Sheet::Plans => "value",
            Sheet::Projects | Sheet::Updates | Sheet::Milestones | Sheet::Issues | Sheet::Targets => "plan",
        },
        FieldName::PlanYear | FieldName::TargetYear => "year",
        FieldName::PlanMeasure => "measure",
        FieldName::Months(month) => crate::report::sheets::MONTHS.get(month - 1).copied().unwrap_or("m12"),
        FieldName::Goal => "goal",
        FieldName::Milestone => "milestone",
        FieldName::MilestoneMove | FieldName::Due | FieldName::IssueDue => "due",
        FieldName::Met => "met",
        FieldName::Number => "number",
        FieldName::Authority => "authority",
        FieldName::Waived => "waived",
        FieldName::Issue => "text",
        FieldName::IssueUnit | FieldName::TargetUnit => "unit",
        FieldName::Raised => "raised",
        FieldName::Closed => "closed",
        FieldName::Outcome => "outcome",
        FieldName::Sentence => "sentence",
        FieldName::TargetDecimals => "decimals",
        FieldName::TargetTag => "tag",
        FieldName::TargetRule => "measure",
        FieldName::Entered => "entered",
        FieldName::EnteredSource => "entered_source",
        FieldName::Category | FieldName::StageMapping => "category",
        FieldName::Force
        | FieldName::Corrects
        | FieldName::UnitName
        | FieldName::UnitAlias
        | FieldName::OfCategory(_)
        | FieldName::ChecklistAdd
        | FieldName::ChecklistAfter
        | FieldName::ChecklistLabel
        | FieldName::ChecklistWord
        | FieldName::ChecklistRemove
        | FieldName::SplitInto
        | FieldName::SplitWork
        | FieldName::SplitRest
        | FieldName::Measure(_)
        | FieldName::PersonName => return None,
    };
    Some(Cow::Borrowed(key))
}
