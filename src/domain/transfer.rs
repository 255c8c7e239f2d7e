//! What one work hands on to another. Merged into it, it brings base, readings, totals and plan along from that day; split,
//! it gives its parts a share of them. The year's sum is the same before and after.
//!
//! | | |
//! |---|---|
//! | a reading, total or version of a plan of the taker from that day on | is of the whole |
//! | before it | the parts are added |
//! | of a work that has been split, from that day on | is of what is left of it |
//! | a part | begins with its share, as if it had filed that on the day of the return it comes from |
//! | a source that stands by itself again | takes along what it had brought |
//! | a base that nobody knows | leaves that of the whole unknown |
//! | month points | only where all of the parts have them |
//! | shares | of the work as it was before the first split; cut to the smallest unit, the last takes the rest |
//!
//! A total goes as a reading goes, so that no count stands above it; one that the taker lacks stays unknown, for nobody
//! said how much there is of the whole. A percentage is neither summed nor shared. Stages, milestones, issues and returns
//! are not handed on; but a project that becomes lots keeps its total, and its lots begin in its stage. A portfolio settles its states once, when it is built; whoever looks at one sees the whole. Nothing here is stored.
//!
//! Long: each case of the table above rests on the one before it; apart, none can be checked.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::Datelike;

use super::catalog::Catalog;
use super::day::Day;
use super::fact::Kind;
use super::figures::{Base, base};
use super::given::{Merge, WHOLE};
use super::portfolio::is_summed;
use super::quantity::Amount;
use super::state::{PlanVersion, Planned, Reading, State, Total};
use super::{ChangeId, ProjectId, UpdateNo};

/// What the rows of a view handed on to each other, and how the rows that have a hand in it stand by themselves.
#[derive(Clone, Default)]
pub struct Transfers {
    ties: Vec<Tie>,
    own: HashMap<ProjectId, State>,
}

/// What one row has from another.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Tie {
    giver: ProjectId,
    taker: ProjectId,
    from: Day,
    until: Option<Day>,
    how: How,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum How {
    /// A share in basis points.
    Split {
        share: i64,
    },
    Merged,
}

/// Amounts a row stands at, and how fresh they are.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Held {
    /// A value, with the twelve month points of a plan behind it where it has them; nothing: it is not known.
    amounts: Vec<Amount>,
    day: Day,
    change: ChangeId,
    update: UpdateNo,
}

impl Held {
    /// As what a row stood at when a year began; without a day nothing was read by then.
    fn as_base(&self) -> Base {
        match self.amounts.first() {
            Some(0) if self.day == Day::MIN => Base::Nothing,
            Some(value) => Base::Read { value: *value, as_of: self.day },
            None => Base::Unknown,
        }
    }
}

/// Of a plan.
#[derive(Clone, Copy)]
enum Version {
    /// The first recorded.
    First,
    InForce,
}

/// What a figure is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FigureOf {
    Reading,
    /// A project that takes its figures from its lots has the total of all of them.
    Total,
    /// The plan of a year; what is handed on after it does not touch it.
    Plan(i32),
}

/// A figure of a row by itself: the last one of a day or before.
type OwnFigure<'f> = &'f dyn Fn(&State, Day) -> Option<Held>;

/// A figure that is reckoned of rows and those they have it from.
struct Figure<'f> {
    own: OwnFigure<'f>,
    of: FigureOf,
    /// What rows stood at on the eve of a day on which they gave a part away, by row, day of its figures and eve: each is
    /// asked for again by every split after it.
    on_eves: RefCell<HashMap<(ProjectId, Day, Day), Option<Held>>>,
}

impl<'f> Figure<'f> {
    fn new(own: OwnFigure<'f>, of: FigureOf) -> Self {
        Self { own, of, on_eves: RefCell::default() }
    }

    /// Whether it bears on a row what was handed on from a day.
    fn is_touched(&self, row: &State, tie: &Tie, transfers: &Transfers) -> bool {
        match self.of {
            FigureOf::Reading => true,
            FigureOf::Total => !(row.figures_from_lots && tie.giver == row.id && transfers.is_own_lot(tie)),
            FigureOf::Plan(year) => tie.from.year() <= year,
        }
    }
}

