//! The commands: one file each with its arguments, its help and a short run. They turn words into domain values, open
//! one transaction or one view, and hand a `Report` to the renderers. No SQL, no formatting, no arithmetic here.

mod add;
mod backup;
mod category;
mod check;
mod copy;
mod crash;
mod ctx;
mod demo;
mod dump;
mod edit;
mod export;
mod field;
mod find;
mod flag;
mod form;
mod heading;
mod history;
mod import;
mod init;
mod issue;
mod list;
mod load;
mod measure;
mod milestone;
mod particulars;
mod people;
mod permit;
mod place;
mod plan;
mod progress;
mod report;
mod restore;
mod review;
mod rules;
mod schedule;
mod select;
mod session;
mod show;
mod snapshot;
mod split;
mod stream;
mod target;
mod undo;
mod unit;
mod update;
mod upgrade;
mod values;
mod word;

use std::ffi::OsString;
use std::io::Write;

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Parser, Subcommand};

use crate::error::{Error, FileError, Result, UsageError};
use crate::lang::error as words;
use crate::output::is_broken_pipe;

pub use crash::{CRASHED, tell_of_crashes};
pub use ctx::{Ctx, Global, Surroundings};

const AFTER_HELP: &str = "Exit status · 退出码: 0 done · 成功; 1 failed · 失败; 2 wrong usage · 用法有误; \
3 done and found something · 查出问题; 4 input refused · 输入不合规; 5 conflict · 有冲突; 6 busy · 台账被占用; \
70 a fault of the program · 程序本身出错.
In 2, 4, 5 and 6 nothing changed; in 1 neither, unless the message says which change was recorded · \
退出码为2、4、5、6时台账未变；为1时，除非提示写明哪号变更已经录入，台账也未变.";

/// A register of public works, their returns and reports · 重点工程台账、填报与通报
#[derive(Debug, Parser)]
#[command(name = "haishu-proj", version, after_help = AFTER_HELP, disable_help_subcommand = true)]
#[command(disable_help_flag = true, disable_version_flag = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    /// Print the version · 版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: (),
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a demo register and print its status · 生成演示台账并打印通报
    Demo(demo::Args),
    /// Create a register · 建立台账
    Init(init::Args),
    /// Register a project · 登记项目
    Add(Box<add::Args>),
    /// Change the details of a project · 修改项目信息
    Edit(Box<edit::Args>),
    /// Make lots of a project · 项目分为标段
    Split(split::Args),
    /// Manage the responsible units · 管理责任单位
    #[command(subcommand)]
    Unit(unit::Args),
    /// Manage the categories and their stages · 管理类别和阶段
    #[command(subcommand)]
    Category(category::Args),
    /// Manage the fields of your own, and the duties of leaders · 管理自有字段和领导分工
    #[command(subcommand)]
    Field(field::Args),
    /// Manage the headings of lists from offices · 管理外来表格的表头
    #[command(subcommand)]
    Heading(heading::Args),
    /// Manage the measures · 管理指标
    #[command(subcommand)]
    Measure(measure::Args),
    /// List projects · 项目清单
    List(list::Args),
    /// Show one project · 查看一个项目
    Show(show::Args),
    /// Show the history of changes · 查看变更记录
    History(history::Args),
    /// File a status update · 填报进展
    Update(Box<update::Args>),
    /// Set the annual plan of a project · 下达年度计划
    Plan(Box<plan::Args>),
    /// Manage milestones · 管理节点
    #[command(subcommand)]
    Milestone(milestone::Args),
    /// Manage permits · 管理前期手续
    #[command(subcommand)]
    Permit(permit::Args),
    /// Manage issues · 管理问题
    #[command(subcommand)]
    Issue(issue::Args),
    /// Manage targets · 管理目标
    #[command(subcommand)]
    Target(target::Args),
    /// Manage who may record what · 管理人员和权限
    #[command(subcommand)]
    People(people::Args),
    /// Review the returns that wait · 审核填报
    #[command(subcommand)]
    Review(review::Args),
    /// Undo a change · 撤销一次变更
    Undo(undo::Args),
    /// Print a report · 生成通报
    Report(report::Args),
    /// Print the crontab line and the systemd timer for a report or a backup · 打印定时出通报、定时备份的配置
    Schedule(schedule::Args),
    /// Show or change the rules of the lights · 查看或修改亮灯规则
    Rules(rules::Args),
    /// Export the register to spreadsheets · 导出表格
    Export(export::Args),
    /// Make the return sheet of a unit · 生成填报表
    Form(form::Args),
    /// Import spreadsheets, or preview an import · 导入或预览表格
    Import(import::Args),
    /// Check that the register is sound · 核对台账
    Check(check::Args),
    /// Save a proved copy of the register · 备份台账
    Backup(backup::Args),
    /// Put a copy back in the place of the register · 用备份恢复台账
    Restore(restore::Args),
    /// Write the whole history as lines of JSON · 把全部变更转储为JSON行
    Dump(dump::Args),
    /// Make a register of a dump · 用转储文件重建台账
    Load(load::Args),
    /// Upgrade an older register · 升级旧台账
    Upgrade(upgrade::Args),
}

