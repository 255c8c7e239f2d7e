//! What can be wrong with a value somebody states: a quantity, a day, a text, a code.

use std::borrow::Cow;

use super::{Error, Objection, family};
use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day};
use crate::domain::quantity::{Amount, BadQuantity, Dimension};
use crate::domain::reach::Reach;

family! {
    pub enum ValueError {
        Quantity { value: String, dimension: Dimension, bad: BadQuantity, last: Option<LastReturn> } => 4 Mend;
        /// No `MEASURE=V`.
        Assignment { value: String } => 4 Mend;
        /// No `NAME=PERCENT`.
        LotShare { value: String } => 4 Mend;
        /// No `CODE=UNIT`.
        WorkOfUnit { value: String } => 4 Mend;
        Day { value: String, bad: BadDay } => 4 Mend;
        AfterToday { day: Day, today: Day } => 4 Mend;
        /// A day, month or year of which no register speaks.
        OutOfReach { value: String, reach: Reach } => 4 Mend;
        BeforeListed { code: String, day: Day, listed_from: Day } => 4 Mend;
        /// A day that must not lie before that of the fact itself.
        BeforeOn { day: Day, on: Day } => 4 Mend;
        /// A day from which nothing but other names of a work would hold.
        NamesForAllDays => 4 Mend;
        Year { value: String } => 4 Mend;
        Code { value: String } => 4 Mend;
        NationalCode { value: String } => 4 Mend;
        /// No hash of the ledger, nor enough of one to know it by; `least`: so many digits are.
        LedgerHash { value: String, least: usize } => 4 Mend;
        /// A character that is none, such as a line break in a name; `at` counts from 1.
        ControlCharacter { value: String, at: usize } => 4 Mend;
        TooLong { length: usize, most: usize } => 4 Mend;
        EmptyText => 4 Mend;
        StatedTwice { what: String } => 2 Mend;
        /// Emptied and filled by one statement, or filled twice.
        ClearAndSet { field: String } => 2 Mend;
        NothingStated { command: &'static str } => 2 Mend;
        /// What is stated wants a reason.
        NeedsReason => 2 Reason;
        NotReadable { measure: Named } => 4 Mend;
        NoTotalOfItsOwn { measure: Named } => 4 Mend;
        /// A percentage is not summed.
        NotSummed { measure: Named } => 4 Mend;
    }
}

impl ValueError {
    /// As the refusal of what stands behind a flag.
    pub fn behind(self, flag: impl Into<Cow<'static, str>>) -> Error {
        Objection::from(self).behind(flag)
    }
}

/// The last value filed, to help read a number without a unit.
#[derive(Debug)]
pub struct LastReturn {
    pub code: String,
    pub value: Amount,
}
