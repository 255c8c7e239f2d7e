//! An open register as a command needs it: its words, its settings, the view.

use std::collections::HashMap;

use super::ctx::Ctx;
use crate::act::{Force, Ground, not_ahead};
use crate::domain::catalog::Catalog;
use crate::domain::day::parse_day;
use crate::domain::heading::Headings;
use crate::domain::person::People;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::Dimension;
use crate::domain::rules::RuleSet;
use crate::domain::submission::Pending;
use crate::domain::unit::Units;
use crate::domain::{ChangeId, Day, TargetNo};
use crate::error::{RegisterError, Result, UsageError};
use crate::report::columns::RegisterView;
use crate::report::model::Header;
use crate::store::{ChangeHeading, Entry, FIXED_DAY, ISSUER, Known, LANG, NOTE, Store, View};

/// The register on one day, as known at the view's moment: what a page looks at.
pub struct Seen {
    pub units: Units,
    pub portfolio: Portfolio,
    pub rules: RuleSet,
    pub pending: Vec<Pending>,
}

impl Seen {
    pub fn looking<'a>(&'a self, catalog: &'a Catalog) -> RegisterView<'a> {
        let (units, portfolio, rules) = (&self.units, &self.portfolio, &self.rules);
        RegisterView { catalog, units, portfolio, rules, pending: &self.pending }
    }
}

pub struct Session {
    pub store: Store,
    pub catalog: Catalog,
    /// The last change on record when the words were read.
    words_upto: ChangeId,
    pub view: View,
    /// The view day was asked for, or is the register's own.
    pub is_day_given: bool,
    fixed_day: Option<Day>,
    note: Option<String>,
    issuer: Option<String>,
}

impl Session {
    /// For a command that only looks.
    pub fn reader(ctx: &mut Ctx) -> Result<Self> {
        let store = Store::open_reader(&ctx.register()?)?;
        Self::new(ctx, store)
    }

    /// For a command that records.
    pub fn writer(ctx: &mut Ctx) -> Result<Self> {
        if ctx.known_at.is_some() {
            return Err(UsageError::KnownAtRecords.into());
        }
        ctx.begin_recording();
        let store = Store::open_writer(&ctx.register()?, ctx.surroundings.durability)?;
        Self::new(ctx, store)
    }

    /// For a command that shows what it would record.
    pub fn preview(ctx: &mut Ctx) -> Result<Self> {
        if ctx.known_at.is_some() {
            return Err(UsageError::KnownAtRecords.into());
        }
        let store = Store::open_preview(&ctx.register()?)?;
        Self::new(ctx, store)
    }

    /// Of a register that is open.
    pub fn new(ctx: &mut Ctx, store: Store) -> Result<Self> {
        let mut settings = store.settings()?;
        ctx.adopt_lang(settings.get(LANG).map(String::as_str));
        let fixed = settings.get(FIXED_DAY).and_then(|day| parse_day(day).ok());
        let given = ctx.as_of.or(fixed);
        let view = View { day: given.unwrap_or_else(|| ctx.today()), known_at: ctx.known_at };
        let words_upto = store.known(None)?.upto;
        Ok(Self {
            catalog: store.catalog(&store.known(ctx.known_at)?)?,
            words_upto,
            store,
            view,
            is_day_given: given.is_some(),
            fixed_day: fixed,
            note: settings.remove(NOTE),
            issuer: settings.remove(ISSUER),
        })
    }

    /// The day the register is looked at from where no other is asked for.
    pub fn fixed_day(&self) -> Option<Day> {
        self.fixed_day
    }

    /// The note printed on every page.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The office that issues documents, where none is named.
    pub fn issuer(&self) -> Option<&str> {
        self.issuer.as_deref()
    }

    pub fn known(&self) -> Result<Known> {
        self.store.known(self.view.known_at)
    }

    /// The hash of the last change that is known; `None`: nothing is.
    pub fn ledger_hash(&self) -> Result<Option<String>> {
        let last = self.store.recorded(self.known()?.upto)?;
        Ok(last.map(|change| change.hash))
    }

