//! `schedule`: the line for crontab, and the service and timer for systemd, that make a report or a backup at its time.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::domain::schedule::{BadSchedule, CronTime, Schedule};
use crate::domain::visible::steers;
use crate::error::{CopyError, FileError, PageError, Result};
use crate::lang::Lang;
use crate::lang::schedule::{Job, Scheduled, crontab, systemd};

use super::Outcome;
use super::ctx::Ctx;
use super::report::{Page, Works};
use super::select::flagged;
use super::session::Session;

/// Who records what cron freezes, where no other name was given.
const BY: &str = "定时任务";

/// Prints a crontab line and a systemd timer for the report whose arguments follow, or for a backup; it changes nothing.
/// Times are in UTC+8.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    page: Page,
    /// Time: `08:00`, `MON 08:00`, `1,16 08:00`, `01-05 08:00`, `daily 08:00`; else 08:00, of a backup daily 02:00 · 时间
    #[arg(long, global = true, value_name = "WHEN")]
    at: Option<String>,
    /// Address to which cron mails what is printed · 邮件收件人
    #[arg(long, global = true, value_name = "ADDRESS")]
    mail: Option<String>,
    /// Print only one of the two · 只打印其一
    #[arg(long = "for", global = true, value_enum)]
    only: Option<Only>,
}

/// What is no report.
#[derive(Debug, clap::Subcommand)]
enum Other {
    /// A copy of the register in a folder, daily unless days are named · 定时备份
    Backup(Backup),
}

#[derive(Debug, clap::Args)]
struct Backup {
    /// The folder of the copies · 备份文件夹
    #[arg(long, value_name = "FOLDER")]
    dir: PathBuf,
    /// Keep that many copies of this register there, and remove older ones · 保留几份
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..))]
    keep: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Only {
    Cron,
    Systemd,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let view = [(ctx.as_of.is_some() && !ctx.is_as_of_today, "--as-of"), (ctx.known_at.is_some(), "--known-at")];
    if let Some((_, flag)) = view.into_iter().find(|(is_given, _)| *is_given) {
        return Err(PageError::FixedView { flag }.into());
    }
    match &args.other {
        None => report(ctx, args),
        Some(Other::Backup(backup)) => back_up(ctx, args, backup),
    }
}

fn report(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    args.page.check()?;
    let works = args.page.works_in(&session)?;
    let cadence = args.page.cadence();
    let job = Job::Report {
        report: args.page.code(),
        of: &works.names,
        cadence,
        is_mailed: args.page.output().is_none(),
        fixed_day: session.fixed_day().filter(|_| !ctx.is_as_of_today),
    };
    let schedule = args.timed("08:00", |at| Schedule::parse(cadence, at))?;
    let (name, words) = (unit_name(ctx, &args.page, &works), report_words(ctx, args)?);
    session.store.release()?;
    print(ctx, args, (job, &schedule), (name, &words))
}

fn back_up(ctx: &mut Ctx, args: &Args, backup: &Backup) -> Result<Outcome> {
    if args.page.says_anything() {
        return Err(CopyError::NotAPage.into());
    }
    Session::reader(ctx)?.store.release()?;
    let schedule = args.timed("02:00", Schedule::parse_daily)?;
    let (name, words) = (marked(ctx, vec!["backup".to_owned()]), backup_words(ctx, backup)?);
    print(ctx, args, (Job::Backup, &schedule), (name, &words))
}

impl Args {
    /// When it is to be done; where nothing is said of it, at a time of the job's own.
    fn timed(&self, own: &str, parse: impl Fn(&str) -> Result<Schedule, BadSchedule>) -> Result<Schedule> {
        let at = self.at.as_deref().unwrap_or(own);
        parse(at).map_err(|bad| PageError::Schedule { value: at.to_owned(), bad }.into())
    }
}

