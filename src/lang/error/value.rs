//! The words about values that cannot be read or cannot be.

use super::filing::times;
use super::{Message, StatedAt, fault, say, shown, told};
use crate::domain::day::{BadDay, parse_day, parse_due};
use crate::domain::quantity::{Amount, BadQuantity, Counting, Dimension, LARGEST, parse, typed};
use crate::domain::reach::Reach;
use crate::error::{BadCell, LastReturn, ValueError};
use crate::lang::Lang;

#[expect(clippy::too_many_lines, reason = "one arm a variant")]
#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, place: StatedAt, why: &ValueError) -> Message {
    match why {
        ValueError::Quantity { value, dimension, bad, last } => match place {
            StatedAt::Flag(flag) => Typed { lang, flag, value, dimension: *dimension }.message(bad, last.as_ref()),
            StatedAt::Command | StatedAt::Cell => Message::new(fault::quantity(lang, &shown(value), bad, *dimension)),
        },
        ValueError::Assignment { value } => match place {
            StatedAt::Flag(flag) => told! { lang, value = shown(value), example = with_value(flag, "area=3万平方米");
                "`{flag}` 的 `{value}` 没有写成“指标=数值”", "`{value}` for `{flag}` is not of the form MEASURE=VALUE";
                "请写成 `{example}` 这样", "write it like `{example}`" },
            StatedAt::Command | StatedAt::Cell => told! { lang, value = shown(value);
                "`{value}` 没有写成“指标=数值”", "`{value}` is not of the form MEASURE=VALUE" },
        },
        ValueError::LotShare { value } => told! { lang, value = shown(value);
            "`{value}` 没有写成“名称=份额”", "`{value}` is not of the form NAME=PERCENT";
            "请写成 `--lot 上段=50%` 这样", "write it like `--lot EAST=50%`" },
        ValueError::WorkOfUnit { value } => told! { lang, value = shown(value);
            "`{value}` 没有写成“编号=单位”", "`{value}` is not of the form CODE=UNIT";
            "请写成 `--work HS-W-001=区水利局` 这样", "write it like `--work HS-W-001=UNIT`" },
        ValueError::Day { value, bad } => match place {
            StatedAt::Flag(flag) => bad_day(lang, flag, value, *bad),
            StatedAt::Command | StatedAt::Cell => Message::new(fault::day(lang, &shown(value), *bad)),
        },
        ValueError::AfterToday { day, today } => match place {
            StatedAt::Flag(flag) => told! { lang;
                "`{flag}` 的日期 `{day}` 在今天（{today}）之后", "`{day}` for `{flag}` is after today ({today})";
                "只能记录已经发生的事：请写 `{flag} {today}` 或更早的日期",
                "only what has happened can be recorded: write `{flag} {today}` or an earlier day" },
            StatedAt::Command | StatedAt::Cell => told! { lang; "`{day}` 在今天（{today}）之后；只能记录已经发生的事",
                "`{day}` is after today ({today}); only what has happened can be recorded" },
        },
        ValueError::OutOfReach { value, reach: Reach { first, last } } => told! { lang;
            "`{value}` 不在{first}年至{last}年之间，请核对年份",
            "`{value}` is not within {first} to {last}: look at the year again" },
        ValueError::BeforeListed { code, day, listed_from } => told! { lang;
            "{code}自{listed_from}起列入，`{day}` 在此之前",
            "{code} is listed from {listed_from} on, `{day}` is before that";
            "请写 `--on {listed_from}` 或更晚的日期", "write `--on {listed_from}` or a later day" },
        ValueError::BeforeOn { day, on } => match place {
            StatedAt::Flag(flag) => told! { lang;
                "`{flag}` 的日期 `{day}` 早于 `--on` 的 {on}", "`{day}` for `{flag}` is before `--on` {on}";
                "请写 `{flag} {on}` 或更晚的日期", "write `{flag} {on}` or a later day" },
            StatedAt::Command | StatedAt::Cell => told! { lang;
                "`{day}` 早于这一行的{on}", "`{day}` is before {on}, the day of this row" },
        },
        ValueError::NamesForAllDays => told! { lang;
            "别名不分日期，`--on` 在这里不起作用", "other names hold for all days: `--on` says nothing of them";
            "去掉 `--on`；若是更名，请写 `--name 新名称 --on 日期`，旧名自动留作别名",
            "leave `--on` out; if it is renamed, write `--name NAME --on DATE`, and the old name stays an alias" },
        ValueError::Year { value } => match place {
            StatedAt::Flag(flag) => told! { lang, value = shown(value), example = with_value(flag, "2022");
                "`{flag}` 的 `{value}` 不是1900至2199之间的年份", "`{value}` for `{flag}` is no year from 1900 to 2199";
                "请写成 `{example}` 这样", "write it like `{example}`" },
            StatedAt::Command | StatedAt::Cell => Message::new(fault::bad_cell(lang, &shown(value), &BadCell::Year)),
        },
        ValueError::Code { value } => told! { lang, value = shown(value);
            "`{value}` 不能作编号：最多40个字，不能有空格、斜线、逗号、分号、引号，不能以 `=` `+` `-` `@` 开头",
            "`{value}` is no code: up to 40 characters, no space, slash, comma, semicolon or quote, no `=` `+` `-` `@` first";
            "请写成 `--code HS-W-049` 这样；不写 `--code` 则自动编号",
            "write it like `--code HS-W-049`, or leave out `--code` to be given the next one" },
        ValueError::NationalCode { value } => told! { lang, value = shown(value);
            "`{value}` 不是项目代码：应为YYMM-RRRRRR-DD-TT-NNNNNN，首段也可为四位年份",
            "`{value}` is no national code: it is YYMM-RRRRRR-DD-TT-NNNNNN, the first part may be a year";
            "请写成 `--national-code 2201-330203-04-01-123456` 这样；尚未赋码时不写",
            "write it like `--national-code 2201-330203-04-01-123456`; leave it out where there is none yet" },
        ValueError::ControlCharacter { value, at } => match place {
            StatedAt::Flag(flag) => told! { lang, value = shown(value);
                "`{flag}` 的 `{value}` 第{at}个字符是控制符或换行",
                "character {at} of `{value}` for `{flag}` is a control character or a line break";
                "请删去这个字符；名称写在一行里", "take that character out; a name stands on one line" },
            StatedAt::Command | StatedAt::Cell => told! { lang, value = shown(value);
                "`{value}` 第{at}个字符是控制符或换行，请删去",
                "character {at} of `{value}` is a control character or a line break; take it out" },
        },
        ValueError::TooLong { length, most } => match place {
            StatedAt::Flag(flag) => told! { lang;
                "`{flag}` 有{length}个字，最多{most}个", "`{flag}` has {length} characters; {most} is the most";
                "请写短些；详细内容写在 `--text` 或 `--content` 里",
                "write it shorter; details go into `--text` or `--content`" },
            StatedAt::Command | StatedAt::Cell => told! { lang;
                "有{length}个字，最多{most}个", "it has {length} characters; {most} is the most" },
        },
        ValueError::LedgerHash { value, least } => told! { lang, value = shown(value);
            "`{value}` 不是台账校验值：应为至少{least}位0至9、a至f，最多64位",
            "`{value}` is no hash of a ledger: it has {least} to 64 digits, 0 to 9 and a to f";
            "照抄通报末尾“台账末次校验值”后的一串，或 `haishu-proj check` 打印的那一串",
            "copy what stands behind “Last hash of the ledger” at the end of a page, or what `haishu-proj check` prints" },
        ValueError::EmptyText => match place {
            StatedAt::Flag(flag) if !flag.starts_with('-') => told! { lang;
                "`<{flag}>` 没有内容", "`<{flag}>` is empty";
                "请在引号中写上内容；写法见 `haishu-proj --help`",
                "write it between the quotes; see how with `haishu-proj --help`" },
            StatedAt::Flag(flag) => told! { lang;
                "`{flag}` 没有内容", "`{flag}` is empty";
                "请写 `{flag} 内容`，或去掉 `{flag}`", "write `{flag} TEXT`, or leave out `{flag}`" },
            StatedAt::Command | StatedAt::Cell => told!(lang, "没有内容", "it is empty"),
        },
        ValueError::StatedTwice { what } => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang, what = shown(what);
                "`{what}` 写了两次", "`{what}` is stated twice";
                "只留一个 `{what}`", "keep one `{what}`" },
            StatedAt::Cell => told! { lang, what = shown(what); "`{what}` 写了两次", "`{what}` is there twice" },
        },
        ValueError::ClearAndSet { field } => told! { lang, field = shown(field);
            "`{field}` 写了两次，或既要清空又要填写",
            "`{field}` is stated twice, or is to be emptied and stated at the same time";
            "只留一样：去掉多写的内容，或去掉 `--clear {field}`",
            "keep one of them: leave out what is too much, or `--clear {field}`" },
        ValueError::NothingStated { command } => match place {
            StatedAt::Flag(_) | StatedAt::Command => nothing_stated(lang, command),
            StatedAt::Cell => told!(lang, "这一行没有填要记录的内容", "this row states nothing to record"),
        },
        ValueError::NeedsReason => match place {
            StatedAt::Flag("plan") => told! { lang;
                "该年度已有计划，调整计划需要写明原因",
                "there is a plan for this year already; a new version of it needs a reason";
                "加 `--reason 原因`", "add `--reason WHY`" },
            StatedAt::Flag(flag) => told! { lang;
                "`{flag}` 需要写明原因", "`{flag}` needs a reason";
                "加 `--reason 原因`", "add `--reason WHY`" },
            StatedAt::Command | StatedAt::Cell => told! { lang; "这一处改动要说明原因", "this change wants a reason" },
        },
        ValueError::NotReadable { measure } => told! { lang, name = lang.name(measure), code = &measure.code;
            "{name} `{code}` 只有总量，不填报累计值", "{name} `{code}` has only a total, no cumulative value to file";
            "请登记总量：`haishu-proj edit 编号 --total {code}=数值`",
            "state the total: `haishu-proj edit CODE --total {code}=VALUE`" },
        ValueError::NoTotalOfItsOwn { measure } => told! { lang, name = lang.name(measure), code = &measure.code;
            "{name} `{code}` 没有自己的总量", "{name} `{code}` has no total of its own";
            "有总量的写成 `--total 1.2亿`、`--total area=3万平方米`、`--total households=320` 这样",
            "those that have one are written like `--total 1.2亿`, `--total area=3万平方米`, `--total households=320`" },
        ValueError::NotSummed { measure } => told! { lang, name = lang.name(measure), code = &measure.code;
            "{name} `{code}` 是百分比，不能相加", "{name} `{code}` is a percentage, which is not summed";
            "改为逐次录入：去掉 `--measure`，写 `--entered %`",
            "enter its values instead: leave out `--measure` and write `--entered %`" },
    }
}

