//! What the list of an office leaves in doubt is asked and never guessed, and what is printed for an answer answers it:
//! until when it is, which rows are projects, what its columns are, of which category its works are.

use rust_xlsxwriter::{Format, Workbook};

use crate::sealed::{Desk, Done};

const TODAY: &str = "2022-09-01";

fn desk(name: &str, bytes: impl AsRef<[u8]>) -> Desk {
    let desk = Desk::with_register_on(TODAY);
    std::fs::write(desk.path(name), bytes).expect("written");
    desk
}

fn import(desk: &Desk, args: &[&str]) -> Done {
    crate::sealed::finish(desk.command(&[&["import"], args].concat()).env("HAISHU_PROJ_TODAY", TODAY))
}

/// Imports a list; gives everything of its works in the columns wanted.
#[track_caller]
fn came_in(desk: &Desk, args: &[&str], columns: &str) -> Vec<String> {
    let done = import(desk, args);
    assert_eq!(done.status, 0, "{args:?} {}{}", done.out, done.err);
    let list = desk.ok_on(TODAY, &["list", "--columns", columns, "--format", "csv"]);
    list.lines().skip(1).map(str::to_owned).collect()
}

/// That a list is not taken; gives what is asked, and the flags that are printed for an answer.
#[track_caller]
fn asked(desk: &Desk, args: &[&str]) -> (String, Vec<String>) {
    let done = import(desk, args);
    assert_eq!(done.status, 4, "{args:?} {}{}", done.out, done.err);
    let printed = done.err.split('`').filter_map(|part| part.strip_prefix("haishu-proj import ")).next_back();
    let flags = printed.map(|printed| shlex::split(printed).expect("a command")).unwrap_or_default();
    (done.err, flags)
}

/// An area merged: (row, column, row, column) from 0.
type Area = (u32, u16, u32, u16);

/// A sheet: its name, its cells, and its areas merged.
type Sheet<'s> = (&'s str, &'s [&'s [&'s str]], &'s [Area]);

fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows, merged) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a name");
        for (from_row, from, to_row, to) in *merged {
            sheet.merge_range(*from_row, *from, *to_row, *to, "", &Format::new()).expect("merged");
        }
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<u32>() {
                    Ok(number) => sheet.write_number(row, column, f64::from(number)).expect("written"),
                    Err(_) => sheet.write_string(row, column, *cell).expect("written"),
                };
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

const BELOW: &str = "项目名称,责任单位,自开工累计完成投资（万元）\n甲河工程,区水利局,1000\n";

#[test]
fn a_list_is_of_the_day_it_says_in_whatever_words() {
    for (title, day) in [
        ("2022年7月31日治水项目进度", "2022-07-31"),
        ("治水项目进度（20220731）", "2022-07-31"),
        ("治水项目进度,,2022年7月31日", "2022-07-31"),
        ("治水项目进度\n统计时间：,2022年1月1日—2022年7月31日", "2022-07-31"),
        ("治水项目进度（二〇二二年七月）", "2022-07-31"),
        ("2022年治水项目7月进度", "2022-07-31"),
        ("2022年二季度治水项目进度", "2022-06-30"),
        ("2022年9月治水项目会议材料（数据截至8月20日）", "2022-08-20"),
    ] {
        let desk = desk("a.csv", format!("{title}\n{BELOW}"));
        assert_eq!(came_in(&desk, &["a.csv"], "as_of"), [day], "{title}");
    }
    let note = format!("{BELOW}注：数据截至2022年7月31日,,\n");
    assert_eq!(came_in(&desk("治水.csv", note), &["治水.csv"], "as_of"), ["2022-07-31"]);
    assert_eq!(came_in(&desk("治水20220731.csv", BELOW), &["治水20220731.csv"], "as_of"), ["2022-07-31"]);
    let rows: &[&[&str]] = &[&["治水项目进度"], &["项目名称", "自开工累计完成投资（万元）"], &["甲河", "100"]];
    let book = workbook(&[("2022.7", rows, &[])]);
    assert_eq!(came_in(&desk("治水.xlsx", book), &["治水.xlsx"], "as_of"), ["2022-07-31"]);
}

