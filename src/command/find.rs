//! Finding what a word names: a project, a unit, a tag. Of projects writers take the code, the whole name or an alias;
//! readers take an unambiguous part of a name as well.

use std::collections::BTreeSet;

use crate::act::Subject;
use crate::act::field::{StatedOwn, canonical, named};
use crate::act::unit::no_unit;
use crate::domain::ProjectId;
use crate::domain::catalog::{Catalog, Label};
use crate::domain::code::tidy_code;
use crate::domain::course::Course;
use crate::domain::day::Day;
use crate::domain::fact::{Body, Field, Recorded};
use crate::domain::fold::fold;
use crate::domain::name::{closest, folded, half_width};
use crate::domain::own_field::OwnField;
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;
use crate::domain::unit::{Unit, Units};
use crate::error::{Error, FieldError, NameError, Result};
use crate::lang::EMPTIED;
use crate::report::columns::RegisterView;
use crate::report::list::{OfField, OfLeader};
use crate::report::model::Word;
use crate::store::{Store, View};

use super::session::Session;

/// How many near names are offered at most.
const OFFERED: usize = 3;
/// How many projects have their facts read at a time.
const AT_A_TIME: ProjectId = 2_000;

/// The project a writer names.
pub fn to_write(session: &Session, word: &str) -> Result<Subject> {
    let by_code = session.store.project_with_code(&tidy_code(word))?;
    let id = match by_code {
        Some(id) => id,
        None => by_name(session, word)?,
    };
    match subject(session, id)? {
        Some(subject) => Ok(subject),
        None => Err(unknown(&everything(session)?, word)),
    }
}

/// All that is known of a project now, by its number; `None`: it does not count.
pub fn subject(session: &Session, id: ProjectId) -> Result<Option<Subject>> {
    let facts = session.store.facts(id, &session.store.known(None)?)?;
    known_by(session, &session.store.kin()?, facts)
}

/// All that ever stood under a project, whatever is under what; `found`: what is known of one.
pub fn below(
    store: &Store,
    root: ProjectId,
    mut found: impl FnMut(ProjectId) -> Result<Option<Subject>>,
) -> Result<Vec<Subject>> {
    let (mut below, mut seen, mut next) = (Vec::new(), BTreeSet::from([root]), vec![root]);
    while let Some(project) = next.pop() {
        for under in store.ever_under(project)? {
            if seen.insert(under)
                && let Some(subject) = found(under)?
            {
                next.push(under);
                below.push(subject);
            }
        }
    }
    below.sort_by_key(|subject| subject.id);
    Ok(below)
}

/// The project that some facts are about, all of them that count; `None`: it was never listed. `kin`: every project that
/// has a hand in another. Its totals are those of the whole, where [`Portfolio::totals_of_whole`] says some.
pub fn known_by(session: &Session, kin: &[ProjectId], facts: Vec<Recorded>) -> Result<Option<Subject>> {
    let Some(mut course) = Course::new(facts) else { return Ok(None) };
    let id = course.listed().id;
    let mut split_from = None;
    if kin.contains(&id) {
        let portfolio = Portfolio::new(&session.catalog, session.store.states_of(kin)?, Day::MAX);
        let own = course.state(&session.catalog);
        split_from = portfolio.split_from(&own).map(|(from, _)| from.code.clone());
        portfolio.totals_of_whole(&own).into_iter().for_each(|total| course.push(total));
    }
    Ok(Some(Subject::new(course, session.store.has_children(id)?, split_from)))
}

/// A project as it is now, by its number; `None`: it does not count.
pub fn now(session: &Session, project: ProjectId) -> Result<Option<State>> {
    let facts = session.store.facts(project, &session.store.known(None)?)?;
    Ok(fold(&session.catalog, &facts, Day::MAX))
}

fn by_name(session: &Session, word: &str) -> Result<ProjectId> {
    let portfolio = everything(session)?;
    let wanted = half_width(word.trim());
    one_of(&portfolio, word, |state| names(state).any(|name| name == word))
        .or_else(|| one_of(&portfolio, word, |state| names(state).any(|name| half_width(name) == wanted)))
        .unwrap_or_else(|| Err(unknown(&portfolio, word)))
        .map(|state| state.id)
}

