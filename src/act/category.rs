//! A category (类别) of the office's own: its names, the stages of its works in four phases, what starts and completes
//! them.

use std::collections::{BTreeMap, HashSet};

use super::text::name_in;
use super::{FieldName, Refusal};
use crate::domain::catalog::{Catalog, Category, Label, Phase, Stage};
use crate::domain::code::tidy_code;
use crate::domain::name::{folded, half_width};
use crate::domain::word::WordFact;
use crate::error::{CategoryError, NameError, Objection, ValueError, WordList};

/// What is stated of a category; what is left out stays, or follows from what is said.
#[derive(Clone, Debug, Default)]
pub struct StatedCategory {
    pub name: Option<String>,
    pub english: Option<String>,
    /// What the codes of its works begin with: `T` for `HS-T-`, or the whole of it.
    pub prefix: Option<String>,
    /// All of its stages, those of each phase in their order.
    pub stages: Option<Phased>,
    /// Their English labels, likewise.
    pub english_stages: Option<Phased>,
    /// The stage that starts its works, and what starting is called.
    pub starts: Option<String>,
    pub starts_label: Option<String>,
    pub completes: Option<String>,
    pub completes_label: Option<String>,
    /// Other words by which the title of a list says that it is of this category.
    pub words: Vec<String>,
    pub dropped_words: Vec<String>,
    /// A stage and another word that sheets use for it.
    pub synonyms: Vec<(String, String)>,
    pub dropped_synonyms: Vec<String>,
    /// A stage and what it is called from now on.
    pub renamed: Vec<(String, String)>,
}

/// The fields of such a statement, as whoever brings one can point at them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CategoryField {
    Name,
    English,
    Id,
    Prefix,
    Stages,
    EnglishStages,
    Renamed,
    Starts,
    StartsLabel,
    Completes,
    CompletesLabel,
    Word,
    DroppedWord,
    Synonym,
    DroppedSynonym,
}

impl CategoryField {
    /// Refuses what stands in this field.
    fn refuses(self, why: impl Into<Objection>) -> Refusal {
        FieldName::OfCategory(self).refuses(why)
    }
}

/// Words, a list for each of the four phases.
pub type Phased = [Vec<String>; 4];

/// The works whose returns and milestones name a stage of a category, by the stage.
pub type StageUses = BTreeMap<String, Vec<String>>;

/// A whole and its parts as an office types them: full-width signs are read too.
const PARTS: [char; 2] = ['|', '｜'];
const WORDS: [char; 4] = [',', '，', '、', ';'];

/// Reads `谋划,立项 | 开工,在建 | 建成 | 交工验收`.
///
/// # Errors
/// There are not four parts.
pub fn phased(field: CategoryField, typed: &str) -> Result<Phased, Refusal> {
    let words = |part: &str| {
        let words = part.split(WORDS).map(str::trim).filter(|word| !word.is_empty());
        words.map(|word| named_in(field, word)).collect::<Result<Vec<_>, _>>()
    };
    let parts = typed.split(PARTS).map(words).collect::<Result<Vec<_>, _>>()?;
    let found = parts.len();
    parts.try_into().map_err(|_| field.refuses(CategoryError::NotFourPhases { found }))
}

/// Reads `在建=施工中`.
///
/// # Errors
/// It has no two sides, or one of them says nothing.
pub fn pair(field: &FieldName, typed: &str) -> Result<(String, String), Refusal> {
    let Some((one, other)) = typed.split_once(['=', '＝']) else {
        return Err(field.clone().refuses(CategoryError::NoPair { value: typed.to_owned() }));
    };
    Ok((name_in(field.clone(), one)?, name_in(field.clone(), other)?))
}

