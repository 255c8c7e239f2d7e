//! The surroundings of a command: clock, language, streams, what the global flags say.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use clap::ValueEnum;

use crate::domain::catalog::Catalog;
use crate::domain::day::{DayTime, china, parse_day, parse_instant, parse_instant_from};
use crate::domain::visible::visible;
use crate::domain::{ChangeId, Day, Instant};
use crate::error::{Error, Fault, FileError, Gave, RegisterError, Result, UsageError};
use crate::lang::Lang;
use crate::lang::error::faults;
use crate::lang::talk::{Talk, talk};
use crate::store::{Durability, Entry, Store};

use super::values::{bad_day, text};

/// The environment as `main` found it.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// `HAISHU_PROJ_DB`
    pub register: Option<PathBuf>,
    /// `HAISHU_PROJ_LANG`
    pub lang: Option<String>,
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`
    pub locale: Option<String>,
    /// `HAISHU_PROJ_USER`
    pub user: Option<String>,
    pub login: Option<String>,
    /// `HAISHU_PROJ_TODAY`: a day or a moment that stands for the clock, for tests; with a `!` behind it one that is
    /// taken at its word though the register has later ones, as with `--force`.
    pub today: Option<String>,
    pub clock: DateTime<Utc>,
    /// How many minutes the machine's clock is ahead of UTC.
    pub utc_offset: i32,
    /// Where this program is.
    pub program: Option<PathBuf>,
    pub no_color: bool,
    pub width: Option<usize>,
    pub in_is_terminal: bool,
    pub out_is_terminal: bool,
    pub err_is_terminal: bool,
    pub durability: Durability,
}

impl Surroundings {
    /// Of a command that another program runs within itself: no environment, no terminal, a register nobody else sees.
    pub const NOWHERE: Self = Self {
        register: None,
        lang: None,
        locale: None,
        user: None,
        login: None,
        today: None,
        clock: DateTime::UNIX_EPOCH,
        utc_offset: 0,
        program: None,
        no_color: true,
        width: None,
        in_is_terminal: false,
        out_is_terminal: false,
        err_is_terminal: false,
        durability: Durability::Draft,
    };
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LangArg {
    Zh,
    En,
}

#[derive(Debug, clap::Args)]
pub struct Global {
    /// The register file; else HAISHU_PROJ_DB, else haishu.db here · 台账文件
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global · 通用")]
    db: Option<PathBuf>,
    /// Language of the output; else HAISHU_PROJ_LANG · 语言
    #[arg(long, global = true, value_enum, help_heading = "Global · 通用")]
    lang: Option<LangArg>,
    /// View the register as of this day (`today`: today by the clock) · 观察日
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global · 通用")]
    as_of: Option<String>,
    /// Leave out what was recorded later (a day counts to its end) · 只看此时已录入的
    #[arg(long, global = true, value_name = "TIME", help_heading = "Global · 通用")]
    known_at: Option<String>,
    /// Name of the person recording; else HAISHU_PROJ_USER, else the login · 录入人
    #[arg(long, global = true, value_name = "NAME", help_heading = "Global · 通用")]
    by: Option<String>,
    /// Record though the clock seems wrong · 时钟可疑仍录入
    #[arg(long, global = true, help_heading = "Global · 通用")]
    force: bool,
    /// Print no messages on success · 成功时不显示提示
    #[arg(long, short, global = true, help_heading = "Global · 通用")]
    quiet: bool,
    /// Print help · 帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "Global · 通用")]
    help: (),
    /// Colour pages and messages · 是否用颜色
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        help_heading = "Global · 通用"
    )]
    color: Color,
}

pub struct Ctx<'a> {
    pub surroundings: &'a Surroundings,
    pub lang: Lang,
    /// The language was asked for, so a register's own does not count.
    is_lang_asked: bool,
    pub now: Instant,
    pub as_of: Option<Day>,
    /// The view day was asked for as `today`, whichever day that is.
    pub is_as_of_today: bool,
    pub known_at: Option<Instant>,
    /// Whoever records vouches for the clock.
    pub is_clock_vouched: bool,
    register: Option<PathBuf>,
    by: Option<String>,
    /// That was said for this program, and is not just the login.
    is_by_named: bool,
    quiet: bool,
    color: Color,
    is_recording: bool,
    /// The change this command recorded, once it is, and what it gives out.
    recorded: Option<ChangeId>,
    gave: Gave,
    /// What the ledger says was typed.
    pub command_line: String,
    /// The same with the register's place and who typed it, to be typed again.
    pub typed: String,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl<'a> Ctx<'a> {
    /// Before the arguments are parsed: enough to word a usage error.
    pub fn new(
        args: &[OsString],
        surroundings: &'a Surroundings,
        out: &'a mut dyn Write,
        err: &'a mut dyn Write,
    ) -> Self {
        let asked = lang_in(args).or_else(|| surroundings.lang.as_deref().and_then(Lang::from_code));
        let is_english = surroundings.locale.as_deref().is_some_and(|locale| locale.starts_with("en"));
        let locale = if is_english { Lang::En } else { Lang::Zh };
        Self {
            surroundings,
            lang: asked.unwrap_or(locale),
            is_lang_asked: asked.is_some(),
            now: surroundings.clock.with_timezone(&china()),
            as_of: None,
            is_as_of_today: false,
            known_at: None,
            is_clock_vouched: false,
            register: None,
            by: None,
            is_by_named: false,
            quiet: false,
            color: Color::Auto,
            is_recording: false,
            recorded: None,
            gave: Gave::Nothing,
            command_line: typed(args),
            typed: args.iter().skip(1).map(|word| quoted(&word.to_string_lossy())).collect::<Vec<_>>().join(" "),
            out,
            err,
        }
    }

    /// Takes the global flags.
    pub fn take(&mut self, global: Global) -> Result<()> {
        if let Some(today) = &self.surroundings.today {
            let vouched = today.strip_suffix('!');
            let now = parse_instant_from(vouched.unwrap_or(today), DayTime::Morning);
            self.now = now.map_err(|bad| bad_day("HAISHU_PROJ_TODAY", today, bad))?;
            self.is_clock_vouched = vouched.is_some();
        }
        if let Some(lang) = global.lang {
            self.lang = match lang {
                LangArg::Zh => Lang::Zh,
                LangArg::En => Lang::En,
            };
        }
        self.is_as_of_today = matches!(global.as_of.as_deref(), Some("today" | "今天"));
        self.as_of = match global.as_of.as_deref() {
            None => None,
            Some("today" | "今天") => Some(self.today()),
            Some(value) => Some(parse_day(value).map_err(|bad| bad_day("--as-of", value, bad))?),
        };
        let known_at = global.known_at.as_deref();
        self.known_at =
            known_at.map(|value| parse_instant(value).map_err(|bad| bad_day("--known-at", value, bad))).transpose()?;
        self.register = global.db.or_else(|| self.surroundings.register.clone());
        self.by = global.by.or_else(|| self.surroundings.user.clone());
        self.is_by_named = self.by.is_some();
        self.by = self.by.take().or_else(|| self.surroundings.login.clone());
        self.is_clock_vouched |= global.force;
        self.quiet = global.quiet;
        self.color = global.color;
        Ok(())
    }

    /// From here on the command is one that records.
    pub fn begin_recording(&mut self) {
        self.is_recording = true;
    }

    pub fn is_recording(&self) -> bool {
        self.is_recording
    }

    /// Records a change, then prints the numbers or codes it gives out, if it does: who is told of a change finds it on
    /// record, whenever the power fails. From here on an error comes with what stands ([`Self::settled`]).
    pub fn commit(&mut self, entry: Entry, catalog: &Catalog, gave: Gave) -> Result<ChangeId> {
        self.gave = gave;
        let change = entry.commit(catalog)?;
        self.recorded = Some(change);
        if let Gave::Numbers(given) = &self.gave {
            let lines: String = given.iter().map(|number| format!("{number}\n")).collect();
            self.print(&lines)?;
            self.flush()?;
        }
        Ok(change)
    }

    /// An error with what became of the change that was being recorded, so that nobody records it a second time, or
    /// takes for recorded what is not. Everything that wrote to the register is closed by now.
    pub fn settled(&mut self, error: Error) -> Error {
        let yet = |change, cause| RegisterError::YetRecorded { change, gave: self.gave.clone(), cause }.into();
        match (error, self.recorded) {
            (Error::Register(RegisterError::Unsettled { path, change, hash, cause }), _) => {
                match Store::has_change(&path, change, &hash) {
                    Ok(true) => yet(change, cause),
                    Ok(false) => RegisterError::NotRecorded { cause }.into(),
                    Err(_) => RegisterError::Unsettled { path, change, hash, cause }.into(),
                }
            }
            (error, Some(change)) => yet(change, Box::new(error)),
            (error, None) => error,
        }
    }

    /// The day by the clock, in UTC+8 whatever the machine's zone.
    pub fn today(&self) -> Day {
        self.now.date_naive()
    }

    /// The register named, else the one in the current folder.
    pub fn register(&self) -> Result<PathBuf> {
        if let Some(path) = &self.register {
            return Ok(path.clone());
        }
        let here = Path::new("haishu.db");
        if here.exists() { Ok(here.to_owned()) } else { Err(RegisterError::NotNamed.into()) }
    }

    /// The register a creating command is to make.
    pub fn new_register(&self) -> PathBuf {
        self.register.clone().unwrap_or_else(|| PathBuf::from("haishu.db"))
    }

    pub fn set_register(&mut self, path: PathBuf) {
        self.register = Some(path);
    }

    /// Who records.
    pub fn by(&self) -> Result<String> {
        let by = self.by.as_deref().map(str::trim).filter(|by| !by.is_empty());
        text("--by", by.ok_or(UsageError::NoWho)?)
    }

    /// Who was said to record, for this program and not by the login alone.
    pub fn named_by(&self) -> Option<&str> {
        self.by.as_deref().filter(|_| self.is_by_named)
    }

    /// The language asked for on this run, if any.
    pub fn asked_lang(&self) -> Option<Lang> {
        self.is_lang_asked.then_some(self.lang)
    }

    /// Takes the register's own language unless one was asked for.
    pub fn adopt_lang(&mut self, code: Option<&str>) {
        if let (false, Some(lang)) = (self.is_lang_asked, code.and_then(Lang::from_code)) {
            self.lang = lang;
        }
    }

    /// Columns of the terminal that stdout is; `None`: it is a file or a pipe.
    pub fn width(&self) -> Option<usize> {
        self.surroundings.out_is_terminal.then(|| self.surroundings.width.unwrap_or(100).max(40))
    }

    pub fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// Text, on stdout.
    pub fn print(&mut self, text: &str) -> Result<()> {
        self.put(visible(text).as_bytes())
    }

    /// The bytes of a page or a sheet, on stdout.
    pub fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.out.write_all(bytes).map_err(|cause| FileError::Output { cause }.into())
    }

    /// What was written elsewhere before, on stdout.
    pub fn copy(&mut self, from: &mut dyn Read) -> Result<()> {
        let copied = std::io::copy(from, self.out);
        copied.map(drop).map_err(|cause| FileError::Output { cause }.into())
    }

    pub fn flush(&mut self) -> Result<()> {
        self.out.flush().map_err(|cause| FileError::Output { cause }.into())
    }

    /// Talk, on stderr, unless quiet.
    pub fn say(&mut self, what: &Talk) {
        if !self.quiet {
            let line = talk(self.lang, what);
            let _ = writeln!(self.err, "{}", visible(&line));
        }
    }

    /// What is wrong in sheets, on stderr; `wrong`: how many faults there are, with those that were not kept.
    pub fn tell(&mut self, what: &[Fault], wrong: i64) {
        for line in faults(self.lang, what, wrong) {
            let _ = writeln!(self.err, "{}", visible(&line));
        }
    }

    /// An error, on stderr, even when quiet; its first word in red where colour is wanted.
    pub fn complain(&mut self, message: &str) {
        let message = visible(message.trim_end());
        let _ = match message.split_once(['：', ':']) {
            Some((first, rest)) if self.is_colored() => {
                let mark = &message[first.len()..message.len() - rest.len()];
                writeln!(self.err, "\x1b[1;31m{first}{mark}\x1b[0m{rest}")
            }
            _ => writeln!(self.err, "{message}"),
        };
    }

    /// Whether somebody sits there who can be asked.
    pub fn may_ask(&self) -> bool {
        self.surroundings.in_is_terminal && self.surroundings.err_is_terminal && !self.quiet
    }

    /// What whoever sits there answers, a line; `None`: they went away.
    pub fn answer(&mut self) -> Result<Option<String>> {
        let _ = write!(self.err, "> ");
        let _ = self.err.flush();
        let mut line = String::new();
        match std::io::stdin().read_line(&mut line) {
            Ok(0) => Ok(None),
            Ok(_) => Ok(Some(line.trim().to_owned())),
            Err(cause) => Err(FileError::Output { cause }.into()),
        }
    }

    /// Whether long work tells how far it is.
    pub fn shows_progress(&self) -> bool {
        self.surroundings.err_is_terminal && !self.quiet
    }

    /// Whether pages may carry colour.
    pub fn is_out_colored(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.surroundings.out_is_terminal && !self.surroundings.no_color,
        }
    }

    fn is_colored(&self) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => self.surroundings.err_is_terminal && !self.surroundings.no_color,
        }
    }
}

/// `--lang` on a line that clap may refuse.
fn lang_in(args: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> = args.iter().filter_map(|word| word.to_str()).collect();
    let pair = words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    pair.or_else(|| words.iter().find_map(|word| word.strip_prefix("--lang="))).and_then(Lang::from_code)
}

/// The line as typed, without the program, the register's place and who typed it, which the ledger knows otherwise.
fn typed(args: &[OsString]) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = args.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--db" | "--by" => drop(rest.next()),
            "--quiet" | "-q" => {}
            word if word.starts_with("--db=") || word.starts_with("--by=") => {}
            _ => words.push(word),
        }
    }
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    let is_plain = !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "\"'\\$`&|;<>()*?!#~".contains(c));
    if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::ChangeHeading;

    /// A register with one change; its hash.
    fn register(path: &Path) -> String {
        let store = Store::create(path).expect("a register");
        let heading = ChangeHeading {
            is_clock_vouched: true,
            now: DateTime::UNIX_EPOCH.with_timezone(&china()),
            by: "甲".to_owned(),
            command: "init".to_owned(),
            reason: None,
            source: None,
        };
        let catalog = store.known(None).and_then(|known| store.catalog(&known)).expect("a catalog");
        store.begin(heading).and_then(|entry| entry.commit(&catalog)).expect("recorded");
        store.recorded(1).expect("read").expect("a change").hash
    }

    #[test]
    fn what_became_of_a_change_is_looked_for_where_its_commit_failed() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, gone) = (folder.path().join("a.db"), folder.path().join("b.db"));
        let hash = register(&path);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut ctx = Ctx::new(&[], &Surroundings::NOWHERE, &mut out, &mut err);
        let mut of = |path: &Path, hash: &str| {
            let cause = Box::new(RegisterError::Sqlite { message: "disk I/O error".to_owned() }.into());
            let failed = RegisterError::Unsettled { path: path.to_owned(), change: 1, hash: hash.to_owned(), cause };
            match ctx.settled(failed.into()) {
                Error::Register(why) => why,
                other => panic!("{other:?}"),
            }
        };
        assert!(matches!(of(&path, &hash), RegisterError::YetRecorded { change: 1, .. }));
        assert!(matches!(of(&path, "of another change"), RegisterError::NotRecorded { .. }));
        assert!(matches!(of(&gone, &hash), RegisterError::Unsettled { .. }), "a register that cannot be read");
    }
}
