//! What can be wrong with the fields of an office's own, and with what is said to stand in one.

use super::family;
use crate::domain::catalog::{Label, Named};
use crate::domain::own_field::{BadOwn, OwnField, OwnKind};

family! {
    pub enum FieldError {
        /// A word that names no field; or, of a leader's duty, none that holds a person.
        Unknown { word: String, is_duty: bool, known: Vec<Named> } => 4 Mend;
        /// `--field` without `=`.
        NoPair { value: String } => 2 Mend;
        TooMany { most: usize } => 5 Mend;
        /// Signs that part a name from what stands behind it.
        Name { value: String, sign: char } => 4 Mend;
        /// A column, a measure or another field is called so.
        NameTaken { name: String } => 5 Mend;
        Key { value: String } => 4 Mend;
        KeyTaken { key: String } => 5 Mend;
        /// A flag that goes with another kind.
        NotOfKind { flag: &'static str, kind: OwnKind } => 2 Mend;
        /// A choice without anything to choose from.
        NoChoices => 2 Mend;
        /// What is no value of the field.
        Value { field: Box<OwnField>, value: String, bad: BadOwn } => 4 Mend;
        /// A field that only works of another category have.
        OtherCategory { field: Label, category: Named, code: String } => 4 Mend;
        /// Another kind, or another unit, of a field that works have values in: their codes.
        KindInUse { field: Label, codes: Vec<String> } => 4 Mend;
        ChoiceInUse { field: Label, choice: String, codes: Vec<String> } => 4 Mend;
        DecimalsShrink { field: Label, from: u8, to: u8 } => 4 Mend;
        /// A field taken from works that have a value in it.
        CategoryInUse { field: Label, category: Named, codes: Vec<String> } => 4 Mend;
    }
}
