//! What is known of a project beside its returns: the arguments that `add` and `edit` share.

use std::collections::HashSet;

use crate::domain::UnitId;
use crate::domain::catalog::{Catalog, INVESTED};
use crate::domain::fact::{Body, Fact, Field};
use crate::domain::name::half_width;
use crate::domain::unit::{UnitFact, Units};
use crate::error::{NameError, Result, ValueError, WordList};
use crate::store::Entry;

use super::values;

#[derive(Debug, Default, clap::Args)]
pub struct Particulars {
    /// Responsible unit, the lead first; repeatable · 责任单位，第一个为牵头单位
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Register units that are not known yet · 单位未登记时一并登记
    #[arg(long)]
    new_unit: bool,
    /// Leader in charge · 责任领导
    #[arg(long, value_name = "NAME")]
    leader: Option<String>,
    /// Where it is · 建设地点
    #[arg(long, value_name = "PLACE")]
    location: Option<String>,
    /// What is built · 建设内容及规模
    #[arg(long, value_name = "TEXT")]
    content: Option<String>,
    /// Total investment (1.2亿), or MEASURE=V (area=30万平方米, households=320) · 总投资或其他总量
    #[arg(long, value_name = "V", allow_hyphen_values = true)]
    total: Vec<String>,
    /// What the totals rest on: 匡算 估算 概算 预算 决算 · 总投资依据
    #[arg(long, value_name = "BASIS", requires = "total")]
    basis: Option<String>,
    /// Put it on the list of a year · 加标签
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// National project code YYMM-RRRRRR-DD-TT-NNNNNN · 项目代码
    #[arg(long, value_name = "CODE")]
    national_code: Option<String>,
    /// Another name it goes by · 别名
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

/// Facts about one project, parted by whether they hold from a day or for all days.
#[derive(Default)]
pub struct Stated {
    pub undated: Vec<Body>,
    pub dated: Vec<Body>,
}

impl Stated {
    pub fn is_empty(&self) -> bool {
        self.undated.is_empty() && self.dated.is_empty()
    }

    pub fn has_total(&self) -> bool {
        self.dated.iter().any(|body| matches!(body, Body::Total { .. }))
    }

    /// Refuses a field that is stated twice, or emptied and stated.
    pub fn each_once(&self) -> Result<()> {
        let mut seen = HashSet::new();
        for body in self.undated.iter().chain(&self.dated) {
            let Some(field) = field(body) else { continue };
            if !seen.insert((std::mem::discriminant(body), field.clone())) {
                return Err(ValueError::ClearAndSet { field }.into());
            }
        }
        Ok(())
    }
}

impl Particulars {
    /// The facts stated. Units that are not known are registered in the same change where `--new-unit` allows it.
    pub fn stated(&self, catalog: &Catalog, units: &Units, entry: &mut Entry) -> Result<Stated> {
        let mut stated = Stated::default();
        for (field, flag, value) in
            [(Field::Location, "--location", &self.location), (Field::Content, "--content", &self.content)]
        {
            let value = values::passage(flag, value.as_deref())?;
            stated.undated.extend(value.map(|value| Body::Text { field, value: Some(value) }));
        }
        if let Some(code) = &self.national_code {
            let value = Some(values::national_code(code)?);
            stated.undated.push(Body::Text { field: Field::NationalCode, value });
        }
        for alias in &self.alias {
            stated.undated.push(Body::Alias { alias: values::text("--alias", alias)?, present: true });
        }
        let leader = values::optional_text("--leader", self.leader.as_deref())?;
        stated.dated.extend(leader.map(|value| Body::Text { field: Field::Leader, value: Some(value) }));
        for tag in &self.tag {
            stated.dated.push(Body::Tag { tag: values::text("--tag", tag)?, present: true });
        }
        if !self.unit.is_empty() {
            stated.dated.push(Body::Units(self.units(units, entry)?));
        }
        for total in &self.total {
            stated.dated.push(self.total(catalog, total)?);
        }
        stated.each_once()?;
        Ok(stated)
    }

    fn units(&self, units: &Units, entry: &mut Entry) -> Result<Vec<UnitId>> {
        let mut ids = Vec::new();
        let mut registered: Vec<(String, UnitId)> = Vec::new();
        for word in &self.unit {
            let name = values::text("--unit", word)?;
            let known = registered.iter().find(|(known, _)| half_width(known) == half_width(&name)).map(|(_, id)| *id);
            let id = match known.map_or_else(|| units.find(&name).map(|unit| unit.id), Ok) {
                Ok(id) => id,
                Err(_) if self.new_unit => {
                    let id = entry.new_unit();
                    entry.record(&Fact::Unit(UnitFact::Added { unit: id, name: name.clone(), position: None }))?;
                    registered.push((name.clone(), id));
                    id
                }
                Err(unknown) => {
                    return Err(NameError::UnknownUnit { value: name, candidates: unknown.candidates }.into());
                }
            };
            if ids.contains(&id) {
                return Err(NameError::UnitTwice { name }.into());
            }
            ids.push(id);
        }
        Ok(ids)
    }

    fn total(&self, catalog: &Catalog, total: &str) -> Result<Body> {
        let (flag, measure, value) = if total.contains(['=', '＝']) {
            let (measure, value) = values::assignment(catalog, "--total", total)?;
            (format!("--total {}", measure.code), measure, value)
        } else {
            ("--total".to_owned(), values::measure(catalog, INVESTED)?, total)
        };
        if measure.total_label.is_none() {
            return Err(ValueError::NoTotalOfItsOwn { measure: values::named(measure) }.into());
        }
        let value = values::quantity(&flag, value, measure.dimension, None)?;
        let basis = self.basis.as_deref().map(|word| {
            let found =
                catalog.find_basis(word).map_err(|unknown| values::unknown_word(WordList::Basis, word, unknown));
            found.map(|basis| basis.code.clone())
        });
        Ok(Body::Total { measure: measure.code.clone(), value: Some(value), basis: basis.transpose()? })
    }
}

/// The field a fact fills, by the word `--clear` has for it.
fn field(body: &Body) -> Option<String> {
    match body {
        Body::Text { field, .. } => Some(field.code().to_owned()),
        Body::Units(_) => Some("unit".to_owned()),
        Body::Parent(_) => Some("parent".to_owned()),
        Body::Total { measure, .. } if measure == INVESTED => Some("total".to_owned()),
        Body::Total { measure, .. } => Some(measure.clone()),
        Body::Tag { tag, .. } => Some(tag.clone()),
        Body::Alias { alias, .. } => Some(alias.clone()),
        _ => None,
    }
}