fn everything(session: &Session) -> Result<Portfolio> {
    let view = View { day: Day::MAX, known_at: None };
    Ok(Portfolio::new(&session.catalog, session.store.states(&session.catalog, view)?, Day::MAX))
}

/// The project a reader names.
pub fn to_read<'a>(portfolio: &'a Portfolio, word: &str) -> Result<&'a State> {
    let code = tidy_code(word);
    let wanted = folded(word);
    one_of(portfolio, word, |state| state.code == code)
        .or_else(|| one_of(portfolio, word, |state| names(state).any(|name| name == word)))
        .or_else(|| one_of(portfolio, word, |state| names(state).any(|name| folded(name) == wanted)))
        .or_else(|| {
            let part = |state: &State| !wanted.is_empty() && names(state).any(|name| folded(name).contains(&wanted));
            one_of(portfolio, word, part)
        })
        .unwrap_or_else(|| Err(unknown(portfolio, word)))
}

fn names(state: &State) -> impl Iterator<Item = &str> {
    std::iter::once(&state.name).chain(&state.aliases).map(String::as_str)
}

/// `None` where nothing fits; an error where more than one does.
fn one_of<'a>(portfolio: &'a Portfolio, word: &str, fits: impl Fn(&State) -> bool) -> Option<Result<&'a State>> {
    let found: Vec<&State> = portfolio.states().iter().filter(|state| fits(state)).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(Ok(one)),
        many => Some(Err(NameError::AmbiguousProject {
            word: word.to_owned(),
            candidates: many.iter().map(|state| (state.code.clone(), state.name.clone())).collect(),
        }
        .into())),
    }
}

fn unknown(portfolio: &Portfolio, word: &str) -> Error {
    let states = portfolio.states();
    let code = tidy_code(word);
    let is_code = code.is_ascii();
    let all = states.iter().flat_map(|state| {
        let own = if is_code { vec![state.code.as_str()] } else { names(state).collect() };
        own.into_iter()
    });
    let near = closest(if is_code { &code } else { word }, all, OFFERED);
    let pairs =
        states.iter().filter(|state| near.contains(&state.code.as_str()) || names(state).any(|n| near.contains(&n)));
    let near = pairs.map(|state| (state.code.clone(), state.name.clone())).take(OFFERED).collect();
    NameError::UnknownProject { word: word.to_owned(), near }.into()
}

/// The unit a word names: its name or an alias.
pub fn unit<'a>(units: &'a Units, word: &str) -> Result<&'a Unit> {
    units.find(word).map_err(|unknown| no_unit(word, unknown).into())
}

/// A tag that a project or a target has; one that none has on the day looked at, but some on another, is no slip.
pub fn tag(session: &Session, looking: &RegisterView, word: &str) -> Result<String> {
    if looking.portfolio.states().iter().any(|state| state.tags.iter().any(|tag| tag == word)) {
        return Ok(word.to_owned());
    }
    let targets = session.store.targets(&session.store.known(None)?)?;
    let of_targets: BTreeSet<String> = targets.into_iter().filter_map(|(target, _)| target.tag).collect();
    let mut tags = stated_ever(session, of_targets, |tag| tag == word, tag_of)?;
    tags.take(word).ok_or_else(|| {
        let (near, known) = near_and_all(word, tags);
        NameError::UnknownTag { value: word.to_owned(), near, known }.into()
    })
}

/// Whose works are asked for: somebody who is 责任领导 of one, or has another duty in it, or had on another day; as the
/// register spells the name.
pub fn leader(session: &Session, looking: &RegisterView, word: &str) -> Result<OfLeader> {
    let duties: Vec<&str> =
        looking.catalog.own_fields.iter().filter(|field| field.is_person()).map(|field| field.code.as_str()).collect();
    let name = leader_name(session, looking, &duties, word)?;
    // where there is but one duty, its works are his
    Ok(if duties.is_empty() { OfLeader::Responsible(Some(name)) } else { OfLeader::AnyDuty(name) })
}

