//! The words about files and streams other than the register.

use std::io::ErrorKind;

use super::{Message, path_argument, say, shown, told};
use crate::error::FileError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &FileError) -> Message {
    match why {
        FileError::Io { path, cause } => told! { lang, path = path.display(), cause = cause_text(lang, cause);
            "无法读写 `{path}`：{cause}", "cannot read or write `{path}`: {cause}";
            "核对路径和权限，或换一个文件：`--db 文件`、`-o 文件`",
            "check the path and its permissions, or name another file: `--db FILE`, `-o FILE`" },
        FileError::Output { cause } => told! { lang, cause = cause_text(lang, cause);
            "结果未能全部写出：{cause}", "the output could not be written: {cause}";
            "若用了 `>` 或 `|`，核对目标文件、磁盘空间和后一个命令，再运行一次",
            "if `>` or `|` was used, check that file, its disk and the command after it, then run this again" },
        FileError::OverRegister { path } => told! { lang, path = path.display();
            "`{path}` 是台账，不能用输出内容覆盖", "`{path}` is a register; output must not take its place";
            "换一个文件名，如 `-o 项目表.csv`", "name another file, such as `-o projects.csv`" },
        FileError::Ending { path, ending, writes } => {
            let (path, writes) = (path_argument(path), endings(lang, writes));
            told! { lang, ending = shown(ending);
                "不能写成 {path}：这个命令不写 .{ending} 格式", "cannot write {path}: this command writes no .{ending}";
                "文件名写成 {writes}", "name the file {writes}" }
        }
        FileError::OtherFormat { path, of_ending, asked } => told! { lang, path = path_argument(path);
            "文件名 {path} 是{of_ending}格式的，`--format {asked}` 却要写成{asked}",
            "the name {path} is of a file in {of_ending}, but `--format {asked}` asks for {asked}";
            "去掉 `--format {asked}`，或改文件名", "leave out `--format {asked}`, or take another name" },
        FileError::Fixture { file, line, problem } => told! { lang, problem = shown(problem);
            "内置数据 `{file}` 第{line}行：{problem}", "built-in data `{file}` line {line}: {problem}";
            "这是程序的错误，请连同 `haishu-proj --version` 的输出一并报告",
            "this is a fault of the program: please report it with what `haishu-proj --version` prints" },
    }
}

/// `.txt`、`.md` 或 `.json`
pub(super) fn endings(lang: Lang, endings: &[&str]) -> String {
    let ticked: Vec<String> = endings.iter().map(|ending| format!("`.{ending}`")).collect();
    match ticked.as_slice() {
        [before @ .., last] if !before.is_empty() => {
            let before = lang.join(before);
            say!(lang, "{before} 或 {last}", "{before} or {last}")
        }
        few => few.concat(),
    }
}

pub(super) fn cause_text(lang: Lang, cause: &std::io::Error) -> String {
    match cause.kind() {
        ErrorKind::NotFound => say!(lang, "没有这个文件或文件夹", "no such file or folder"),
        ErrorKind::PermissionDenied => say!(lang, "没有权限", "no permission"),
        ErrorKind::AlreadyExists => say!(lang, "已经存在", "it exists already"),
        ErrorKind::IsADirectory => say!(lang, "这是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => say!(lang, "路径中有一段不是文件夹", "part of the path is not a folder"),
        ErrorKind::StorageFull => say!(lang, "磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => say!(lang, "磁盘只读", "the disk is read-only"),
        ErrorKind::InvalidData => say!(lang, "内容无法识别为文字", "its content is not readable text"),
        ErrorKind::BrokenPipe => say!(lang, "后一个命令已不再读取", "the command after it stopped reading"),
        _ => shown(&cause.to_string()),
    }
}