impl Transfers {
    /// Gives the rows of a day what they have from each other.
    pub fn settle(catalog: &Catalog, states: &mut [State], day: Day) -> Self {
        let ties = ties(states);
        let transfers = Self::apply(catalog, ties, states, day, day);
        for (lot, whole) in transfers.lots_of_their_whole() {
            let began = |stage: &(String, Day)| stage.1 <= lot.from;
            let whole = whole.stage.as_ref().is_some_and(began).then_some(whole);
            let lot = states.iter_mut().find(|state| state.id == lot.taker);
            lot.zip(whole).into_iter().for_each(|(lot, whole)| lot.begin_as(whole));
        }
        transfers
    }

    /// The lots that their own project was split into, with the project as it stands by itself.
    fn lots_of_their_whole(&self) -> impl Iterator<Item = (&Tie, &State)> {
        self.ties.iter().filter(|tie| self.is_own_lot(tie)).filter_map(|tie| Some((tie, self.own.get(&tie.giver)?)))
    }

    fn is_own_lot(&self, tie: &Tie) -> bool {
        let lot = self.own.get(&tie.taker).filter(|_| tie.how != How::Merged);
        lot.is_some_and(|lot| lot.kind == Kind::Lot && lot.parent == Some(tie.giver))
    }

    /// The rows of an earlier day as they would have stood with what has been handed on since; `None`: just as they did.
    pub fn rearranged(
        &self,
        catalog: &Catalog,
        later: &Self,
        states: &[State],
        day: Day,
        by: Day,
    ) -> Option<Vec<State>> {
        if self.ties == later.ties {
            return None;
        }
        let mut states: Vec<State> =
            states.iter().map(|state| self.own.get(&state.id).unwrap_or(state).clone()).collect();
        let there: HashSet<ProjectId> = states.iter().map(|state| state.id).collect();
        for part in later.own.values().filter(|state| !there.contains(&state.id)) {
            let mut part = part.clone();
            part.readings.clear();
            part.plans.clear();
            part.totals.clear();
            states.push(part);
        }
        Self::apply(catalog, later.ties.clone(), &mut states, day, by);
        Some(states)
    }

    /// What the rows have by the end of a day, arranged as they are by another.
    fn apply(catalog: &Catalog, ties: Vec<Tie>, states: &mut [State], day: Day, by: Day) -> Self {
        if ties.is_empty() {
            return Self::default();
        }
        let involved: HashSet<ProjectId> = ties.iter().flat_map(|tie| [tie.giver, tie.taker]).collect();
        let own = states.iter().filter(|state| involved.contains(&state.id)).map(|state| (state.id, state.clone()));
        let transfers = Self { ties, own: own.collect() };
        let reckoning = Reckoning { catalog, transfers: &transfers, day, by };
        for state in states.iter_mut().filter(|state| transfers.changes(state.id)) {
            let (readings, totals, plans) =
                (reckoning.readings(state.id), reckoning.totals(state.id), reckoning.plans(state));
            state.readings.extend(readings);
            state.totals.extend(totals);
            state.plans = plans;
        }
        transfers
    }

    /// Whether a row stands otherwise than by itself: it has something from another, or gave a part away.
    fn changes(&self, id: ProjectId) -> bool {
        self.ties.iter().any(|tie| tie.taker == id || tie.giver == id && tie.how != How::Merged)
    }

    /// A row and all that it has anything from, as they stand by themselves.
    pub fn with_givers(&self, id: ProjectId) -> Vec<&State> {
        let (mut seen, mut next, mut found) = (HashSet::from([id]), vec![id], Vec::new());
        while let Some(id) = next.pop() {
            found.extend(self.own.get(&id));
            let givers = self.ties.iter().filter(|tie| tie.taker == id).map(|tie| tie.giver);
            next.extend(givers.filter(|giver| seen.insert(*giver)));
        }
        found
    }

    /// A row that has a hand in another, as its own facts have it.
    pub fn by_itself(&self, id: ProjectId) -> Option<&State> {
        self.own.get(&id)
    }

    /// The last day on which a row got or gave a part of its figures.
    pub fn changed_on(&self, id: ProjectId) -> Option<Day> {
        let ties = self.ties.iter().filter(|tie| tie.taker == id || tie.giver == id && tie.how != How::Merged);
        ties.flat_map(|tie| [Some(tie.from), tie.until]).flatten().max()
    }

