//! What can be wrong with a milestone, the planned start and finish among them.

use super::family;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};

family! {
    pub enum MilestoneError {
        Exists { code: String, name: String, due: DueDay } => 5 Mend;
        Unknown { code: String, word: String, candidates: Vec<String> } => 4 Mend;
        Met { code: String, name: String, met: Option<DueDay> } => 5 Mend;
        Unmoved { code: String, name: String, due: DueDay } => 4 Mend;
        /// The planned start and finish are met by the stage.
        MetByStage { code: String, name: String, stage: Named } => 4 Mend;
        /// The planned start lies after the planned finish.
        StartAfterFinish {
            /// `None`: of a project that is being registered.
            code: Option<String>,
            start: DueDay,
            finish: DueDay,
            /// The one of the two, `start` or `finish`, that was not spoken of; `None`: both were.
            other: Option<&'static str>,
        } => 4 Mend;
        /// Of a permit nobody planned, or a milestone that is not met: on which day it was met was not said.
        NeedsDay { name: String } => 4 Mend;
        /// Not needed, which is on record already.
        Waived { code: String, name: String, reason: String } => 5 Mend;
        /// The document with this number is that of another permit or work.
        NumberTaken { number: String, code: String, name: String } => 5 Force;
        /// The category has no permits.
        NoChecklist { code: String, category: Label } => 4 Mend;
        /// A permit is on the checklist under this word, or two are added under it.
        OnChecklist { word: String, permit: String } => 5 Mend;
        /// The planned start and finish are no permits.
        NoPermit { word: String } => 4 Mend;
        /// Spoken of on a day on which it was not raised yet.
        BeforeRaised { name: String, day: Day, raised: Day } => 4 Mend;
    }
}
