//! When a report or a backup is made by the machine: at a time of the day, in UTC+8, on days that go with its period.

use super::period::Cadence;

/// Weekdays, Monday first, as crontabs, timers and people write them.
const WEEKDAYS: [[&str; 5]; 7] = [
    ["Mon", "monday", "周一", "星期一", "礼拜一"],
    ["Tue", "tuesday", "周二", "星期二", "礼拜二"],
    ["Wed", "wednesday", "周三", "星期三", "礼拜三"],
    ["Thu", "thursday", "周四", "星期四", "礼拜四"],
    ["Fri", "friday", "周五", "星期五", "礼拜五"],
    ["Sat", "saturday", "周六", "星期六", "礼拜六"],
    ["Sun", "sunday", "周日", "星期日", "星期天"],
];
/// Every month has this day.
const LAST_DAY: u32 = 28;
/// UTC+8, in minutes.
const CHINA: i32 = 8 * 60;
const DAY: i32 = 24 * 60;

/// A time of the day, in UTC+8, and its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schedule {
    pub days: Days,
    pub hour: u32,
    pub minute: u32,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Days {
    Daily,
    /// 1 is Monday.
    Weekdays(Vec<u32>),
    /// Of every month.
    OfMonth(Vec<u32>),
    /// Of these months.
    OfMonths {
        months: Vec<u32>,
        day: u32,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadSchedule {
    /// No time of the day.
    Time,
    /// No days there are.
    Days,
    /// A day that not every month has.
    NotInEveryMonth,
}

/// What a crontab runs: five fields, and where its clock has another day than UTC+8, the format of `date` and what it
/// has to print there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CronTime {
    pub fields: String,
    pub only_if: Option<(&'static str, Vec<String>)>,
}

impl Schedule {
    /// `08:00` on the usual days of a period (week: Monday; half-month: the 1st and 16th; else the first day), or on
    /// those named: `MON 08:00`, `周一,周四 08:00`, `1,16 08:00`, `01-05 08:00`, `daily 08:00`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(cadence: Cadence, text: &str) -> Result<Self, BadSchedule> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (days, time) = match words.as_slice() {
            [time] => (usual(cadence), time),
            [days, time] => (named(cadence, days)?, time),
            _ => return Err(BadSchedule::Time),
        };
        let (hour, minute) = time.split_once([':', '：']).ok_or(BadSchedule::Time)?;
        let number = |text: &str, most: u32| {
            let is_digits = matches!(text.len(), 1..=2) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|number| is_digits && *number <= most).ok_or(BadSchedule::Time)
        };
        Ok(Self { days, hour: number(hour, 23)?, minute: number(minute, 59)? })
    }

    /// As [`Self::parse`], of what goes with no period: `02:00` is daily.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse_daily(text: &str) -> Result<Self, BadSchedule> {
        let is_time_alone = text.split_whitespace().count() == 1;
        let daily = if is_time_alone { format!("daily {text}") } else { text.to_owned() };
        Self::parse(Cadence::Month, &daily)
    }

    /// For a crontab on a machine whose clock is this many minutes ahead of UTC.
    pub fn cron(&self, offset: i32) -> CronTime {
        let minutes = i32::try_from(self.hour * 60 + self.minute).unwrap_or(0) - CHINA + offset;
        let is_same_day = (0..DAY).contains(&minutes);
        let minutes = minutes.rem_euclid(DAY);
        let time = format!("{} {}", minutes % 60, minutes / 60);
        let two = |number: &u32| format!("{number:02}");
        let (days, only_if) = match &self.days {
            Days::Daily => ("* * *".to_owned(), None),
            Days::Weekdays(days) => {
                (format!("* * {}", list(days)), Some(("%u", days.iter().map(u32::to_string).collect())))
            }
            Days::OfMonth(days) => (format!("{} * *", list(days)), Some(("%d", days.iter().map(two).collect()))),
            Days::OfMonths { months, day } => {
                let days = months.iter().map(|month| format!("{month:02}-{day:02}")).collect();
                (format!("{day} {} *", list(months)), Some(("%m-%d", days)))
            }
        };
        match only_if {
            Some(only_if) if !is_same_day => CronTime { fields: format!("{time} * * *"), only_if: Some(only_if) },
            _ => CronTime { fields: format!("{time} {days}"), only_if: None },
        }
    }

    /// `OnCalendar=` of a systemd timer, which knows of time zones.
    pub fn on_calendar(&self) -> String {
        let two = |numbers: &[u32]| numbers.iter().map(|number| format!("{number:02}")).collect::<Vec<_>>().join(",");
        let days = match &self.days {
            Days::Daily => "*-*-*".to_owned(),
            Days::Weekdays(days) => {
                let names: Vec<&str> =
                    days.iter().filter_map(|day| Some(WEEKDAYS.get(*day as usize - 1)?[0])).collect();
                format!("{} *-*-*", names.join(","))
            }
            Days::OfMonth(days) => format!("*-*-{}", two(days)),
            Days::OfMonths { months, day } => format!("*-{}-{day:02}", two(months)),
        };
        format!("{days} {:02}:{:02}:00 Asia/Shanghai", self.hour, self.minute)
    }
}