fn leader_name(session: &Session, looking: &RegisterView, duties: &[&str], word: &str) -> Result<String> {
    let wanted = half_width(word.trim());
    let is_meant = |name: &str| half_width(name) == wanted;
    let mut leaders = looking
        .portfolio
        .states()
        .iter()
        .flat_map(|state| state.leader.iter().chain(duties.iter().filter_map(|duty| state.own.get(*duty))));
    if let Some(name) = leaders.find(|name| is_meant(name)) {
        return Ok(name.to_owned());
    }
    let leaders = stated_ever(session, BTreeSet::new(), is_meant, |body| leader_of(body, duties))?;
    leaders.iter().find(|name| is_meant(name)).cloned().ok_or_else(|| {
        let (near, known) = near_and_all(word, leaders);
        NameError::UnknownLeader { value: word.to_owned(), near, known }.into()
    })
}

/// A field of the office's own.
pub fn own_field<'c>(catalog: &'c Catalog, word: &str) -> Result<&'c OwnField> {
    catalog.find_own_field(word).map_err(|unknown| {
        FieldError::Unknown { word: word.trim().to_owned(), is_duty: false, known: unknown.candidates }.into()
    })
}

/// The field that holds who has a duty in a work.
pub fn duty<'c>(catalog: &'c Catalog, word: &str) -> Result<&'c OwnField> {
    catalog.find_own_field(word).ok().filter(|field| field.is_person()).ok_or_else(|| {
        let known = catalog.own_fields.iter().filter(|field| field.is_person()).map(named).collect();
        FieldError::Unknown { word: word.trim().to_owned(), is_duty: true, known }.into()
    })
}

/// Whether a duty is that of the 责任领导, which every register has.
pub fn is_leader_in_charge(duty: &str) -> bool {
    let Label { zh, en } = Word::Leader.label();
    let wanted = folded(duty);
    [zh, en].iter().any(|word| folded(word) == wanted)
}

/// `FIELD=VALUE`, as it was typed.
pub fn stated_field(catalog: &Catalog, pair: &str) -> Result<StatedOwn> {
    let (field, value) = in_two(catalog, pair)?;
    Ok(StatedOwn { field: field.code.clone(), value: said_or_emptied(value) })
}

/// `FIELD=VALUE` of the works asked for.
pub fn of_field(catalog: &Catalog, pair: &str) -> Result<OfField> {
    let (field, value) = in_two(catalog, pair)?;
    let value = said_or_emptied(value).map(|value| canonical(field, &value)).transpose()?;
    Ok(OfField { field: field.code.clone(), label: field.label.clone(), value })
}

fn in_two<'c, 'p>(catalog: &'c Catalog, pair: &'p str) -> Result<(&'c OwnField, &'p str)> {
    let Some((field, value)) = pair.split_once(['=', '＝']) else {
        return Err(FieldError::NoPair { value: pair.to_owned() }.into());
    };
    Ok((own_field(catalog, field)?, value))
}

/// Nothing, or （空）, empties.
pub fn said_or_emptied(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty() && !EMPTIED.contains(&value)).then(|| value.to_owned())
}

/// Words that facts of projects state, on whatever day; up to the one that is meant, if any is.
fn stated_ever(
    session: &Session,
    mut words: BTreeSet<String>,
    is_meant: impl Fn(&str) -> bool,
    word_of: impl Fn(Body) -> Option<String>,
) -> Result<BTreeSet<String>> {
    let known = session.store.known(None)?;
    let last = session.store.names(&known)?.into_keys().max().unwrap_or(0);
    let mut low = 1;
    while low <= last && !words.iter().any(|word| is_meant(word)) {
        let mut facts = session.store.facts_between(low, low + AT_A_TIME - 1)?;
        facts.retain(|recorded| known.counts(recorded.change));
        words.extend(facts.into_iter().filter_map(|recorded| word_of(recorded.fact.body)));
        low += AT_A_TIME;
    }
    Ok(words)
}

fn near_and_all(word: &str, all: BTreeSet<String>) -> (Vec<String>, Vec<String>) {
    let near = closest(word, all.iter().map(String::as_str), OFFERED).into_iter().map(str::to_owned).collect();
    (near, all.into_iter().collect())
}

/// The leader a fact names.
fn leader_of(body: Body, duties: &[&str]) -> Option<String> {
    match body {
        Body::Own { field, value } if duties.contains(&field.as_str()) => value,
        Body::Text { field: Field::Leader, value } => value,
        _ => None,
    }
}

/// The tag a fact gives.
fn tag_of(body: Body) -> Option<String> {
    match body {
        Body::Tag { tag, present: true } => Some(tag),
        _ => None,
    }
}
