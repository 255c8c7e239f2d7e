//! Changes: who recorded what when, and which of them count.

use std::collections::HashSet;

use super::fact::{Fact, Recorded, Update};
use super::page::FrozenPage;
use super::unit::UnitFact;
use super::{ChangeId, Day, Instant, ProjectId, UpdateNo};

/// A row of the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub id: ChangeId,
    pub recorded_at: Instant,
    pub recorded_by: String,
    /// The command line, without the program's name.
    pub command: String,
    pub reason: Option<String>,
    pub source_file: Option<String>,
    pub source_sha256: Option<String>,
    /// The change this one takes back.
    pub voids: Option<ChangeId>,
    pub program: String,
    pub hash: String,
}

/// A change with what it stated of projects, of units and of the register.
#[derive(Clone, Debug)]
pub struct Recording {
    pub change: Change,
    pub facts: Vec<Recorded>,
    pub units: Vec<UnitFact>,
    /// Targets, values entered for them, sets of rules.
    pub register: Vec<Fact>,
    /// Pages that went out.
    pub pages: Vec<FrozenPage>,
    /// Taken back, as known.
    pub undone: bool,
}

/// That a return was filed: of what, for which day, and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filing {
    pub project: ProjectId,
    pub no: UpdateNo,
    pub corrects: Option<UpdateNo>,
    pub as_of: Day,
    pub recorded_at: Instant,
}

/// A return that counts, with the change that filed it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Return {
    pub change: ChangeId,
    pub as_of: Day,
    pub update: Update,
}

/// The returns among those filed after a page was due that were too late for it, being as of its day or before, and the
/// numbers of these and of whatever corrects them: late paper, even when it was put right afterwards.
pub fn late(filings: Vec<Filing>, ended: Day) -> (Vec<Filing>, HashSet<UpdateNo>) {
    let mut numbers = HashSet::new();
    let mut late = Vec::new();
    for filing in filings {
        let is_late = match filing.corrects {
            Some(corrected) => numbers.contains(&corrected),
            None => filing.as_of <= ended,
        };
        if is_late {
            numbers.insert(filing.no);
            late.extend(Some(filing).filter(|filing| filing.corrects.is_none()));
        }
    }
    (late, numbers)
}

/// What a check of the register found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistoryFault {
    /// SQLite's own word about the file.
    File(String),
    /// A row that refers to one that is not there.
    Reference { table: String },
    /// The first change whose hash is not that of its content.
    Hash { change: ChangeId },
    /// A fact that belongs to no change.
    Stray { table: &'static str, change: ChangeId },
    /// A trigger, view or table is not as the program made it.
    Schema { name: String },
    /// The cache of undone changes is not what the ledger says.
    VoidCache,
    /// The cached state of a project is not the folded one.
    Cache { code: String },
    /// No change has this hash, or one that begins so.
    NoSuchHash { hash: String },
}

/// The changes that do not count, because a later one that counts voids them.
pub type Voided = HashSet<ChangeId>;

/// Which changes are void, given every (id, voids) known. A void of a void restores.
pub fn voided(mut voids: Vec<(ChangeId, ChangeId)>) -> Voided {
    voids.sort_unstable_by(|a, b| b.cmp(a));
    let mut void = Voided::new();
    for (id, voided) in voids {
        if !void.contains(&id) {
            void.insert(voided);
        }
    }
    void
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voiding_a_void_restores_and_voiding_that_takes_back_again() {
        assert_eq!(voided(vec![(5, 2)]), Voided::from([2]));
        assert_eq!(voided(vec![(5, 2), (6, 5)]), Voided::from([5]));
        assert_eq!(voided(vec![(5, 2), (6, 5), (7, 6)]), Voided::from([6, 2]));
    }

    #[test]
    fn two_voids_of_one_change_need_both_taken_back() {
        assert_eq!(voided(vec![(5, 2), (6, 2), (7, 5)]), Voided::from([5, 2]));
    }
}