    /// The rows a row has figures from, and those that have figures of it, on the day of the view.
    pub fn partners(&self, id: ProjectId, day: Day) -> [BTreeSet<ProjectId>; 2] {
        let in_force = || self.ties.iter().filter(|tie| tie.until.is_none_or(|until| until > day));
        let givers = in_force().filter(|tie| tie.taker == id).map(|tie| tie.giver);
        [givers.collect(), in_force().filter(|tie| tie.giver == id).map(|tie| tie.taker).collect()]
    }

    /// What a row was split from, and its share in basis points.
    pub fn split_from(&self, part: ProjectId) -> Option<(ProjectId, i64)> {
        self.ties.iter().find_map(|tie| match tie.how {
            How::Split { share } if tie.taker == part => Some((tie.giver, share)),
            How::Split { .. } | How::Merged => None,
        })
    }
}

/// Who has what from whom: of a project that takes its figures from its lots, these bring theirs. What carries no figures
/// brings none to what carries some.
fn ties(states: &[State]) -> Vec<Tie> {
    if states.iter().all(|state| state.given.is_nothing()) {
        return Vec::new();
    }
    let by_id: HashMap<ProjectId, &State> = states.iter().map(|state| (state.id, state)).collect();
    let carries = |state: &State| match state.kind {
        Kind::Programme => false,
        Kind::Project => !state.figures_from_lots,
        Kind::Lot => {
            let parent = state.parent.and_then(|parent| by_id.get(&parent));
            parent.is_none_or(|parent| parent.figures_from_lots)
        }
    };
    let mut ties = Vec::new();
    for giver in states.iter().filter(|state| !state.given.is_nothing()) {
        let lots = states.iter().filter(|lot| giver.figures_from_lots && lot.parent == Some(giver.id));
        let lots: Vec<&State> = lots.filter(|lot| lot.kind == Kind::Lot && !lot.condition.has_left()).collect();
        let carriers = if giver.figures_from_lots { lots } else { vec![giver] };
        for Merge { into, from, until } in &giver.given.merges {
            let Some(taker) = by_id.get(into) else { continue };
            let carriers = carriers.iter().filter(|carrier| carries(carrier) == carries(taker));
            let (taker, from, until, how) = (*into, *from, *until, How::Merged);
            ties.extend(carriers.map(|carrier| Tie { giver: carrier.id, taker, from, until, how }));
        }
        let parts = giver.given.splits.iter().filter(|split| by_id.contains_key(&split.part));
        ties.extend(parts.map(|split| Tie {
            giver: giver.id,
            taker: split.part,
            from: split.from,
            until: None,
            how: How::Split { share: split.share },
        }));
    }
    ties
}

/// How the rows stand by the end of a day, arranged as they are by another.
struct Reckoning<'a> {
    catalog: &'a Catalog,
    transfers: &'a Transfers,
    day: Day,
    by: Day,
}

