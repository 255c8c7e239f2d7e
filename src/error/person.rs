//! Why somebody may not record something, and what is wrong with a statement about the list of persons.

use super::family;
use crate::domain::person::Right;

family! {
    pub enum PersonError {
        /// The register keeps a list, and they are not on it; `may`: who keeps it.
        NotListed { name: String, listed: Vec<String>, may: Vec<String> } => 4 Right;
        NoRight { name: String, right: Right, may: Vec<String> } => 4 Right;
        /// The work is of other units than those they file for.
        OtherUnits { name: String, code: String, own: Vec<String>, units: Vec<String>, may: Vec<String> } => 4 Right;
        /// What is filed, or taken back, is for those who review to decide.
        WaitsForReview { name: String, may: Vec<String> } => 4 Right;
        Exists { name: String } => 5 Mend;
        Unknown { name: String, listed: Vec<String> } => 4 Mend;
        /// The first on the list could not go on with it.
        FirstKeeps { name: String } => 4 Mend;
        /// Nobody would be left to keep the list.
        LastKeeper { name: String } => 4 Mend;
    }
}
