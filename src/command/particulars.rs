//! What is known of a project beside its returns: the arguments that `add` and `edit` share.

use crate::act::FieldChange;
use crate::act::field::StatedOwn;
use crate::act::listing::{Particulars, StatedTotal};
use crate::act::unit::Naming;
use crate::domain::catalog::{Catalog, INVESTED};
use crate::domain::fact::Fact;
use crate::error::{Result, WordList};
use crate::store::Entry;

use super::session::Session;
use super::{find, values};

#[derive(Debug, Default, clap::Args)]
pub struct ParticularArgs {
    /// Responsible unit, lead unit first; repeatable · 责任单位，可重复，第一个为牵头单位
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Register units that are not registered yet · 单位未登记时一并登记
    #[arg(long)]
    new_unit: bool,
    /// Leader in charge, or DUTY=NAME (项目负责人=李四) of a field that holds a person; repeatable · 责任领导，或按分工
    #[arg(long, value_name = "NAME")]
    leader: Vec<String>,
    /// Field of your own as FIELD=VALUE, nothing behind the sign to empty it; repeatable · 自有字段，可重复
    #[arg(long, value_name = "FIELD=VALUE")]
    field: Vec<String>,
    /// Location · 建设地点
    #[arg(long, value_name = "PLACE")]
    location: Option<String>,
    /// Content and scale of the works · 建设内容及规模
    #[arg(long, value_name = "TEXT")]
    content: Option<String>,
    /// Total investment (1.2亿), or MEASURE=V (area=30万平方米, households=320) · 总投资或其他总量
    #[arg(long, value_name = "V", allow_hyphen_values = true)]
    total: Vec<String>,
    /// Basis of the total: 匡算 估算 概算 预算 决算 · 总投资依据
    #[arg(long, value_name = "BASIS", requires = "total")]
    basis: Option<String>,
    /// Add a tag; repeatable · 加标签，可重复
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// National project code YYMM-RRRRRR-DD-TT-NNNNNN · 项目代码
    #[arg(long, value_name = "CODE")]
    national_code: Option<String>,
    /// Alias; repeatable · 别名，可重复
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

impl ParticularArgs {
    /// What the flags state. Units that are not known are registered in the same change where `--new-unit` allows it.
    pub fn stated(&self, session: &Session, entry: &mut Entry) -> Result<Particulars> {
        let mut units = FieldChange::Keep;
        if !self.unit.is_empty() {
            let known = session.units_now()?;
            let mut naming = Naming::new(&known, self.new_unit);
            let (ids, new) = naming.list(&self.unit, || entry.new_unit())?;
            for fact in new {
                entry.record(&Fact::Unit(fact))?;
            }
            units = FieldChange::Set(ids);
        }
        let (leader, duties) = self.leaders(&session.catalog)?;
        let fields = self.field.iter().map(|field| find::stated_field(&session.catalog, field));
        let own = duties.into_iter().map(Ok).chain(fields).collect::<Result<_>>()?;
        Ok(Particulars {
            own,
            location: self.location.clone().into(),
            content: self.content.clone().into(),
            leader,
            national_code: self.national_code.clone().into(),
            aliases: self.alias.clone(),
            tags: self.tag.clone(),
            units,
            totals: self.totals(&session.catalog)?,
            ..Particulars::default()
        })
    }

    /// The leader in charge, and those with duties.
    fn leaders(&self, catalog: &Catalog) -> Result<(FieldChange<String>, Vec<StatedOwn>)> {
        let (mut leader, mut duties) = (FieldChange::Keep, Vec::new());
        for said in &self.leader {
            match said.split_once(['=', '＝']).filter(|(duty, _)| !duty.trim().is_empty()) {
                None => leader.state(FieldChange::Set(said.clone()), "leader")?,
                Some((duty, name)) if find::is_leader_in_charge(duty) => {
                    let name = find::said_or_emptied(name);
                    leader.state(name.map_or(FieldChange::Clear, FieldChange::Set), "leader")?;
                }
                Some((duty, name)) => {
                    let field = find::duty(catalog, duty)?.code.clone();
                    duties.push(StatedOwn { field, value: find::said_or_emptied(name) });
                }
            }
        }
        Ok((leader, duties))
    }

    fn totals(&self, catalog: &Catalog) -> Result<Vec<StatedTotal>> {
        let basis = self.basis.as_deref().map(|word| {
            let found =
                catalog.find_basis(word).map_err(|unknown| values::unknown_word(WordList::Basis, word, unknown));
            found.map(|basis| basis.code.clone())
        });
        let basis = basis.transpose()?;
        let total = |total: &String| {
            let (flag, measure, value) = if total.contains(['=', '＝']) {
                let (measure, value) = values::assignment(catalog, "--total", total)?;
                (format!("--total {}", measure.code), measure, value)
            } else {
                ("--total".to_owned(), values::measure(catalog, INVESTED)?, total.as_str())
            };
            let value = Some(values::quantity(&flag, value, measure.dimension, None)?);
            Ok(StatedTotal { measure: measure.code.clone(), value, basis: basis.clone() })
        };
        self.total.iter().map(total).collect()
    }
}
