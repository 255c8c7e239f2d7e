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
        (in_force(None, None), "2022年完成投资计划5,000万元", "Plan of 2022, invested: CNY 50 million"),
        (
            in_force(Some(6_000_000_000), Some("围堰合龙")),
            "2022年完成投资计划5,000万元（首版6,000万元）；各月完成率按当时有效的计划计算；目标：围堰合龙",
            "Plan of 2022, invested: CNY 50 million (first version CNY 60 million); the rate of each month is of the plan in \
             force then; goal: 围堰合龙",
        ),
    ];
    for (of, zh, en) in &cases {
        assert_eq!((sentence(Lang::Zh, of).as_str(), sentence(Lang::En, of).as_str()), (*zh, *en));
    }
}

#[test]
fn why_there_is_no_light() {
    let label = |zh: &str, en: &str| Label { zh: zh.to_owned(), en: en.to_owned() };
    let cases = [
        (NotRated::Left(label("取消", "cancelled")), "已取消，不评灯。", "Not rated: cancelled."),
        (NotRated::Finished(label("清零", "cleared")), "已清零，不评灯。", "Not rated: cleared."),
        (NotRated::Awaited, "尚未填报，暂不评灯。", "Not rated yet: no return has come."),
    ];
    for (why, zh, en) in cases {
        let of = ShowSentence::NotRated(why);
        assert_eq!((sentence(Lang::Zh, &of).as_str(), sentence(Lang::En, &of).as_str()), (zh, en));
    }
}
