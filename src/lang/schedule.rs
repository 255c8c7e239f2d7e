//! What makes a report or a backup by itself, as files of cron and systemd have it, with comments that say where they belong.

use super::Lang;
use super::header::cadence_name;
use super::say::say;
use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::period::Cadence;
use crate::domain::schedule::{Days, Schedule};

/// What can be done by itself.
#[derive(Clone, Copy, Debug)]
pub enum Job<'a> {
    Report {
        /// Which one: status, brief, …
        report: &'static str,
        /// Of which works; empty: of all.
        of: &'a [Label],
        cadence: Cadence,
        /// What is printed goes out by mail.
        is_mailed: bool,
        /// The day the register is always looked at from.
        fixed_day: Option<Day>,
    },
    Backup,
}

/// Something to be done by itself.
#[derive(Clone, Debug)]
pub struct Scheduled<'a> {
    /// What its service and its timer are called.
    pub name: String,
    pub job: Job<'a>,
    pub schedule: &'a Schedule,
    /// The line of the crontab.
    pub line: String,
    /// `ExecStart=` of the service.
    pub exec: String,
    pub mail: Option<&'a str>,
    /// Of the machine's clock, in minutes.
    pub utc_offset: i32,
}

/// For `crontab -e`.
pub fn crontab(lang: Lang, of: &Scheduled) -> String {
    let (when, zone) = (when(lang, of.schedule), zone(of.utc_offset));
    let what = what(lang, of.job);
    let mut lines = vec![say!(
        lang,
        "# {what}，{when}（UTC+8）。放进 `crontab -e`；cron按本机时区（现为{zone}）",
        "# {what}, {when} (UTC+8). For `crontab -e`; cron goes by the machine's zone (now {zone})"
    )];
    lines.extend(fixed(lang, of.job));
    match (of.mail, of.job) {
        (Some(mail), _) => lines.push(format!("MAILTO={mail}")),
        (None, Job::Report { is_mailed: true, .. }) => lines.push(say!(
            lang,
            "# 印出来的由cron用邮件发给 MAILTO；没有内容、没有出错就不发",
            "# what is printed goes to MAILTO by mail; nothing printed and nothing wrong: no mail"
        )),
        (None, Job::Report { is_mailed: false, .. }) => {}
        (None, Job::Backup) => lines.push(say!(
            lang,
            "# 出了错由cron用邮件发给 MAILTO；没有出错就不发",
            "# what goes wrong goes to MAILTO by mail; nothing wrong: no mail"
        )),
    }
    lines.push("CONTENT_TYPE=\"text/plain; charset=UTF-8\"".to_owned());
    lines.push(of.line.clone());
    lines.join("\n") + "\n"
}

/// For a folder of units: a service and its timer.
pub fn systemd(lang: Lang, of: &Scheduled) -> String {
    let name = &of.name;
    // a `%` begins a specifier
    let (what, when) = (what(lang, of.job).replace('%', "%%"), when(lang, of.schedule));
    let user = match of.job {
        Job::Report { .. } => say!(
            lang,
            "# User=谁：能读台账（定稿要能写）、能写输出文件夹的账号",
            "# User=WHO: who may read the register (write it, to freeze) and write the folder of the output"
        ),
        Job::Backup => say!(
            lang,
            "# User=谁：能读台账、能写备份文件夹的账号",
            "# User=WHO: who may read the register and write the folder of the copies"
        ),
    };
    let enable = say!(
        lang,
        "# 放好后：systemctl daemon-reload && systemctl enable --now {name}.timer",
        "# then: systemctl daemon-reload && systemctl enable --now {name}.timer"
    );
    let fixed = fixed(lang, of.job).map_or_else(String::new, |line| line + "\n");
    format!(
        "# /etc/systemd/system/{name}.service\n{fixed}[Unit]\nDescription=haishu-proj {what}\n\n[Service]\nType=oneshot\n\
         {user}\nUMask=0022\nExecStart={}\n\n# /etc/systemd/system/{name}.timer\n{enable}\n[Unit]\n\
         Description=haishu-proj {what}: {when}\n\n[Timer]\nOnCalendar={}\nPersistent=true\n\n[Install]\n\
         WantedBy=timers.target\n",
        of.exec,
        of.schedule.on_calendar()
    )
}

