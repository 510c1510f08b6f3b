//! The `nianbao` command, which checks and converts yearly reports, one or many at a time.
//!
//! The input is arguments and files. The output is text or JSON on the standard output, sentences
//! about files that cannot be read on the standard error, and an exit code: 0 if no report has an
//! error without a justification, 1 if one has, and 2 if something could not be read, written or
//! understood.

#[path = "main/check.rs"]
mod check;
#[path = "main/fonts.rs"]
mod fonts;

use check::check;
use lexopt::{Arg, Parser, ValueExt};
use nianbao::check::{Checker, Pack, Packs, Rule, catalogue_markdown, doubts_in_words};
use nianbao::check_sheet::checked::CheckSummary;
use nianbao::document::report as document;
use nianbao::draft;
use nianbao::export::{Fonts, Format, Job, Output, check_sheet, checked_workbook, export};
use nianbao::formats::FileType;
use nianbao::import::{self, ImportError, LARGEST, Limit, import};
use nianbao::read_back::read_back;
use nianbao::report::Report;
use nianbao::rules::RULE_SET;
use nianbao::session::is_draft;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// The help text, with the formats that can be written and read.
fn help() -> String {
    let extensions = Format::extensions().join("、");
    let readable = FileType::names();
    let sheets = alternatives(&Output::SHEETS.map(|format| format.extension().to_owned()));
    format!(
        "\
nianbao：核对、转换政府信息公开工作年度报告

用法：
  nianbao check 文件... [--last-year 文件] [--rules 规则包]... [--format text|json]
                                                 核对报告，列出错误、核实、提示
  nianbao convert 输入 输出 [--rules 规则包]... [--ignore-embedded] [--findings] \
[--check-sheet] [--font 字体=文件]... [--stand-in]
                                                 转换格式，由输出的扩展名决定（{extensions}、json）；有错误的、没有填完的标明“草稿”
  nianbao rules [--format markdown|json]         列出全部核对规则
  nianbao --help | --version

文件可以写 -，表示从标准输入读；扫描枪扫进文本文件的二维码也能读。
--last-year 文件   上一年度的报告（草稿，或本工具导出的 {readable}），核对结转、增减和重复的内容。
--rules 规则包     上级发来的核对要求（.json），可以写几个。
--ignore-embedded  不用文件里随带的数据，只按看得见的内容识别。
--font 字体=文件   PDF 用的字体，可以写几个；字体是 小标宋、仿宋、楷体、黑体、宋体 或 西文，没有写的在本机的字体里找。
                   .ttc 里有几个字体的，可以写 文件#序号，从 0 数起。
--stand-in         字体里没有的字，允许用另一个字体里的字代替。
--findings         输出的 Excel 多一张工作表“核对结果”，列出错误、核实、提示和说明。
--check-sheet      不输出报告，输出它的核对单（{sheets}）：核对了哪些、发现和说明了什么，附三张表的二维码。

退出码：0 没有错误，或者错误都有说明；1 有错误；2 有文件读不出、写不了，或命令写得不对。
"
    )
}

/// Words as alternatives: “a、b 或 c”.
fn alternatives(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} 或 {last}", first.join("、")),
    }
}

fn main() -> ExitCode {
    run(Parser::from_env()).unwrap_or_else(|sentence| {
        warn(&sentence);
        ExitCode::from(2)
    })
}

fn run(arguments: Parser) -> Result<ExitCode, String> {
    let options = Options::parse(arguments)?;
    let printed = |text: &str| print(text).map(|()| ExitCode::SUCCESS);
    match options.print_only {
        Some(PrintOnly::Help) => return printed(&help()),
        Some(PrintOnly::Version) => {
            return printed(&format!(
                "nianbao {}（规则集 {}）\n",
                env!("CARGO_PKG_VERSION"),
                RULE_SET.version
            ));
        }
        None => {}
    }
    match options.command.to_str() {
        Some("check") => check(&options),
        Some("convert") => convert(&options),
        Some("rules") => printed(&catalogue(&options)?),
        Some("") => Err("没有写要做什么。用 nianbao --help 看用法。".to_owned()),
        _ => {
            Err(format!("没有“{}”这个命令。用 nianbao --help 看用法。", options.command.display()))
        }
    }
}

/// The command and its arguments.
#[derive(Default)]
struct Options {
    command: OsString,
    files: Vec<OsString>,
    format: Option<String>,
    ignore_embedded: bool,
    findings: bool,
    check_sheet: bool,
    last_year: Option<OsString>,
    rules: Vec<OsString>,
    fonts: fonts::FontArguments,
    print_only: Option<PrintOnly>,
}

/// Text that is printed instead of running a command.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PrintOnly {
    Help,
    Version,
}

