//! What can be wrong with a value somebody states: a quantity, a day, a text, a code.

use std::borrow::Cow;

use super::{Error, Objection, Remedy};
use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day};
use crate::domain::quantity::{BadQuantity, Dimension};
use crate::domain::reach::Reach;

#[derive(Debug)]
pub enum ValueError {
    Quantity {
        value: String,
        dimension: Dimension,
        bad: BadQuantity,
        last: Option<LastReturn>,
    },
    /// No `MEASURE=V`.
    Assignment {
        value: String,
    },
    Day {
        value: String,
        bad: BadDay,
    },
    AfterToday {
        day: Day,
        today: Day,
    },
    /// A day, month or year of which no register speaks.
    OutOfReach {
        value: String,
        reach: Reach,
    },
    BeforeListed {
        code: String,
        day: Day,
        listed_from: Day,
    },
    /// A day that must not lie before that of the fact itself.
    BeforeOn {
        day: Day,
        on: Day,
    },
    Year {
        value: String,
    },
    Code {
        value: String,
    },
    NationalCode {
        value: String,
    },
    /// A character that is none, such as a line break in a name; `at` counts from 1.
    ControlCharacter {
        value: String,
        at: usize,
    },
    TooLong {
        length: usize,
        most: usize,
    },
    EmptyText,
    StatedTwice {
        what: String,
    },
    /// Emptied and filled by one statement, or filled twice.
    ClearAndSet {
        field: String,
    },
    NothingStated {
        command: &'static str,
    },
    /// What is stated wants a reason.
    NeedsReason,
    NotReadable {
        measure: Named,
    },
    NoTotalOfItsOwn {
        measure: Named,
    },
    /// A percentage is not summed.
    NotSummed {
        measure: Named,
    },
}

impl ValueError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::StatedTwice { .. } | Self::ClearAndSet { .. } | Self::NothingStated { .. } | Self::NeedsReason => 2,
            Self::Quantity { .. }
            | Self::Assignment { .. }
            | Self::Day { .. }
            | Self::AfterToday { .. }
            | Self::OutOfReach { .. }
            | Self::BeforeListed { .. }
            | Self::BeforeOn { .. }
            | Self::Year { .. }
            | Self::Code { .. }
            | Self::NationalCode { .. }
            | Self::ControlCharacter { .. }
            | Self::TooLong { .. }
            | Self::EmptyText
            | Self::NotReadable { .. }
            | Self::NoTotalOfItsOwn { .. }
            | Self::NotSummed { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::NeedsReason => Remedy::Reason,
            Self::Quantity { .. }
            | Self::Assignment { .. }
            | Self::Day { .. }
            | Self::AfterToday { .. }
            | Self::OutOfReach { .. }
            | Self::BeforeListed { .. }
            | Self::BeforeOn { .. }
            | Self::Year { .. }
            | Self::Code { .. }
            | Self::NationalCode { .. }
            | Self::ControlCharacter { .. }
            | Self::TooLong { .. }
            | Self::EmptyText
            | Self::StatedTwice { .. }
            | Self::ClearAndSet { .. }
            | Self::NothingStated { .. }
            | Self::NotReadable { .. }
            | Self::NoTotalOfItsOwn { .. }
            | Self::NotSummed { .. } => Remedy::Mend,
        }
    }

    /// As the refusal of what stands behind a flag.
    pub fn behind(self, flag: impl Into<Cow<'static, str>>) -> Error {
        Objection::from(self).behind(flag)
    }
}

/// The last value filed, to help read a number without a unit.
#[derive(Debug)]
pub struct LastReturn {
    pub code: String,
    pub value: i64,
}
