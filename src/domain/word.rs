//! Statements about the words of the trade, the catalog they make, and what cannot stand together in it.

use std::collections::HashSet;

use super::catalog::{Catalog, Category, Label, Measure, Named};
use super::own_field::OwnField;

/// A statement about a word. A later one about the same code takes the place of the earlier whole: a category that is
/// edited comes with all its stages and their other words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WordFact {
    Category {
        position: i64,
        category: Category,
    },
    Measure {
        position: i64,
        measure: Measure,
    },
    /// A word that has nothing but its labels.
    Named {
        list: WordList,
        position: i64,
        named: Named,
    },
    OwnField {
        position: i64,
        field: OwnField,
    },
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
    /// One word speaks of another that is not there: `share_of` no measure, `starts` no stage of its category.
    Missing { of: String, word: String },
    /// A category without stages.
    NoStages { category: String },
}

impl Catalog {
    /// The words in force: folds the facts that count, in the order they were recorded.
    pub fn fold(facts: impl IntoIterator<Item = WordFact>) -> Self {
        let (mut categories, mut measures) = (Vec::new(), Vec::new());
        let (mut phases, mut bases, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        let mut own_fields = Vec::new();
        for fact in facts {
            match fact {
                WordFact::Category { position, category } => state(&mut categories, position, category, |c| &c.code),
                WordFact::Measure { position, measure } => state(&mut measures, position, measure, |m| &m.code),
                WordFact::Named { list, position, named } => {
                    let list = match list {
                        WordList::Phases => &mut phases,
                        WordList::Bases => &mut bases,
                        WordList::Conditions => &mut conditions,
                    };
                    state(list, position, named, |n| &n.code);
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
        twice(self.categories.iter().map(|category| &category.label), labels, &mut clashes);
        twice(&self.categories, |category| [category.code_prefix.clone()], &mut clashes);
        self.categories.iter().for_each(|category| category_clashes(category, &mut clashes));
        let total = |measure: &Measure| measure.total_label.clone();
        twice(self.measures.iter().filter_map(total).collect::<Vec<_>>().iter(), labels, &mut clashes);
        // a field and a measure are columns of one list
        let columns = self.measures.iter().map(|measure| (&measure.code, &measure.label));
        let columns: Vec<(&String, &Label)> =
            columns.chain(self.own_fields.iter().map(|field| (&field.code, &field.label))).collect();
        let names = |(code, label): &(&String, &Label)| [(*code).clone(), label.zh.clone(), label.en.clone()];
        twice(&columns, names, &mut clashes);
        let categories = self.own_fields.iter().filter_map(|field| Some((field, field.category.as_ref()?)));
        let missing = categories.filter(|(_, category)| self.category(category).is_none());
        clashes.extend(missing.map(|(field, word)| WordClash::Missing { of: field.code.clone(), word: word.clone() }));
        for measure in &self.measures {
            let missing = measure.share_of.as_ref().filter(|of| self.measure(of).is_none());
            clashes.extend(missing.map(|word| WordClash::Missing { of: measure.code.clone(), word: word.clone() }));
        }
        clashes
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

fn category_clashes(category: &Category, clashes: &mut Vec<WordClash>) {
    if category.stages.is_empty() {
        return clashes.push(WordClash::NoStages { category: category.code.clone() });
    }
    twice(&category.stages, |stage| [stage.code.clone(), stage.label.zh.clone()], clashes);
    for named in [&category.starts, &category.completes] {
        if category.stage(named).is_none() {
            clashes.push(WordClash::Missing { of: category.code.clone(), word: named.clone() });
        }
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
        road.label.en = "road".to_owned();
        spoilt.categories.push(road);
        let missing = |of: &str, word: &str| WordClash::Missing { of: of.to_owned(), word: word.to_owned() };
        assert_eq!(
            spoilt.clashes(),
            [
                WordClash::Twice { word: water().label.zh },
                WordClash::Twice { word: "HS-W-".to_owned() },
                missing("water", "none"),
                WordClash::NoStages { category: "road".to_owned() },
                missing(INVESTED, "households-of-old"),
            ]
        );
    }
}
