//! Which line of an office's list is what, as the person who imports it sees it: every line is a project, a lot, a group, a
//! sum or a note, and what could be two things is asked about, with an answer that can be typed.

use crate::sealed::{Desk, Done};

fn import(desk: &Desk, sheet: &str, args: &[&str]) -> Done {
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    desk.run(&[&["import", "a.csv", "--category", "治水"], args].concat())
}

/// What came in, a line a row: name, kind, category, units, total in 万 yuan.
fn listed(desk: &Desk) -> Vec<String> {
    let list = desk.ok(&["list", "--columns", "name,kind,category,units,total", "--format", "csv"]);
    list.lines().skip(1).map(str::to_owned).collect()
}

fn came_in(sheet: &str, args: &[&str]) -> (Done, Vec<String>) {
    let desk = Desk::with_register();
    let done = import(&desk, sheet, args);
    assert_eq!(done.status, 0, "{sheet}{}{}", done.out, done.err);
    let listed = listed(&desk);
    (done, listed)
}

#[track_caller]
fn is_asked(desk: &Desk, sheet: &str, args: &[&str], told: &[&str]) {
    let before = desk.hash();
    let done = import(desk, sheet, args);
    assert_eq!(done.status, 4, "{sheet}{}{}", done.out, done.err);
    for told in told {
        assert!(done.err.contains(told), "{told}: {}", done.err);
    }
    assert_eq!(desk.hash(), before);
}

const LOTS: &str = "序号,项目名称,责任单位,总投资(万元)\n1,甲江堤防,区水利局,50\n1.1,一标段,区水利局,30\n\
                    1.2,二标段,区水利局,20\n2,乙桥,区住建局,8\n,其中：市级资金,,3\n合计,,,58\n";

#[test]
fn parts_of_a_project_are_its_lots_and_its_figures_theirs() {
    let (done, listed) = came_in(LOTS, &[]);
    assert_eq!(
        listed,
        [
            "甲江堤防,项目,治水,区水利局,50",
            "甲江堤防一标段,标段,治水,区水利局,30",
            "甲江堤防二标段,标段,治水,区水利局,20",
            "乙桥,项目,治水,区住建局,8",
        ]
    );
    assert!(done.out.contains("没有读2行：第6行是上一行的其中项；第7行是合计\n"), "{}", done.out);
    assert!(done.out.contains("合计、小计核对相符1行\n表中6行：新增4，变更0，无变化0，没有读2\n"), "{}", done.out);
    let (_, by_column) = came_in(
        "序号,项目名称,标段,责任单位,总投资(万元)\n1,甲江堤防,一标段,区水利局,30\n,,二标段,区水利局,20\n2,乙桥,,区住建局,8\n",
        &[],
    );
    assert_eq!(by_column, listed);
}

#[test]
fn figures_that_are_not_those_of_the_parts_are_asked_about() {
    let sheet = LOTS.replace("二标段,区水利局,20", "二标段,区水利局,15");
    let desk = Desk::with_register();
    is_asked(
        &desk,
        &sheet,
        &[],
        &["a.csv:2: 项目名称: 总投资(万元)是50万元，下面各行合计45万元", "--accept 2", "--leave 2"],
    );
    let own = came_in(&sheet, &["--accept", "2"]).1;
    assert_eq!(own[..2], ["甲江堤防,项目,治水,区水利局,50", "甲江堤防一标段,标段,治水,区水利局,30"]);
}

#[test]
fn groups_give_what_they_say_and_sums_are_checked() {
    let sheet = "序号,项目名称,责任单位,总投资(万元)\n一,水利工程,,50\n（一）,续建项目,,\n1,甲泵站,区水利局,30\n2,乙闸,区水利局,20\n\
                 二,征迁项目,,9\n3,丙村征迁,区征收中心,9\n,小计,,9.5\n总计,共3个项目,,59\n注：投资为匡算,,,\n";
    let desk = Desk::with_register();
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    let done = desk.run(&["import", "a.csv", "--map", "项目名称=项目名称"]);
    assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    assert_eq!(
        listed(&desk),
        ["甲泵站,项目,治水,区水利局,30", "乙闸,项目,治水,区水利局,20", "丙村征迁,项目,征迁,区征收中心,9"]
    );
    for told in [
        "没有读6行：第2-3、6行是分组；第8-9行是合计；第10行是说明、落款\n",
        "第2行“水利工程”：其下各行的类别取治水\n",
        "第8行“小计”与所列各行对不上：总投资(万元)写的是9.5，各行合计9\n",
        "合计、小计核对相符3行\n",
    ] {
        assert!(done.out.contains(told), "{told}: {}", done.out);
    }
    // what the command line says of all is for those of which no group says it
    assert!(came_in(sheet, &[]).1[2].starts_with("丙村征迁,项目,征迁,"));
}