#[test]
fn a_time_that_names_no_day_is_asked_and_the_answer_is_taken() {
    for (title, day) in [
        ("2022年1-8月治水项目进度（截至2022年7月31日）", "2022-07-31"),
        ("2022年治水项目前三季度进度", "2022-08-31"),
        ("2022年第30周治水项目进度", "2022-07-31"),
        ("2022年第7期治水项目通报", "2022-08-31"),
        ("填报日期：2022年8月5日\n治水项目", "2022-08-05"),
    ] {
        let desk = desk("a.csv", format!("{title}\n{BELOW}"));
        let (told, flags) = asked(&desk, &["a.csv"]);
        assert!(told.contains("要说明截至哪一天"), "{title}: {told}");
        let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
        assert_eq!(flags[..3], ["a.csv", "--as-of", day], "{title}");
        assert_eq!(came_in(&desk, &flags, "as_of"), [day], "{title}");
    }
    let ahead = format!("治水项目进度（截至2022年9月30日）\n{BELOW}");
    assert!(asked(&desk("a.csv", ahead), &["a.csv"]).0.contains("那一天还没有到"));
    // a number in the name of a file is no year
    for name in ["330203-1958.csv", "p01-1904.csv"] {
        assert_eq!(came_in(&desk(name, format!("治水项目\n{BELOW}")), &[name], "as_of"), [TODAY]);
    }
}

#[test]
fn plans_of_next_year_are_recorded_as_such() {
    for sheet in [
        "2023年治水项目计划表\n项目名称,总投资（万元）,年度计划投资（万元）\n甲河,100,60\n",
        "2022年治水项目表（截至2022年8月31日）\n项目名称,总投资（万元）,2023年计划投资（万元）\n甲河,100,60\n",
    ] {
        let desk = desk("a.csv", sheet);
        let done = import(&desk, &["a.csv"]);
        assert!(done.status == 0 && done.err.contains("记为2023年的"), "{}{}", done.out, done.err);
        let plans = desk.ok_on(TODAY, &["export", "--what", "plans", "--format", "csv", "--encoding", "utf8"]);
        assert!(plans.contains("HS-W-001") && plans.contains(",2023,"), "{plans}");
        // what is known of that year is no change
        let again = import(&desk, &["a.csv"]);
        assert!(again.out.contains("新增0，变更0，无变化1"), "{}{}", again.out, again.err);
    }
    let earlier =
        "2022年治水项目表（截至2022年8月31日）\n项目名称,总投资（万元）,2021年计划投资（万元）\n甲河,100,60\n";
    let desk = desk("a.csv", earlier);
    assert!(asked(&desk, &["a.csv"]).0.contains("加 `--ignore 2021年计划投资（万元）`"));
    assert_eq!(came_in(&desk, &["a.csv", "--ignore", "2021年计划投资（万元）"], "total,plan"), ["100,"]);
}

#[test]
fn a_named_row_without_a_number_is_asked_about() {
    let list = |number: &str| {
        format!(
            "2022年治水项目\n序号,项目名称,责任单位,总投资（万元）\n1,甲河,区水利局,100\n{number},乙河整治工程,,\n3,丙河,区水利局,100\n"
        )
    };
    for number in ["", "三"] {
        let desk = desk("a.csv", list(number));
        let (told, _) = asked(&desk, &["a.csv"]);
        assert!(told.contains("a.csv:4: 项目名称: 分不清是分组还是项目"), "{told}");
        assert_eq!(came_in(&desk, &["a.csv", "--accept", "4"], "name").len(), 3, "{number}");
    }
}

#[test]
fn lots_numbered_by_days_and_their_sums_are_lots() {
    let days =
        "序号,项目名称,类别,总投资（万元）\n1,甲堤防,治水,50\n1月1日,一标段,治水,30\n2-Jan,二标段,治水,20\n合计,,,50\n";
    let lots = ["甲堤防,项目,50", "甲堤防一标段,标段,30", "甲堤防二标段,标段,20"];
    assert_eq!(came_in(&desk("a.csv", days), &["a.csv"], "name,kind,total"), lots);
    let first =
        "项目名称,类别,标段,总投资（万元）\n甲堤防,治水,合计,50\n甲堤防,治水,一标段,30\n甲堤防,治水,二标段,20\n";
    assert_eq!(came_in(&desk("a.csv", first), &["a.csv"], "name,kind,total"), lots);
    let last = "项目名称,类别,标段,总投资（万元）\n甲堤防,治水,一标段,30\n甲堤防,治水,二标段,20\n甲堤防,治水,合计,50\n";
    let desk = desk("a.csv", last);
    assert_eq!(came_in(&desk, &["a.csv"], "name,kind,total"), lots);
    let wrong = first.replace("合计,50", "合计,60");
    std::fs::write(desk.path("b.csv"), wrong).expect("written");
    assert!(asked(&desk, &["b.csv"]).0.contains("下面各行合计50万元"));
}

