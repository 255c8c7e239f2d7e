//! What can be wrong with a measure that is stated.

use std::borrow::Cow;

use super::{Error, Objection, family};
use crate::domain::catalog::{Named, ValueOnRecord};
use crate::domain::quantity::Dimension;
use crate::domain::word::ShareClash;

family! {
    pub enum MeasureError {
        /// A word of it that names another measure, or a column of the register.
        Taken { word: String, measure: Option<Named> } => 5 Mend;
        /// No code.
        Code { value: String } => 4 Mend;
        /// A sign in a label that headings and commands need for themselves.
        Sign { value: String, sign: char } => 4 Mend;
        /// No unit.
        Unit { value: String } => 4 Mend;
        Decimals { value: String } => 4 Mend;
        /// Money and the like have decimals and an English name already.
        FixedUnit { dimension: Dimension } => 4 Mend;
        /// Neither values nor a total.
        NothingKnown => 2 Mend;
        /// An English name of a total that is not there.
        NoTotal => 4 Mend;
        /// It cannot be a share of that total.
        Share { measure: Named, whole: Named, why: ShareClash } => 4 Mend;
        Step { value: String } => 4 Mend;
        StepTaken { whole: Named, step: i64, free: i64 } => 5 Mend;
        /// A step of no total, or one of which no return speaks.
        StrayStep { measure: Named } => 4 Mend;
        /// Values are on record that would mean something else.
        UnitOnRecord { measure: Named, was: Dimension, is: Dimension, values: usize, first: Box<ValueOnRecord> } => 5 Mend;
        /// A value is on record that has more decimals.
        FinerOnRecord { measure: Named, was: Dimension, is: Dimension, value: ValueOnRecord } => 5 Mend;
    }
}

impl MeasureError {
    /// As the refusal of what stands behind a flag.
    pub fn behind(self, flag: impl Into<Cow<'static, str>>) -> Error {
        Objection::from(self).behind(flag)
    }
}
