//! What the pages of one run are made of: the register on the day of the page and on the last day of the period before,
//! and what was recorded since the page before, all read in one snapshot.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain;
use crate::domain::change::late;
use crate::domain::day::{end_of, year_of};
use crate::domain::fact::Recorded;
use crate::domain::fold::fold;
use crate::domain::page::{Frozen, Question};
use crate::domain::period::Period;
use crate::domain::portfolio::Portfolio;
use crate::domain::target::TargetView;
use crate::domain::{ChangeId, Day, Instant, PageNo};
use crate::error::{PageError, Result};
use crate::render::Format;
use crate::report::brief::brief;
use crate::report::columns::RegisterView;
use crate::report::frozen::say_recorded_since;
use crate::report::grid::grid;
use crate::report::list::Filter;
use crate::report::missing::missing;
use crate::report::model::{Detail, Header, Report, number};
use crate::report::permits::permits;
use crate::report::status::{MonthEnd, Since, TwoViews, changes, needs_attention, returns, status};
use crate::report::targets::{Stood, targets};
use crate::store::View;

use super::super::ctx::Ctx;
use super::super::select::detail;
use super::super::session::{Seen, Session};
use super::super::values;
use super::{Page, ReportKind, Wanted};

pub struct Material {
    pub period: Period,
    pub now: Seen,
    /// On the day looked back to: the last day of the period before, or the one asked for.
    before: Seen,
    /// The day asked for, by its end.
    pub since_day: Option<Day>,
    /// On the last day of the period before, where that is another day: it says who owes a return.
    owed: Option<Portfolio>,
    /// The last change that is known.
    pub upto: ChangeId,
    /// The last change there was when all this was read.
    pub last: ChangeId,
    /// The frozen pages that count, as known.
    pub frozen: Vec<Frozen>,
    /// What was recorded since the page before, by the works that page was of.
    since: HashMap<String, Since>,
    /// How much was recorded for the day since pages of it were frozen, by the works they are of; the last page first.
    since_frozen: HashMap<String, Vec<(PageNo, i64)>>,
    stood: Vec<Stood>,
    /// The months of the year that are over by the day, where the page has a curve.
    month_ends: Option<Vec<MonthEnd>>,
    /// Of the last change that is known.
    pub ledger_hash: Option<String>,
}

impl Material {
    pub fn read(ctx: &Ctx, session: &mut Session, asked: &Page) -> Result<Self> {
        let period = turn_to(session, asked);
        let since_day = asked.since.as_deref().map(|day| values::day("--since", day)).transpose()?;
        let last = period.previous().as_of;
        if let Some(day) = since_day.filter(|day| *day > period.as_of) {
            return Err(PageError::AfterView { flag: "--since", day, view: period.as_of }.into());
        }
        let (as_of, today) = (period.as_of, ctx.today());
        if as_of > today {
            return Err(PageError::Ahead { as_of, today }.into());
        }
        if let Some(known_at) = ctx.known_at.map(|at| at.date_naive()).filter(|day| *day > today) {
            return Err(PageError::KnownAhead { known_at, today }.into());
        }
        let known = session.known()?;
        if asked.freeze && known.upto == 0 {
            return Err(PageError::NothingKnown.into());
        }
        let frozen = session.store.frozen_pages()?.into_iter().filter(|frozen| known.counts(frozen.change)).collect();
        let has_curve = asked.kind == ReportKind::Status && asked.format().has_charts();
        let stood = if asked.kind == ReportKind::Targets { stood(session, as_of)? } else { Vec::new() };
        let now = session.seen(as_of)?;
        Ok(Self {
            period,
            before: session.seen(since_day.unwrap_or(last))?,
            since_day,
            owed: since_day.filter(|day| *day != last).map(|_| session.portfolio(last)).transpose()?,
            upto: known.upto,
            last: session.store.known(None)?.upto,
            frozen,
            since: HashMap::new(),
            since_frozen: HashMap::new(),
            stood,
            month_ends: has_curve.then(|| month_ends(session, &now.portfolio)).transpose()?,
            ledger_hash: session.ledger_hash()?,
            now,
        })
    }