/// A new category; `code` is how programs know it.
///
/// # Errors
/// What is stated does not stand together with itself or with the words there are.
pub fn add(catalog: &Catalog, code: Option<&str>, stated: StatedCategory) -> Result<WordFact, Refusal> {
    let name = named_in(CategoryField::Name, stated.name.as_deref().unwrap_or_default())?;
    let english = stated.english.as_deref().map(|word| named_in(CategoryField::English, word)).transpose()?;
    let label = Label { en: english.unwrap_or_else(|| name.clone()), zh: name };
    let code_prefix = prefix(catalog, stated.prefix.as_deref().unwrap_or_default())?;
    let code = match code {
        Some(code) => given_id(code)?,
        None => id_of(&label.en).unwrap_or_else(|| letters(&code_prefix).to_lowercase()),
    };
    let blank = Category {
        code,
        label,
        code_prefix,
        starts: String::new(),
        completes: String::new(),
        starts_label: Label::default(),
        completes_label: Label::default(),
        words: Vec::new(),
        stages: Vec::new(),
    };
    let stated = StatedCategory { name: None, english: None, prefix: None, ..stated };
    let category = shaped(catalog, blank, stated)?;
    let mut all = catalog.clone();
    all.categories.push(category.clone());
    stand_together(catalog, &all)?;
    let position = i64::try_from(all.categories.len()).unwrap_or(i64::MAX);
    Ok(WordFact::Category { position, category })
}

/// States a category anew; `uses`: the works that name each of its stages.
///
/// # Errors
/// As [`add`]; nothing is stated, or a stage that works name is taken away.
pub fn edit(
    catalog: &Catalog,
    category: &Category,
    stated: StatedCategory,
    uses: &StageUses,
) -> Result<WordFact, Refusal> {
    let edited = shaped(catalog, category.clone(), stated)?;
    if edited == *category {
        return Err(ValueError::NothingStated { command: "category edit" }.into());
    }
    for gone in category.stages.iter().filter(|stage| edited.stage(&stage.code).is_none()) {
        if let Some(works) = uses.get(&gone.code) {
            let (category, stage, works) = (category.label.clone(), gone.label.clone(), works.clone());
            return Err(CategoryField::Stages.refuses(CategoryError::StageInUse { category, stage, works }));
        }
    }
    let mut all = catalog.clone();
    let at = catalog.category_position(&category.code);
    all.categories[at] = edited.clone();
    stand_together(catalog, &all)?;
    let position = i64::try_from(at.saturating_add(1)).unwrap_or(i64::MAX);
    Ok(WordFact::Category { position, category: edited })
}

/// Refuses words that clash and did not before.
fn stand_together(before: &Catalog, after: &Catalog) -> Result<(), Refusal> {
    let known = before.clashes();
    match after.clashes().into_iter().find(|clash| !known.contains(clash)) {
        Some(clash) => Err(CategoryError::Clash { clash }.into()),
        None => Ok(()),
    }
}

/// The category as it would be.
fn shaped(catalog: &Catalog, mut category: Category, stated: StatedCategory) -> Result<Category, Refusal> {
    if let Some(name) = &stated.name {
        let name = named_in(CategoryField::Name, name)?;
        relabel(&mut category.label, name);
    }
    if let Some(english) = &stated.english {
        category.label.en = named_in(CategoryField::English, english)?;
    }
    if let Some(typed) = &stated.prefix {
        category.code_prefix = prefix(catalog, typed)?;
    }
    let mut category = with_stages(catalog, category, &stated)?;
    for word in stated.words {
        put(&mut category.words, &named_in(CategoryField::Word, &word)?);
    }
    for word in stated.dropped_words {
        take_away([&mut category.words], CategoryField::DroppedWord, &word)?;
    }
    let starts = (stated.starts.as_deref(), stated.starts_label.as_deref());
    let completes = (stated.completes.as_deref(), stated.completes_label.as_deref());
    let (starts, starts_label) = mark(catalog, &category, Mark::Start, starts)?;
    let (completes, completes_label) = mark(catalog, &category, Mark::Completion, completes)?;
    Ok(Category { starts, starts_label, completes, completes_label, ..category })
}

