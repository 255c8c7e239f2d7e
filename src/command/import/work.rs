//! An import under way: the one change it makes, what is known of the projects it touches, and what was found wrong.
//!
//! Long: what rows look up of one another, each once, stands beside what states it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};

use crate::act::unit::Naming;
use crate::act::{FieldName, Force, Ground, Subject};
use crate::domain::code::{next_code, tidy_code};
use crate::domain::fact::{Body, Fact, Kind, ProjectFact, Recorded};
use crate::domain::name::{closest, folded, places_within};
use crate::domain::permit::Documents;
use crate::domain::target::Target;
use crate::domain::unit::{UnitFact, Units};
use crate::domain::{ChangeId, Day, Instant, ProjectId, SubmissionNo, TargetNo, UnitId};
use crate::error::{Fault, ImportError, NameError, Result};
use crate::lang::Lang;
use crate::lang::cell::parts_of_name;
use crate::report::imported::{Counts, Imported, Item};
use crate::report::list::Filter;
use crate::report::model::Cell;
use crate::report::sheets::{Sheet, key};
use crate::sheet::file::File;
use crate::store::{self, Known, View};

use crate::command::find;
use crate::command::session::Session;
use crate::command::snapshot::{Snapshot, Version};

use super::key::Key;
use super::wrong::{Wrong, in_column};

/// How many projects are kept in memory.
const KEPT: usize = 5_000;
/// How many are read at a time: rows mostly come in the order of their codes.
const CHUNK: ProjectId = 256;
/// How many that rows spoke of last are kept with all that is looked up of them.
const AT_HAND: usize = 512;
/// How many faults are kept; near codes are looked for only for the first of them.
const SHOWN: usize = 5_000;
const OFFERED_FOR: usize = 20;
/// How many states of the register the rows of an import may be of.
pub const VERSIONS: usize = 48;
/// How many characters of a name are enough to tell which project it is.
const TELLING: usize = 4;

/// What the command line asks for.
pub struct Options {
    /// The day a return is of that says none, and from which what is stated holds.
    pub day: Day,
    pub today: Day,
    pub lang: Lang,
    pub has_several_files: bool,
    pub new_unit: bool,
    pub force: Force,
    /// The command line says that the files are sheets of another office.
    pub is_others_said: bool,
}

/// A project with the number of its facts that were looked at.
struct AtHand {
    subject: Subject,
    seen: usize,
}

pub struct Work<'a> {
    pub session: &'a Session,
    pub entry: store::Entry<'a>,
    pub options: Options,
    pub faults: Vec<Fault>,
    pub items: Vec<Item>,
    pub counts: Counts,
    pub conflicts: i64,
    /// The returns that wait for review.
    pub submitted: Vec<SubmissionNo>,
    /// The rows that came in, by what names them: where each stands.
    pub seen: HashMap<(Sheet, Key), (String, usize)>,
    /// New rows that had no code or number.
    pub numberless: i64,
    /// The units rows name, with those registered on the way.
    pub naming: Naming<'a>,
    /// There was no unit before: the first list of an office brings its own.
    pub is_without_units: bool,
    /// The registered works that rows of somebody else's sheet named.
    pub named: BTreeSet<ProjectId>,
    /// All facts of a project, what this import stated with them.
    facts: HashMap<ProjectId, Vec<Recorded>>,
    known: Known,
    /// The projects that rows spoke of last: rows of one work often follow each other.
    at_hand: HashMap<ProjectId, AtHand>,
    /// Codes by the names of their projects, folded; filled when a row has no code.
    names: Option<HashMap<String, Vec<String>>>,
    /// The projects registered before: name folded, code, name.
    on_record: Option<Vec<(String, String, String)>>,
    /// The last code given out, by prefix.
    last_codes: HashMap<String, String>,
    /// The projects that had a hand in each other's figures before.
    kin: Vec<ProjectId>,
    /// The targets stated before, read when a row names the first.
    targets: Option<HashMap<TargetNo, Target>>,
    /// The documents on record, with those of this import; read when a row has the number of one.
    pub documents: Option<Documents>,
    /// Of earlier states of the register.
    known_at: HashMap<i64, Known>,
    seq: i64,
}

