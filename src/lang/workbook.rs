//! Words of workbooks: the sheet that tells what a workbook is, the return sheet, what may be typed where.

use std::io;
use std::path::Path;

use super::Lang;
use super::cell::{capital, moment};
use super::error::cause_text;
use super::header::{cadence_name, frozen_as};
use super::say::say;
use super::sentence::{noted, share, span};
use super::word::word;
use crate::domain::day::Day;
use crate::domain::period::Cadence;
use crate::domain::quantity::Dimension;
use crate::report::model::{Header, Holds, Title, Word};

/// So many characters of a passage are asked for at most.
pub const LONGEST_PASSAGE: u32 = 2000;

/// Whether a sheet is the one that tells what the workbook is, in either language.
#[must_use]
pub fn is_about(name: &str) -> bool {
    [Lang::Zh, Lang::En].iter().any(|lang| about(*lang) == name)
}

/// The name of the sheet that tells what the workbook is.
pub fn about(lang: Lang) -> String {
    say!(lang, "说明", "About")
}

/// The name of the one sheet of a page.
pub fn page_sheet(lang: Lang, title: &Title) -> String {
    match title {
        Title::Status { cadence, .. } => capital(&cadence_name(lang, *cadence)),
        Title::Brief { .. } => say!(lang, "通报", "Brief"),
        Title::Changes { .. } => say!(lang, "变化", "Changes"),
        Title::Grid { .. } => say!(lang, "挂图", "Grid"),
        Title::Missing { .. } => say!(lang, "催报", "Missing"),
        Title::Targets { .. } => say!(lang, "目标", "Targets"),
        Title::Project { code, .. } => code.clone(),
    }
}

/// The name of the sheet to be filled.
pub fn return_sheet(lang: Lang) -> String {
    say!(lang, "填报表", "Return")
}

/// The name of the hidden sheet with the words to choose from.
pub fn lists(lang: Lang) -> String {
    say!(lang, "字典", "Lists")
}

/// At the foot of a printed sheet; `&P` and `&N` are the spreadsheet's.
pub fn footer(lang: Lang) -> String {
    say!(lang, "&C第 &P 页，共 &N 页", "&CPage &P of &N")
}

/// What a page says of itself, label and value.
pub fn facts(lang: Lang, header: &Header) -> Vec<(String, String)> {
    let mut facts = vec![(say!(lang, "截至", "As of"), header.as_of.to_string())];
    if let Some(known_at) = header.known_at {
        facts.push((say!(lang, "录至", "Known at"), moment(known_at)));
    }
    facts.push((say!(lang, "生成", "Made"), moment(header.made_at)));
    if let Some(version) = header.rules {
        facts.push((say!(lang, "规则版本", "Rules"), format!("v{version}")));
    }
    if let Some(returns) = header.returns {
        facts.push((say!(lang, "填报率", "Returns"), share(lang, returns)));
    }
    if let Some(note) = &header.note {
        facts.push((say!(lang, "备注", "Note"), noted(lang, note).to_owned()));
    }
    if let Some(remark) = &header.remark {
        facts.push((word(lang, Word::Remark).to_owned(), remark.clone()));
    }
    if let Some(no) = header.frozen {
        facts.push((word(lang, Word::FrozenPages).to_owned(), frozen_as(lang, no)));
    }
    if let Some(hash) = &header.ledger_hash {
        facts.push((word(lang, Word::LedgerHash).to_owned(), hash.clone()));
    }
    facts.push((say!(lang, "金额单位", "Money in"), lang.unit(Dimension::Money).to_owned()));
    facts
}

/// The label of what made the file.
pub fn program(lang: Lang) -> String {
    say!(lang, "程序", "Program")
}

/// Over the notes of the sheets.
pub fn notes(lang: Lang) -> String {
    say!(lang, "各表附注", "Notes on the sheets")
}

/// How an edited workbook comes back: a heading, then lines.
pub fn way_back(lang: Lang) -> (String, [String; 5]) {
    let lines = [
        say!(
            lang,
            "标题蓝色的列（编号、版本）用来认行，保持原样。",
            "Columns with a blue heading (code, version) say which row it is: leave them as they are."
        ),
        say!(
            lang,
            "标题绿色的列可以改；标题灰色的列是算出来的，不要改。",
            "Columns with a green heading may be edited; those with a grey heading are computed: leave them."
        ),
        say!(
            lang,
            "空着＝不填，不会清掉原有内容；要清空，填（空）。",
            "An empty cell states nothing and clears nothing; to clear one, write （空）."
        ),
        say!(lang, "一格里有几个名称的，用；隔开。", "Where a cell has several names, put ； between them."),
        say!(
            lang,
            "存盘后先看会改动什么，不写入：haishu-proj import 文件 --dry-run；看过再去掉 --dry-run。",
            "Save it, see what would change with: haishu-proj import FILE --dry-run; then leave out --dry-run."
        ),
    ];
    (say!(lang, "改好后怎样导回", "How to bring it back"), lines)
}