    /// Reads what was recorded since earlier pages: the one of the period before, and those of the same day.
    pub fn look_back(&mut self, session: &Session, kind: ReportKind, wanted: &[Wanted]) -> Result<()> {
        if kind != ReportKind::Targets {
            for Wanted { question, filter, .. } in wanted {
                let since = self.since_frozen(session, question, filter)?;
                self.since_frozen.insert(question.scope.clone(), since);
            }
        }
        if !kind.looks_back() {
            return Ok(());
        }
        let ended = self.before.portfolio.day();
        // The page of a period that was not frozen is taken to hold what came in by the day to answer by.
        for scope in wanted.iter().map(|wanted| wanted.question.scope.as_str()) {
            let page = self.page_before(kind, scope, ended).filter(|_| self.since_day.is_none());
            let change = page.map(|frozen| session.store.recorded(frozen.page.upto)).transpose()?.flatten();
            let known_at = match (change, self.since_day) {
                (Some(change), _) => change.recorded_at,
                (None, Some(day)) => end_of(day),
                (None, None) => end_of(self.period.previous().answer_by()),
            };
            self.since.insert(scope.to_owned(), since_view(session, ended, known_at)?);
        }
        Ok(())
    }

    /// What was recorded for the day since a page of it was frozen: the last one; and the one before the page of this
    /// very question, against which a new one is held to see whether it says anything new.
    fn since_frozen(&self, session: &Session, question: &Question, filter: &Filter) -> Result<Vec<(PageNo, i64)>> {
        let is_same = |frozen: &&Frozen| {
            let other = &frozen.page.question;
            let is_of_works = other.report == question.report && other.scope == question.scope;
            is_of_works && other.cadence == question.cadence && frozen.page.as_of == self.period.as_of
        };
        let same: Vec<&Frozen> = self.frozen.iter().filter(is_same).collect();
        let asked_before = same.iter().rev().find(|frozen| frozen.page.question == *question);
        let before = asked_before.and_then(|asked| same.iter().rev().find(|frozen| frozen.page.no < asked.page.no));
        let mut since = Vec::new();
        for frozen in same.last().into_iter().chain(before.filter(|before| same.last() != Some(before))) {
            since.push((frozen.page.no, self.entries_since(session, frozen, filter)?));
        }
        Ok(since)
    }

    /// Of the works that a page takes, or took when it was frozen.
    fn entries_since(&self, session: &Session, frozen: &Frozen, filter: &Filter) -> Result<i64> {
        let (then, now) = (session.store.known_upto(frozen.page.upto)?, session.known()?);
        let entries = session.store.entries_between(&then, &now, self.period.as_of)?;
        if entries.is_empty() {
            return Ok(0);
        }
        let known_at = session.store.recorded(frozen.page.upto)?.map(|change| change.recorded_at);
        let view = View { day: self.period.as_of, known_at };
        let states = session.store.states(&session.catalog, view)?;
        let then = Portfolio::new(&session.catalog, states, self.period.as_of);
        let now = self.now.looking(&session.catalog);
        let then = RegisterView { portfolio: &then, ..now };
        let takes = |view: &RegisterView, id| view.portfolio.get(id).is_some_and(|state| filter.takes(view, state));
        Ok(number(entries.into_iter().filter(|id| takes(&now, *id) || takes(&then, *id)).count()))
    }

    /// The page of the period before, if one of the same report and works was frozen: the last to go out. Changes are
    /// told from the status page on.
    fn page_before(&self, kind: ReportKind, scope: &str, ended: Day) -> Option<&Frozen> {
        let report = if kind == ReportKind::Changes { ReportKind::Status } else { kind };
        let is_before = |frozen: &&Frozen| {
            let question = &frozen.page.question;
            let is_of_report = question.report == report.code() && question.cadence == self.period.cadence;
            is_of_report && frozen.page.as_of == ended && question.scope == scope
        };
        self.frozen.iter().rev().find(is_before)
    }

    /// Makes one page of the works a filter takes, and hands it on.
    pub fn page<T>(
        &self,
        session: &Session,
        asked: &Page,
        (filter, scope): (&Filter, &str),
        header: Header,
        hand_on: impl FnOnce(Report) -> T,
    ) -> T {
        let header = Header { leader: filter.leader_name(), fields: filter.fields.clone(), ..header };
        let no = header.frozen;
        let since_frozen = self.since_frozen.get(scope).into_iter().flatten();
        let since_frozen = since_frozen.copied().find(|(frozen, _)| no.is_none_or(|no| *frozen < no));
        let hand_on = |mut report: Report| {
            if let Some((frozen, entries)) = since_frozen.filter(|(_, entries)| *entries > 0) {
                say_recorded_since(&mut report, frozen, entries);
            }
            hand_on(report)
        };
        let now = self.now.looking(&session.catalog);
        // Its units are those of today, so that both days speak of the same.
        let before = RegisterView { units: now.units, ..self.before.looking(&session.catalog) };
        let returns = returns(&now, self.owed(), filter, &self.period);
        let month_ends = self.month_ends.as_deref();
        let views = self.since.get(scope).map(|since| TwoViews {
            period: self.period,
            now: &now,
            before: &before,
            units_before: &self.before.units,
            since,
            month_ends,
        });
        match (asked.kind, &views) {
            (ReportKind::Status, Some(views)) => hand_on(status(views, filter, header)),
            (ReportKind::Brief, Some(views)) => hand_on(brief(views, filter, header)),
            (ReportKind::Changes, Some(views)) => hand_on(changes(views, filter, returns, header)),
            (ReportKind::Grid, _) => hand_on(grid(&now, filter, returns, detail(asked.format()), header)),
            (ReportKind::Permits, _) => {
                // a workbook is read by people, as a page is
                let is_data = asked.format() == Format::Json;
                let detail = if is_data { Detail::Everything } else { Detail::Page };
                hand_on(permits(&now, filter, returns, detail, header))
            }
            (ReportKind::Targets, _) => {
                let taken = self.stood.iter().filter(|stood| filter.takes_target(&stood.target));
                let header = Header { rules: now.rules.version, returns: Some(returns), ..header };
                hand_on(targets(taken, year_of(self.period.as_of), header))
            }
            // what looks back has been given what it looks back to, by `look_back`
            (ReportKind::Missing, _) | (_, None) => hand_on(missing(&now, self.owed(), filter, &self.period, header)),
        }
    }