impl Command {
    fn run(self, ctx: &mut Ctx) -> Result<Outcome> {
        match self {
            Self::Demo(args) => demo::run(ctx, &args),
            Self::Init(args) => init::run(ctx, &args),
            Self::Add(args) => add::run(ctx, &args),
            Self::Edit(args) => edit::run(ctx, &args),
            Self::Split(args) => split::run(ctx, &args),
            Self::Unit(args) => unit::run(ctx, &args),
            Self::Category(args) => category::run(ctx, &args),
            Self::Field(args) => field::run(ctx, &args),
            Self::Heading(args) => heading::run(ctx, &args),
            Self::Measure(args) => measure::run(ctx, &args),
            Self::List(args) => list::run(ctx, &args),
            Self::Show(args) => show::run(ctx, &args),
            Self::History(args) => history::run(ctx, &args),
            Self::Update(args) => update::run(ctx, &args),
            Self::Plan(args) => plan::run(ctx, &args),
            Self::Milestone(args) => milestone::run(ctx, &args),
            Self::Permit(args) => permit::run(ctx, &args),
            Self::Issue(args) => issue::run(ctx, &args),
            Self::Target(args) => target::run(ctx, &args),
            Self::People(args) => people::run(ctx, &args),
            Self::Review(args) => review::run(ctx, &args),
            Self::Undo(args) => undo::run(ctx, &args),
            Self::Report(args) => report::run(ctx, &args),
            Self::Schedule(args) => schedule::run(ctx, &args),
            Self::Rules(args) => rules::run(ctx, &args),
            Self::Export(args) => export::run(ctx, &args),
            Self::Form(args) => form::run(ctx, &args),
            Self::Import(args) => import::run(ctx, &args),
            Self::Check(args) => check::run(ctx, &args),
            Self::Backup(args) => backup::run(ctx, &args),
            Self::Restore(args) => restore::run(ctx, &args),
            Self::Dump(args) => dump::run(ctx, &args),
            Self::Load(args) => load::run(ctx, &args),
            Self::Upgrade(args) => upgrade::run(ctx, &args),
        }
    }
}

/// How a command that did not fail ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    Done,
    /// It found what it was asked to look for.
    Found,
}

impl Outcome {
    fn exit_status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Found => 3,
        }
    }
}

/// The whole command line as clap knows it, for tests of help and documentation.
pub fn command_line() -> clap::Command {
    Cli::command()
}

/// Runs one command line; gives the exit status.
pub fn run(args: Vec<OsString>, surroundings: &Surroundings, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let mut ctx = Ctx::new(&args, surroundings, out, err);
    run_in(&mut ctx, args).map_or_else(|error| fail(&mut ctx, &error), Outcome::exit_status)
}

/// Runs one command line; gives the exit status, or as data what [`run`] would print of an error.
///
/// # Errors
/// Whatever ended the command.
pub fn attempt(
    args: Vec<OsString>,
    surroundings: &Surroundings,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<u8> {
    run_in(&mut Ctx::new(&args, surroundings, out, err), args).map(Outcome::exit_status)
}

fn run_in(ctx: &mut Ctx, args: Vec<OsString>) -> Result<Outcome> {
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            ctx.print(&error.to_string())?;
            return Ok(Outcome::Done);
        }
        Err(error) => {
            let in_text = minus_in_text(&error, &args);
            return Err(in_text.unwrap_or_else(|| UsageError::Parse(Box::new(error))).into());
        }
    };
    ctx.take(cli.global)?;
    let done = cli.command.run(ctx).and_then(|outcome| ctx.flush().map(|()| outcome));
    done.map_err(|error| ctx.settled(error))
}

/// What flags that take words call their values in the usage line.
const OF_WORDS: [&str; 4] = ["TEXT", "NAME", "PLACE", "UNIT"];

/// Whether a line is wrong because the words behind a flag begin with a minus: `--text -3层底板`.
fn minus_in_text(error: &clap::Error, args: &[OsString]) -> Option<UsageError> {
    let unknown = error.get(ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::UnknownArgument)?;
    let unknown = unknown.to_string();
    let words: Vec<&str> = args.iter().map(|arg| arg.to_str()).collect::<Option<_>>()?;
    let is_meant = |pair: &&[&str]| pair[1].starts_with('-') && pair[1].starts_with(&unknown);
    let [flag, value] = words.windows(2).find(is_meant)? else { return None };
    let mut commands = vec![command_line()];
    for word in &words {
        let inner = commands.last().and_then(|command| command.find_subcommand(word)).cloned();
        commands.extend(inner);
    }
    let is_flag = |arg: &&clap::Arg| arg.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long));
    let taken = commands.iter().rev().find_map(|command| command.get_arguments().find(is_flag))?;
    let takes_words = taken.get_value_names()?.iter().any(|name| OF_WORDS.contains(&name.as_str()));
    takes_words.then(|| UsageError::MinusInText { flag: (*flag).to_owned(), value: (*value).to_owned() })
}

/// Prints an error, if anybody is there to read it. Whoever looks may close the pipe when they have seen
/// enough; whoever records has to learn what became of it.
fn fail(ctx: &mut Ctx, error: &Error) -> u8 {
    if let Error::File(FileError::Output { cause }) = error
        && is_broken_pipe(cause)
        && !ctx.is_recording()
    {
        return 0;
    }
    let message = words::message(ctx.lang, error);
    ctx.complain(&words::printed(ctx.lang, &message));
    error.exit_status()
}
