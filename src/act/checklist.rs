//! The checklist of a category's permits (前期手续清单), edited: what is not spoken of stays.

use super::milestone::planned;
use super::text::name_in;
use super::{FieldName, Refusal};
use crate::domain::catalog::{Catalog, Category, Label};
use crate::domain::name::near;
use crate::domain::permit::{Checklist, Permit};
use crate::error::{MilestoneError, NameError, WordList};

/// A permit to be put on a checklist.
#[derive(Clone, Debug)]
pub struct StatedPermit {
    pub name: String,
    /// Its English label; else its name.
    pub label_en: Option<String>,
    /// Other words for it, the short one first.
    pub words: Vec<String>,
    /// The permit it stands behind; `None`: the last.
    pub after: Option<String>,
}

/// The checklist of a category once permits are taken off it, and then one put on it.
///
/// # Errors
/// No permit of that name is there to be taken off or to stand behind; one of that name, or that a word names, is there.
pub fn edit(
    catalog: &Catalog,
    category: &Category,
    remove: &[String],
    add: Option<&StatedPermit>,
) -> Result<Checklist, Refusal> {
    let mut permits = catalog.permits(&category.code).to_vec();
    for word in remove {
        let gone = place(catalog, category, &permits, FieldName::ChecklistRemove, word)?;
        permits.remove(gone);
    }
    if let Some(stated) = add {
        let permit = named(stated)?;
        is_new(&permits, &permit)?;
        let after = stated.after.as_deref();
        let place =
            after.map(|word| place(catalog, category, &permits, FieldName::ChecklistAfter, word)).transpose()?;
        permits.insert(place.map_or(permits.len(), |place| place + 1), permit);
    }
    Ok(Checklist { category: category.code.clone(), permits })
}

/// Where the permit that a word names stands among those that are left.
fn place(
    catalog: &Catalog,
    category: &Category,
    permits: &[Permit],
    field: FieldName,
    word: &str,
) -> Result<usize, Refusal> {
    let refused = |candidates| NameError::UnknownWord { list: WordList::Permit, value: word.to_owned(), candidates };
    let found = catalog
        .find_permit(&category.code, word)
        .map_err(|unknown| field.clone().refuses(refused(unknown.candidates)))?;
    permits.iter().position(|permit| permit == found).ok_or_else(|| field.refuses(refused(Vec::new())))
}

fn named(stated: &StatedPermit) -> Result<Permit, Refusal> {
    let zh = name_in(FieldName::ChecklistAdd, &stated.name)?;
    let en = stated.label_en.as_deref().map(|label| name_in(FieldName::ChecklistLabel, label)).transpose()?;
    let mut words: Vec<String> = Vec::new();
    for word in &stated.words {
        let word = name_in(FieldName::ChecklistWord, word)?;
        if word != zh && !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(Permit { label: Label { en: en.unwrap_or_else(|| zh.clone()), zh }, words })
}

/// Whoever types one of its words means no other permit, and neither the planned start nor finish.
fn is_new(permits: &[Permit], new: &Permit) -> Result<(), Refusal> {
    for word in new.called() {
        let field = if word == new.label.zh { FieldName::ChecklistAdd } else { FieldName::ChecklistWord };
        if planned(word).is_some() {
            return Err(field.refuses(MilestoneError::NoPermit { word: word.to_owned() }));
        }
        if let Some(other) = permits.iter().find(|other| other.called().any(|known| near(known, word))) {
            let (word, permit) = (word.to_owned(), other.label.zh.clone());
            return Err(field.refuses(MilestoneError::OnChecklist { word, permit }));
        }
    }
    Ok(())
}
