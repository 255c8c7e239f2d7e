use super::*;
use crate::domain::catalog::Label;
use crate::domain::quantity::Dimension;

#[test]
fn the_plan_in_force() {
    let label = || Label { zh: "自开工累计完成投资".to_owned(), en: "invested since start".to_owned() };
    let in_force = |first, goal: Option<&str>| ShowSentence::PlanInForce {
        year: 2022,
        label: label(),
        dimension: Dimension::Money,
        plan: 5_000_000_000,
        first,
        goal: goal.map(str::to_owned),
    };
    let cases = [
        (in_force(None, None), "2022年完成投资计划5,000万元", "plan of 2022, invested: CNY 50 million"),
        (
            in_force(Some(6_000_000_000), Some("围堰合龙")),
            "2022年完成投资计划5,000万元（首版6,000万元）；目标：围堰合龙",
            "plan of 2022, invested: CNY 50 million (first version CNY 60 million); goal: 围堰合龙",
        ),
    ];
    for (of, zh, en) in &cases {
        assert_eq!((sentence(Lang::Zh, of).as_str(), sentence(Lang::En, of).as_str()), (*zh, *en));
    }
}
