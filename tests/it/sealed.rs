//! A folder and an environment of its own for one test: no clock, no locale, no name of whoever runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use haishu_proj::domain::catalog::Catalog;
use haishu_proj::store::Store;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_haishu-proj");
/// The whole environment of a sealed program.
pub const ENVIRONMENT: [(&str, &str); 3] =
    [("HAISHU_PROJ_TODAY", "2022-09-01"), ("HAISHU_PROJ_USER", "填报员甲"), ("TZ", "CST-8")];

/// The root of the crate.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files of a folder with this ending, in order.
pub fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("a folder of the crate");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == ending));
    files.sort();
    assert!(!files.is_empty(), "no .{ending} files in {folder}");
    files
}

/// The words of the trade of a register.
pub fn words_of(register: &Path) -> Catalog {
    let store = Store::open_reader(register).expect("a register");
    store.catalog(&store.known(None).expect("its changes")).expect("its words")
}

pub struct Desk {
    folder: TempDir,
}

/// What a command left behind.
#[derive(Clone, Debug)]
pub struct Done {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Self { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Desk {
    pub fn empty() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// With an empty register `haishu.db` made on a day.
    pub fn with_register_on(today: &str) -> Self {
        let desk = Self::empty();
        desk.ok_on(today, &["init"]);
        desk
    }

    /// With an empty register `haishu.db`.
    pub fn with_register() -> Self {
        let desk = Self::empty();
        desk.ok(&["init"]);
        desk
    }

    /// With a register of one unit, two projects and two returns of the first.
    pub fn with_projects() -> Self {
        let desk = Self::with_register();
        desk.ok(&["unit", "add", "示例区水利局"]);
        desk.ok(&["add", "治水", "甲江堤防工程", "--unit", "示例区水利局", "--total", "1.2亿"]);
        desk.ok(&["add", "征迁", "丁村征迁", "--total", "households=100"]);
        desk.ok(&["update", "HS-W-001", "--stage", "开工", "--invested", "2000万", "--on", "2022-07-31"]);
        desk.ok(&["update", "HS-W-001", "--invested", "2600万", "--on", "2022-08-31"]);
        desk
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder().join(name)
    }

    pub fn register(&self) -> PathBuf {
        self.path("haishu.db")
    }

    /// Any program, in this folder and nothing but the sealed environment.
    pub fn other(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder()).env_clear().envs(ENVIRONMENT);
        command
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.other(PROGRAM);
        command.args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Done {
        finish(&mut self.command(args))
    }

    /// Runs what is to succeed; gives its stdout.
    pub fn ok(&self, args: &[&str]) -> String {
        let done = self.run(args);
        assert_eq!(done.status, 0, "{args:?}: {}", done.err);
        done.out
    }

    /// As `ok`, on another day than the sealed one, which may be before the last change.
    pub fn ok_on(&self, today: &str, args: &[&str]) -> String {
        let done = finish(self.command(args).env("HAISHU_PROJ_TODAY", format!("{today}!")));
        assert_eq!(done.status, 0, "{args:?}: {}", done.err);
        done.out
    }

    /// The last hash of the ledger, which names its whole content.
    pub fn hash(&self) -> String {
        let done = self.run(&["check", "--history", "--lang", "en"]);
        assert_eq!(done.status, 0, "{}", done.err);
        let (_, hash) = done.err.trim().rsplit_once(' ').expect("a hash at the end");
        assert_eq!(hash.len(), 64, "{}", done.err);
        hash.to_owned()
    }

    /// The names of the files in the folder, in order.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

pub fn finish(command: &mut Command) -> Done {
    command.output().expect("the program runs").into()
}