#[test]
fn numbers_before_names_are_none_of_them() {
    let sheet = "项目名称,总投资(万元)\n一、水利工程,3\n1、甲泵站,1\n2、乙泵站,2\n二、交通工程,\n3、丙路,4\n";
    let (done, listed) = came_in(sheet, &[]);
    assert_eq!(listed, ["甲泵站,项目,治水,,1", "乙泵站,项目,治水,,2", "丙路,项目,治水,,4"]);
    assert!(done.out.contains("甲泵站（表中：1、甲泵站）"), "{}", done.out);
    let names = "项目名称,总投资(万元)\n1.5公里道路,1\n2、3号泵站,2\n一号闸,3\n";
    assert_eq!(came_in(names, &[]).1.len(), 3);
    assert!(came_in(names, &[]).1[0].starts_with("1.5公里道路,"));
}

#[test]
fn a_row_that_may_be_two_things_is_asked_about_and_can_be_answered() {
    let sheet = "序号,项目名称,责任单位,总投资(万元)\n1,甲泵站,区水利局,1\n2,乙闸,区水利局,2\n,丙塘,,\n";
    let desk = Desk::with_register();
    is_asked(&desk, sheet, &[], &["a.csv:4: 项目名称: 分不清是分组还是项目", "`--accept 4`", "`--leave 4`"]);
    assert_eq!(came_in(sheet, &["--accept", "4"]).1.len(), 3);
    let (done, listed) = came_in(sheet, &["--leave", "4"]);
    assert_eq!(listed.len(), 2);
    assert!(done.out.contains("第4行是`--leave` 指明不读的"), "{}", done.out);
    let nameless = "项目名称,责任单位,总投资(万元)\n甲泵站,区水利局,1\n,区水利局,2\n";
    is_asked(&desk, nameless, &[], &["a.csv:3: 项目名称: 有内容（`区水利局`、`2`）而没有名称", "`--leave 3`"]);
    is_asked(&desk, nameless, &["--fill", "项目名称"], &["a.csv:3: 项目名称: 和第2行共用一个名称"]);
    let part = "序号,项目名称,总投资(万元)\n1,甲泵站,2\n,其中：乙闸,1\n2,丙塘,1\n";
    is_asked(&desk, part, &[], &["a.csv:2: 项目名称: 总投资(万元)是2万元，下面各行合计1万元"]);
}

#[test]
fn signs_stand_for_what_is_above_or_are_asked_about() {
    let sheet = "项目名称,责任单位,责任领导\n甲泵站,区水利局,张三\n乙闸,”,同上\n丙塘,do.,as above\n";
    let rows = came_in(sheet, &[]).1;
    assert!(rows.iter().all(|row| row.contains("区水利局")), "{rows:?}");
    let desk = Desk::with_register();
    let unclear = "项目名称,责任单位,责任领导\n甲泵站,同左,..\n乙闸,…,张三\n";
    is_asked(&desk, unclear, &[], &["a.csv:2: 责任单位: 看不出 `同左`", "a.csv:2: 责任领导: 看不出 `..`", "a.csv:3: "]);
}

