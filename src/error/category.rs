//! What can be wrong with a category of the office's own, and with the stages of its works.

use super::family;
use crate::domain::catalog::{Label, Phase};
use crate::domain::day::Day;
use crate::domain::word::WordClash;

family! {
    pub enum CategoryError {
        /// Stages that are not parted into four phases.
        NotFourPhases { found: usize } => 4 Mend;
        /// A phase without stages that has to have one.
        EmptyPhase { phase: Phase } => 4 Mend;
        /// English labels that are not as many as the stages of each phase.
        OtherShape { stages: [usize; 4], labels: [usize; 4] } => 4 Mend;
        /// No `STAGE=WORD`.
        NoPair { value: String } => 4 Mend;
        /// What codes of works cannot begin with.
        BadPrefix { value: String } => 4 Mend;
        /// What programs cannot know it by.
        BadId { value: String } => 4 Mend;
        /// A word to be taken away that is not there.
        NoSuchWord { word: String } => 4 Mend;
        /// A stage taken away that works name.
        StageInUse { category: Label, stage: Label, works: Vec<String> } => 5 Mend;
        /// A work that is of that category already.
        SameCategory { code: String, category: Label } => 4 Mend;
        /// Stages on record that the other category has nothing for, of a work or those under it: each with the stage of
        /// that category that may be meant.
        StagesUnread { code: String, category: Label, unread: Vec<(Label, Label)>, stages: Vec<Label> } => 4 Mend;
        /// A work that stands under one that stays: only the whole tree is moved.
        StandsUnder { code: String, parent: String, category: Label } => 4 Mend;
        /// A stage filed for a day before the work was moved to a category that has nothing for it.
        StageNotRead { code: String, stage: Label, category: Label, from: Day } => 4 Mend;
        /// What the words as they would be cannot mean.
        Clash { clash: WordClash } => 5 Mend;
    }
}
