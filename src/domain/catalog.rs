//! The words of the trade as the register holds them: categories with their stages, measures, bases, conditions.
//! They are data with both labels, and facts like any other; how they are stated is in `word`.

use super::ChangeId;
use super::name::{closest, folded};
use super::own_field::OwnField;
use super::permit::{Checklist, Permit};
use super::quantity::Dimension;

/// A word in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Label {
    pub zh: String,
    pub en: String,
}

/// Anything with a stable code and a label.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Named {
    pub code: String,
    pub label: Label,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Phase {
    Preparation,
    Implementation,
    Completed,
    Closed,
}

impl Phase {
    pub const ALL: [Self; 4] = [Self::Preparation, Self::Implementation, Self::Completed, Self::Closed];

    pub fn code(self) -> &'static str {
        match self {
            Self::Preparation => "preparation",
            Self::Implementation => "implementation",
            Self::Completed => "completed",
            Self::Closed => "closed",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|phase| phase.code() == code)
    }

    pub fn is_open(self) -> bool {
        self < Self::Completed
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stage {
    pub code: String,
    pub label: Label,
    pub position: i64,
    pub phase: Phase,
    pub synonyms: Vec<String>,
}

impl Stage {
    /// Every word that names it.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        [&self.code, &self.label.zh, &self.label.en].into_iter().chain(&self.synonyms)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Category {
    pub code: String,
    pub label: Label,
    pub code_prefix: String,
    /// Code of the stage that starts a project (开工, 启动).
    pub starts: String,
    /// Code of the stage that completes it (完工, 清零).
    pub completes: String,
    /// What starting is called: 开工, 启动.
    pub starts_label: Label,
    /// What completion is called: 完工, 清零.
    pub completes_label: Label,
    /// Other words by which the title of a list says that it is of this category.
    pub words: Vec<String>,
    /// In order.
    pub stages: Vec<Stage>,
}

impl Category {
    pub fn stage(&self, code: &str) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.code == code)
    }

    /// Whether `stage` is `threshold` or comes after it.
    pub fn reaches(&self, stage: &str, threshold: &str) -> bool {
        let position = |code| self.stage(code).map(|stage| stage.position);
        position(stage).is_some_and(|at| position(threshold).is_some_and(|from| at >= from))
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Measure {
    pub code: String,
    pub position: i64,
    pub dimension: Dimension,
    pub label: Label,
    pub total_label: Option<Label>,
    /// Code of the measure whose total is the denominator.
    pub share_of: Option<String>,
    /// Its place among the steps that lead through that total (签约, 腾空, 拆除 of 总户数), from 1; `None`: it is no step.
    pub step: Option<i64>,
    /// Whether a return may carry it; of households only the total is known.
    pub is_read: bool,
    /// Codes of the categories whose works it is asked of; empty: of all.
    pub categories: Vec<String>,
}

/// A value of a measure that is on record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueOnRecord {
    pub change: ChangeId,
    /// Code of the work it is of, or of the target.
    pub of: String,
    /// In the smallest unit.
    pub value: i64,
}

impl Measure {
    /// Whether works of a category are asked for it.
    pub fn is_of(&self, category: &str) -> bool {
        self.categories.is_empty() || self.categories.iter().any(|own| own == category)
    }

    /// The words that find it: its code, and the labels of its reading and its total.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        let labels = std::iter::once(&self.label).chain(&self.total_label);
        std::iter::once(&self.code).chain(labels.flat_map(|label| [&label.zh, &label.en]))
    }

    /// What the total is called, else the measure itself.
    pub fn total_name(&self) -> &Label {
        self.total_label.as_ref().unwrap_or(&self.label)
    }
}

/// Codes the program itself speaks of; all others are data.
pub const INVESTED: &str = "invested";
pub const PAID: &str = "paid";
pub const PHYSICAL: &str = "physical";
/// Of which the keys of data formats are older than funnels, and go by its name.
pub const HOUSEHOLDS: &str = "households";

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Catalog {
    pub categories: Vec<Category>,
    pub measures: Vec<Measure>,
    pub phases: Vec<Named>,
    pub bases: Vec<Named>,
    pub conditions: Vec<Named>,
    /// What the works of categories need: one for each category that has one.
    pub checklists: Vec<Checklist>,
    /// Of the office's own.
    pub own_fields: Vec<OwnField>,
}

impl Catalog {
    pub fn category(&self, code: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    pub fn measure(&self, code: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.code == code)
    }

    /// The words as they would be with a measure in the place of the one with its code, or beside the others.
    #[must_use]
    pub fn with_measure(&self, measure: Measure) -> Self {
        let mut with = self.clone();
        match with.measures.iter_mut().find(|known| known.code == measure.code) {
            Some(known) => *known = measure,
            None => with.measures.push(measure),
        }
        with
    }

    /// The measure of whose total another is a share.
    pub fn whole_of(&self, measure: &Measure) -> Option<&Measure> {
        self.measure(measure.share_of.as_deref()?)
    }

    pub fn stage(&self, category: &str, code: &str) -> Option<&Stage> {
        self.category(category)?.stage(code)
    }

    pub fn category_position(&self, code: &str) -> usize {
        self.categories.iter().position(|category| category.code == code).unwrap_or(usize::MAX)
    }

    /// A category by its code or either label.
    pub fn find_category(&self, word: &str) -> Result<&Category, Unknown> {
        find(&self.categories, word, |c| vec![&c.code, &c.label.zh, &c.label.en])
    }