/// With its stages as they would be, and what sheets call them.
fn with_stages(catalog: &Catalog, mut category: Category, stated: &StatedCategory) -> Result<Category, Refusal> {
    for (stage, name) in &stated.renamed {
        let code = stage_named(catalog, &category, CategoryField::Renamed, stage)?;
        let Some(stage) = category.stages.iter_mut().find(|known| known.code == code) else { continue };
        let was = stage.label.clone();
        relabel(&mut stage.label, name.clone());
        // starting and completion that go by the name of the stage go on doing so
        let called = [&mut category.starts_label, &mut category.completes_label].into_iter();
        called.filter(|label| **label == was).for_each(|label| label.clone_from(&stage.label));
    }
    if let Some(words) = &stated.stages {
        category.stages = restaged(&category, words, stated.english_stages.as_ref())?;
    } else if let Some(words) = &stated.english_stages {
        let own = words_of(&category);
        category.stages = restaged(&category, &own, Some(words))?;
    }
    for (stage, word) in &stated.synonyms {
        let code = stage_named(catalog, &category, CategoryField::Synonym, stage)?;
        let stage = category.stages.iter_mut().find(|known| known.code == code);
        stage.into_iter().for_each(|stage| put(&mut stage.synonyms, word));
    }
    for word in &stated.dropped_synonyms {
        let all = category.stages.iter_mut().map(|stage| &mut stage.synonyms);
        take_away(all, CategoryField::DroppedSynonym, word)?;
    }
    Ok(category)
}

fn named_in(field: CategoryField, value: &str) -> Result<String, Refusal> {
    name_in(FieldName::OfCategory(field), value)
}

/// A name in Chinese, which is the English one too where there was no other.
fn relabel(label: &mut Label, name: String) {
    if label.en == label.zh {
        label.en.clone_from(&name);
    }
    label.zh = name;
}

/// The stages a category has once these words name them: what names one that it had goes on being that.
fn restaged(category: &Category, words: &Phased, english: Option<&Phased>) -> Result<Vec<Stage>, Refusal> {
    for (phase, at) in [(Phase::Implementation, 1), (Phase::Completed, 2)] {
        if words[at].is_empty() {
            return Err(CategoryField::Stages.refuses(CategoryError::EmptyPhase { phase }));
        }
    }
    let counts = |words: &Phased| words.each_ref().map(Vec::len);
    if let Some(english) = english.filter(|english| counts(english) != counts(words)) {
        let (stages, labels) = (counts(words), counts(english));
        return Err(CategoryField::EnglishStages.refuses(CategoryError::OtherShape { stages, labels }));
    }
    let english = english.into_iter().flatten().flatten().map(Some).chain(std::iter::repeat(None));
    let of_phase = |(phase, words): (Phase, &'_ Vec<String>)| {
        words.iter().map(move |word| (phase, word.clone())).collect::<Vec<_>>()
    };
    let all = Phase::ALL.into_iter().zip(words).flat_map(of_phase);
    let mut given: HashSet<String> = category.stages.iter().map(|stage| stage.code.clone()).collect();
    let stages = (1..).zip(all.zip(english)).map(|(position, ((phase, word), english))| {
        let known = category.stages.iter().find(|stage| names(stage, &word));
        let mut stage = known.cloned().unwrap_or_else(|| {
            let code = free_id(english.map_or(word.as_str(), String::as_str), category, &mut given);
            Stage { code, label: Label { zh: word.clone(), en: word.clone() }, position, phase, synonyms: Vec::new() }
        });
        if let Some(english) = english {
            stage.label.en.clone_from(english);
        }
        Stage { position, phase, ..stage }
    });
    Ok(stages.collect())
}

/// Whether a word is the name of a stage: not one that sheets use for it.
fn names(stage: &Stage, word: &str) -> bool {
    let word = folded(word);
    [&stage.code, &stage.label.zh, &stage.label.en].into_iter().any(|name| folded(name) == word)
}

/// The stages as they stand.
fn words_of(category: &Category) -> Phased {
    Phase::ALL.map(|phase| {
        let own = category.stages.iter().filter(|stage| stage.phase == phase);
        own.map(|stage| stage.label.zh.clone()).collect()
    })
}

/// What a stage does to a work that reaches it.
#[derive(Clone, Copy)]
enum Mark {
    Start,
    Completion,
}