impl Reckoning<'_> {
    /// What a row stands at in every measure that it or a row it has something from ever read.
    fn readings(&self, id: ProjectId) -> BTreeMap<String, Reading> {
        let givers = self.transfers.with_givers(id).into_iter();
        let mut measures: BTreeSet<String> = givers.flat_map(|state| state.readings.keys().cloned()).collect();
        measures.retain(|measure| self.is_handed_on(measure));
        let year = self.day.year();
        let Some(eve) = Day::from_ymd_opt(year - 1, 12, 31) else { return BTreeMap::new() };
        let reading = |measure: String| {
            let value = |state: &State, until: Day| reading_by(state, &measure, until);
            let held = self.held(id, &Figure::new(&value, FigureOf::Reading), self.day, self.by, &mut Vec::new())?;
            let opening = |state: &State, until: Day| self.base_by(state, &measure, until, year);
            let base = self.held(id, &Figure::new(&opening, FigureOf::Reading), eve, self.by, &mut Vec::new());
            let own = self.transfers.own.get(&id).and_then(|own| own.readings.get(&measure));
            let value = *held.amounts.first()?;
            let money = self.first_above_zero(id, &measure, held.day.year(), &mut Vec::new());
            let reading = Reading {
                value,
                as_of: held.day,
                update: own.map_or(held.update, |own| own.update),
                earlier_years: own.map(|own| own.earlier_years.clone()).unwrap_or_default(),
                first_day: own.map_or(held.day, |own| own.first_day),
                first_value: own.map_or(value, |own| own.first_value),
                first_above_zero: money.or_else(|| (value > 0).then_some(held.day)),
                base_of_whole: base.map(|base| (year, base.as_base())),
            };
            Some((measure, reading))
        };
        measures.into_iter().filter_map(reading).collect()
    }

    /// The first day in a year on which a row, or what it has something from, read more than nothing; of what it was split
    /// from, before that.
    fn first_above_zero(&self, id: ProjectId, measure: &str, year: i32, path: &mut Vec<ProjectId>) -> Option<Day> {
        let state = self.transfers.own.get(&id).filter(|_| !path.contains(&id))?;
        path.push(id);
        let own = state.readings.get(measure).and_then(|reading| reading.first_above_zero(year));
        let ties = self.transfers.ties.iter().filter(|tie| tie.taker == id && tie.from <= self.by);
        let brought: Vec<Day> = ties
            .filter_map(|tie| {
                let first = self.first_above_zero(tie.giver, measure, year, path);
                first.filter(|day| tie.how == How::Merged || *day < tie.from)
            })
            .collect();
        path.pop();
        own.into_iter().chain(brought).min()
    }

    /// How much there is of what a row has a total of, or a part its share.
    fn totals(&self, id: ProjectId) -> BTreeMap<String, Total> {
        let mut bases: BTreeMap<String, BTreeSet<Option<String>>> = BTreeMap::new();
        let totals = self.transfers.with_givers(id).into_iter().flat_map(|state| &state.totals);
        for (measure, total) in totals.filter(|(measure, _)| self.is_handed_on(measure)) {
            bases.entry(measure.clone()).or_default().insert(total.basis.clone());
        }
        let own = self.transfers.own.get(&id);
        let is_part = self.transfers.split_from(id).is_some();
        bases.retain(|measure, _| is_part || own.is_some_and(|own| own.totals.contains_key(measure)));
        let total = |(measure, bases): (String, BTreeSet<Option<String>>)| {
            let own = |state: &State, until: Day| total_by(state, &measure, until);
            let held = self.held(id, &Figure::new(&own, FigureOf::Total), self.day, self.by, &mut Vec::new())?;
            // Of amounts on different bases the sum has none.
            let basis = bases.first().cloned().flatten().filter(|_| bases.len() == 1);
            let (value, from_day) = (*held.amounts.first()?, held.day);
            Some((measure, Total { value, basis, from_day }))
        };
        bases.into_iter().filter_map(total).collect()
    }

    /// The versions of the plans a row has: of each that another has a hand in, the first and the one in force.
    fn plans(&self, state: &State) -> Vec<PlanVersion> {
        let mut keys = BTreeSet::new();
        for giver in self.transfers.with_givers(state.id) {
            let valued = giver.plans.iter().filter(|version| version.plan.value.is_some());
            keys.extend(valued.map(|version| (version.plan.year, version.plan.measure.clone())));
        }
        keys.retain(|(_, measure)| self.is_handed_on(measure));
        let mut plans = state.plans.clone();
        for (year, measure) in keys {
            let last = |state: &State, until: Day| version_by(state, &measure, year, until, Version::InForce);
            let first = |state: &State, until: Day| version_by(state, &measure, year, until, Version::First);
            let reckon = |own| {
                let figure = Figure::new(own, FigureOf::Plan(year));
                self.held(state.id, &figure, self.day, self.by, &mut Vec::new())
            };
            let (Some(in_force), Some(first)) = (reckon(&last), reckon(&first)) else { continue };
            let own = state.plan(&measure, year).map(|plan| (plan.value, plan.first));
            if own == in_force.amounts.first().copied().zip(first.amounts.first().copied()) {
                continue;
            }
            let is_own = |version: &PlanVersion| version.plan.year == year && version.plan.measure == measure;
            let goals = plans.iter().rev().filter(|version| is_own(version));
            let goal = goals.filter_map(|version| version.plan.goal.clone()).next();
            plans.retain(|version| !is_own(version) || version.plan.value.is_none());
            let is_replanned = first.amounts != in_force.amounts;
            let version = |held: Held, goal| PlanVersion {
                from_day: held.day,
                change: held.change,
                plan: Planned {
                    year,
                    measure: measure.clone(),
                    value: held.amounts.first().copied(),
                    months: held.amounts.get(1..).unwrap_or_default().to_vec(),
                    goal,
                },
            };
            plans.extend(is_replanned.then(|| version(first, None)));
            plans.push(version(in_force, goal));
        }
        plans
    }

    fn is_handed_on(&self, measure: &str) -> bool {
        self.catalog.measure(measure).is_some_and(is_summed)
    }

    /// What a row stood at by the end of a day when a year began: what it read by then, else nothing where it began
    /// within the year. A row that never read anything of its own has no base to bring.
    fn base_by(&self, state: &State, measure: &str, until: Day, year: i32) -> Option<Held> {
        if let Some(read) = reading_by(state, measure, until) {
            return Some(read);
        }
        let first_day = state.readings.get(measure)?.first_day;
        let ties = self.transfers.ties.iter();
        let own_ties = ties.filter(|tie| tie.taker == state.id || tie.giver == state.id && tie.how != How::Merged);
        if own_ties.map(|tie| tie.from).min().is_some_and(|tied| tied <= first_day) {
            return None; // what it read is of the whole, or of what is left of it
        }
        let amounts = base(state, measure, year).value().into_iter().collect();
        Some(Held { amounts, day: Day::MIN, change: 0, update: 0 })
    }

    /// What a row stands at in a figure: by its own figures until a day, as the rows are arranged by the end of another.
    /// `path`: the rows on the way here.
    fn held(&self, id: ProjectId, figure: &Figure, until: Day, by: Day, path: &mut Vec<ProjectId>) -> Option<Held> {
        let state = self.transfers.own.get(&id).filter(|_| !path.contains(&id))?;
        path.push(id);
        let ties = self.transfers.ties.iter();
        let ties = ties.filter(|tie| tie.from <= by && figure.is_touched(state, tie, self.transfers));
        let mut ties: Vec<&Tie> =
            ties.filter(|tie| tie.taker == id || tie.giver == id && tie.how != How::Merged).collect();
        ties.sort_by_key(|tie| (tie.from, tie.how == How::Merged));
        let began = ties.iter().find(|tie| tie.taker == id && tie.how != How::Merged).map(|tie| tie.from);
        // A part has no figures from before it began.
        let stated = (figure.own)(state, until).filter(|held| began.is_none_or(|began| held.day >= began));
        let stated_on = stated.as_ref().map(|held| held.day);
        let is_before = |day: Day| stated_on.is_none_or(|stated| stated < day);
        let mut held = stated;
        for tie in &ties {
            let has_ended = tie.until.is_some_and(|until| until <= by);
            match tie.how {
                How::Split { .. } if !is_before(tie.from) => {}
                How::Split { .. } if tie.taker == id => {
                    held = self.portion(tie, self.on_eve(tie, figure, until, path));
                }
                How::Split { .. } => {
                    let portion = self.portion(tie, self.given_on_eve(tie, figure, until));
                    held = less(held, portion);
                }
                How::Merged if !has_ended && is_before(tie.from) => {
                    held = more(held, self.held(tie.giver, figure, until, by, path));
                }
                How::Merged => {
                    let back = tie.until.filter(|until| has_ended && !is_before(tie.from) && is_before(*until));
                    if let Some(eve) = back.and_then(|back| back.pred_opt()) {
                        held = less(held, self.held(tie.giver, figure, until.min(eve), eve, path));
                    }
                }
            }
        }
        path.pop();
        held
    }

    /// What a work stood at on the eve of the day on which it gave a part away, its own readings of that day being of what
    /// is left.
    fn on_eve(&self, tie: &Tie, figure: &Figure, until: Day, path: &mut Vec<ProjectId>) -> Option<Held> {
        let eve = tie.from.pred_opt()?;
        self.held(tie.giver, figure, until.min(eve), eve, path)
    }

    /// The same, as the work itself asks for it, once.
    fn given_on_eve(&self, tie: &Tie, figure: &Figure, until: Day) -> Option<Held> {
        let eve = tie.from.pred_opt()?;
        let key = (tie.giver, until.min(eve), eve);
        if let Some(known) = figure.on_eves.borrow().get(&key) {
            return known.clone();
        }
        let held = self.on_eve(tie, figure, until, &mut Vec::new());
        figure.on_eves.borrow_mut().insert(key, held.clone());
        held
    }

    /// The share that a part has of what the work stood at on the eve of its day. Of the parts of one day the last takes
    /// the rest, if nothing is left.
    fn portion(&self, tie: &Tie, whole: Option<Held>) -> Option<Held> {
        let whole = whole?;
        let shares = self.transfers.ties.iter().filter(|other| other.giver == tie.giver && other.from <= tie.from);
        let shares = shares.filter_map(|other| match other.how {
            How::Split { share } => Some((other.from, other.taker, share)),
            How::Merged => None,
        });
        let (earlier, today): (Vec<_>, Vec<_>) = shares.partition(|(from, ..)| *from < tie.from);
        let rest = WHOLE - earlier.iter().map(|(.., share)| share).sum::<i64>();
        let takes_the_rest = today.iter().map(|(.., share)| share).sum::<i64>() == rest
            && today.last().is_some_and(|(_, part, _)| *part == tie.taker);
        let cut = |amount: Amount, share: i64| amount * Amount::from(share) / Amount::from(rest.max(1));
        let portion = |amount: &Amount| {
            let of = |part: ProjectId| {
                today
                    .iter()
                    .filter(|(_, other, _)| *other == part)
                    .map(|(.., share)| cut(*amount, *share))
                    .sum::<Amount>()
            };
            let others: Amount =
                today.iter().filter(|(_, other, _)| *other != tie.taker).map(|(_, part, _)| of(*part)).sum();
            if takes_the_rest { amount - others } else { of(tie.taker) }
        };
        Some(Held { amounts: whole.amounts.iter().map(portion).collect(), ..whole })
    }
}