/// 备份, or which report.
fn what(lang: Lang, job: Job) -> String {
    match job {
        Job::Report { report, of, cadence, .. } => page(lang, report, of, cadence),
        Job::Backup => say!(lang, "备份", "backup"),
    }
}

/// 周报; of another report than the status page, which: 周报（催报）; of some works, which: 治水·周报.
fn page(lang: Lang, report: &str, of: &[Label], cadence: Cadence) -> String {
    let cadence = cadence_name(lang, cadence);
    let report = match report {
        "status" => None,
        "brief" => Some(say!(lang, "通报", "brief")),
        "missing" => Some(say!(lang, "催报", "missing")),
        "changes" => Some(say!(lang, "变化情况", "changes")),
        "grid" => Some(say!(lang, "挂图作战", "grid")),
        "permits" => Some(say!(lang, "前期手续", "permits")),
        "targets" => Some(say!(lang, "目标完成情况", "targets")),
        other => Some(other.to_owned()),
    };
    let report =
        report.map_or_else(|| cadence.to_owned(), |report| say!(lang, "{cadence}（{report}）", "{cadence} ({report})"));
    // what users typed does not stand last: a `\` there would join two lines
    let works = of.iter().map(|label| lang.pick(label).to_owned());
    works.chain([report]).collect::<Vec<_>>().join(&say!(lang, "·", " · "))
}

/// That a report will always be the same.
fn fixed(lang: Lang, job: Job) -> Option<String> {
    let Job::Report { fixed_day: Some(day), .. } = job else { return None };
    Some(say!(
        lang,
        "# 注意：这份台账固定从{day}看，每期都会是同一页",
        "# beware: this register is always looked at from {day}, so every page will be the same"
    ))
}

/// 每周一08:00
fn when(lang: Lang, schedule: &Schedule) -> String {
    let time = format!("{:02}:{:02}", schedule.hour, schedule.minute);
    let listed = |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>();
    let days = match &schedule.days {
        Days::Daily => say!(lang, "每天", "daily"),
        Days::Weekdays(days) => {
            const ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
            const EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
            let names = days.iter().filter_map(|day| lang.either(ZH, EN).get(*day as usize - 1).copied());
            let names = lang.join(&names.collect::<Vec<_>>());
            say!(lang, "每周{names}", "every {names}")
        }
        Days::OfMonth(days) => {
            let days = lang.join(&listed(days));
            say!(lang, "每月{days}日", "on day {days} of every month")
        }
        Days::OfMonths { months, day } => {
            let months = lang.join(&listed(months));
            say!(lang, "每年{months}月{day}日", "on day {day} of month {months}")
        }
    };
    say!(lang, "{days}{time}", "{days} at {time}")
}

/// UTC+8, UTC-3:30
fn zone(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
    if minutes == 0 { format!("UTC{sign}{hours}") } else { format!("UTC{sign}{hours}:{minutes:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_has_a_sign() {
        assert_eq!([480, 0, -210].map(zone), ["UTC+8", "UTC+0", "UTC-3:30"]);
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        let said = |cadence, text| {
            let schedule = Schedule::parse(cadence, text).expect(text);
            [Lang::Zh, Lang::En].map(|lang| when(lang, &schedule))
        };
        assert_eq!(said(Cadence::Week, "08:00"), ["每周一08:00", "every Monday at 08:00"]);
        assert_eq!(said(Cadence::HalfMonth, "8:05"), ["每月1、16日08:05", "on day 1, 16 of every month at 08:05"]);
        assert_eq!(said(Cadence::Year, "01-05 08:00"), ["每年1月5日08:00", "on day 5 of month 1 at 08:00"]);
        assert_eq!(said(Cadence::Week, "daily 08:00"), ["每天08:00", "daily at 08:00"]);
    }
}