#[rustfmt::skip::macros(say, told)]
fn nothing_stated(lang: Lang, command: &str) -> Message {
    let message = told! { lang;
        "`{command}` 没有写要记录的内容", "`{command}` states nothing to record";
        "用 `haishu-proj {command} --help` 查看可以写什么",
        "see what can be stated with `haishu-proj {command} --help`" };
    if command != "update" {
        return message;
    }
    message.hint(say! { lang, "本期没有变化：`haishu-proj update 编号 --no-change`",
        "for a return without changes: `haishu-proj update CODE --no-change`" })
}

/// A flag with a value as typed: `--on 2022-03-31`, `--set area=3万平方米`, `NAME=x` of the environment, or bare.
fn with_value(flag: &str, value: &str) -> String {
    match flag {
        _ if flag.contains('_') || flag.contains(' ') => format!("{flag}={value}"),
        _ if flag.starts_with('-') => format!("{flag} {value}"),
        _ => value.to_owned(),
    }
}

/// A quantity that was refused, where it stood.
struct Typed<'a> {
    lang: Lang,
    flag: &'a str,
    value: &'a str,
    dimension: Dimension,
}

#[rustfmt::skip::macros(say, told)]
impl Typed<'_> {
    fn message(&self, bad: &BadQuantity, last: Option<&LastReturn>) -> Message {
        let (lang, noun, flag, value) = (self.lang, self.noun(), self.flag, shown(self.value.trim()));
        let finest = self.finest();
        let text = match bad {
            BadQuantity::NoUnit if self.dimension == Dimension::Percent => say! { lang,
                "{noun} `{value}` 没有百分号", "{noun} `{value}` has no per cent sign" },
            BadQuantity::NoUnit => return self.no_unit(last),
            BadQuantity::Empty => say!(lang, "`{flag}` 没有写{noun}", "`{flag}` has no {noun}"),
            BadQuantity::WrongUnit { unit } => say! { lang, unit = shown(unit);
                "{noun} `{value}` 的单位 `{unit}` 不能用于{noun}", "{noun} `{value}`: `{unit}` is no unit of it" },
            BadQuantity::NotANumber { at, found } => say! { lang, found = sign(lang, *found);
                "{noun} `{value}` 不是数字，第{at}个字符是{found}",
                "{noun} `{value}` is no number, character {at} is {found}" },
            BadQuantity::TooFine => say! { lang,
                "{noun} `{value}` 过细，最小为{finest}", "{noun} `{value}` is too fine, the least is {finest}" },
            BadQuantity::TooLarge => say! { lang, largest = lang.amount(LARGEST, self.dimension);
                "{noun} `{value}` 过大，最大为{largest}", "{noun} `{value}` is too large, the most is {largest}" },
            BadQuantity::Negative => say!(lang, "{noun} `{value}` 不能为负", "{noun} `{value}` cannot be negative"),
            BadQuantity::Grouping => say! { lang,
                "{noun} `{value}` 的分节逗号位置不对", "{noun} `{value}` has a comma in the wrong place" },
        };
        Message::new(text).hint(self.hint(bad))
    }

    fn hint(&self, bad: &BadQuantity) -> String {
        let (lang, units) = (self.lang, self.units());
        let plain = self.value.trim().replace([',', '，'], "");
        let mended = [format!("{plain}%"), plain].into_iter().find(|text| parse(text, self.dimension).is_ok());
        let example = self.flagged(&mended.unwrap_or_else(|| self.example().to_owned()));
        match bad {
            BadQuantity::Negative => say! { lang, "减少时请填减少后的数，例如 `{example}`",
                "where something was taken off, state what is left, for example `{example}`" },
            BadQuantity::Grouping => say!(lang, "请去掉逗号：`{example}`", "leave out the commas: `{example}`"),
            BadQuantity::TooLarge => say! { lang,
                "核对单位和位数，写成 `{example}` 这样", "check its unit and its digits; write it like `{example}`" },
            BadQuantity::Empty
            | BadQuantity::NoUnit
            | BadQuantity::WrongUnit { .. }
            | BadQuantity::NotANumber { .. }
            | BadQuantity::TooFine => say! { lang,
                "{units}，写成 `{example}` 这样", "{units}; write it like `{example}`" },
        }
    }

    /// A bare number: the readings it could have, nearest to the last return first.
    fn no_unit(&self, last: Option<&LastReturn>) -> Message {
        let (lang, noun, value) = (self.lang, self.noun(), shown(self.value.trim()));
        let (large, small) = match self.dimension {
            Dimension::Money => ("万元", "元"),
            Dimension::Area => ("万平方米", "平方米"),
            Dimension::Land => ("亩", "万亩"),
            Dimension::Percent | Dimension::Count(_) => ("%", ""),
        };
        let read = |unit: &str| parse(&format!("{value}{unit}"), self.dimension).ok();
        let meant = match (lang, read(large)) {
            (Lang::En, Some(amount)) => format!(" ({})", lang.amount(amount, self.dimension)),
            _ => String::new(),
        };
        let message = Message::new(say! { lang, "{noun} `{value}` 没有单位：{value}{large}，还是{value}{small}？",
            "{noun} `{value}` has no unit: {value} {large}{meant} or {value} {small}?" });
        let flagged =
            |unit: &str| self.flagged(&format!("{value}{}", unit.strip_suffix("万元").map_or(unit, |_| "万")));
        let (large_flag, small_flag) = (flagged(large), flagged(small));
        let Some(last) = last.filter(|last| last.value > 0) else {
            return message.hint(say! { lang, "如为{large}，请写 `{large_flag}`；如为{small}，请写 `{small_flag}`",
                "for {large} write `{large_flag}`, for {small} write `{small_flag}`" });
        };
        let apart = |unit| read(unit).map_or(Amount::MAX, |amount| times(amount.into(), last.value));
        let (unit, flag) = if apart(large) <= apart(small) { (large, large_flag) } else { (small, small_flag) };
        let (code, said) = (&last.code, lang.amount(last.value, self.dimension));
        message.hint(say! { lang, "{code}上次填报为{said}；如为{unit}，请写 `{flag}`",
            "the last return of {code} says {said}; for {unit} write `{flag}`" })
    }

    fn flagged(&self, value: &str) -> String {
        match (self.flag, self.dimension) {
            ("--months", _) => format!("--months …,{value},…"),
            (flag, _) => with_value(flag, value),
        }
    }

    fn noun(&self) -> &'static str {
        let (zh, en) = match self.dimension {
            Dimension::Money => ("金额", "amount"),
            Dimension::Area => ("面积", "area"),
            Dimension::Land => ("土地面积", "land area"),
            Dimension::Count(_) => ("数量", "count"),
            Dimension::Percent => ("百分比", "percentage"),
        };
        if self.lang == Lang::Zh { zh } else { en }
    }

    fn units(&self) -> String {
        let (zh, en) = match self.dimension {
            Dimension::Money => ("金额用元、万元、亿元", "money is in 元, 万元 or 亿元"),
            Dimension::Area => ("面积用平方米、万平方米", "an area is in 平方米 (m²) or 万平方米"),
            Dimension::Land => ("土地面积用亩", "land is in 亩 (mu)"),
            Dimension::Count(counting) => return self.counted(counting),
            Dimension::Percent => ("百分比用%", "a percentage has a % sign"),
        };
        if self.lang == Lang::Zh { zh.to_owned() } else { en.to_owned() }
    }

    /// How a count is written: in its own unit, which may be left out, as finely as it may be.
    fn counted(&self, counting: Counting) -> String {
        let (lang, decimals) = (self.lang, counting.decimals);
        match (counting.zh.as_str(), counting.is_whole()) {
            ("", _) => say! { lang, "数量是整数，单位可以不写", "a count is a whole number and needs no unit" },
            (unit, true) => say! { lang,
                "数量是整数，单位是{unit}，可以不写", "a count is a whole number of {unit}, which may be left out" },
            (unit, false) => say! { lang, "数量最多{decimals}位小数，单位是{unit}，可以不写",
                "a count has at most {decimals} decimals, of {unit}, which may be left out" },
        }
    }

    fn finest(&self) -> String {
        let finest = match self.dimension {
            Dimension::Money => "0.01元",
            Dimension::Area => "0.01平方米",
            Dimension::Land => "0.01亩",
            Dimension::Count(counting) => return typed(counting.least(), self.dimension),
            Dimension::Percent => "0.01%",
        };
        finest.to_owned()
    }

    fn example(&self) -> &'static str {
        match self.dimension {
            Dimension::Money => "1200万",
            Dimension::Area => "3万平方米",
            Dimension::Land => "120亩",
            Dimension::Count(counting) if counting.is_whole() => "320",
            Dimension::Count(_) => "12.5",
            Dimension::Percent => "40%",
        }
    }
}