fn list(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(",")
}

/// The months in which a period begins; every month begins one of the shorter ones.
fn months(cadence: Cadence) -> Option<Vec<u32>> {
    match cadence {
        Cadence::Quarter => Some(vec![1, 4, 7, 10]),
        Cadence::Year => Some(vec![1]),
        Cadence::Week | Cadence::HalfMonth | Cadence::Month => None,
    }
}

fn usual(cadence: Cadence) -> Days {
    match (cadence, months(cadence)) {
        (_, Some(months)) => Days::OfMonths { months, day: 1 },
        (Cadence::Week, None) => Days::Weekdays(vec![1]),
        (Cadence::HalfMonth, None) => Days::OfMonth(vec![1, 16]),
        (_, None) => Days::OfMonth(vec![1]),
    }
}

fn named(cadence: Cadence, text: &str) -> Result<Days, BadSchedule> {
    if ["daily", "每天", "每日"].contains(&text.to_lowercase().as_str()) {
        return Ok(Days::Daily);
    }
    let text = text.strip_prefix("每月").or_else(|| text.strip_prefix('每')).unwrap_or(text);
    if let Some((month, day)) = text.split_once('-') {
        let month = month.parse().ok().filter(|month| (1..=12).contains(month)).ok_or(BadSchedule::Days)?;
        return Ok(Days::OfMonths { months: vec![month], day: day_of_month(day)? });
    }
    let words = || text.split([',', '，', '、']);
    let weekday = |word: &str| {
        let is_it = |names: &[&str; 5]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
        WEEKDAYS.iter().position(is_it).and_then(|at| u32::try_from(at + 1).ok())
    };
    let in_order = |mut days: Vec<u32>| {
        days.sort_unstable();
        days.dedup();
        days
    };
    if let Some(days) = words().map(weekday).collect::<Option<Vec<u32>>>() {
        return Ok(Days::Weekdays(in_order(days)));
    }
    let days = in_order(words().map(day_of_month).collect::<Result<_, _>>()?);
    match (months(cadence), days.as_slice()) {
        (Some(months), [day]) => Ok(Days::OfMonths { months, day: *day }),
        (Some(_), _) => Err(BadSchedule::Days),
        (None, _) => Ok(Days::OfMonth(days)),
    }
}

