//! What stands on the first side of a printed page, the one a reader holds: the rest follows on the sides behind it.

use super::model::{ColumnHeading, Section, Word};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// Where the works stand, one chart, what is red and what is asked, who has not returned.
    First,
    /// The tables.
    Behind,
}

impl Section<'_> {
    pub fn side(&self) -> Side {
        match self.heading {
            Some(ColumnHeading::Word(Word::Overview | Word::PlanCurve | Word::RedList | Word::NotReturned)) => {
                Side::First
            }
            Some(_) | None => Side::Behind,
        }
    }
}

/// The sections of both sides, each in the order they came in.
pub fn sides(sections: Vec<Section<'_>>) -> [Vec<Section<'_>>; 2] {
    let (first, behind) = sections.into_iter().partition(|section| section.side() == Side::First);
    [first, behind]
}
