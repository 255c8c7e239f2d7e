//! A work split: a part that becomes a work of its own, and a project that becomes lots. What that does to the figures is
//! reckoned in `domain::transfer`.

use super::listing::{Listing, Parent, Particulars, add};
use super::{FieldName, Ground, Refusal, Subject};
use crate::domain::fact::{Body, Field, FiguresFrom, Kind, ProjectFact};
use crate::domain::{Day, ProjectId};
use crate::error::TreeError;

/// The work that a new one was part of, and the share it takes of its figures, in basis points.
#[derive(Clone, Copy)]
pub struct SplitFrom<'a> {
    pub from: &'a Subject,
    pub share: i64,
}

/// A lot that a project is split into.
pub struct NewLot {
    pub id: ProjectId,
    /// Free: neither given before nor stated twice.
    pub code: String,
    pub name: String,
    /// What it takes of the project's figures, in basis points.
    pub share: i64,
}

/// Splits a project into lots, from which it takes its figures from then on: its base, readings, totals and plans go to
/// them by their shares, so that the year's sum is the same before and after.
///
/// # Errors
/// It is no project, has handed its figures to lots before, or the shares do not come to all that it has.
pub fn split_into_lots(
    ground: &Ground,
    subject: &Subject,
    lots: Vec<NewLot>,
    on: Option<Day>,
) -> Result<Vec<ProjectFact>, Refusal> {
    let day = subject.holds_from(ground, FieldName::From, on)?;
    let whole = subject.state(ground.catalog);
    let left = whole.given.left();
    if subject.has_lots && subject.kind() == Kind::Project {
        return Err(TreeError::HasLots { code: whole.code.clone() }.into());
    }
    let sum = lots.iter().map(|lot| lot.share).fold(0, i64::saturating_add);
    if sum != left && lots.iter().all(|lot| lot.share > 0) {
        return Err(FieldName::Lots.refuses(TreeError::SharesLeave { code: whole.code.clone(), sum, left }));
    }
    let mut facts = Vec::new();
    for NewLot { id, code, name, share } in lots {
        let Some(category) = ground.category(&whole.category) else { continue };
        let listing = Listing {
            id,
            category,
            name,
            kind: Some(Kind::Lot),
            parent: Parent::Known(whole),
            code,
            listed_from: Some(day),
            source: None,
            particulars: Particulars::default(),
            start: None,
            finish: None,
            split: Some(SplitFrom { from: subject, share }),
        };
        let in_flag = |refusal: Refusal| Refusal { field: Some(FieldName::Lots), ..refusal };
        facts.extend(add(ground, listing).map_err(in_flag)?);
    }
    let from_lots = Some(FiguresFrom::Lots.code().to_owned());
    facts.push(subject.fact(day, Body::Text { field: Field::Figures, value: from_lots }));
    Ok(facts)
}

/// That a work has become a part of its own of another, which has figures, still stands, and has that share left to
/// give.
pub(super) fn split_off(ground: &Ground, split: SplitFrom, part: ProjectId, on: Day) -> Result<ProjectFact, Refusal> {
    let SplitFrom { from, share } = split;
    let (code, state) = (|| from.code().to_owned(), from.state(ground.catalog));
    from.is_judged().map_err(|refusal| FieldName::SplitFrom.refuses(refusal.why))?;
    from.is_listed(FieldName::SplitFrom, on)?;
    if !state.may_carry_figures() {
        return Err(FieldName::SplitFrom.refuses(TreeError::FiguresFromLots { code: code() }));
    }
    if state.condition.has_left() || from.state_on(ground, on).condition.has_left() {
        return Err(FieldName::SplitFrom.refuses(TreeError::SplitFromGone { code: code() }));
    }
    let left = state.given.left();
    if share <= 0 || share > left {
        return Err(FieldName::Share.refuses(TreeError::SplitShare { code: code(), left }));
    }
    Ok(from.fact(on, Body::Split { part, share }))
}