fn day_of_month(text: &str) -> Result<u32, BadSchedule> {
    let digits = text.trim_end_matches(['日', '号']);
    match digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(day @ 1..=LAST_DAY) => Ok(day),
        Some(29..=31) => Err(BadSchedule::NotInEveryMonth),
        _ => Err(BadSchedule::Days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields of a crontab at UTC+8 and `OnCalendar=`.
    fn times(cadence: Cadence, text: &str) -> (String, String) {
        let schedule = Schedule::parse(cadence, text).expect(text);
        let cron = schedule.cron(CHINA);
        assert_eq!(cron.only_if, None, "{text}");
        (cron.fields, schedule.on_calendar().replace(" Asia/Shanghai", ""))
    }

    #[test]
    fn each_period_has_its_days() {
        let cases = [
            (Cadence::Week, "08:00", "0 8 * * 1", "Mon *-*-* 08:00:00"),
            (Cadence::Week, "周一,FRI 7:05", "5 7 * * 1,5", "Mon,Fri *-*-* 07:05:00"),
            (Cadence::Week, "星期天 23:59", "59 23 * * 7", "Sun *-*-* 23:59:00"),
            (Cadence::Week, "daily 08：30", "30 8 * * *", "*-*-* 08:30:00"),
            (Cadence::HalfMonth, "08:00", "0 8 1,16 * *", "*-*-01,16 08:00:00"),
            (Cadence::Month, "08:00", "0 8 1 * *", "*-*-01 08:00:00"),
            (Cadence::Month, "3日 08:00", "0 8 3 * *", "*-*-03 08:00:00"),
            (Cadence::Week, "每周一 08:00", "0 8 * * 1", "Mon *-*-* 08:00:00"),
            (Cadence::HalfMonth, "每月1、16日 08:00", "0 8 1,16 * *", "*-*-01,16 08:00:00"),
            (Cadence::Month, "mon 08:00", "0 8 * * 1", "Mon *-*-* 08:00:00"),
            (Cadence::Quarter, "08:00", "0 8 1 1,4,7,10 *", "*-01,04,07,10-01 08:00:00"),
            (Cadence::Quarter, "5 08:00", "0 8 5 1,4,7,10 *", "*-01,04,07,10-05 08:00:00"),
            (Cadence::Year, "01-05 08:00", "0 8 5 1 *", "*-01-05 08:00:00"),
        ];
        for (cadence, text, cron, calendar) in cases {
            assert_eq!(times(cadence, text), (cron.to_owned(), calendar.to_owned()), "{cadence:?} {text}");
        }
    }

    #[test]
    fn what_has_no_period_is_daily_unless_days_are_named() {
        let calendar = |text: &str| Schedule::parse_daily(text).map(|schedule| schedule.on_calendar());
        assert_eq!(calendar("02:00"), Ok("*-*-* 02:00:00 Asia/Shanghai".to_owned()));
        assert_eq!(calendar("daily 02:00"), calendar("02:00"));
        assert_eq!(calendar("SUN 02:00"), Ok("Sun *-*-* 02:00:00 Asia/Shanghai".to_owned()));
        assert_eq!(calendar("1,15 02:00"), Ok("*-*-01,15 02:00:00 Asia/Shanghai".to_owned()));
        assert_eq!(calendar("daily"), Err(BadSchedule::Time));
        assert_eq!(calendar(""), Err(BadSchedule::Time));
    }

    #[test]
    fn a_clock_elsewhere_is_reckoned_with() {
        let cron = |text: &str, offset| Schedule::parse(Cadence::Week, text).expect(text).cron(offset);
        assert_eq!(cron("MON 08:00", 0), CronTime { fields: "0 0 * * 1".into(), only_if: None });
        // Monday morning is Sunday there: every day, and then only if it is Monday here
        let only_if = Some(("%u", vec!["1".to_owned()]));
        assert_eq!(cron("MON 07:30", 0), CronTime { fields: "30 23 * * *".into(), only_if });
        assert_eq!(cron("daily 07:30", 0).only_if, None);
        let monthly = Schedule::parse(Cadence::HalfMonth, "01:00").expect("a time").cron(0);
        let days = vec!["01".to_owned(), "16".to_owned()];
        assert_eq!(monthly, CronTime { fields: "0 17 * * *".into(), only_if: Some(("%d", days)) });
        assert_eq!(cron("MON 20:00", 12 * 60 + 45).fields, "45 0 * * *");
        let yearly = Schedule::parse(Cadence::Quarter, "00:00").expect("a time").cron(-300);
        assert_eq!(yearly.only_if.map(|(format, days)| (format, days.len())), Some(("%m-%d", 4)));
    }

    #[test]
    fn what_is_no_time_is_told() {
        let bad = |cadence, text| Schedule::parse(cadence, text).expect_err(text);
        for text in ["", "MON", "MON 8", "24:00", "08:60", "08:000", "+8:00", "MON 08:00 extra", "8:"] {
            assert_eq!(bad(Cadence::Week, text), BadSchedule::Time, "{text}");
        }
        for text in ["XXX 08:00", "0 08:00", "32 08:00", "MON,3 08:00", "13-01 08:00", ", 08:00", "+3 08:00"] {
            assert_eq!(bad(Cadence::Month, text), BadSchedule::Days, "{text}");
        }
        assert_eq!(bad(Cadence::Month, "31 08:00"), BadSchedule::NotInEveryMonth);
        assert_eq!(bad(Cadence::Year, "02-29 08:00"), BadSchedule::NotInEveryMonth);
        assert_eq!(bad(Cadence::Quarter, "1,2 08:00"), BadSchedule::Days);
    }
}