impl<'a> Work<'a> {
    pub fn new(session: &'a Session, units: &'a Units, entry: store::Entry<'a>, options: Options) -> Result<Self> {
        let mut known = session.store.known(None)?;
        known.upto = entry.change(); // what this import states counts
        Ok(Self {
            session,
            naming: Naming::new(units, options.new_unit),
            is_without_units: units.iter().next().is_none(),
            named: BTreeSet::new(),
            entry,
            options,
            faults: Vec::new(),
            items: Vec::new(),
            counts: Counts::default(),
            conflicts: 0,
            submitted: Vec::new(),
            seen: HashMap::new(),
            numberless: 0,
            facts: HashMap::new(),
            at_hand: HashMap::new(),
            known,
            names: None,
            on_record: None,
            last_codes: HashMap::new(),
            kin: session.store.kin()?,
            targets: None,
            documents: None,
            known_at: HashMap::new(),
            seq: 0,
        })
    }

    /// All that is known of a project now; `None`: it does not count.
    pub fn found(&mut self, project: ProjectId) -> Result<Option<Subject>> {
        self.load(project)?;
        let known = &self.known;
        let all = self.facts.get(&project).map_or(&[][..], Vec::as_slice);
        let counting = |facts: &[Recorded]| {
            let facts = facts.iter().filter(|recorded| known.counts(recorded.change));
            facts.cloned().collect::<Vec<Recorded>>()
        };
        let at_hand = self.at_hand.remove(&project).map(|AtHand { subject, seen }| (subject, counting(&all[seen..])));
        // the totals of the whole are told by those of its own
        let is_kept = |new: &[Recorded]| {
            let is_total = |recorded: &Recorded| matches!(recorded.fact.body, Body::Total { .. });
            !self.kin.contains(&project) || !new.iter().any(is_total)
        };
        let subject = match at_hand.filter(|(_, new)| is_kept(new)) {
            Some((mut subject, new)) => {
                new.into_iter().for_each(|recorded| subject.push(recorded));
                subject.has_lots = self.session.store.has_children(project)?;
                subject
            }
            None => match find::known_by(self.session, &self.kin, counting(all))? {
                Some(subject) => subject,
                None => return Ok(None),
            },
        };
        let seen = all.len();
        if self.at_hand.len() >= AT_HAND {
            self.at_hand.clear();
        }
        self.at_hand.insert(project, AtHand { subject: subject.clone(), seen });
        Ok(Some(subject))
    }

    fn make_room(&mut self) -> Result<()> {
        if self.facts.len() > KEPT { self.settle() } else { Ok(()) }
    }

    /// Writes the cache of the new projects at hand, so that the commit need not read them back.
    pub fn settle(&mut self) -> Result<()> {
        let facts = self.facts.iter().map(|(project, facts)| (*project, facts.as_slice()));
        self.entry.settle(&self.session.catalog, facts)?;
        self.facts.clear();
        self.at_hand.clear();
        Ok(())
    }

    fn load(&mut self, project: ProjectId) -> Result<()> {
        if self.facts.contains_key(&project) {
            return Ok(());
        }
        self.make_room()?;
        let low = project - project % CHUNK;
        let facts = self.session.store.facts_between(low, low + CHUNK - 1)?;
        for own in facts.chunk_by(|a, b| a.fact.project == b.fact.project) {
            if let Some(first) = own.first() {
                self.facts.insert(first.fact.project, own.to_vec());
            }
        }
        self.facts.entry(project).or_default();
        Ok(())
    }

    /// The number of a new project, of which nothing is known yet.
    pub fn new_project(&mut self) -> Result<ProjectId> {
        self.make_room()?;
        let project = self.entry.new_project();
        self.facts.insert(project, Vec::new());
        Ok(project)
    }

    /// States a fact about a project.
    pub fn state(&mut self, fact: ProjectFact) -> Result<()> {
        self.load(fact.project)?;
        self.seq += 1;
        let recorded = Recorded { change: self.entry.change(), seq: self.seq, fact };
        self.entry.record_of_project(&recorded.fact)?;
        self.facts.entry(recorded.fact.project).or_default().push(recorded);
        Ok(())
    }

    /// States several facts about projects.
    pub fn state_all(&mut self, facts: Vec<ProjectFact>) -> Result<()> {
        facts.into_iter().try_for_each(|fact| self.state(fact))
    }

    /// States facts about a project; gives what is known of it then.
    pub fn record(&mut self, subject: Subject, facts: Vec<ProjectFact>) -> Result<Subject> {
        if facts.is_empty() {
            return Ok(subject);
        }
        self.state_all(facts)?;
        self.again(subject)
    }