/// 【填报表】区水利局 2022年8月（2022-08-01至2022-08-31）
pub fn return_title(lang: Lang, unit: Option<&str>, (first, last): (Day, Day), cadence: Cadence) -> String {
    let unit = unit.map_or_else(|| say!(lang, "全部单位", "all units"), str::to_owned);
    let span = span(lang, first, last, cadence);
    say!(lang, "【填报表】{unit} {span}（{first}至{last}）", "Return sheet: {unit}, {span} ({first} to {last})")
}

/// How a return sheet is filled.
pub fn how_to_fill(lang: Lang) -> String {
    say!(
        lang,
        "只填黄色格；空着＝本期不填；数字都是自开工累计，单位见表头；填好后存盘发回。",
        "Fill the yellow cells only; an empty one states nothing for this period; numbers are totals since the start \
         of the works, in the unit of the heading; save the file and send it back."
    )
}

/// What a cell to be filled takes, beside the cell while somebody is at it.
pub fn prompt(lang: Lang, holds: Holds, (first, last): (Day, Day)) -> String {
    let kept = say!(lang, "空着＝本期不填。", " Empty: nothing stated.");
    let asked = match holds {
        Holds::Quantity(Dimension::Percent) => say!(
            lang,
            "填百分数，如61或61%，在0%至100%之间，自开工累计。",
            "A percentage, such as 61 or 61%, from 0% to 100%, since the start."
        ),
        Holds::Quantity(Dimension::Count) => {
            say!(lang, "填整数，单位户，自开工累计。", "A whole number, since the start.")
        }
        Holds::Quantity(dimension) => {
            let unit = lang.unit(dimension);
            say!(
                lang,
                "填数字，单位{unit}，自开工累计，不能是负数。",
                "A number in {unit}, since the start, not negative."
            )
        }
        Holds::Decimal(0) => say!(lang, "填整数。", "A whole number."),
        Holds::Decimal(decimals) => {
            say!(lang, "填数字，最多{decimals}位小数。", "A number with at most {decimals} decimals.")
        }
        Holds::Count | Holds::Year => say!(lang, "填整数。", "A whole number."),
        Holds::Day => {
            say!(lang, "填日期，如{last}，在{first}至{last}之间。", "A date such as {last}, from {first} to {last}.")
        }
        Holds::Flag | Holds::Word(_) => say!(lang, "从下拉框里选。", "Choose from the list."),
        Holds::Passage => {
            say!(lang, "填文字，不超过{LONGEST_PASSAGE}字。", "Words, {LONGEST_PASSAGE} characters at most.")
        }
        Holds::Nothing | Holds::Name | Holds::Code | Holds::Due | Holds::Amount | Holds::Names => {
            say!(lang, "填文字。", "Words.")
        }
    };
    asked + &kept
}

/// Over what is said of a cell that takes no such thing.
pub fn refused(lang: Lang) -> String {
    say!(lang, "填写有误", "Not taken")
}

/// A heading as the title of a message, which has little room.
pub fn message_title(heading: &str) -> String {
    const ROOM: usize = 32; // in UTF-16, as a spreadsheet counts
    let mut room = ROOM;
    let fits = |c: &char| {
        let rest = room.checked_sub(c.len_utf16());
        room = rest.unwrap_or(0);
        rest.is_some()
    };
    capital(&heading.chars().take_while(fits).collect::<String>())
}

/// No temporary file can be made, or it cannot be written.
pub fn no_temporary(lang: Lang, folder: &Path, cause: &io::Error) -> String {
    let (folder, cause) = (folder.display(), cause_text(lang, cause));
    say!(
        lang,
        "临时文件夹 `{folder}` 写不进去：{cause}（可用环境变量TMPDIR另指一个）",
        "the temporary folder `{folder}` cannot be written to: {cause} (the variable TMPDIR names another)"
    )
}

/// Above what a cell of a workbook holds.
pub fn too_long(lang: Lang) -> String {
    say!(lang, "有一格文字超过32767字，工作簿放不下", "a text is longer than the 32767 characters a cell holds")
}

/// Above what a sheet holds.
pub fn too_many_rows(lang: Lang) -> String {
    say!(lang, "行数超过1048576，一张表放不下", "there are more rows than the 1048576 a sheet holds")
}
