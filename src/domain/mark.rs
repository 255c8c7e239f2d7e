//! Milestones that name a reading (签约率90%, 形象进度≥60%): which share of what is to be reached. When that is, the fold
//! finds out.

use super::catalog::{Catalog, Measure};
use super::fact::{Body, MilestoneEvent, Recorded, Update};
use super::name::half_width;
use super::quantity::{Amount, Dimension, parse};
use super::state::State;

/// The share of a measure at which a milestone is met.
pub(super) struct Mark<'a> {
    /// The name of the milestone.
    pub milestone: &'a str,
    measure: &'a str,
    /// The measure whose total is the whole; of a percentage none.
    whole: Option<&'a str>,
    /// In basis points.
    share: i64,
}

/// What may stand between the measure and its share.
const AT_LEAST: [&str; 6] = ["≥", ">=", "不低于", "达到", "达", ""];

impl<'a> Mark<'a> {
    /// The marks that the milestones among some facts name, each once.
    pub fn all(catalog: &'a Catalog, facts: &[&'a Recorded]) -> Vec<Self> {
        let mut marks: Vec<Self> = Vec::new();
        for recorded in facts {
            let Body::Milestone(fact) = &recorded.fact.body else { continue };
            let is_new = fact.event == MilestoneEvent::Raised && fact.name.ends_with(['%', '％']);
            if is_new && marks.iter().all(|mark| mark.milestone != fact.name) {
                marks.extend(Self::named(catalog, &fact.name));
            }
        }
        marks
    }

    fn named(catalog: &'a Catalog, milestone: &'a str) -> Option<Self> {
        let name: String = half_width(milestone).chars().filter(|sign| !sign.is_whitespace()).collect();
        let digits = name.strip_suffix('%')?;
        let from = digits
            .rfind(|sign: char| !sign.is_ascii_digit() && sign != '.')
            .map_or(0, |at| at + digits[at..].chars().next().map_or(0, char::len_utf8));
        let share = parse(&name[from..], Dimension::Percent).ok()?;
        let subject = AT_LEAST.iter().find_map(|word| digits[..from].strip_suffix(word))?;
        let measure = catalog.measures.iter().find(|measure| measure.is_read && is_named(catalog, measure, subject))?;
        let whole = measure.share_of.as_deref().filter(|_| measure.dimension != Dimension::Percent);
        Some(Self { milestone, measure: &measure.code, whole, share })
    }

    /// Whether a return reaches it; `state`: with that return.
    pub fn is_reached(&self, update: &Update, state: &State) -> bool {
        let Some(value) = update.readings.get(self.measure).copied() else { return false };
        match self.whole.map(|whole| state.total(whole)) {
            None => value >= self.share,
            Some(total) => {
                total.is_some_and(|total| total > 0 && Amount::from(value) * 10_000 >= Amount::from(self.share) * total)
            }
        }
    }
}

/// A percentage goes by its own name, a count of households by that of its rate: 签约率 of 签约户数.
fn is_named(catalog: &Catalog, measure: &Measure, subject: &str) -> bool {
    let labels = [measure.label.zh.as_str(), measure.label.en.as_str(), measure.code.as_str()];
    match measure.dimension {
        Dimension::Percent => labels.iter().any(|label| folds_to(label, subject)),
        Dimension::Count(_) => {
            let step = catalog.funnel_of(measure).map_or_else(|| measure.label.clone(), |of| of.step_name(measure));
            let rate = format!("{}率", step.zh);
            measure.share_of.is_some() && (rate == subject || folds_to(&measure.code, subject))
        }
        Dimension::Money | Dimension::Area | Dimension::Land => false,
    }
}

fn folds_to(label: &str, subject: &str) -> bool {
    let plain: String = label.chars().filter(|sign| !sign.is_whitespace()).collect();
    plain.eq_ignore_ascii_case(subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::Label;
    use crate::domain::sample::catalog;

    #[test]
    fn a_name_that_ends_in_a_share_of_a_measure_is_a_mark() {
        let mut catalog = catalog();
        for measure in &mut catalog.measures {
            if measure.code == "signed" {
                measure.label = Label { zh: "签约户数".to_owned(), en: "households signed".to_owned() };
            } else if let Some(total) = &mut measure.total_label
                && measure.code == "households"
            {
                total.zh = "总户数".to_owned();
            }
        }
        let share = |name: &str| Mark::named(&catalog, name).map(|mark| (mark.measure.to_owned(), mark.share));
        let signed = |share| Some(("signed".to_owned(), share));
        for name in ["签约率90%", "签约率≥90%", "签约率 ≥ 90 %", "签约率达到９０％", "签约率>=90.00%", "signed≥90%"]
        {
            assert_eq!(share(name), signed(9_000), "{name}");
        }
        assert_eq!(share("签约率99.5%"), signed(9_950));
        for name in ["签约率", "签约90户", "腾空率90%", "签约率低于90%", "90%", "invested 90%"] {
            assert_eq!(share(name), None, "{name}");
        }
    }
}