#[test]
fn units_are_parted_where_it_is_sure_and_near_names_are_asked_about() {
    let sheet = "项目名称,责任单位\n甲泵站,区水利局\n乙闸,\"区水利局、区住建局\"\n丙塘,\"区住建局\n区水利局\"\n丁桥,区水利局 区住建局\n";
    let desk = Desk::with_register();
    is_asked(
        &desk,
        sheet,
        &[],
        &["a.csv:6: 责任单位: 没有叫 `区水利局 区住建局` 的；是几个单位，请写成 `区水利局；区住建局`"],
    );
    for unit in ["区水利局", "区住建局"] {
        desk.ok(&["unit", "add", unit]);
    }
    assert_eq!(import(&desk, sheet, &[]).status, 0);
    let units: Vec<String> =
        listed(&desk).iter().map(|row| row.split(',').nth(3).unwrap_or_default().to_owned()).collect();
    assert_eq!(units, ["区水利局", "区水利局；区住建局", "区住建局；区水利局", "区水利局；区住建局"]);
    let near = "项目名称,责任单位\n戊路,区水利局\n己路,水利局\n";
    is_asked(&desk, near, &["--new-unit"], &["`haishu-proj unit alias 区水利局 水利局`"]);
    desk.ok(&["unit", "alias", "区水利局", "水利局"]);
    let done = import(&desk, near, &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("区水利局（表中：水利局）"), "{}", done.out);
    let desk = Desk::with_register();
    is_asked(&desk, near, &[], &["`haishu-proj unit add 区水利局 --alias 水利局`", "`--new-unit`"]);
    desk.ok(&["unit", "add", "区水利局", "--alias", "水利局"]);
    assert_eq!(import(&desk, near, &["--new-unit"]).status, 0);
}

#[test]
fn blank_units_that_may_be_as_above_are_asked_about_once() {
    let sheet = "项目名称,责任单位,总投资(万元)\n甲泵站,区水利局,1\n乙闸,,2\n丙塘,区住建局,3\n丁桥,,4\n";
    let desk = Desk::with_register();
    is_asked(&desk, sheet, &[], &["a.csv:3: 责任单位: 这一行和另外1行空着", "`--fill 责任单位`", "`--accept 3`"]);
    let units = |args: &[&str]| came_in(sheet, args).1.iter().map(|row| row.matches('局').count()).collect::<Vec<_>>();
    assert_eq!(units(&["--fill", "责任单位"]), [1, 1, 1, 1]);
    assert_eq!(units(&["--accept", "3"]), [1, 0, 1, 0]);
    assert_eq!(import(&desk, sheet, &["--accept", "3"]).status, 0);
    // what is registered is not asked about again
    assert_eq!(import(&desk, sheet, &[]).status, 0);
}

#[test]
fn two_works_of_one_name_are_told_apart_by_their_places() {
    let sheet = "序号,项目名称,建设地点,总投资(万元)\n1,道路硬化工程,甲镇,1\n2,道路硬化工程,乙镇,2\n";
    let desk = Desk::with_register();
    is_asked(&desk, sheet, &[], &["a.csv:3: 项目名称: 与第2行同名，建设地点不同（甲镇、乙镇）", "`--accept 3`"]);
    assert_eq!(import(&desk, sheet, &["--accept", "3"]).status, 0);
    let next = import(&desk, &sheet.replace("乙镇,2", "乙镇,3"), &[]);
    assert_eq!(next.status, 0, "{}", next.err);
    assert!(next.out.contains("新增0，变更1，无变化1\n"), "{}", next.out);
    assert!(next.out.contains("变更  HS-W-002 "), "{}", next.out);
    is_asked(
        &desk,
        "序号,项目名称,建设地点\n1,新建公园,甲镇\n2,新建公园,甲镇\n",
        &[],
        &["a.csv:3: 项目名称: 与第2行重复"],
    );
}

#[test]
fn next_months_list_shows_what_changed_and_what_is_gone_from_it() {
    let desk = Desk::with_register();
    desk.ok(&["add", "治水", "别处登记的工程"]);
    assert_eq!(import(&desk, LOTS, &[]).status, 0);
    let same = import(&desk, &LOTS.replace("合计,,,58", "合计,,,58\n"), &[]);
    assert_eq!((same.status, same.out.contains("新增0，变更0，无变化4")), (0, true), "{}{}", same.out, same.err);
    let gone = import(&desk, "序号,项目名称,总投资(万元)\n1,乙桥,9\n", &[]);
    assert_eq!(gone.status, 0, "{}", gone.err);
    assert!(gone.out.contains("名单中没有（台账不动）：HS-W-002 甲江堤防\n"), "{}", gone.out);
    assert!(gone.out.contains("8  ->  9"), "{}", gone.out);
    assert_eq!(listed(&desk).len(), 5);
}