/// Prints a job and its times, under a name for systemd, with the words of its command.
fn print(
    ctx: &mut Ctx,
    args: &Args,
    (job, schedule): (Job, &Schedule),
    (name, words): (String, &[String]),
) -> Result<Outcome> {
    let (mail, only) = (args.mail.as_deref().map(address).transpose()?, args.only);
    if let Some(word) = words.iter().find(|word| word.contains(|sign| sign == '\n' || steers(sign))) {
        return Err(PageError::NotOneLine { value: word.clone() }.into());
    }
    let CronTime { fields, only_if } = schedule.cron(ctx.surroundings.utc_offset);
    let scheduled = Scheduled {
        name,
        job,
        schedule,
        line: format!("{fields} {}{}", guard(only_if), for_crontab(&for_shell(words))),
        exec: words.iter().map(|word| for_systemd(word)).collect::<Vec<_>>().join(" "),
        mail,
        utc_offset: ctx.surroundings.utc_offset,
    };
    let mut text = String::new();
    if only != Some(Only::Systemd) {
        text += &crontab(ctx.lang, &scheduled);
    }
    if only.is_none() {
        text += "\n";
    }
    if only != Some(Only::Cron) {
        text += &systemd(ctx.lang, &scheduled);
    }
    ctx.print(&text)?;
    Ok(Outcome::Done)
}

/// An address or a login of this machine, or several with commas: nothing that would end the line or begin another.
fn address(mail: &str) -> Result<&str> {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "@._+-,".contains(sign);
    if !mail.is_empty() && mail.chars().all(is_plain) {
        Ok(mail)
    } else {
        Err(PageError::MailAddress { value: mail.to_owned() }.into())
    }
}

/// What the units of systemd are called: other pages have other names, so that none takes the place of another.
fn unit_name(ctx: &Ctx, page: &Page, works: &Works) -> String {
    let mut marks = vec![page.code().to_owned(), page.cadence().code().to_owned()];
    marks.extend(ctx.is_as_of_today.then(|| "today".to_owned()));
    marks.extend(page.marks(works));
    marked(ctx, marks)
}

fn marked(ctx: &Ctx, mut marks: Vec<String>) -> String {
    marks.insert(0, "haishu-proj".to_owned());
    marks.extend((ctx.lang == Lang::En).then(|| ctx.lang.code().to_owned()));
    marks.iter().map(|mark| for_unit_name(mark)).collect::<Vec<_>>().join("-")
}

/// How many characters of a word stand in a name, which may have 255.
const LONGEST_MARK: usize = 20;

/// A word as the name of a unit may have it: ASCII, so any other sign is given by its number in Unicode.
fn for_unit_name(word: &str) -> String {
    let spelt = |sign: char| match sign {
        sign if sign.is_ascii_alphanumeric() || sign == '-' => sign.to_string(),
        sign => format!("_{:x}", u32::from(sign)),
    };
    word.chars().take(LONGEST_MARK).map(spelt).collect()
}

/// How a command begins that cron runs: nothing is left to a folder, an environment or a login.
fn program(ctx: &Ctx) -> Result<Vec<String>> {
    let program = ctx.surroundings.program.clone().unwrap_or_else(|| PathBuf::from("haishu-proj"));
    Ok(vec![in_text(&program)?, "--db".to_owned(), in_text(&absolute(&ctx.register()?)?)?])
}

fn in_language(ctx: &Ctx) -> [String; 2] {
    ["--lang".to_owned(), ctx.lang.code().to_owned()]
}

fn report_words(ctx: &Ctx, args: &Args) -> Result<Vec<String>> {
    let mut words = program(ctx)?;
    if args.page.is_frozen() {
        words.extend(["--by".to_owned(), ctx.named_by().unwrap_or(BY).to_owned()]);
    }
    words.extend(in_language(ctx));
    if ctx.is_as_of_today {
        words.extend(["--as-of".to_owned(), "today".to_owned()]);
    }
    words.push("report".to_owned());
    words.extend(args.page.words());
    if let Some(path) = args.page.template() {
        words.extend(["--template".to_owned(), in_text(&absolute(path)?)?]);
    }
    if let Some(path) = args.page.output() {
        words.extend(["-o".to_owned(), in_text(&absolute(path)?)?]);
    }
    Ok(words)
}

