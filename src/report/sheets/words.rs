//! The program's own words that a cell of a sheet can be out of, with their codes.

use super::targets::{comparator_word, kind_word, mode_word, strength_word};
use crate::domain::fact::{Kind, Level};
use crate::domain::target::{Comparator, Mode, Strength, TargetKind};
use crate::report::issues::level_word;
use crate::report::model::{Word, Words};

/// Each word with its code; none of a list that is data.
pub fn words(of: Words) -> Vec<(&'static str, Word)> {
    match of {
        Words::Kind => vec![
            (Kind::Project.code(), Word::Project),
            (Kind::Lot.code(), Word::Lot),
            (Kind::Programme.code(), Word::Programme),
        ],
        Words::Figures => vec![("own", Word::Own), ("lots", Word::FromLots)],
        Words::Light => vec![("red", Word::Red), ("yellow", Word::Yellow), ("green", Word::Green)],
        Words::Level => Level::ALL.iter().map(|each| (each.code(), level_word(*each))).collect(),
        Words::TargetKind => TargetKind::ALL.iter().map(|each| (each.code(), kind_word(*each))).collect(),
        Words::Comparator => Comparator::ALL.iter().map(|each| (each.code(), comparator_word(*each))).collect(),
        Words::Strength => Strength::ALL.iter().map(|each| (each.code(), strength_word(*each))).collect(),
        Words::Mode => Mode::ALL.iter().map(|each| (each.code(), mode_word(*each))).collect(),
        Words::Category | Words::Stage | Words::Condition | Words::Basis | Words::Measure => Vec::new(),
    }
}