    /// The units on the view's day.
    pub fn units(&self) -> Result<Units> {
        self.store.units(&self.known()?, self.view.day)
    }

    /// The units as they are now, for a command that records.
    pub fn units_now(&self) -> Result<Units> {
        self.store.units(&self.store.known(None)?, Day::MAX)
    }

    /// Who may record what, as it is now.
    pub fn people_now(&self) -> Result<People> {
        self.store.people(&self.store.known(None)?)
    }

    /// What offices call the columns of their lists, as it is known now.
    pub fn headings_now(&self) -> Result<Headings> {
        self.store.headings(&self.store.known(None)?)
    }

    /// The register on a day, as known at the view's moment.
    pub fn portfolio(&self, day: Day) -> Result<Portfolio> {
        let view = View { day, ..self.view };
        Ok(Portfolio::new(&self.catalog, self.store.states(&self.catalog, view)?, day))
    }

    /// The register on a day.
    pub fn seen(&self, day: Day) -> Result<Seen> {
        self.seen_at(View { day, ..self.view })
    }

    /// The register as a view has it.
    pub fn seen_at(&self, view: View) -> Result<Seen> {
        let known = self.store.known(view.known_at)?;
        let portfolio = Portfolio::new(&self.catalog, self.store.states(&self.catalog, view)?, view.day);
        let (units, rules) = (self.store.units(&known, view.day)?, self.store.rules(view.day, &known)?);
        Ok(Seen { units, portfolio, rules, pending: self.store.pending(&known)? })
    }

    /// Why changes were made, of those that said so.
    pub fn reasons(&self) -> Result<HashMap<ChangeId, String>> {
        self.store.reasons(&self.known()?)
    }

    /// What each target is counted in.
    pub fn target_units(&self) -> Result<HashMap<TargetNo, (Dimension, String)>> {
        let targets = self.store.targets(&self.known()?)?.into_iter();
        Ok(targets.map(|(target, _)| (target.no, (target.dimension, target.unit_word))).collect())
    }

    pub fn header(&self, ctx: &Ctx) -> Header {
        Header { known_at: self.view.known_at, note: self.note.clone(), ..Header::new(self.view.day, ctx.now) }
    }

    /// What the statements of this command stand on.
    pub fn ground(&self, ctx: &Ctx, force: Force, entry: &Entry) -> Ground<'_> {
        Ground { catalog: &self.catalog, day: self.view.day, today: ctx.today(), force, change: entry.change() }
    }

    /// Begins the change this command makes.
    pub fn begin(&self, ctx: &Ctx, reason: Option<&str>) -> Result<Entry<'_>> {
        let entry = self.store.begin(heading(ctx, reason)?)?;
        self.still_speaks()?;
        Ok(entry)
    }

    /// What is stated is held against the words that were read before it was this command's turn: they have to be those
    /// that hold now.
    pub fn still_speaks(&self) -> Result<()> {
        let known = self.store.known(None)?;
        if known.upto == self.words_upto || self.store.catalog(&known)? == self.catalog {
            return Ok(());
        }
        Err(RegisterError::WordsChanged.into())
    }
}

pub fn heading(ctx: &Ctx, reason: Option<&str>) -> Result<ChangeHeading> {
    Ok(ChangeHeading { by: ctx.by()?, ..shown(ctx, reason) })
}

/// Of a change that is only shown: whoever would record it need not be named.
pub fn shown(ctx: &Ctx, reason: Option<&str>) -> ChangeHeading {
    ChangeHeading {
        now: ctx.now,
        is_clock_vouched: ctx.is_clock_vouched,
        by: ctx.by().unwrap_or_default(),
        command: ctx.command_line.clone(),
        reason: reason.map(str::to_owned),
        source: None,
    }
}

/// A from-day must not lie after today by the clock.
pub fn not_after_today(ctx: &Ctx, flag: &'static str, day: Day) -> Result<Day> {
    not_ahead(day, ctx.today()).map_err(|why| why.behind(flag))
}

#[cfg(test)]
#[path = "session_test.rs"]
mod tests;
