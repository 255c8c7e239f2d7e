//! Statements about the words of the trade, the catalog they make, and what cannot stand together in it.

use std::collections::{HashMap, HashSet, hash_map};

use super::catalog::{Catalog, Category, Label, Measure, Named, Phase};
use super::name::folded;
use super::own_field::OwnField;
use super::permit::{Checklist, Permit};

/// A statement about a word. A later one about the same code takes the place of the earlier whole: a category that is
/// edited comes with all its stages and their other words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WordFact {
    Category {
        position: i64,
        category: Category,
    },
    Measure(Measure),
    /// A word that has nothing but its labels.
    Named {
        list: WordList,
        position: i64,
        named: Named,
    },
    /// The permits of a category, whole.
    Checklist(Checklist),
    OwnField {
        position: i64,
        field: OwnField,
    },
}

impl WordFact {
    /// Whether it takes the place of what is said of the word already.
    pub fn is_known(&self, catalog: &Catalog) -> bool {
        match self {
            Self::Category { category, .. } => catalog.category(&category.code).is_some(),
            Self::Measure(measure) => catalog.measure(&measure.code).is_some(),
            Self::Named { list, named, .. } => {
                let list = match list {
                    WordList::Phases => &catalog.phases,
                    WordList::Bases => &catalog.bases,
                    WordList::Conditions => &catalog.conditions,
                };
                list.iter().any(|known| known.code == named.code)
            }
            Self::Checklist(checklist) => catalog.checklists.iter().any(|known| known.category == checklist.category),
            Self::OwnField { field, .. } => catalog.own_fields.iter().any(|known| known.code == field.code),
        }
    }
}

/// The lists of words that have nothing but their labels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum WordList {
    Phases,
    Bases,
    Conditions,
}

/// What the words as they stand cannot mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WordClash {
    /// It stands for two things of one list.
    Twice { word: String },
    /// One word speaks of another that is not there: `share_of` no measure.
    Missing { of: String, word: String },
    /// A name, or what the codes of works begin with, is that of two categories.
    TwoCategories { word: String, categories: [Label; 2] },
    /// A category without stages.
    NoStages { category: Label },
    /// One word names two stages of a category.
    TwoStages { category: Label, word: String, stages: [Label; 2] },
    /// A stage stands behind one of a later phase.
    Disordered { category: Label, stage: Label },
    /// What starts a category is none of its stages of implementation.
    StartsElsewhere { category: Label, stage: Label },
    /// What completes a category is none of its stages of completion.
    CompletesElsewhere { category: Label, stage: Label },
    /// A measure that cannot be a share of another one's total, as it says it is.
    Share { of: String, whole: String, why: ShareClash },
    /// Two measures are the same step of a total, which is named.
    StepTwice { whole: String, step: i64 },
    /// A step that is a step of no total, or of which no return speaks.
    StrayStep { measure: String },
}

/// Why a measure is no share of a total.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShareClash {
    /// The other has no total.
    NoTotal,
    /// It has a total of its own.
    OwnTotal,
    /// The two are not counted in one unit.
    OtherUnit,
}