/// The last reading of a row by the end of a day.
fn reading_by(state: &State, measure: &str, until: Day) -> Option<Held> {
    let reading = state.readings.get(measure)?;
    let (day, value) = if reading.as_of <= until {
        (reading.as_of, reading.value)
    } else {
        match state.given.readings.get(measure) {
            Some(all) => by_then(all, until),
            None => by_then(&reading.earlier_years, until),
        }?
    };
    Some(Held { amounts: vec![value], day, change: 0, update: reading.update })
}

/// The last of some values that holds by the end of a day.
fn by_then<V: Copy + Into<Amount>>(values: &[(Day, V)], until: Day) -> Option<(Day, Amount)> {
    values.iter().rev().find(|(day, _)| *day <= until).map(|(day, value)| (*day, (*value).into()))
}

/// The total of a row that holds by the end of a day.
fn total_by(state: &State, measure: &str, until: Day) -> Option<Held> {
    let total = state.totals.get(measure)?;
    let all = state.given.totals.get(measure).map_or(&[][..], Vec::as_slice);
    let own = || (total.from_day <= until).then_some((total.from_day, total.value));
    let last = by_then(all, until).or_else(own);
    last.map(|(day, value)| Held { amounts: vec![value], day, change: 0, update: 0 })
}

/// One of the versions of a plan that hold by the end of a day.
fn version_by(state: &State, measure: &str, year: i32, until: Day, which: Version) -> Option<Held> {
    let versions = state.versions(measure, year).filter(|version| version.from_day <= until);
    let version = match which {
        Version::First => versions.min_by_key(|version| version.change),
        Version::InForce => versions.last(),
    }?;
    let amounts = version.plan.value.into_iter().chain(version.plan.months.iter().copied()).collect();
    Some(Held { amounts, day: version.from_day, change: version.change, update: 0 })
}

/// Two amounts together; where only one has month points there are none.
fn more(held: Option<Held>, other: Option<Held>) -> Option<Held> {
    combined(held, other, |own, others| own + others)
}

/// What is left of an amount.
fn less(held: Option<Held>, other: Option<Held>) -> Option<Held> {
    let (held, other) = (held?, other);
    combined(Some(held), other, |own, others| own - others)
}

fn combined(held: Option<Held>, other: Option<Held>, combine: fn(Amount, Amount) -> Amount) -> Option<Held> {
    let (held, other) = match (held, other) {
        (Some(held), Some(other)) => (held, other),
        (one, another) => return one.or(another),
    };
    let all = if held.amounts.len() == other.amounts.len() { held.amounts.len() } else { 1 };
    let is_known = !held.amounts.is_empty() && !other.amounts.is_empty();
    let pairs = held.amounts.iter().zip(&other.amounts).take(if is_known { all } else { 0 });
    let amounts = pairs.map(|(own, others)| combine(*own, *others)).collect();
    Some(Held { amounts, day: held.day.max(other.day), ..held })
}

#[cfg(test)]
#[path = "transfer_test.rs"]
mod tests;