fn backup_words(ctx: &Ctx, args: &Backup) -> Result<Vec<String>> {
    let mut words = program(ctx)?;
    words.extend(in_language(ctx));
    words.extend(["--quiet", "backup", "--dir"].map(str::to_owned));
    words.push(in_text(&absolute(&args.dir)?)?);
    words.extend(args.keep.iter().flat_map(|keep| flagged("--keep", &keep.to_string())));
    Ok(words)
}

fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|cause| FileError::Io { path: path.to_owned(), cause }.into())
}

/// A path as it can stand in a crontab.
fn in_text(path: &Path) -> Result<String> {
    let text = path.to_str().ok_or_else(|| PageError::NotText { path: path.to_owned() })?;
    Ok(text.to_owned())
}

/// Goes on only on the right day by the clock in UTC+8.
fn guard(only_if: Option<(&'static str, Vec<String>)>) -> String {
    let Some((format, days)) = only_if else { return String::new() };
    let days = days.join("|");
    for_crontab(&format!("case $(TZ=UTC-8 date +{format}) in {days}) ;; *) exit 0 ;; esac; "))
}

/// Words as one line for `/bin/sh`. No backslash stands before another or before a `%`: crons read these in pairs.
fn for_shell(words: &[String]) -> String {
    let quoted = |word: &String| {
        let is_plain = |sign: char| sign.is_alphanumeric() || "-_./:,=+@%".contains(sign);
        if !word.is_empty() && word.chars().all(is_plain) {
            return word.clone();
        }
        let signs = word.chars().map(|sign| match sign {
            '\'' => r"'\''".to_owned(),
            '\\' => r"\''".to_owned(),
            sign => sign.to_string(),
        });
        format!("'{}'", signs.collect::<String>())
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// In a crontab `%` ends the command unless a `\` stands before it.
fn for_crontab(line: &str) -> String {
    line.replace('%', r"\%")
}

/// A word of `ExecStart=`.
fn for_systemd(word: &str) -> String {
    let word = word.replace('%', "%%").replace('$', "$$");
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_./:,=+@%${}".contains(sign);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word;
    }
    format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &[&str]) -> Vec<String> {
        line.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn each_reader_gets_its_own_quoting() {
        assert_eq!(
            for_shell(&words(&["a", "请 报", "it's", "{unit}.txt", "", "100%"])),
            r"a '请 报' 'it'\''s' '{unit}.txt' '' 100%"
        );
        assert_eq!(for_shell(&words(&[r"a\%\\b"])), r"'a\''%\''\''b'");
        assert_eq!(for_crontab("a 100%"), r"a 100\%");
        assert_eq!(for_systemd("100% $HOME"), "\"100%% $$HOME\"");
        assert_eq!(for_systemd(r#"a"b\c"#), r#""a\"b\\c""#);
        assert_eq!(for_systemd("/srv/{as_of}.txt"), "/srv/{as_of}.txt");
    }

    #[test]
    fn a_unit_has_a_name_that_systemd_takes() {
        assert_eq!(for_unit_name("half-month"), "half-month");
        assert_eq!(for_unit_name("治水48"), "_6cbb_6c3448");
        assert_eq!(for_unit_name("a/b c%"), "a_2fb_20c_25");
        assert_eq!(for_unit_name(&"局".repeat(200)).len(), 5 * LONGEST_MARK);
    }

    #[test]
    fn an_address_cannot_begin_a_line() {
        assert!(address("a@b.cn,c@d.cn").is_ok() && address("root").is_ok());
        for bad in ["", "a@b\n* * * * * rm", "a@b;c", "a@b c", "\"a@b"] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