#[test]
fn headings_over_several_columns_are_read_with_those_below_or_asked_about() {
    let rows: &[&[&str]] = &[&["项目名称", "类别", "总投资（万元）", ""], &["甲河", "治水", "600", "400"]];
    let desk_of = |rows, merged| desk("a.xlsx", workbook(&[("表", rows, merged)]));
    let (told, _) = asked(&desk_of(rows, &[(0, 2, 0, 3)]), &["a.xlsx"]);
    assert!(told.contains("这个表头横跨C至D列") && told.contains("`--ignore 总投资（万元）`"), "{told}");
    let years: &[&[&str]] = &[
        &["序号", "项目名称", "类别", "年度计划（万元）", "", ""],
        &["", "", "", "2021年", "2022年", "2023年"],
        &["1", "甲河", "治水", "1000", "600", "400"],
    ];
    let merged = &[(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 5)];
    assert_eq!(came_in(&desk_of(years, merged), &["a.xlsx"], "name,plan"), ["甲河,600"]);
    let parts = "序号,项目名称,类别,总投资（万元）,,\n,,,合计,工程费,征迁费\n1,甲河,治水,1000,600,400\n";
    assert_eq!(came_in(&desk("a.csv", parts), &["a.csv"], "name,total"), ["甲河,1000"]);
    let halves = "序号,项目名称,类别,住宅,,非住宅,\n,,,总户数,签约户数,总户数,签约户数\n1,甲村,征迁,100,90,30,12\n";
    let desk = desk("a.csv", halves);
    let (_, flags) = asked(&desk, &["a.csv"]);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    // neither half is the whole
    assert_eq!(came_in(&desk, &flags, "name,households"), ["甲村,"]);
}

#[test]
fn columns_that_go_on_with_others_are_read_with_them() {
    let units = "项目名称,类别,牵头单位,责任单位\n甲河,治水,区水利局,鄞江镇\n";
    assert_eq!(came_in(&desk("a.csv", units), &["a.csv"], "units"), ["区水利局；鄞江镇"]);
    let money = "项目名称,类别,总投资,单位\n甲河,治水,1.2,亿元\n乙河,治水,800,万元\n";
    assert_eq!(came_in(&desk("a.csv", money), &["a.csv"], "total"), ["12000", "800"]);
    let title = "2022年治水项目表（单位：亿元）\n项目名称,总投资\n甲河,2\n";
    assert_eq!(came_in(&desk("a.csv", title), &["a.csv"], "total"), ["20000"]);
    let shares = "项目名称,类别,形象进度\n甲河,治水,0.45\n乙河,治水,1\n";
    let desk = desk("a.csv", shares);
    let (_, flags) = asked(&desk, &["a.csv"]);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert_eq!(came_in(&desk, &flags, "physical"), ["45", "100"]);
}

#[test]
fn a_category_is_asked_for_where_a_title_or_a_group_names_none_or_two() {
    for title in ["2022年交通、水利重点工程表", "2022年非治水类重点工程表"] {
        let (told, _) = asked(&desk("a.csv", format!("{title}\n{BELOW}")), &["a.csv"]);
        assert!(told.contains("新项目的类别"), "{title}: {told}");
    }
    let groups = "项目名称,总投资（万元）\n一、治水工程,\n甲河,1\n二、交通工程,\n乙路,2\n";
    let desk = desk("a.csv", groups);
    let (_, flags) = asked(&desk, &["a.csv"]);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert_eq!(came_in(&desk, &flags, "name,category"), ["甲河,治水", "乙路,其他"]);
    let rows: &[&[&str]] = &[&["项目名称", "总投资（万元）"], &["甲河", "1"]];
    let other: &[&[&str]] = &[&["项目名称", "总投资（万元）"], &["乙路", "2"]];
    std::fs::write(desk.path("b.xlsx"), workbook(&[("治水", rows, &[]), ("交通", other, &[])])).expect("written");
    let desk = self::desk("b.xlsx", std::fs::read(desk.path("b.xlsx")).expect("there"));
    let (_, flags) = asked(&desk, &["b.xlsx"]);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert_eq!(came_in(&desk, &flags, "name,category"), ["甲河,治水", "乙路,其他"]);
    let column = "项目名称,类别\n甲河,水利\n";
    assert_eq!(came_in(&self::desk("a.csv", column), &["a.csv"], "category"), ["治水"]);
}

