//! Twins of the browser tests of `fonts`, judged by the state alone: how the dialog shows the
//! fonts that are set, which face a file is used for, and the sentences about it. The fonts are
//! stored by the browser; here the test holds them.

use crate::begun;
use crate::world::{Asked, Window, attribute, tags, words_of};
use nianbao::desk::{
    ButtonData, ChosenFont, Event, FontAction, FontSelection, FontsUpdate, SeenFont,
};
use nianbao::export::pdf::inspect::inspect;
use nianbao::layout::Face;
use nianbao::session::outbox::ReadBackResult;
use nianbao::view::ElementId;
use nianbao::view::fonts::{FontOrigin, FontSetting, FontSettings};

/// The faces that PDF needs.
const NEEDED: [&str; 5] = ["title", "fang", "kai", "hei", "song"];

/// A font as the office module sees it.
fn seen(name: &str, face: &str, is_meant: bool) -> SeenFont {
    SeenFont {
        name: name.to_owned(),
        index: Some(2),
        face: Some(face.to_owned()),
        meant: is_meant,
        lacks: String::new(),
        variable: false,
    }
}

/// The three fonts of the browser test, and the files that they are in.
fn noto() -> [(SeenFont, &'static str); 3] {
    [
        (seen("Noto Serif CJK SC Bold", "title", false), "NotoSerifCJK-Bold.ttc"),
        (seen("Noto Sans CJK SC", "hei", true), "NotoSansCJK-Regular.ttc"),
        (seen("Noto Serif CJK SC", "song", true), "NotoSerifCJK-Regular.ttc"),
    ]
}

/// A window with its fonts, which the browser keeps or does not.
struct Fonts {
    window: Window,
    settings: FontSettings,
    keeps: bool,
}

impl Fonts {
    /// The dialog of a new report.
    fn opened() -> Self {
        let mut window = begun();
        window.go("info");
        let mut fonts = Self { window, settings: FontSettings::default(), keeps: true };
        fonts.open();
        fonts
    }

    /// Opens the dialog.
    fn open(&mut self) {
        self.window.click("fonts");
        self.list();
    }

    /// The browser says what is set.
    fn list(&mut self) {
        let asked = self.window.asked.pop_back();
        assert!(matches!(asked, Some(Asked::ListFonts)), "the fonts are asked for: {asked:?}");
        self.window.send(Event::FontsListed(self.settings.clone()));
    }

    /// What is set for a face.
    fn row(&self, face: &str) -> String {
        let html = self.window.dialog_html();
        // The rows as they were drawn last stand at the end.
        let row = html.rsplit_once(&format!("<tr data-face=\"{face}\"")).expect("a row").1;
        let row = row.split_once("</tr>").expect("its end").0;
        words_of(row.split("<td>").nth(2).expect("its third cell"))
    }

    /// Presses the button for files, of a row or for any face, and gives these.
    fn choose(&mut self, row: Option<&str>, files: &[(SeenFont, &str)]) -> String {
        let to = row.map(str::to_owned);
        self.window.press("fonts.file", ButtonData { to: to.clone(), ..ButtonData::default() });
        assert_eq!(self.window.wishes.pop(), Some(FontAction::Choose(to)));
        let face = row.and_then(Face::parse);
        let mut choice = FontSelection::default();
        for (seen, file) in files {
            match choice.take(seen, file, face) {
                Ok(taken) => {
                    self.set(&taken.chosen);
                    choice.set.push(taken.sentence(self.keeps));
                }
                Err(why) => choice.refused.push(format!("《{file}》没有采用：{why}")),
            }
        }
        let focus = face.map_or(ElementId::FontsFile, ElementId::FontsFileOf);
        self.tell(choice, focus)
    }

    fn set(&mut self, chosen: &ChosenFont) {
        let face = Face::parse(&chosen.face).expect("a face");
        let from = chosen.from.clone();
        self.settings.set.retain(|setting| setting.face != face);
        self.settings.set.push(FontSetting {
            face,
            name: chosen.name.clone(),
            origin: if self.keeps { FontOrigin::File(from) } else { FontOrigin::Passing(from) },
            near: chosen.near,
            lacks: chosen.lacks,
            some: chosen.some.clone(),
        });
    }

    /// Sends the result of a choice, and returns the sentences that the page then shows.
    fn tell(&mut self, choice: FontSelection, focus: ElementId) -> String {
        let FontSelection { set, refused, .. } = choice;
        let settings = self.settings.clone();
        self.window.send(Event::FontsUpdated(FontsUpdate { settings, set, refused, focus }));
        self.window.words("nb-fonts-note")
    }

    /// Takes the font of a face away.
    fn remove(&mut self, face: &str) {
        self.window.click_with("fonts.remove", &[("data-to", face)]);
        assert_eq!(self.window.wishes.pop(), Some(FontAction::Remove(face.to_owned())));
        self.settings.set.retain(|setting| setting.face.id() != face);
        let focus = Face::parse(face).map_or(ElementId::FontsFile, ElementId::FontsFileOf);
        self.tell(FontSelection::default(), focus);
    }

    /// The faces that PDF lacks, as the browser would find them.
    fn look(&mut self) {
        self.window.missing_faces = self.settings.missing();
    }
}

/// Goes from the export dialog to the font dialog and back; the refused document is then written.
#[test]
fn chosen() {
    let mut fonts = Fonts::opened();
    fonts.window.click("dialog.close");
    fonts.look();
    fonts.window.press("export", ButtonData::default());
    for output in crate::documents() {
        fonts.window.fill(&format!("export.{output}"), if output == "pdf" { "true" } else { "" });
    }
    fonts.window.settle();
    let state = |fonts: &Fonts| fonts.window.attribute("nb-out-state-pdf", "data-state");
    assert_eq!(state(&fonts).as_deref(), Some("refused"));
    fonts.open();
    let html = fonts.window.dialog_html();
    let first = tags(&html).into_iter().find(|tag| tag.contains(" data-first")).expect("a first");
    assert_eq!(attribute(first, "data-act").as_deref(), Some("fonts.file"), "it has the focus");
    for face in NEEDED {
        assert!(fonts.row(face).contains("还没有选"), "{}", fonts.row(face));
    }
    // Several files are given at once: each is assigned to a face by the names of its font.
    let said = fonts.choose(None, &noto());
    assert!(
        said.contains("小标宋用“Noto Serif CJK SC Bold”")
            && said.contains("黑体用")
            && said.contains("宋体用"),
        "{said}"
    );
    let title = fonts.row("title");
    assert!(title.contains("NotoSerifCJK-Bold.ttc") && title.contains("相近"), "{title}");
    assert!(fonts.row("fang").contains("还没有选"));
    // A file that is given in a row is used for the face of that row.
    let said = fonts.choose(Some("fang"), &noto()[2..]);
    assert!(said.contains("是宋体，按你选的用作仿宋"), "{said}");
    assert_eq!(fonts.window.screen.focus.as_deref(), Some("nb-fonts-file-fang"));
    fonts.choose(Some("kai"), &noto()[2..]);
    fonts.look();
    fonts.window.click("dialog.close");
    assert!(fonts.window.shows("export.save"), "the dialog for exporting is back");
    let is_pdf = |asked: &Asked| matches!(asked, Asked::Write(task) if task.output.id() == "pdf");
    while !fonts.window.asked.front().is_some_and(is_pdf) {
        assert!(fonts.window.do_next(), "PDF is asked for in the new fonts");
    }
    let Some(Asked::Write(task)) = fonts.window.asked.pop_front() else { unreachable!() };
    let proof = ReadBackResult::Equal { cells: 200, paragraphs: 9 };
    fonts.window.send(Event::DocumentWritten {
        run: task.run,
        output: task.output,
        answer: Ok((b"%PDF".to_vec(), proof)),
    });
    assert_eq!(state(&fonts).as_deref(), Some("written"));
    fonts.window.click("dialog.close");

    fonts.window = fonts.window.reload();
    fonts.window.settle();
    fonts.window.go("info");
    fonts.open();
    fonts.window.fill("fonts.stand_in", "true");
    assert_eq!(fonts.window.wishes.pop(), Some(FontAction::AllowFallback(true)));
    fonts.settings.stand_in = true;
    fonts.remove("kai");
    assert!(fonts.row("kai").contains("还没有选"));
    fonts.window = fonts.window.reload();
    fonts.window.settle();
    fonts.window.go("info");
    fonts.open();
    assert!(fonts.row("kai").contains("还没有选") && fonts.row("song").contains("Noto"));
    let html = fonts.window.dialog_html();
    let is_box = |tag: &&str| attribute(tag, "data-field").as_deref() == Some("fonts.stand_in");
    let stands_in = tags(&html).into_iter().find(is_box).expect("the box");
    assert!(stands_in.contains(" checked"), "{stands_in}");
}

/// For each unsuitable file the page says what it is, where it was given, and what to do; fonts
/// that were set before stay set.
#[test]
fn refused() {
    let mut fonts = Fonts::opened();
    fonts.choose(None, &noto()[2..]);
    let hanzi = |_| "中文".to_owned();
    let cases: [(&str, &[u8], &str); 5] = [
        ("empty.ttf", b"", "0 字节"),
        ("photo.ttf", b"\xFF\xD8\xFF\xE0\0\x10JFIF", "图片（JPEG）"),
        ("web.otf", b"wOF2\0\x01\0\0", "WOFF"),
        ("half.ttc", b"ttcf\0\x01\0\0\0\0\0\x05", "损坏"),
        ("old.ttf", b"STARTFONT 2.1\n", "点阵"),
    ];
    for (file, bytes, words) in cases {
        let why = inspect(bytes, file, None, hanzi).map(|font| font.name).expect_err(file);
        let choice = FontSelection::refused(format!("《{file}》没有采用：{why}"));
        let said = fonts.tell(choice, ElementId::FontsFile);
        assert!(said.contains(words) && said.contains(file) && said.contains("没有采用"), "{said}");
        assert!(fonts.row("song").contains("Noto Serif CJK SC"));
    }
    // A font whose names are not known is refused unless it is given in a row.
    let unknown = SeenFont { face: None, ..seen("DejaVu Sans", "song", false) };
    let said = fonts.choose(None, &[(unknown, "DejaVuSans.ttf")]);
    assert!(said.contains("认不出“DejaVu Sans”是哪一种字体"), "{said}");
    assert!(said.contains("《DejaVuSans.ttf》没有采用"), "{said}");
    assert!(fonts.row("song").contains("Noto Serif CJK SC"));
    // Of two for one face the first stays.
    let twice = [noto()[1].clone(), noto()[1].clone()];
    let said = fonts.choose(None, &twice);
    assert!(said.contains("它也是黑体，已经用了前面一个"), "{said}");
}

/// A font that the browser cannot store is used, and the page says that it is not stored.
#[test]
fn passing() {
    let mut fonts = Fonts::opened();
    fonts.keeps = false;
    let said = fonts.choose(None, &noto()[1..2]);
    assert!(said.contains("黑体用") && said.contains("关掉本页后要再选"), "{said}");
    assert!(fonts.row("hei").contains("没有让记住"), "{}", fonts.row("hei"));
    fonts.remove("hei");
    assert!(fonts.row("hei").contains("还没有选"));
}

/// The fonts of the computer are used, if the browser can list them.
#[test]
fn system() {
    let mut fonts = Fonts::opened();
    assert!(!fonts.window.shows("fonts.local"), "nothing is offered that the browser cannot do");
    fonts.window.click("dialog.close");
    fonts.settings.asks_system = true;
    fonts.open();
    fonts.window.click("fonts.local");
    assert_eq!(fonts.window.wishes.pop(), Some(FontAction::ScanSystem));
    fonts.window.send(Event::FontInspectionStarted("正在看本机有哪些字体…"));
    assert_eq!(fonts.window.words("nb-fonts-note"), "正在看本机有哪些字体…");
    let no = FontSelection::refused("浏览器没有让本页看本机的字体。".to_owned());
    let said = fonts.tell(no, ElementId::FontsLocal);
    assert!(said.contains("没有让本页看本机的字体"), "{said}");
    assert!(fonts.row("song").contains("还没有选"));
    let mut choice = FontSelection::default();
    for (seen, file) in &noto()[1..] {
        let face = seen.face.as_deref().and_then(Face::parse);
        let taken = choice.take(seen, file, face).expect("a font");
        fonts.set(&taken.chosen);
        choice.set.push(taken.sentence(true));
    }
    let said = fonts.tell(choice, ElementId::FontsLocal);
    assert!(
        said.contains("宋体用“Noto Serif CJK SC”") && said.contains("黑体用“Noto Sans CJK SC”"),
        "{said}"
    );
    assert!(fonts.row("song").contains("Noto Serif CJK SC"), "{}", fonts.row("song"));
    assert_eq!(fonts.window.screen.focus.as_deref(), Some("nb-fonts-local"));
}

/// In the page with embedded fonts none need be chosen, and it names the fonts and their licences.
#[test]
fn packed() {
    let mut fonts = Fonts::opened();
    fonts.window.click("dialog.close");
    let names = [
        (Face::Title, "Noto Serif SC Bold"),
        (Face::Fang, "FandolFang"),
        (Face::Kai, "FandolKai"),
        (Face::Hei, "Noto Sans SC"),
        (Face::Song, "Noto Serif SC"),
        (Face::Latin, "Tinos"),
    ];
    let setting = |(face, name): (Face, &str)| FontSetting {
        face,
        name: name.to_owned(),
        origin: FontOrigin::Page,
        near: false,
        lacks: 0,
        some: String::new(),
    };
    fonts.settings = FontSettings {
        set: names.map(setting).to_vec(),
        licences: Some("SIL OPEN FONT LICENSE <1.1>".to_owned()),
        ..FontSettings::default()
    };
    fonts.open();
    for (face, name) in names {
        let row = fonts.row(face.id());
        assert!(row.contains(name) && row.contains("随本页带来"), "{row}");
    }
    assert!(!fonts.window.shows("fonts.remove"), "what travels in the page cannot be taken away");
    assert!(fonts.window.dialog().contains("SIL OPEN FONT LICENSE <1.1>"));
    assert_eq!(fonts.settings.missing(), [], "and nothing is missing for PDF");
}