    /// What is known of a project by now. What was known of it is given up: nobody else has to keep it as it was.
    pub fn again(&mut self, subject: Subject) -> Result<Subject> {
        let (id, code) = (subject.id, subject.code().to_owned());
        drop(subject);
        self.counted(id, &code)
    }

    /// What the rows of the import stand on.
    pub fn ground(&self) -> Ground<'a> {
        let Options { day, today, force, .. } = self.options;
        Ground { catalog: &self.session.catalog, day, today, force, change: self.entry.change() }
    }

    /// The project that has a code; of a row of this import too.
    pub fn project(&self, code: &str) -> Result<Option<ProjectId>> {
        self.session.store.project_with_code(&tidy_code(code))
    }

    /// A project that counts.
    pub fn counted(&mut self, project: ProjectId, code: &str) -> Result<Subject> {
        self.found(project)?.map_or_else(|| Err(self.unknown(code).into()), Ok)
    }

    /// The project whose code stands in a column.
    pub fn at_code(&mut self, key: &'static str, code: &str) -> Result<Subject, Wrong> {
        let found = match self.project(code)? {
            Some(id) => self.found(id)?,
            None => None,
        };
        in_column(key, found.ok_or_else(|| self.unknown(code)))
    }

    /// The last change to a project since a version, with who made it: by then something else counted.
    pub fn changed_since(&mut self, project: ProjectId, version: Version) -> Result<Option<(ChangeId, String)>> {
        if !self.is_outdated(version) {
            return Ok(None);
        }
        self.load(project)?;
        let changes = self.facts.get(&project).into_iter().flatten().map(|recorded| recorded.change).collect();
        self.last_differing(changes, version)
    }

    /// The last return of a project that was filed, or corrected, since a version, with who filed it.
    pub fn returned_since(&mut self, project: ProjectId, version: Version) -> Result<Option<(ChangeId, String)>> {
        if !self.is_outdated(version) {
            return Ok(None);
        }
        self.load(project)?;
        let all = self.facts.get(&project).into_iter().flatten();
        let returns = all.filter(|recorded| matches!(recorded.fact.body, Body::Update(_)));
        let later = returns.map(|recorded| recorded.change).filter(|change| *change > version.change);
        let last = later.filter(|change| *change != self.entry.change() && self.known.counts(*change)).max();
        self.signed(last)
    }

    /// The last value entered for a target, or taken back, since a version, with who did it.
    pub fn target_changed_since(&mut self, target: TargetNo, version: Version) -> Result<Option<(ChangeId, String)>> {
        if !self.is_outdated(version) {
            return Ok(None);
        }
        let changes = self.session.store.changes_of_target(target)?;
        self.last_differing(changes, version)
    }

    /// A target that was stated before this import.
    pub fn target(&mut self, no: TargetNo) -> Result<Option<Target>> {
        let targets = match self.targets.take() {
            Some(targets) => targets,
            None => {
                let all = self.session.store.targets(&self.session.store.known(None)?)?.into_iter();
                all.map(|(target, _)| (target.no, target)).collect()
            }
        };
        Ok(self.targets.insert(targets).get(&no).cloned())
    }

    /// Something was recorded between a version and this import.
    fn is_outdated(&self, version: Version) -> bool {
        version.change < self.entry.change() - 1
    }

    /// The last of some changes of others that counts now and did not by a version, or the other way round.
    fn last_differing(&mut self, changes: Vec<ChangeId>, version: Version) -> Result<Option<(ChangeId, String)>> {
        let then = match self.known_at.entry(version.change) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let at = self.session.store.recorded(version.change)?.map(|change| change.recorded_at);
                place.insert(self.session.store.known(at)?)
            }
        };
        let others = changes.into_iter().filter(|change| *change != self.entry.change());
        let last = others.filter(|change| self.known.counts(*change) != then.counts(*change)).max();
        self.signed(last)
    }

    /// A change with who made it.
    fn signed(&self, change: Option<ChangeId>) -> Result<Option<(ChangeId, String)>> {
        let Some(change) = change else { return Ok(None) };
        let by = self.session.store.recorded(change)?.map(|change| change.recorded_by);
        Ok(Some((change, by.unwrap_or_default())))
    }

    /// Notes a fault. The first are kept; the others are only counted.
    pub fn fault(&mut self, fault: Fault) {
        self.counts.wrong += 1;
        self.conflicts += i64::from(fault.is_conflict());
        if self.faults.len() < SHOWN {
            self.faults.push(fault);
        }
    }

    /// The next free code of a category.
    pub fn free_code(&mut self, prefix: &str) -> Result<String> {
        let mut code = match self.last_codes.get(prefix) {
            Some(last) => next_code(prefix, std::iter::once(last.as_str())),
            None => next_code(prefix, self.session.store.codes()?.iter().map(String::as_str)),
        };
        while self.session.store.project_with_code(&code)?.is_some() {
            code = next_code(prefix, std::iter::once(code.as_str()));
        }
        self.last_codes.insert(prefix.to_owned(), code.clone());
        Ok(code)
    }

    /// The codes of the projects that have a name already, folded.
    pub fn codes_of_name(&mut self, folded: &str) -> Result<Vec<String>> {
        Ok(self.names()?.get(folded).cloned().unwrap_or_default())
    }

    /// That a new project has a name, folded.
    pub fn remember_name(&mut self, folded: String, code: &str) -> Result<()> {
        self.names()?.entry(folded).or_default().push(code.to_owned());
        Ok(())
    }

    fn names(&mut self) -> Result<&mut HashMap<String, Vec<String>>> {
        let names = match self.names.take() {
            Some(names) => names,
            None => {
                let mut names: HashMap<String, Vec<String>> = HashMap::new();
                for (code, name) in self.session.store.current_names()? {
                    let codes = names.entry(folded(&name)).or_default();
                    if !codes.contains(&code) {
                        codes.push(code);
                    }
                }
                names
            }
        };
        Ok(self.names.insert(names))
    }

    /// A project registered before this import whose name holds another, or is held by it: (code, name).
    pub fn near_name(&mut self, name: &str) -> Result<Option<(String, String)>> {
        if self.on_record.is_none() {
            let all = self.session.store.current_names()?.into_iter();
            self.on_record = Some(all.map(|(code, name)| (folded(&name), code, name)).collect());
        }
        let wanted = folded(name);
        let is_near = |other: &str| {
            let (shorter, longer) = if other.len() < wanted.len() { (other, &*wanted) } else { (&*wanted, other) };
            shorter.chars().count() >= TELLING && places_within(longer, shorter).next().is_some()
        };
        let near = self.on_record.iter().flatten().find(|(folded, ..)| is_near(folded));
        Ok(near.map(|(_, code, name)| (code.clone(), name.clone())))
    }

    /// That a code names no project, with those that are near it.
    pub fn unknown(&mut self, word: &str) -> NameError {
        let names = self.session.store.current_names().unwrap_or_default();
        let near = if self.faults.len() < OFFERED_FOR {
            closest(word, names.iter().map(|(code, _)| code.as_str()), 3)
        } else {
            Vec::new()
        };
        let near = names.iter().filter(|(code, _)| near.contains(&code.as_str())).cloned().collect();
        NameError::UnknownProject { word: word.to_owned(), near }
    }

    /// Refuses to take a file once more: a return sheet, or rows without a code or number, which nothing else tells apart.
    pub fn not_twice(&self, files: &[(String, File)], imported: &Imported) -> Result<()> {
        if self.options.force.is_forced {
            return Ok(());
        }
        for (file, read) in files {
            let mut sheets = imported.files.iter().filter(|known| known.name == *file).flat_map(|known| &known.sheets);
            let is_form = sheets.any(|sheet| sheet.is_form);
            let taken = self.session.store.change_of_file(read.sha256())?.filter(|change| self.known.counts(*change));
            if let Some(change) = taken.filter(|_| is_form || self.numberless > 0) {
                let file = file.clone();
                let form = ImportError::FormTaken { file: file.clone(), change };
                return Err(if is_form { form } else { ImportError::FileTaken { file, change } }.into());
            }
        }
        Ok(())
    }

    /// The unit a word names, registered now if that was allowed.
    pub fn unit(&mut self, field: FieldName, word: &str) -> Result<UnitId, Wrong> {
        let (unit, new) = self.naming.unit(field, word, || self.entry.new_unit())?;
        self.register(new)?;
        Ok(unit)
    }

    /// The units that words name, as [`Self::unit`].
    pub fn units(&mut self, words: &[String]) -> Result<Vec<UnitId>, Wrong> {
        let (units, new) = self.naming.list(words, || self.entry.new_unit())?;
        self.register(new)?;
        Ok(units)
    }

    /// The names of the units registered before, with their aliases.
    pub fn unit_names(&self) -> Vec<String> {
        let names = self.naming.known.iter().flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
        names.cloned().collect()
    }

    /// The works that came into the register with those named, from one list, and are not named: code, name.
    pub fn missing(&mut self) -> Result<Vec<(String, String)>> {
        let mut listed = BTreeSet::new();
        for project in &self.named {
            if !listed.contains(project) {
                listed.extend(self.session.store.listed_with(*project)?);
            }
        }
        let mut missing = Vec::new();
        for project in listed.difference(&self.named.clone()) {
            let Some(found) = self.found(*project)? else { continue };
            let state = found.state(&self.session.catalog);
            if state.kind == Kind::Project && !state.condition.has_left() && state.closed_on.is_none() {
                missing.push((state.code.clone(), state.name.clone()));
            }
        }
        Ok(missing)
    }

    fn register(&mut self, new: impl IntoIterator<Item = UnitFact>) -> Result<()> {
        for fact in new {
            self.entry.record(&Fact::Unit(fact))?;
            self.seq += 1;
        }
        Ok(())
    }

    /// Names of units, those parted that are none but made of some, or of what would be registered for one: 甲局、乙局.
    /// `None`: there are none of these.
    pub fn parted(&self, names: &[String]) -> Option<Vec<String>> {
        let is_known = |name: &str| self.naming.knows(name);
        let is_run_together =
            |name: &str| !is_known(name) && parts_of_name(name).all(|part| self.naming.may_register || is_known(part));
        let parts = |name: &String| -> Vec<String> {
            if is_run_together(name) { parts_of_name(name).map(str::to_owned).collect() } else { vec![name.clone()] }
        };
        let parted: Vec<String> = names.iter().flat_map(parts).collect();
        (parted.len() > names.len()).then_some(parted)
    }
}

