//! What a page is made of: the register on one day, with what it takes to read it.

use crate::domain::catalog::Catalog;
use crate::domain::light::Judge;
use crate::domain::onset::Onset;
use crate::domain::portfolio::Portfolio;
use crate::domain::rules::RuleSet;
use crate::domain::state::State;
use crate::domain::submission::Pending;
use crate::domain::unit::Units;

/// What a builder looks at: the register on one day, as known at one moment.
pub struct RegisterView<'a> {
    pub catalog: &'a Catalog,
    pub units: &'a Units,
    pub portfolio: &'a Portfolio,
    pub rules: &'a RuleSet,
    /// Returns that wait for review: they are in no figure.
    pub pending: &'a [Pending],
}

impl<'a> RegisterView<'a> {
    /// Who lights the lamps.
    pub fn judge(&self) -> Judge<'a> {
        Judge { catalog: self.catalog, portfolio: self.portfolio, rules: self.rules }
    }

    /// The onset of a project that counts or of a lot of one; others have none.
    pub fn onset(&self, state: &State) -> Option<Onset> {
        self.portfolio.is_of_counted(state).then(|| self.portfolio.onset(self.catalog, state))
    }

    /// The name of the lead unit; of a lot without one, of its project's.
    pub fn lead_name(&self, state: &State) -> Option<String> {
        let lead = self.portfolio.lead(state)?;
        self.units.get(lead).map(|unit| unit.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::Condition;
    use crate::domain::sample::{Row, catalog, day, portfolio};

    #[test]
    fn what_does_not_count_has_no_onset() {
        let rows = [
            Row::project(1).stage("2022-03-01", "started"),
            Row::lot(2, 1),
            Row::lot(3, 1).condition("2022-02-01", Condition::Cancelled),
            Row::project(4).condition("2022-02-01", Condition::Withdrawn),
            Row::lot(5, 4),
            Row::project(6).stage("2021-12-31", "accepted"),
        ];
        let (catalog, rules, units) = (catalog(), RuleSet::first(), Units::fold([], day("2022-08-31")));
        let portfolio = portfolio(&rows, "2022-08-31");
        let view =
            RegisterView { catalog: &catalog, units: &units, portfolio: &portfolio, rules: &rules, pending: &[] };
        let onset = |id| portfolio.get(id).and_then(|state| view.onset(state));
        let onsets: Vec<Option<Onset>> = (1..=6).map(onset).collect();
        // Closed before the year, it is in no count of it.
        assert_eq!(onsets, [Some(Onset::New), Some(Onset::Unknown), None, None, None, None]);
    }
}
