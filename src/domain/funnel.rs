//! Funnels: a total and the measures that are steps through it, in their order (总户数 → 签约 → 腾空 → 拆除). Which there
//! are follows from the measures alone.

use super::catalog::{Catalog, Label, Measure};
use super::quantity::{Amount, Dimension};

/// A total with the steps that lead through it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Funnel<'a> {
    /// The measure whose total it is.
    pub whole: &'a Measure,
    /// In their order; at least one.
    pub steps: Vec<&'a Measure>,
}

/// A step that more is through than through the one before it: 腾空286户多于签约280户.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepAhead {
    pub step: Label,
    pub value: Amount,
    pub before: Label,
    pub reached: Amount,
    pub dimension: Dimension,
}

impl Catalog {
    /// The funnels, in the order of their totals.
    pub fn funnels(&self) -> Vec<Funnel<'_>> {
        let of = |whole| {
            let mut steps: Vec<&Measure> = self.measures.iter().filter(|measure| is_step(measure, whole)).collect();
            steps.sort_by_key(|step| step.step);
            Funnel { whole, steps }
        };
        self.measures.iter().map(of).filter(|funnel| !funnel.steps.is_empty()).collect()
    }

    /// The funnel that a measure is a step of.
    pub fn funnel_of(&self, step: &Measure) -> Option<Funnel<'_>> {
        let whole = self.whole_of(step).filter(|_| step.step.is_some())?;
        self.funnels().into_iter().find(|funnel| funnel.whole.code == whole.code)
    }

    /// The steps that are ahead of those before them, of the funnels in which `is_meant` takes one of the two.
    pub fn steps_ahead(
        &self,
        reading: impl Fn(&str) -> Option<Amount>,
        is_meant: impl Fn(&str) -> bool,
    ) -> Vec<StepAhead> {
        let mut found = Vec::new();
        for funnel in self.funnels() {
            for pair in funnel.steps.windows(2) {
                let [before, step] = pair else { continue };
                if let (Some(reached), Some(value)) = (reading(&before.code), reading(&step.code))
                    && value > reached
                    && (is_meant(&before.code) || is_meant(&step.code))
                {
                    let dimension = funnel.whole.dimension;
                    let (before, step) = (funnel.step_name(before), funnel.step_name(step));
                    found.push(StepAhead { step, value, before, reached, dimension });
                }
            }
        }
        found
    }
}

fn is_step(measure: &Measure, whole: &Measure) -> bool {
    measure.step.is_some() && measure.share_of.as_ref() == Some(&whole.code)
}

impl Funnel<'_> {
    /// What is counted, as a whole: 总户数, households.
    pub fn noun(&self) -> Label {
        let Label { zh, en } = self.whole.total_name();
        Label { zh: zh.clone(), en: en.strip_prefix("total ").unwrap_or(en).to_owned() }
    }

    /// What a step is called without what is counted: 签约, signed.
    pub fn step_name(&self, step: &Measure) -> Label {
        let Label { zh, en } = &step.label;
        let noun = self.noun();
        let counted = noun.zh.strip_prefix('总').unwrap_or(&noun.zh);
        let short_zh = zh.strip_suffix(counted).filter(|rest| !rest.is_empty()).unwrap_or(zh);
        let short_en = en.strip_prefix(noun.en.as_str()).and_then(|rest| rest.strip_prefix(' ')).unwrap_or(en);
        Label { zh: short_zh.to_owned(), en: short_en.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::HOUSEHOLDS;
    use crate::domain::sample::{SIGNED, catalog};

    /// Households that sign and, after that, leave.
    fn moving() -> Catalog {
        let mut catalog = catalog();
        let signed = catalog.measures[2].clone();
        let step = |code: &str, zh: &str, step| Measure {
            code: code.to_owned(),
            label: Label { zh: zh.to_owned(), en: format!("households {code}") },
            step: Some(step),
            ..signed.clone()
        };
        catalog.measures[1].label = Label { zh: "户数".to_owned(), en: HOUSEHOLDS.to_owned() };
        catalog.measures[1].total_label = Some(Label { zh: "总户数".to_owned(), en: "total households".to_owned() });
        catalog.measures[2] = step("vacated", "腾空户数", 2);
        catalog.measures.push(step(SIGNED, "签约户数", 1));
        catalog
    }

    #[test]
    fn a_funnel_is_a_total_and_its_steps_in_order() {
        let catalog = moving();
        let [funnel] = catalog.funnels().try_into().expect("one");
        assert_eq!(funnel.whole.code, HOUSEHOLDS);
        let names: Vec<Label> = funnel.steps.iter().map(|step| funnel.step_name(step)).collect();
        assert_eq!(names.iter().map(|name| name.zh.as_str()).collect::<Vec<_>>(), ["签约", "腾空"]);
        assert_eq!(names.iter().map(|name| name.en.as_str()).collect::<Vec<_>>(), ["signed", "vacated"]);
        assert_eq!(funnel.noun(), Label { zh: "总户数".to_owned(), en: "households".to_owned() });
        let invested = &catalog.measures[0];
        assert_eq!(catalog.funnel_of(invested), None, "a share of a total is no step of itself");
        assert_eq!(catalog.funnel_of(&catalog.measures[2]), Some(funnel));
    }

    #[test]
    fn a_step_ahead_of_the_one_before_is_found() {
        let catalog = moving();
        let reading = |code: &str| Some(if code == SIGNED { 280 } else { 286 });
        let [ahead] = catalog.steps_ahead(reading, |_| true).try_into().expect("one");
        assert_eq!((ahead.step.zh.as_str(), ahead.value, ahead.before.zh.as_str()), ("腾空", 286, "签约"));
        assert_eq!(ahead.reached, 280);
        assert_eq!(catalog.steps_ahead(reading, |code| code == "invested"), []);
        assert_eq!(
            catalog.steps_ahead(|code| (code == SIGNED).then_some(1), |_| true),
            [],
            "what is unknown is not ahead"
        );
    }
}