/// The stage that starts or completes a category, and what that is called: what is said, else what was, else the first
/// of its phase.
fn mark(
    catalog: &Catalog,
    category: &Category,
    mark: Mark,
    (stage, label): (Option<&str>, Option<&str>),
) -> Result<(String, Label), Refusal> {
    let (field, called, phase, was, was_called) = match mark {
        Mark::Start => {
            let (was, called) = (&category.starts, &category.starts_label);
            (CategoryField::Starts, CategoryField::StartsLabel, Phase::Implementation, was, called)
        }
        Mark::Completion => {
            let (was, called) = (&category.completes, &category.completes_label);
            (CategoryField::Completes, CategoryField::CompletesLabel, Phase::Completed, was, called)
        }
    };
    let own = || category.stages.iter().filter(|stage| stage.phase == phase);
    let code = match stage {
        Some(word) => stage_named(catalog, category, field, word)?,
        None => match own().find(|stage| stage.code == *was).or_else(|| own().next()) {
            Some(stage) => stage.code.clone(),
            None => return Err(CategoryField::Stages.refuses(CategoryError::EmptyPhase { phase })),
        },
    };
    let own = category.stage(&code).map(|stage| stage.label.clone()).unwrap_or_default();
    let label = match label {
        Some(label) => {
            let zh = named_in(called, label)?;
            Label { en: if own.en == own.zh { zh.clone() } else { own.en }, zh }
        }
        None if code == *was => was_called.clone(),
        None => own,
    };
    Ok((code, label))
}

fn stage_named(catalog: &Catalog, category: &Category, field: CategoryField, word: &str) -> Result<String, Refusal> {
    let found = catalog.find_stage(category, word).map(|stage| stage.code.clone());
    found.map_err(|unknown| {
        let (value, candidates) = (word.to_owned(), unknown.candidates);
        field.refuses(NameError::UnknownWord { list: WordList::Stage, value, candidates })
    })
}

fn put(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

/// Takes a word out of the list that has it.
fn take_away<'l>(
    lists: impl IntoIterator<Item = &'l mut Vec<String>>,
    field: CategoryField,
    word: &str,
) -> Result<(), Refusal> {
    let mut has = false;
    for list in lists {
        let before = list.len();
        list.retain(|known| known != word.trim());
        has |= list.len() < before;
    }
    if has { Ok(()) } else { Err(field.refuses(CategoryError::NoSuchWord { word: word.to_owned() })) }
}

/// Letters and digits in a code, as `T` of `HS-T-`.
const LONGEST_PART: usize = 6;

/// What the codes of works begin with: of letters alone, behind what stands before the letters of the others.
fn prefix(catalog: &Catalog, typed: &str) -> Result<String, Refusal> {
    let tidy = tidy_code(typed);
    let parts = tidy.trim_end_matches('-').split('-').collect::<Vec<_>>();
    let is_part = |part: &&str| {
        (1..=LONGEST_PART).contains(&part.len())
            && part.starts_with(|first: char| first.is_ascii_uppercase())
            && part.chars().all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
    };
    if parts.len() > 4 || !parts.iter().all(is_part) {
        return Err(CategoryField::Prefix.refuses(CategoryError::BadPrefix { value: typed.to_owned() }));
    }
    let others = catalog.categories.first().map_or("", |category| category.code_prefix.as_str());
    let lead = others.trim_end_matches('-').rsplit_once('-').map_or("", |(lead, _)| lead);
    let whole = parts.join("-");
    Ok(if parts.len() > 1 || lead.is_empty() { format!("{whole}-") } else { format!("{lead}-{whole}-") })
}

/// The letters that tell the codes of a category from others.
fn letters(prefix: &str) -> &str {
    prefix.trim_end_matches('-').rsplit('-').next().unwrap_or_default()
}

/// An id that somebody gives: small letters, digits and hyphens, a letter first.
fn given_id(typed: &str) -> Result<String, Refusal> {
    let id = half_width(typed.trim());
    if id_of(&id).as_deref() == Some(&id) {
        Ok(id)
    } else {
        Err(CategoryField::Id.refuses(CategoryError::BadId { value: typed.to_owned() }))
    }
}