    /// A stage of a category by its code, either label, or a word that sheets use for it.
    pub fn find_stage<'a>(&self, category: &'a Category, word: &str) -> Result<&'a Stage, Unknown> {
        find(&category.stages, word, |s| s.words().collect())
    }

    /// The stages of any category that go by this word, as (category, stage) codes.
    pub fn find_stages(&self, word: &str) -> Result<Vec<(&str, &str)>, Unknown> {
        let found: Vec<_> = (self.categories.iter())
            .filter_map(|c| self.find_stage(c, word).ok().map(|s| (c.code.as_str(), s.code.as_str())))
            .collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let mut stages: Vec<Stage> = Vec::new();
        for stage in self.categories.iter().flat_map(|c| &c.stages) {
            if stages.iter().all(|known| known.code != stage.code) {
                stages.push(stage.clone());
            }
        }
        find(&stages, word, |s| vec![&s.code, &s.label.zh, &s.label.en]).map(|_| found)
    }

    /// A measure by its code or either label, of the reading or of the total.
    pub fn find_measure(&self, word: &str) -> Result<&Measure, Unknown> {
        find(&self.measures, word, |measure| measure.words().collect())
    }

    /// A permit of a category by its name, its label or another word for it.
    pub fn find_permit(&self, category: &str, word: &str) -> Result<&Permit, Unknown> {
        find(self.permits(category), word, |p| [&p.label.zh, &p.label.en].into_iter().chain(&p.words).collect())
    }

    pub fn find_phase(&self, word: &str) -> Result<Phase, Unknown> {
        let named = find(&self.phases, word, |p| vec![&p.code, &p.label.zh, &p.label.en])?;
        Phase::from_code(&named.code).ok_or_else(|| Unknown::of(&self.phases, |p| p))
    }

    pub fn find_basis(&self, word: &str) -> Result<&Named, Unknown> {
        find(&self.bases, word, |b| vec![&b.code, &b.label.zh, &b.label.en])
    }

    pub fn find_condition(&self, word: &str) -> Result<&Named, Unknown> {
        find(&self.conditions, word, |c| vec![&c.code, &c.label.zh, &c.label.en])
    }

    pub fn own_field(&self, code: &str) -> Option<&OwnField> {
        self.own_fields.iter().find(|field| field.code == code)
    }

    /// A field of the office's own by its code or either label.
    pub fn find_own_field(&self, word: &str) -> Result<&OwnField, Unknown> {
        find(&self.own_fields, word, |f| vec![&f.code, &f.label.zh, &f.label.en])
    }

    pub fn phase_label(&self, phase: Phase) -> Label {
        label_of(&self.phases, phase.code())
    }

    pub fn condition_label(&self, code: &str) -> Label {
        label_of(&self.conditions, code)
    }

    pub fn basis_label(&self, code: &str) -> Label {
        label_of(&self.bases, code)
    }
}

/// A word that names nothing in a list: what the list holds, nearest first where some are near.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    pub candidates: Vec<Named>,
}

impl Unknown {
    fn of<T>(all: &[T], named: impl Fn(&T) -> &Named) -> Self {
        Self { candidates: all.iter().map(|each| named(each).clone()).collect() }
    }
}

/// A list up to this length is shown whole to whoever wrote a word that is not in it.
const SHORT_LIST: usize = 12;

/// Something a word can name.
trait HasName {
    fn named(&self) -> Named;
}

impl HasName for Named {
    fn named(&self) -> Named {
        self.clone()
    }
}

macro_rules! has_name {
    ($($kind:ty),*) => {$(
        impl HasName for $kind {
            fn named(&self) -> Named {
                Named { code: self.code.clone(), label: self.label.clone() }
            }
        }
    )*};
}
has_name!(Category, Stage, Measure, OwnField);

impl HasName for Permit {
    /// Shown by its short word, which is how it is typed.
    fn named(&self) -> Named {
        let label = self.short();
        Named { code: label.zh.clone(), label }
    }
}

fn find<'a, T: HasName>(
    all: &'a [T],
    word: &str,
    words: impl for<'b> Fn(&'b T) -> Vec<&'b String>,
) -> Result<&'a T, Unknown> {
    // a sheet mostly has the very word
    if let Some(found) = all.iter().find(|each| words(each).iter().any(|known| *known == word)) {
        return Ok(found);
    }
    let wanted = folded(word);
    if let Some(found) = all.iter().find(|each| words(each).iter().any(|known| folded(known) == wanted)) {
        return Ok(found);
    }
    let near = closest(word, all.iter().flat_map(&words).map(String::as_str), 3);
    let is_near = |each: &&T| words(each).iter().any(|known| near.contains(&known.as_str()));
    let (near, far): (Vec<&T>, Vec<&T>) = all.iter().partition(is_near);
    let rest = if near.is_empty() || all.len() <= SHORT_LIST { far } else { Vec::new() };
    Err(Unknown { candidates: near.into_iter().chain(rest).map(HasName::named).collect() })
}

fn label_of(all: &[Named], code: &str) -> Label {
    let found = all.iter().find(|named| named.code == code);
    found.map_or_else(|| Label { zh: code.to_owned(), en: code.to_owned() }, |named| named.label.clone())
}

/// A category for unit tests: water, with these stages in their order.
#[cfg(test)]
pub fn sample(stages: &[(&str, Phase)], starts: &str, completes: &str) -> Category {
    let label = |word: &str| Label { zh: word.to_owned(), en: word.to_owned() };
    let stage = |(position, (code, phase)): (i64, &(&str, Phase))| Stage {
        code: (*code).to_owned(),
        label: label(code),
        position,
        phase: *phase,
        synonyms: Vec::new(),
    };
    Category {
        code: "water".to_owned(),
        label: label("water"),
        code_prefix: "HS-W-".to_owned(),
        starts: starts.to_owned(),
        completes: completes.to_owned(),
        starts_label: Label::default(),
        completes_label: Label::default(),
        words: Vec::new(),
        stages: (1..).zip(stages).map(stage).collect(),
    }
}