impl Catalog {
    /// The words in force: folds the facts that count, in the order they were recorded.
    pub fn fold(facts: impl IntoIterator<Item = WordFact>) -> Self {
        let (mut categories, mut measures) = (Vec::new(), Vec::new());
        let (mut phases, mut bases, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let mut checklists: Vec<Checklist> = Vec::new();
        let mut own_fields = Vec::new();
        for fact in facts {
            match fact {
                WordFact::Category { position, category } => state(&mut categories, position, category, |c| &c.code),
                WordFact::Measure(measure) => state(&mut measures, measure.position, measure, |m| &m.code),
                WordFact::Named { list, position, named } => {
                    let list = match list {
                        WordList::Phases => &mut phases,
                        WordList::Bases => &mut bases,
                        WordList::Conditions => &mut conditions,
                    };
                    state(list, position, named, |n| &n.code);
                }
                WordFact::Checklist(checklist) => {
                    checklists.retain(|known| known.category != checklist.category);
                    checklists.push(checklist);
                }
                WordFact::OwnField { position, field } => state(&mut own_fields, position, field, |f| &f.code),
            }
        }
        Self {
            categories: in_order(categories),
            measures: in_order(measures),
            phases: in_order(phases),
            bases: in_order(bases),
            conditions: in_order(conditions),
            checklists,
            own_fields: in_order(own_fields),
        }
    }

    /// What cannot stand together.
    pub fn clashes(&self) -> Vec<WordClash> {
        let labels = |label: &Label| [label.zh.clone(), label.en.clone()];
        let mut clashes = Vec::new();
        for list in [&self.phases, &self.bases, &self.conditions] {
            twice(list.iter().map(|named| &named.label), labels, &mut clashes);
        }
        let categories = self.categories.iter().collect::<Vec<_>>();
        let prefix = |category: &Category| vec![category.code_prefix.clone()];
        let both = shared(&categories, category_words).into_iter().chain(shared(&categories, prefix));
        clashes.extend(both.map(|(word, both)| WordClash::TwoCategories {
            word,
            categories: both.map(|category| category.label.clone()),
        }));
        self.categories.iter().for_each(|category| category_clashes(category, &mut clashes));
        self.measure_clashes(&mut clashes);
        for Checklist { category, permits } in &self.checklists {
            permit_clashes(permits, &mut clashes);
            if self.category(category).is_none() {
                clashes.push(WordClash::Missing { of: category.clone(), word: category.clone() });
            }
        }
        self.field_clashes(&mut clashes);
        clashes
    }

    /// A field is a column of lists, as a measure is.
    fn field_clashes(&self, clashes: &mut Vec<WordClash>) {
        let mut seen: HashSet<String> =
            self.measures.iter().flat_map(Measure::words).map(|word| folded(word)).collect();
        for field in &self.own_fields {
            let own: HashSet<String> =
                [&field.code, &field.label.zh, &field.label.en].into_iter().map(|word| folded(word)).collect();
            clashes.extend(own.intersection(&seen).map(|word| WordClash::Twice { word: word.clone() }));
            seen.extend(own);
            let missing = field.category.iter().filter(|category| self.category(category).is_none());
            clashes.extend(missing.map(|word| WordClash::Missing { of: field.code.clone(), word: word.clone() }));
        }
    }

    /// A word finds one measure, of whose reading or total it is the name.
    fn measure_clashes(&self, clashes: &mut Vec<WordClash>) {
        let mut seen: HashSet<String> = HashSet::new();
        for measure in &self.measures {
            let own: HashSet<String> = measure.words().map(|word| folded(word)).collect();
            let first = measure.words().find(|word| seen.contains(&folded(word)));
            clashes.extend(first.map(|word| WordClash::Twice { word: word.clone() }));
            let total = measure.total_label.as_ref().filter(|total| total.zh == measure.label.zh);
            clashes.extend(total.map(|total| WordClash::Twice { word: total.zh.clone() }));
            seen.extend(own);
            self.share_clash(measure, clashes);
            let missing = measure.categories.iter().filter(|category| self.category(category).is_none());
            clashes.extend(missing.map(|word| WordClash::Missing { of: measure.code.clone(), word: word.clone() }));
        }
        for funnel in self.funnels() {
            let mut steps = funnel.steps.iter().filter_map(|measure| measure.step).collect::<Vec<_>>();
            steps.dedup();
            if steps.len() < funnel.steps.len() {
                let step =
                    funnel.steps.windows(2).find(|pair| pair[0].step == pair[1].step).and_then(|pair| pair[0].step);
                let whole = funnel.whole.code.clone();
                clashes.extend(step.map(|step| WordClash::StepTwice { whole, step }));
            }
        }
    }

    fn share_clash(&self, measure: &Measure, clashes: &mut Vec<WordClash>) {
        let of = measure.code.clone();
        if measure.step.is_some() && (measure.share_of.is_none() || !measure.is_read) {
            clashes.push(WordClash::StrayStep { measure: of.clone() });
        }
        let Some(word) = measure.share_of.clone() else { return };
        let Some(whole) = self.measure(&word) else {
            return clashes.push(WordClash::Missing { of, word });
        };
        let why = if whole.total_label.is_none() {
            ShareClash::NoTotal
        } else if measure.total_label.is_some() && whole.code != measure.code {
            ShareClash::OwnTotal
        } else if !measure.dimension.is_held_as(whole.dimension) {
            ShareClash::OtherUnit
        } else {
            return;
        };
        clashes.push(WordClash::Share { of, whole: word, why });
    }
}

/// Puts a word in the place of the one with its code, or beside the others.
fn state<T>(list: &mut Vec<(i64, T)>, position: i64, word: T, code: impl Fn(&T) -> &String) {
    match list.iter_mut().find(|(_, known)| code(known) == code(&word)) {
        Some(known) => *known = (position, word),
        None => list.push((position, word)),
    }
}

fn in_order<T>(mut list: Vec<(i64, T)>) -> Vec<T> {
    list.sort_by_key(|(position, _)| *position);
    list.into_iter().map(|(_, word)| word).collect()
}

/// The words that two things of a list go by; each thing has so many, each in a column of its own.
fn twice<'a, T: 'a, const N: usize>(
    list: impl IntoIterator<Item = &'a T>,
    words: impl Fn(&T) -> [String; N],
    clashes: &mut Vec<WordClash>,
) {
    let mut seen = HashSet::new();
    for thing in list {
        for (column, word) in words(thing).into_iter().enumerate() {
            if !seen.insert((column, word.clone())) {
                clashes.push(WordClash::Twice { word });
            }
        }
    }
}

/// The words that two things of a list go by, however they are written, each with both things.
fn shared<'a, T>(list: &[&'a T], words: impl Fn(&T) -> Vec<String>) -> Vec<(String, [&'a T; 2])> {
    let (mut seen, mut shared) = (HashMap::new(), Vec::new());
    for (at, thing) in list.iter().enumerate() {
        for word in words(thing) {
            match seen.entry(folded(&word)) {
                hash_map::Entry::Vacant(new) => drop(new.insert((at, *thing))),
                hash_map::Entry::Occupied(known) if known.get().0 == at => {} // a thing may go by one word twice
                hash_map::Entry::Occupied(known) => shared.push((word, [known.get().1, *thing])),
            }
        }
    }
    shared
}

/// The words that two permits of a checklist go by; one may be called the same in both languages.
fn permit_clashes(permits: &[Permit], clashes: &mut Vec<WordClash>) {
    let mut seen = HashSet::new();
    for permit in permits {
        let own: HashSet<&str> = permit.called().collect();
        clashes.extend(own.intersection(&seen).map(|word| WordClash::Twice { word: (*word).to_owned() }));
        seen.extend(own);
    }
}

fn category_words(category: &Category) -> Vec<String> {
    let Category { code, label, words, .. } = category;
    [code, &label.zh, &label.en].into_iter().chain(words).cloned().collect()
}

fn category_clashes(category: &Category, clashes: &mut Vec<WordClash>) {
    let label = || category.label.clone();
    if category.stages.is_empty() {
        return clashes.push(WordClash::NoStages { category: label() });
    }
    let stages = category.stages.iter().collect::<Vec<_>>();
    let both = shared(&stages, |stage| stage.words().cloned().collect()).into_iter();
    clashes.extend(both.map(|(word, both)| WordClash::TwoStages {
        category: label(),
        word,
        stages: both.map(|stage| stage.label.clone()),
    }));
    let behind = stages.windows(2).filter(|pair| pair[0].phase > pair[1].phase);
    clashes.extend(behind.map(|pair| WordClash::Disordered { category: label(), stage: pair[1].label.clone() }));
    let is_of = |code: &str, phase| category.stage(code).is_some_and(|stage| stage.phase == phase);
    let called = |code: &String| {
        category.stage(code).map_or_else(|| Label { zh: code.clone(), en: code.clone() }, |stage| stage.label.clone())
    };
    if !is_of(&category.starts, Phase::Implementation) {
        clashes.push(WordClash::StartsElsewhere { category: label(), stage: called(&category.starts) });
    }
    if !is_of(&category.completes, Phase::Completed) {
        clashes.push(WordClash::CompletesElsewhere { category: label(), stage: called(&category.completes) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::INVESTED;
    use crate::domain::sample::{catalog, words};

    fn water() -> Category {
        catalog().categories.remove(0)
    }

    #[test]
    fn the_catalog_is_what_was_stated_of_it_last() {
        assert_eq!(Catalog::fold(words()), catalog());
        let mut edited = water();
        edited.label.zh = "水利".to_owned();
        edited.stages.pop();
        let road = Category { code: "road".to_owned(), code_prefix: "HS-T-".to_owned(), ..water() };
        let later = [
            WordFact::Category { position: 9, category: edited.clone() },
            WordFact::Category { position: 2, category: road.clone() },
        ];
        let folded = Catalog::fold(words().into_iter().chain(later));
        assert_eq!(folded.categories, [road, edited], "whole, and where it was put last");
    }

    #[test]
    fn what_cannot_stand_together_is_found() {
        assert_eq!(catalog().clashes(), []);
        let mut spoilt = catalog();
        spoilt.measures[0].share_of = Some("households-of-old".to_owned());
        spoilt.categories[0].starts = "none".to_owned();
        let mut road = Category { code: "road".to_owned(), stages: Vec::new(), ..water() };
        road.label = Label { zh: "Water ".to_owned(), en: "road".to_owned() };
        spoilt.categories.push(road.clone());
        let both = || [water().label, road.label.clone()];
        let named = |code: &str| Label { zh: code.to_owned(), en: code.to_owned() };
        assert_eq!(
            spoilt.clashes(),
            [
                WordClash::TwoCategories { word: "Water ".to_owned(), categories: both() },
                WordClash::TwoCategories { word: "HS-W-".to_owned(), categories: both() },
                WordClash::StartsElsewhere { category: water().label, stage: named("none") },
                WordClash::NoStages { category: road.label.clone() },
                WordClash::Missing { of: INVESTED.to_owned(), word: "households-of-old".to_owned() },
            ]
        );
    }

    #[test]
    fn stages_that_cannot_stand_together_are_found() {
        let mut spoilt = catalog();
        let water = &mut spoilt.categories[0];
        water.stages[1].synonyms = vec!["Tender".to_owned()];
        water.stages.swap(0, 2);
        water.completes = "accepted".to_owned();
        let label = |code: &str| water.stage(code).expect(code).label.clone();
        let category = water.label.clone();
        let expected = [
            WordClash::TwoStages {
                category: category.clone(),
                word: "tender".to_owned(),
                stages: [label("started"), label("tender")],
            },
            WordClash::Disordered { category: category.clone(), stage: label("tender") },
            WordClash::CompletesElsewhere { category, stage: label("accepted") },
        ];
        let found = spoilt.clashes();
        assert_eq!(found.first(), Some(&expected[0]));
        assert_eq!(found[found.len() - 2..], expected[1..], "{found:?}");
    }
}