impl Options {
    fn parse(mut arguments: Parser) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next().map_err(misuse)? {
            match argument {
                Arg::Value(command) if options.command.is_empty() => options.command = command,
                Arg::Value(file) => options.files.push(file),
                Arg::Long("format") => {
                    options.format =
                        Some(arguments.value().and_then(ValueExt::string).map_err(misuse)?);
                }
                Arg::Long("ignore-embedded") => options.ignore_embedded = true,
                Arg::Long("findings") => options.findings = true,
                Arg::Long("check-sheet") => options.check_sheet = true,
                Arg::Long("last-year") => {
                    options.last_year = Some(arguments.value().map_err(misuse)?);
                }
                Arg::Long("font") => options.fonts.named.push(arguments.value().map_err(misuse)?),
                Arg::Long("stand-in") => options.fonts.stand_in = true,
                Arg::Long("rules") => options.rules.push(arguments.value().map_err(misuse)?),
                Arg::Long("help") | Arg::Short('h') => options.print_only = Some(PrintOnly::Help),
                Arg::Long("version") | Arg::Short('V') => {
                    options.print_only = options.print_only.or(Some(PrintOnly::Version));
                }
                other => return Err(misuse(other.unexpected())),
            }
        }
        Ok(options)
    }

    /// The chosen format, which must be one of `known`. The first is the default.
    fn format<'a>(&self, known: [&'a str; 2]) -> Result<&'a str, String> {
        let Some(chosen) = &self.format else { return Ok(known[0]) };
        known
            .into_iter()
            .find(|format| format == chosen)
            .ok_or_else(|| format!("--format 可以是 {}，不能是“{chosen}”。", known.join("、")))
    }
}

fn misuse(error: lexopt::Error) -> String {
    let what = match error {
        lexopt::Error::MissingValue { option } => {
            format!("{}后面缺内容", option.unwrap_or_default())
        }
        lexopt::Error::UnexpectedOption(option) => format!("没有“{option}”这个选项"),
        lexopt::Error::UnexpectedArgument(argument) => format!("多了“{}”", argument.display()),
        lexopt::Error::UnexpectedValue { option, value } => {
            format!("“{option}”后面不能写“{}”", value.display())
        }
        other => format!("命令写得不对（{other}）"),
    };
    format!("{what}。用 nianbao --help 看用法。")
}

/// A report that was opened, and sentences about what was noticed while reading it.
struct Opened {
    report: Report,
    notes: Vec<String>,
}

impl Opened {
    /// Prints the sentences to the standard error.
    fn warn(&self, file: &OsString) {
        for note in &self.notes {
            warn(&format!("{}：{note}", file.display()));
        }
    }

    /// Prints the sentences and what the reading was not sure of. Where a report is checked, the
    /// rule import-doubt says that.
    fn warn_with_doubts(&self, file: &OsString) {
        self.warn(file);
        for doubt in doubts_in_words(&self.report) {
            warn(&format!("{}：{doubt}", file.display()));
        }
    }
}

/// Reads a file of any readable format.
fn open(file: &OsString, ignore_embedded: bool) -> Result<Opened, String> {
    let bytes = read_file(file).map_err(|sentence| format!("{}：{sentence}", file.display()))?;
    let imported = import(&bytes, &import::ImportOptions { ignore_embedded })
        .map_err(|error| format!("{}：{error}", file.display()))?;
    let notes = imported
        .notes
        .iter()
        .map(ToString::to_string)
        .chain(imported.differences.iter().map(ToString::to_string))
        .collect();
    Ok(Opened { report: imported.report, notes })
}

/// Reads the rule packs that the command names.
fn packs(files: &[OsString]) -> Result<Packs, String> {
    let read = |file: &OsString| {
        let bytes =
            read_file(file).map_err(|sentence| format!("{}：{sentence}", file.display()))?;
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("{}：规则包应当是 UTF-8 编码的文字。", file.display()))?;
        Pack::read(&RULE_SET, &text).map_err(|error| format!("{}：{error}", file.display()))
    };
    files.iter().map(read).collect::<Result<_, _>>().map(Packs::new)
}

fn read_file(file: &OsString) -> Result<Vec<u8>, String> {
    let (mut bytes, most) = (Vec::new(), LARGEST as u64 + 1);
    let read = if file == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    match read {
        Ok(size) if size > LARGEST => Err(ImportError::TooMuch(Limit::File).to_string()),
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err("没有这个文件。请检查文件名和所在的文件夹。".to_owned())
        }
        Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
            Err("这是文件夹。请写里面的文件。".to_owned())
        }
        Err(error) => Err(format!("读不了这个文件（{error}）。")),
    }
}