/// The states of the register that rows are of.
#[derive(Default)]
pub struct Bases {
    loaded: HashMap<(Option<Version>, Sheet), BaseRows>,
}

struct BaseRows {
    snapshot: Snapshot,
    /// Its rows by what names them, built when the first is asked for.
    rows: Option<HashMap<Key, Vec<Cell>>>,
}

impl Bases {
    /// The state of a version; without one the register as it is now, on the view's day. `None`: rows of too many
    /// versions.
    pub fn get(&mut self, session: &Session, version: Option<Version>, sheet: Sheet) -> Result<Option<&Snapshot>> {
        Ok(self.load(session, version, sheet)?.map(|base| &base.snapshot))
    }

    /// What the register said in a row.
    pub fn row(
        &mut self,
        session: &Session,
        version: Option<Version>,
        sheet: Sheet,
        wanted: &Key,
    ) -> Result<Option<Vec<Cell>>> {
        let Some(base) = self.load(session, version, sheet)? else { return Ok(None) };
        let snapshot = &base.snapshot;
        let rows = base.rows.get_or_insert_with(|| {
            let columns = sheet.columns(&session.catalog);
            let (data, filter) = (snapshot.data(&session.catalog), Filter::default());
            data.rows(sheet, &filter).map(|row| (key(&columns, &row), row)).collect()
        });
        Ok(rows.get(wanted).cloned())
    }

    fn load(&mut self, session: &Session, version: Option<Version>, sheet: Sheet) -> Result<Option<&mut BaseRows>> {
        let is_full = self.loaded.len() >= VERSIONS;
        Ok(Some(match self.loaded.entry((version, sheet)) {
            Entry::Occupied(place) => place.into_mut(),
            Entry::Vacant(_) if is_full => return Ok(None),
            Entry::Vacant(place) => {
                let view = match version {
                    None => View { day: session.view.day, known_at: None },
                    Some(version) => View { day: version.day, known_at: moment(session, version)? },
                };
                place.insert(BaseRows { snapshot: Snapshot::new(session, view, &[sheet])?, rows: None })
            }
        }))
    }
}

/// The moment of a version; of the last change none, for that is now.
fn moment(session: &Session, version: Version) -> Result<Option<Instant>> {
    let is_last = session.store.known(None)?.upto == version.change;
    Ok(if is_last { None } else { session.store.recorded(version.change)?.map(|change| change.recorded_at) })
}