fn sign(lang: Lang, found: char) -> String {
    let sign = shown(&found.to_string());
    match found {
        _ if found.is_ascii_alphabetic() => say!(lang, "字母 {sign}", "the letter {sign}"),
        _ if found.is_whitespace() => say!(lang, "空格", "a space"),
        _ => say!(lang, " `{sign}`", "`{sign}`"),
    }
}

#[rustfmt::skip::macros(say, told)]
fn bad_day(lang: Lang, flag: &str, value: &str, bad: BadDay) -> Message {
    let (typed, value) = (value.trim(), shown(value));
    let text = match bad {
        BadDay::Empty => say!(lang, "`{flag}` 没有写日期", "`{flag}` has no date"),
        BadDay::NotADate => say!(lang, "`{flag}` 的 `{value}` 不是日期", "`{value}` for `{flag}` is no date"),
        BadDay::Impossible => say! { lang,
            "`{flag}` 的日期 `{value}` 不存在", "`{value}` for `{flag}` is a date there is not" },
        BadDay::TwoDigitYear => say! { lang,
            "`{flag}` 的日期 `{value}` 年份只有两位", "`{value}` for `{flag}` has a year of two digits" },
        BadDay::YearRange => say! { lang, "`{flag}` 的日期 `{value}` 年份不在1900至2199之间",
            "`{value}` for `{flag}` has a year outside 1900 to 2199" },
        BadDay::NotAYearFirst => say! { lang, "`{flag}` 的日期 `{value}` 没有把年份写在最前，分不清月和日",
            "`{value}` for `{flag}` does not begin with the year, so month and day cannot be told apart" },
        BadDay::NeedsDay => say!(lang, "`{flag}` 的日期 `{value}` 没有写到日", "`{value}` for `{flag}` names no day"),
    };
    let meant = match bad {
        BadDay::TwoDigitYear => parse_day(&format!("20{typed}")).ok(),
        BadDay::NeedsDay => parse_due(typed).ok().map(|due| due.last),
        BadDay::Empty | BadDay::NotADate | BadDay::Impossible | BadDay::YearRange | BadDay::NotAYearFirst => None,
    };
    let meant = with_value(flag, &meant.map_or_else(|| "2022-03-31".to_owned(), |day| day.to_string()));
    let hint = match flag {
        "--known-at" | "--since" => say! { lang, "请写成 `{meant}` 或 `{flag} 2022-03-31T18:00:00+08:00` 这样",
            "write it like `{meant}` or `{flag} 2022-03-31T18:00:00+08:00`" },
        "--start" | "--finish" => say! { lang,
            "请写成 `{meant}` 这样；只知道月份或年份时写 `{flag} 2022-03`、`{flag} 2022`",
            "write it like `{meant}`, or `{flag} 2022-03` or `{flag} 2022` where only the month or year is known" },
        "DUE" => say! { lang, "请写成 `{meant}` 这样；只知道月份或年份时写 `2022-03`、`2022`",
            "write it like `{meant}`, or `2022-03` or `2022` where only the month or year is known" },
        _ => say!(lang, "请写成 `{meant}` 这样", "write it like `{meant}`"),
    };
    Message::new(text).hint(hint)
}