#[test]
fn what_a_text_file_may_have_lost_is_asked_about() {
    let comma = "项目名称,类别,总投资（万元）,进展情况\n甲江,治水,1,250\n乙江,治水,2,开工\n";
    let (told, _) = asked(&desk("a.csv", comma), &["a.csv"]);
    assert!(told.contains("a.csv:2: `1,250` 可能是一个数被逗号拆成了两格"), "{told}");
    let accepted = came_in(&desk("a.csv", comma), &["a.csv", "--accept", "2"], "total");
    assert_eq!(accepted, ["1", "2"]);
    let swallowed = "项目名称,类别,建设内容,总投资（万元）\n甲,治水,\"泵站,100\n乙,治水,泵站,200\n丙,治水,泵站\",300\n";
    assert!(asked(&desk("a.csv", swallowed), &["a.csv"]).0.contains("第2行有一个引号没有配对"));
    let kept = "项目名称,类别,建设内容,总投资（万元）\n甲,治水,\"一是泵站,\n二是水闸\",300\n";
    assert_eq!(came_in(&desk("a.csv", kept), &["a.csv"], "total"), ["300"]);
    let blank = "项目名称,类别,责任单位\n甲,治水,区水利局\n乙,治水,无\n丙,治水,〃\n";
    assert!(asked(&desk("a.csv", blank), &["a.csv"]).0.contains("a.csv:4: 责任单位: 看不出 `〃`"));
    let signs = "项目名称,类别,责任单位\n甲,治水,区水利局\n乙,治水,-同上-\n丙,治水,（同上）\n";
    assert_eq!(came_in(&desk("a.csv", signs), &["a.csv"], "units"), ["区水利局"; 3]);
    assert!(asked(&desk("a.csv", signs.replace("-同上-", "同1")), &["a.csv"]).0.contains("看不出 `同1`"));
}

#[test]
fn faults_that_are_alike_are_told_together() {
    let rows: String = (0..600).map(|row| format!("项目{row}号,治水,约{row}\n")).collect();
    let (told, _) = asked(&desk("a.csv", format!("项目名称,类别,总投资（万元）\n{rows}")), &["a.csv"]);
    assert_eq!(told.matches("不是数字").count(), 3, "{told}");
    assert!(told.contains("a.csv: 总投资（万元）: 同样的还有597处：第5-601行\n"), "{told}");
    assert!(told.contains("600处有误"), "{told}");
}

#[test]
fn next_months_unit_goes_before_the_one_remembered() {
    let list = |unit: &str, total: &str| format!("2022年治水项目{unit}\n序号,项目名称,总投资\n1,甲河,{total}\n");
    let desk = desk("a.csv", list("", "12000"));
    let (_, flags) = asked(&desk, &["a.csv"]);
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    assert_eq!(came_in(&desk, &flags, "total"), ["12000"]);
    std::fs::write(desk.path("b.csv"), list("（单位：亿元）", "1.3")).expect("written");
    assert_eq!(came_in(&desk, &["b.csv"], "total"), ["13000"]);
}

#[test]
fn days_due_are_read_as_offices_write_them() {
    let list = "项目名称,类别,计划完工\n甲,治水,2022年12月底前\n乙,治水,2023年12月31日前\n丙,治水,202312\n丁,治水,2022-12-31 00:00:00\n";
    let due = came_in(&desk("a.csv", list), &["a.csv"], "planned_finish");
    assert_eq!(due, ["2022-12", "2023-12-31", "2023-12", "2022-12-31"]);
}