#[test]
fn what_is_more_or_less_than_a_unit_is_never_registered_without_a_question() {
    let sheet =
        |units: &str| format!("序号,项目名称,责任单位,总投资(万元)\n1,甲泵站,\"{units}\",5\n2,乙闸,区气象局,5\n");
    for units in ["待定", "未定", "（待定）", "暂未确定", "待明确", "TBD"] {
        let (done, listed) = came_in(&sheet(units), &[]);
        assert_eq!(listed, ["甲泵站,项目,治水,,5", "乙闸,项目,治水,区气象局,5"], "{units}");
        assert!(done.out.contains("`责任单位`写着待定之类，还没有定，不记入：第2行\n"), "{}", done.out);
    }
    // 待定 is no blank cell that may be as above
    let (_, listed) = came_in("项目名称,责任单位,总投资(万元)\n甲泵站,区水利局,5\n乙闸,待定,5\n丙塘,区住建局,5\n", &[]);
    assert_eq!(listed[1], "乙闸,项目,治水,,5");
    for units in ["区水利局等", "区水利局，区住建局等", "区水利局等3家单位", "各镇街", "有关部门"]
    {
        is_asked(
            &Desk::with_register(),
            &sheet(units),
            &[],
            &[&format!("`{units}` 没有写全；请写出全部单位，用；分开")],
        );
    }
    for (units, told) in [
        ("区水利局（张三）", "`区水利局（张三）` 不只是单位名称；请写成 `区水利局`"),
        ("区水利局（张三、李四）", "请写成 `区水利局`"),
        ("区水利局（牵头）、区住建局（配合）", "请写成 `区水利局；区住建局`"),
        ("牵头单位：区水利局", "请写成 `区水利局`"),
        ("区水利局 张三", "请写成 `区水利局`"),
        ("区水利局13812345678", "请写成 `区水利局`"),
        ("区水利局和区住建局", "是几个单位，请写成 `区水利局；区住建局`"),
        ("区水利局+区住建局", "是几个单位，请写成 `区水利局；区住建局`"),
        ("区水利局与高桥镇、区住建局", "是几个单位，请写成 `区水利局；高桥镇；区住建局`"),
    ] {
        is_asked(&Desk::with_register(), &sheet(units), &[], &[told]);
        is_asked(&Desk::with_register(), &sheet(units), &["--new-unit"], &[told]);
        // what is registered is as it is called
        let desk = Desk::with_register();
        desk.ok(&["unit", "add", units]);
        assert_eq!(import(&desk, &sheet(units), &["--new-unit"]).status, 0, "{units}");
    }
    for unit in ["区住房和城乡建设局", "区水利局（区河长办）", "高等教育局", "宁波（海曙）投资公司"]
    {
        assert_eq!(came_in(&sheet(unit), &[]).1[0], format!("甲泵站,项目,治水,{unit},5"));
    }
}

#[test]
fn nothing_read_is_no_success() {
    let desk = Desk::with_register();
    let sheet = "序号,项目名称,总投资(万元)\n一,续建项目,\n,合计,5\n注：略,,\n";
    is_asked(&desk, sheet, &[], &["没有读到一个项目"]);
    is_asked(&desk, "项目名称,责任单位\n总投资(万元),300\n建设地点,甲镇\n", &[], &["像是一个项目的登记表"]);
}

#[test]
fn prose_under_a_percentage_is_how_far_the_work_is() {
    let desk = Desk::with_register();
    let sheet = "项目名称,形象进度,进展情况\n甲泵站,45%,浇筑底板\n乙闸,主体完成80%,安装设备\n丙塘,正在清表,\n";
    let done = import(&desk, sheet, &["--as-of", "2022-08-31"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("形象进度一列是文字的，记入进展情况：第3-4行\n"), "{}", done.out);
    let list = desk.ok(&["list", "--columns", "physical,progress", "--format", "csv"]);
    assert!(
        list.contains("45,浇筑底板") && list.contains("\"安装设备\n主体完成80%\"") && list.contains(",正在清表"),
        "{list}"
    );
    is_asked(&desk, "项目名称,形象进度,进展情况\n丁桥,4O%,\n", &[], &["`4O%` 不是数字"]);
}

#[test]
fn a_span_of_years_is_a_start_and_a_finish() {
    let desk = Desk::with_register();
    let sheet = "项目名称,计划完工\n甲泵站,2021-2023\n乙闸,2022年3月—2023年12月\n丙塘,2022年底\n";
    assert_eq!(import(&desk, sheet, &[]).status, 0);
    let list = desk.ok(&["export", "--format", "csv", "--encoding", "utf8"]);
    for span in ["2021,2023", "2022-03,2023-12", ",2022-12"] {
        assert!(list.contains(span), "{span}: {list}");
    }
}
