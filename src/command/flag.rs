//! Where a field of a statement stands on a command line. A refusal from `act` names the field; here it becomes the
//! error about its flag.

use std::borrow::Cow;

use crate::act::category::CategoryField;
use crate::act::{FieldName, MeasureField, Refusal};
use crate::domain::catalog::{INVESTED, PAID, PHYSICAL};
use crate::error::Error;

impl From<Refusal> for Error {
    fn from(Refusal { field, why }: Refusal) -> Self {
        Self::Refused { flag: field.as_ref().map(flag), why }
    }
}

/// The flag of a field, or its name in the usage line.
#[expect(clippy::too_many_lines, reason = "a table of fields, one an arm")]
fn flag(field: &FieldName) -> Cow<'static, str> {
    let flag = match field {
        FieldName::From | FieldName::ListedFrom | FieldName::Raised | FieldName::Closed | FieldName::Met => "--on",
        FieldName::Force => "--force",
        FieldName::Source | FieldName::EnteredSource => "--source",
        FieldName::MergedInto | FieldName::SplitInto => "--into",
        FieldName::SplitWork => "--work",
        FieldName::SplitRest => "--rest",
        FieldName::FiguresStay => "--figures-stay",
        FieldName::Stage => "--stage",
        FieldName::Review => "--review",
        FieldName::Reading(measure) => match measure.as_str() {
            INVESTED => "--invested",
            PAID => "--paid",
            PHYSICAL => "--progress",
            other => return format!("--set {other}").into(),
        },
        FieldName::Progress => "--text",
        FieldName::Problem => "--problem",
        FieldName::Ask | FieldName::IssueAsk => "--ask",
        FieldName::NextStep => "--next",
        FieldName::Light => "--light",
        FieldName::LightUntil => "--until",
        FieldName::LightReason => "--reason",
        FieldName::NoChange => "--no-change",
        FieldName::Corrects => "--corrects",
        FieldName::Name | FieldName::Milestone | FieldName::UnitName | FieldName::PersonName => "NAME",
        FieldName::NewName => "--name",
        FieldName::Parent => "--parent",
        FieldName::Code => "--code",
        FieldName::SplitFrom => "--split-from",
        FieldName::Share => "--share",
        FieldName::Lots => "--lot",
        FieldName::Units | FieldName::IssueUnit => "--unit",
        FieldName::Leader => "--leader",
        FieldName::Own(field) => return format!("--field {field}").into(),
        FieldName::Location => "--location",
        FieldName::Content => "--content",
        FieldName::NationalCode => "--national-code",
        FieldName::Aliases | FieldName::UnitAlias => "--alias",
        FieldName::DroppedAliases => "--unalias",
        FieldName::Tags | FieldName::TargetTag => "--tag",
        FieldName::DroppedTags => "--untag",
        FieldName::Total(measure) if measure == INVESTED => "--total",
        FieldName::Total(measure) => return format!("--total {measure}").into(),
        FieldName::Figures => "--figures",
        FieldName::PlannedStart => "--start",
        FieldName::PlannedFinish => "--finish",
        FieldName::Plan => "plan",
        FieldName::PlanYear => "YEAR",
        FieldName::Planned(measure) if measure == INVESTED => "--invest",
        FieldName::Planned(measure) => return format!("--set {measure}").into(),
        FieldName::PlanMeasure => "--set",
        FieldName::Months(_) => "--months",
        FieldName::Goal => "--goal",
        FieldName::MilestoneMove => "milestone move",
        FieldName::Due => "DUE",
        FieldName::Number => "--number",
        FieldName::Authority => "--authority",
        FieldName::Waived => "--reason",
        FieldName::ChecklistAdd => "--add",
        FieldName::ChecklistAfter => "--after",
        FieldName::ChecklistLabel => "--label-en",
        FieldName::ChecklistWord => "--word",
        FieldName::ChecklistRemove => "--remove",
        FieldName::Issue => "TEXT",
        FieldName::IssueDue => "--due",
        FieldName::Outcome => "--outcome",
        FieldName::Sentence => "SENTENCE",
        FieldName::TargetYear => "--year",
        FieldName::TargetUnit => "--entered",
        FieldName::TargetRule => "--count",
        FieldName::Entered => "V",
        FieldName::OfCategory(field) => of_category(*field),
        FieldName::Category => "--category",
        FieldName::StageMapping => "--stage OLD=NEW",
        FieldName::TargetDecimals => "--decimals",
        FieldName::Measure(field) => measure_flag(*field),
    };
    Cow::Borrowed(flag)
}

/// The flag of a field of a category as such.
fn of_category(field: CategoryField) -> &'static str {
    match field {
        CategoryField::Name => "NAME",
        CategoryField::English => "--label-en",
        CategoryField::Id => "--code",
        CategoryField::Prefix => "--prefix",
        CategoryField::Stages => "--stages",
        CategoryField::EnglishStages => "--stages-en",
        CategoryField::Renamed => "--rename",
        CategoryField::Starts => "--starts",
        CategoryField::StartsLabel => "--starts-label",
        CategoryField::Completes => "--completes",
        CategoryField::CompletesLabel => "--completes-label",
        CategoryField::Word => "--word",
        CategoryField::DroppedWord => "--unword",
        CategoryField::Synonym => "--synonym",
        CategoryField::DroppedSynonym => "--unsynonym",
    }
}

/// The flag of a field of a measure.
fn measure_flag(field: MeasureField) -> &'static str {
    match field {
        MeasureField::Name => "NAME",
        MeasureField::Code => "--code",
        MeasureField::Unit => "--unit",
        MeasureField::UnitEn => "--unit-en",
        MeasureField::Decimals => "--decimals",
        MeasureField::LabelEn => "--label-en",
        MeasureField::Total => "--total",
        MeasureField::TotalEn => "--total-en",
        MeasureField::ShareOf => "--share-of",
        MeasureField::Step => "--step",
    }
}