/// What programs know an English word by: `cleared land` is `cleared-land`; `None`: it is no English word.
fn id_of(word: &str) -> Option<String> {
    let is_plain =
        |sign: char| sign.is_ascii_alphanumeric() || sign.is_ascii_whitespace() || "-_.,()/&'".contains(sign);
    let parts = word.split(|sign: char| !sign.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let id = parts.collect::<Vec<_>>().join("-").to_ascii_lowercase();
    (word.chars().all(is_plain) && id.starts_with(|first: char| first.is_ascii_lowercase())).then_some(id)
}

/// An id for a new stage that no other of its category has: by an English word, else by number: `t1`.
fn free_id(word: &str, category: &Category, given: &mut HashSet<String>) -> String {
    let by_word = id_of(word).into_iter().flat_map(|id| {
        let again = (2..).map({
            let id = id.clone();
            move |number: u32| format!("{id}-{number}")
        });
        std::iter::once(id).chain(again)
    });
    let letters = letters(&category.code_prefix).to_lowercase();
    let by_number = (1_u32..).map(|number| format!("{letters}{number}"));
    let free = by_word.chain(by_number).find(|id| !given.contains(id)).unwrap_or_default();
    given.insert(free.clone());
    free
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::catalog;

    fn stated(stages: &str) -> StatedCategory {
        let stages = phased(CategoryField::Stages, stages).expect(stages);
        StatedCategory {
            name: Some("交通".to_owned()),
            prefix: Some("t".to_owned()),
            stages: Some(stages),
            ..StatedCategory::default()
        }
    }

    fn category(fact: WordFact) -> Category {
        match fact {
            WordFact::Category { category, .. } => category,
            WordFact::Measure(_) | WordFact::Named { .. } | WordFact::Checklist(_) | WordFact::OwnField { .. } => {
                panic!("no category")
            }
        }
    }

    fn codes(category: &Category) -> Vec<&str> {
        category.stages.iter().map(|stage| stage.code.as_str()).collect()
    }

    #[test]
    fn programs_know_a_category_by_its_english_name_or_its_letters() {
        let made = category(add(&catalog(), None, stated("谋划｜开工，在建｜建成｜")).expect("a category"));
        assert_eq!((made.code.as_str(), made.code_prefix.as_str()), ("t", "HS-T-"));
        assert_eq!(codes(&made), ["t1", "t2", "t3", "t4"]);
        assert_eq!((made.starts.as_str(), made.completes.as_str()), ("t2", "t4"));
        let english = StatedCategory { english: Some("Roads & bridges".to_owned()), ..stated("| dig, pave | open |") };
        let made = category(add(&catalog(), None, english).expect("a category"));
        assert_eq!((made.code.as_str(), codes(&made)), ("roads-bridges", vec!["dig", "pave", "open"]));
        let other = StatedCategory { prefix: Some("YZ-T-".to_owned()), ..stated("|开工|完工|") };
        assert_eq!(category(add(&catalog(), Some("road"), other).expect("a category")).code_prefix, "YZ-T-");
    }

    #[test]
    fn a_stage_that_is_named_again_goes_on_being_that_one() {
        let made = category(add(&catalog(), None, stated("谋划|开工,在建|建成|")).expect("a category"));
        let mut all = catalog();
        all.categories.push(made.clone());
        let edits = |stated, uses: &StageUses| edit(&all, &made, stated, uses).map(category);
        let again = phased(CategoryField::Stages, "立项|开工,路基,在建|建成|").expect("stages");
        let again = StatedCategory { stages: Some(again), ..StatedCategory::default() };
        let edited = edits(again.clone(), &StageUses::new()).expect("an edit");
        assert_eq!(codes(&edited), ["t5", "t2", "t6", "t3", "t4"]);
        let used = StageUses::from([("t1".to_owned(), vec!["HS-T-001".to_owned()])]);
        assert!(edits(again, &used).is_err(), "谋划 is used");
        let renamed = vec![("开工".to_owned(), "动工".to_owned())];
        let edited = edits(StatedCategory { renamed, ..StatedCategory::default() }, &used).expect("an edit");
        assert_eq!(
            (codes(&edited), edited.starts_label.zh.as_str()),
            (codes(&made), "动工"),
            "starting is called so too"
        );
    }
}
