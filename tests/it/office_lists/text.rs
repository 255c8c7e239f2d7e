//! The lists of `fixtures/lists` as they are written there: their sheets, and what is expected of each. How they are
//! written is told in the README beside them.

/// A list: its two months.
pub struct List {
    /// Of the text.
    pub name: String,
    pub first: Month,
    pub second: Month,
}

/// A file and what is expected of it.
#[derive(Default)]
pub struct Month {
    pub file: String,
    pub form: Form,
    pub today: String,
    /// What answers its one question.
    pub ask: Vec<String>,
    pub sheets: Vec<Sheet>,
    /// The day the list is of.
    pub day: String,
    pub projects: Table,
    /// The lines that are no projects, and why.
    pub left_out: Vec<(usize, String)>,
    /// What the projects add up to.
    pub sums: Vec<(String, String)>,
    pub unread: Vec<String>,
    pub units: Vec<String>,
    /// How many projects are as they were.
    pub unchanged: usize,
    /// A project, and its fields with what they are now.
    pub changed: Vec<(String, Vec<(String, String)>)>,
}

/// How a file is written, where its ending does not tell.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Form {
    #[default]
    AsNamed,
    Wps,
    Gbk,
    Gb18030,
}

#[derive(Default)]
pub struct Sheet {
    pub name: String,
    pub is_hidden: bool,
    pub rows: Vec<Vec<String>>,
}

/// What is expected of projects: the fields, and a row of them for each.
#[derive(Default)]
pub struct Table {
    pub fields: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// Takes a line: the first names the fields.
    fn take(&mut self, cells: Vec<String>) {
        if self.fields.is_empty() {
            self.fields = cells;
            return;
        }
        assert_eq!(cells.len(), self.fields.len(), "{cells:?}");
        self.rows.push(cells);
    }
}

/// What the rows below the last word are of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Nothing,
    Sheet,
    Projects,
    LeftOut,
    Changed,
}

/// Reads a list.
pub fn read(name: &str, text: &str) -> List {
    let (first, second) = text.split_once("\nsecond ").expect("a second month");
    let second = format!("file {second}");
    List { name: name.to_owned(), first: month(first), second: month(&second) }
}

fn month(text: &str) -> Month {
    let mut month = Month::default();
    let mut below = Below::Nothing;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with('|') {
            let cells = cells(line);
            match below {
                Below::Nothing => panic!("a row of nothing: {line}"),
                Below::Sheet => month.sheets.last_mut().expect("a sheet").rows.push(cells),
                Below::Projects => month.projects.take(cells),
                Below::LeftOut => month.left_out.push((cells[0].parse().expect("a number"), cells[1].clone())),
                Below::Changed => month.changed.push(changed(&cells)),
            }
        } else {
            below = month.take(line);
        }
    }
    month
}

fn changed(cells: &[String]) -> (String, Vec<(String, String)>) {
    let in_two = |cell: &String| {
        let (field, value) = cell.split_once(' ').expect("a field and its value");
        (field.to_owned(), value.to_owned())
    };
    (cells[0].clone(), cells[1..].iter().map(in_two).collect())
}

/// `| a | b |` into its cells, with the breaks of lines in them.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|')).expect("a row in bars");
    inner.split('|').map(|cell| cell.trim_matches(' ').replace("\\n", "\n")).collect()
}

impl Month {
    /// Takes a line that begins with a word.
    fn take(&mut self, line: &str) -> Below {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let names = || rest.split('、').map(str::to_owned).collect::<Vec<_>>();
        match (word, rest) {
            ("file", _) => rest.clone_into(&mut self.file),
            ("as", "wps") => self.form = Form::Wps,
            ("as", "gbk") => self.form = Form::Gbk,
            ("as", "gb18030") => self.form = Form::Gb18030,
            ("today", _) => rest.clone_into(&mut self.today),
            ("ask", _) => self.ask = rest.split(' ').map(str::to_owned).collect(),
            ("sheet" | "hidden", _) => {
                let is_hidden = word == "hidden";
                let name = rest.strip_prefix("sheet ").unwrap_or(rest).to_owned();
                self.sheets.push(Sheet { name, is_hidden, rows: Vec::new() });
                return Below::Sheet;
            }
            ("expected", _) => {
                rest.clone_into(&mut self.day);
                return Below::Projects;
            }
            ("new", "") => return Below::Projects,
            ("left", "out") => return Below::LeftOut,
            ("changed", "") => return Below::Changed,
            ("unchanged", _) => self.unchanged = rest.parse().expect("a count"),
            ("sum", _) => {
                let (field, value) = rest.split_once(' ').expect("a field and its sum");
                self.sums.push((field.to_owned(), value.to_owned()));
            }
            ("unread", _) => self.unread = names(),
            ("units", _) => self.units = names(),
            _ => panic!("what is `{line}`?"),
        }
        Below::Nothing
    }
}