fn convert(options: &Options) -> Result<ExitCode, String> {
    let [input, output] = options.files.as_slice() else {
        return Err("转换要写一个输入文件和一个输出文件。用 nianbao --help 看用法。".to_owned());
    };
    let extension =
        Path::new(output).extension().map(|extension| extension.to_string_lossy().to_lowercase());
    let packs = Arc::new(packs(&options.rules)?);
    if options.last_year.is_some() {
        return Err(
            "convert 不核对上年报告，不能写 --last-year；要核对请用 nianbao check。".to_owned()
        );
    }
    let opened = open(input, options.ignore_embedded)?;
    opened.warn_with_doubts(input);
    let extension = extension.unwrap_or_default();
    let format = Format::of_extension(&extension);
    if options.findings && format != Some(Format::XLSX) {
        return Err(format!("{}：核对结果只能放在 Excel 工作簿里（.xlsx）。", output.display()));
    }
    let bytes = match format {
        Some(format) => document(&opened.report, packs, format, options)
            .map_err(|sentence| format!("{}：{sentence}", output.display()))?,
        None if extension == "json" => draft::write(&opened.report, RULE_SET.version).into_bytes(),
        None => {
            let extensions = Format::extensions().into_iter().chain(["json"]);
            let endings: Vec<String> = extensions.map(|known| format!(".{known}")).collect();
            return Err(format!(
                "{}：不知道要转成什么格式。输出的文件名请以 {} 结尾。",
                output.display(),
                alternatives(&endings)
            ));
        }
    };
    // A check sheet is no report and is not read back.
    match format.filter(|_| !options.check_sheet) {
        Some(format) if Output::Report(format).is_read_back() => verify(&opened.report, &bytes)
            .map_err(|sentence| format!("{}：{sentence}没有写这个文件。", output.display()))?,
        Some(format) => warn(&format!("{}：{}", output.display(), not_read(format))),
        None => {}
    }
    write_file(Path::new(output), &bytes)
        .map_err(|error| format!("{}：写不了这个文件（{error}）。", output.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The sentence about a file whose format cannot be read back.
fn not_read(format: Format) -> String {
    let name = format.name();
    // A Latin name has a space on both sides.
    let name = if name.is_ascii() { format!(" {name} ") } else { name.to_owned() };
    format!("本工具不读{name}文件，写好以后没有回读核对。")
}

/// Reads a finished document back, which must be equal to the report.
fn verify(report: &Report, bytes: &[u8]) -> Result<(), String> {
    let proof = read_back(report, bytes).map_err(|error| error.to_string())?;
    if proof.is_equal() { Ok(()) } else { Err(proof.to_string()) }
}

/// Writes the finished document, or the workbook with findings. It is marked as a draft (草稿) if the
/// report has an error without a justification or lacks something.
fn document(
    report: &Report,
    packs: Arc<Packs>,
    format: Format,
    asked: &Options,
) -> Result<Vec<u8>, String> {
    let checker = Checker::with(&RULE_SET, report, packs);
    let draft_mark = is_draft(report, checker.findings());
    let options = document::DocumentOptions { draft_mark, ..document::DocumentOptions::default() };
    let found = if format.needs_fonts() { fonts::find(&asked.fonts.named)? } else { Vec::new() };
    if let Some(sentence) = fonts::stand_ins(&found) {
        warn(&sentence);
    }
    let files = fonts::files(&found);
    let fonts = Fonts { files: &files, stand_in: asked.fonts.stand_in };
    let job = Job { report, format, options, written_on: None, fonts };
    let written = match asked {
        Options { check_sheet: true, .. } => {
            check_sheet(&job, &CheckSummary::of(report, &checker, checker.packs(), None))
        }
        Options { findings: true, .. } => checked_workbook(&job, checker.findings()),
        _ => export(&job),
    };
    written.map_err(|error| error.to_string())
}

/// Writes to a file beside the target and then renames it, so that a crash in between leaves the
/// old file whole.
fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    fs::write(&part, bytes)
        .and_then(|()| fs::rename(&part, path))
        .inspect_err(|_| drop(fs::remove_file(&part)))
}

fn catalogue(options: &Options) -> Result<String, String> {
    if options.format(["markdown", "json"])? == "markdown" {
        return Ok(catalogue_markdown(&RULE_SET));
    }
    let rules: Vec<Value> = RULE_SET.iter().map(rule_json).collect();
    Ok(format!("{:#}\n", json!({ "rule_set": RULE_SET.version, "rules": rules })))
}

fn rule_json(rule: &Rule) -> Value {
    let Rule { id, severity, editions, source, title, what, why, todo, .. } = rule;
    json!({
        "rule": id,
        "severity": severity.id(),
        "editions": editions.ids(),
        "title": title,
        "what": what,
        "why": why,
        "todo": todo,
        "source": source,
    })
}

/// Prints to the standard output. It is no failure if the reader closes the pipe early (`nianbao …
/// | head`).
fn print(text: &str) -> Result<(), String> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("写不了标准输出（{error}）。"))
        }
        _ => Ok(()),
    }
}

fn warn(sentence: &str) {
    // If the standard error is closed as well, the exit code still shows the failure.
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}
