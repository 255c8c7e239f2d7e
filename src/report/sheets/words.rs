//! The program's own words that a cell of a sheet can be out of, with their codes.

use super::targets::{comparator_word, mode_word, strength_word, target_kind_word};
use crate::domain::fact::{Kind, Level};
use crate::domain::target::{Comparator, Mode, Strength, TargetKind};
use crate::report::model::{Word, Words};
use crate::report::word::{kind_word, level_word};

/// Each word with its code; none of a list that is data.
pub fn words(of: Words) -> Vec<(&'static str, Word)> {
    match of {
        Words::Kind => [Kind::Project, Kind::Lot, Kind::Programme].map(|each| (each.code(), kind_word(each))).to_vec(),
        Words::Figures => vec![("own", Word::Own), ("lots", Word::FromLots)],
        Words::Light => vec![("red", Word::Red), ("yellow", Word::Yellow), ("green", Word::Green)],
        Words::Level => Level::ALL.iter().map(|each| (each.code(), level_word(*each))).collect(),
        Words::TargetKind => TargetKind::ALL.iter().map(|each| (each.code(), target_kind_word(*each))).collect(),
        Words::Comparator => Comparator::ALL.iter().map(|each| (each.code(), comparator_word(*each))).collect(),
        Words::Strength => Strength::ALL.iter().map(|each| (each.code(), strength_word(*each))).collect(),
        Words::Mode => Mode::ALL.iter().map(|each| (each.code(), mode_word(*each))).collect(),
        Words::Category | Words::Stage | Words::Condition | Words::Basis | Words::Measure => Vec::new(),
    }
}