    fn owed(&self) -> &Portfolio {
        self.owed.as_ref().unwrap_or(&self.before.portfolio)
    }

    pub fn needs_attention(&self, session: &Session, filter: &Filter) -> bool {
        needs_attention(&self.now.looking(&session.catalog), self.owed(), filter, &self.period)
    }
}

/// The period a page is of; the session then looks from the day the page holds.
fn turn_to(session: &mut Session, asked: &Page) -> Period {
    let day = session.view.day;
    let period = if session.is_day_given || asked.since.is_some() || !asked.kind.is_of_period() {
        Period::holding(asked.period, day)
    } else {
        Period::last_complete(asked.period, day)
    };
    session.view.day = period.as_of;
    period
}

/// The months of the year that are over by the day of a view. One register is held at a time, the ledger read once.
fn month_ends(session: &Session, now: &Portfolio) -> Result<Vec<MonthEnd>> {
    let (catalog, facts) = (&session.catalog, session.store.known_facts(&session.known()?)?);
    let projects: Vec<&[Recorded]> = facts.chunk_by(|a, b| a.fact.project == b.fact.project).collect();
    let ends = domain::day::month_ends(year_of(now.day())).into_iter().filter(|end| *end <= now.day());
    let month_end = |end: Day| {
        let states = projects.iter().filter_map(|facts| fold(catalog, *facts, end)).collect();
        MonthEnd::new(catalog, &Portfolio::new(catalog, states, end), now)
    };
    Ok(ends.map(month_end).collect())
}

/// How every target up to the year of the view stands, the latest year first.
fn stood(session: &Session, day: Day) -> Result<Vec<Stood>> {
    let mut portfolios: HashMap<Day, Portfolio> = HashMap::new();
    let mut stood = Vec::new();
    for (target, entered) in session.store.targets(&session.known()?)? {
        if target.year > year_of(day) || target.from_day > day {
            continue;
        }
        let day = target.day(day);
        let opening = Day::from_ymd_opt(target.year - 1, 12, 31).unwrap_or(day);
        for day in [day, opening] {
            if let Entry::Vacant(place) = portfolios.entry(day) {
                place.insert(session.portfolio(day)?);
            }
        }
        let (Some(now), Some(opening)) = (portfolios.get(&day), portfolios.get(&opening)) else { continue };
        let entered = entered.iter().rev().find(|value| value.from_day <= day).map(|value| value.value);
        let standing = target.standing(&session.catalog, &TargetView { now, opening }, entered);
        stood.push(Stood { target, standing });
    }
    stood.sort_by_key(|stood| (std::cmp::Reverse(stood.target.year), stood.target.no));
    Ok(stood)
}

/// What was recorded since a page of the period that ended on a day, as known then.
pub fn since_view(session: &Session, ended: Day, known_at: Instant) -> Result<Since> {
    let known_at = session.view.known_at.map_or(known_at, |limit| limit.min(known_at));
    let view = View { day: ended, known_at: Some(known_at) };
    let page = Portfolio::new(&session.catalog, session.store.states(&session.catalog, view)?, ended);
    let (then, known) = (session.store.known(Some(known_at))?, session.known()?);
    let (late, late_numbers) = late(session.store.returns_after(then.upto, &known)?, ended);
    Ok(Since {
        page,
        late,
        late_numbers,
        causes: session.store.causes_after(then.upto, &known)?,
        reasons: session.reasons()?,
    })
}
