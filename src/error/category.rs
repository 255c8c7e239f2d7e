//! What can be wrong with a category of the office's own, and with the stages of its works.

use super::family;
use crate::domain::catalog::{Label, Phase};
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
        /// What the words as they would be cannot mean.
        Clash { clash: WordClash } => 5 Mend;
    }
}
