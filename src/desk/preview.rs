//! The preview and printing: when pages are made anew, how they are shown, and where a click on a
//! page leads.

use super::Desk;
use super::effect::{Dialog, Effect};
use super::event::ButtonData;
use super::tasks::{PagesRequest, PagesVersion};
use crate::document::report::{DocumentOptions, file_stem};
use crate::draft;
use crate::session::Panel;
use crate::view::preview::{self, FormTarget, Jump, PageImage, PagesStatus, PreviewMode, Zoom};
use crate::view::{Act, ElementId, ListItem};

/// The width in pixels up to which a window shows the preview over the form and never beside it
/// (see `preview.css`).
const NARROW: i32 = 1100;
/// The width of a page at 100 %, in pixels, with the margin around it.
const TRUE_SIZE: i32 = 820;

/// Says that the browser would print the page around this one.
pub(super) fn refuse_to_print_host_page() -> Effect {
    let words = "本页嵌在别的网页里，浏览器会打印整个网页；请导出 PDF 或 Word 来打印。";
    Effect::warning(words)
}

/// The state of the pages of the preview.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Counts the reports that were opened, so that late pages of an earlier report are recognized.
    report: usize,
    /// The marks of the pages that are shown, in their order.
    marks: Vec<String>,
    /// The version of the report that they show.
    made_of: Option<PagesVersion>,
    /// The office module was asked for pages and has not answered yet.
    asked: bool,
    /// The pages are to be printed as soon as they are made.
    to_print: bool,
    /// The part of the form that has the focus, by the name of its [`FormTarget`].
    focused_target: Option<String>,
}

impl Desk {
    /// The present version of the report.
    fn version(&self) -> Option<PagesVersion> {
        let session = self.session.as_ref()?;
        Some(PagesVersion {
            report: self.pages.report,
            revision: session.revision(),
            draft_mark: session.is_draft(),
        })
    }

    /// Whether the preview is open.
    pub fn previews(&self) -> bool {
        self.session.is_some() && self.screen.preview.shown != PreviewMode::Closed
    }

    /// Whether the window is too narrow to show pages beside the form.
    const fn is_narrow(&self) -> bool {
        self.snapshot.width <= NARROW
    }

    /// Whether the preview covers the form.
    fn previews_in_full(&self) -> bool {
        self.session.is_some() && self.screen.preview.shown == PreviewMode::Full
    }

    /// Removes the pages of the earlier report when another one is opened.
    pub(super) fn clear_pages(&mut self) -> Effect {
        let asked = self.pages.asked;
        self.pages = Pages { report: self.pages.report + 1, asked, ..Pages::default() };
        Effect::SetPreviewPages(Vec::new())
    }

    /// Updates whether the pages show the present version of the report.
    pub(super) fn note_freshness(&mut self) {
        self.screen.preview.fresh =
            self.pages.made_of.is_some() && self.pages.made_of == self.version();
    }

    // ---- Making pages ----

    /// Makes the pages anew after a pause. A page of its own makes them even while the preview is
    /// closed, for the print command of the browser. Inside another page that command prints the
    /// other page, so the office module, which would have to be fetched, is not asked.
    pub(super) fn pages_due(&mut self) -> Vec<Effect> {
        if self.embedded && !self.previews() { Vec::new() } else { self.lay_out() }
    }

    /// Asks the office module for pages, if the shown ones are outdated and none were asked for.
    pub(super) fn lay_out(&mut self) -> Vec<Effect> {
        let (Some(session), Some(version)) = (&self.session, self.version()) else {
            return Vec::new();
        };
        if self.pages.asked || self.pages.made_of == Some(version) {
            return Vec::new();
        }
        self.pages.asked = true;
        let mut effects = vec![Effect::LayOutPages(PagesRequest {
            version,
            draft: draft::printed_part(session.report()),
            known: self.pages.marks.clone(),
        })];
        if self.screen.preview.note == PagesStatus::None {
            self.screen.preview.note = PagesStatus::Waiting;
            if self.previews() {
                effects.extend(self.refresh());
            }
        }
        effects
    }

    /// Shows the pages that the office module made, or the sentence that says why it could not.
    pub(super) fn pages_laid_out(
        &mut self,
        version: PagesVersion,
        answer: Result<Vec<PageImage>, String>,
    ) -> Vec<Effect> {
        self.pages.asked = false;
        if self.session.is_none() {
            return Vec::new();
        }
        if version.report != self.pages.report {
            return self.lay_out();
        }
        let mut effects = Vec::new();
        match answer {
            Ok(sheets) => {
                let leaf = |(index, sheet): (usize, &PageImage)| {
                    let number = index + 1;
                    ListItem {
                        key: number.to_string(),
                        html: sheet.svg.as_ref().map(|svg| preview::leaf(number, svg)),
                    }
                };
                effects
                    .push(Effect::SetPreviewPages(sheets.iter().enumerate().map(leaf).collect()));
                self.screen.preview.pages = sheets.len();
                self.screen.preview.note = PagesStatus::None;
                self.pages.marks = sheets.into_iter().map(|sheet| sheet.mark).collect();
                self.pages.made_of = Some(version);
                effects.extend(self.refresh());
                if !self.screen.preview.fresh {
                    // The report changed meanwhile. If the pages are to be printed, the clerk has
                    // stopped typing, so they are made again at once.
                    effects.extend(if self.pages.to_print {
                        self.lay_out()
                    } else {
                        vec![Effect::SchedulePreview { is_open: self.previews() }]
                    });
                } else if std::mem::take(&mut self.pages.to_print) {
                    effects.push(Effect::Print);
                }
            }
            Err(why) => {
                if std::mem::take(&mut self.pages.to_print) {
                    effects.push(Effect::warning(format!("没有打印：{why}")));
                }
                self.screen.preview.note = PagesStatus::Failed(why);
                effects.extend(self.refresh());
            }
        }
        effects
    }

    // ---- Buttons ----

    /// Opens the preview, in narrow windows over the form, or closes it.
    pub(super) fn open_or_close_preview(&mut self) -> Vec<Effect> {
        self.show_preview(match (self.previews(), self.is_narrow()) {
            (true, _) => PreviewMode::Closed,
            (false, true) => PreviewMode::Full,
            (false, false) => PreviewMode::Beside,
        })
    }

    /// Shows the pages over the form, or beside it again.
    pub(super) fn widen_preview(&mut self) -> Vec<Effect> {
        self.show_preview(if self.previews_in_full() {
            PreviewMode::Beside
        } else {
            PreviewMode::Full
        })
    }

    /// Changes the size of the pages to the one that the button names.
    pub(super) fn zoom(&mut self, data: &ButtonData) -> Vec<Effect> {
        if let Some(zoom) = data.value.as_deref().and_then(Zoom::parse) {
            self.screen.preview.set_zoom(zoom);
        }
        self.resize()
    }

    /// Switches whether the preview follows the focus in the form.
    pub(super) fn toggle_follow(&mut self) -> Vec<Effect> {
        self.screen.preview.follows = !self.screen.preview.follows;
        let mut effects = self.refresh();
        effects.push(self.mark());
        effects
    }

    /// Makes the pages again after they could not be made.
    pub(super) fn make_pages_again(&mut self) -> Vec<Effect> {
        self.screen.preview.note = PagesStatus::Waiting;
        let mut effects = self.refresh();
        effects.extend(self.lay_out());
        effects.push(Effect::focus(&ElementId::Pages));
        effects
    }

    /// Goes to the place in the form of the piece of a page that was clicked.
    pub(super) fn go_to_target(&mut self, data: &ButtonData) -> Vec<Effect> {
        match data.to.as_deref().and_then(FormTarget::parse) {
            Some(target) => self.go_to(target),
            None => Vec::new(),
        }
    }

    pub(super) fn show_preview(&mut self, shown: PreviewMode) -> Vec<Effect> {
        if self.session.is_none() {
            return Vec::new();
        }
        // If a page is wider than the window, only its left part would be visible.
        if shown == PreviewMode::Full
            && self.screen.preview.shown == PreviewMode::Closed
            && self.snapshot.width < TRUE_SIZE
        {
            self.screen.preview.full = Zoom::Width;
        }
        self.screen.preview.shown = shown;
        let mut effects = self.resize();
        match shown {
            PreviewMode::Closed => {
                effects.push(Effect::MoveFocusOutOf {
                    hidden: ElementId::Preview,
                    to: ElementId::Button(Act::Preview),
                });
            }
            // The form is covered, so the focus must not stay in it.
            PreviewMode::Full => effects.push(Effect::focus(&ElementId::Pages)),
            PreviewMode::Beside => {}
        }
        if shown != PreviewMode::Closed {
            effects.extend(self.lay_out());
        }
        effects
    }

    /// Uncovers the form if the pages cover it, so that the element that gets the focus is visible.
    pub(super) fn leave_full_preview(&mut self) -> Vec<Effect> {
        if !self.previews_in_full() {
            return Vec::new();
        }
        self.show_preview(if self.is_narrow() { PreviewMode::Closed } else { PreviewMode::Beside })
    }

    /// Redraws the pages in their new size. The page in view stays in view.
    fn resize(&mut self) -> Vec<Effect> {
        let mut effects = vec![Effect::SavePreviewScroll];
        effects.extend(self.refresh());
        effects.push(Effect::RestorePreviewScroll);
        effects.push(self.mark());
        effects
    }

    /// Goes to the place in the form that a piece of a page shows.
    fn go_to(&mut self, target: FormTarget) -> Vec<Effect> {
        let Some(goal) = self.session.as_ref().map(|session| target.goal(session.report())) else {
            return Vec::new();
        };
        let mut effects = Vec::new();
        effects.extend(if self.is_narrow() {
            self.show_preview(PreviewMode::Closed)
        } else {
            self.leave_full_preview()
        });
        let place = match goal {
            Jump::Field(place, _) | Jump::Panel(place) => place,
            Jump::Paragraph(part, _) => Panel::Part(part),
        };
        if place != self.screen.place {
            effects.extend(self.show(place));
        }
        effects.push(Self::focus_on(goal));
        effects
    }

    /// Puts the focus where a jump leads.
    pub(super) fn focus_on(goal: Jump) -> Effect {
        match goal {
            Jump::Field(_, id) => Effect::focus(&id),
            Jump::Paragraph(part, paragraph) => {
                Effect::MoveCaretToParagraph { editor: ElementId::Prose(part), paragraph }
            }
            Jump::Panel(_) => Effect::focus(&ElementId::Main),
        }
    }

    // ---- The focus in the form ----

    /// Highlights in the preview what of the form got the focus.
    pub(super) fn focus_target(&mut self, target: Option<String>) -> Vec<Effect> {
        if self.pages.focused_target == target {
            return Vec::new();
        }
        self.pages.focused_target = target;
        if self.previews() { vec![self.mark()] } else { Vec::new() }
    }

    fn mark(&self) -> Effect {
        Effect::HighlightInPreview {
            target: self.pages.focused_target.clone(),
            follow: self.screen.preview.follows,
        }
    }

    // ---- The printer ----

    /// Prints the pages of the report at once, or as soon as they are made.
    pub(super) fn print(&mut self) -> Vec<Effect> {
        if self.embedded {
            return vec![refuse_to_print_host_page()];
        }
        self.note_freshness();
        if self.session.is_none() {
            return Vec::new();
        }
        if self.screen.preview.fresh {
            return vec![Effect::Print];
        }
        self.pages.to_print = true;
        let mut effects = self.lay_out();
        effects.push(Effect::message("正在排版，排好就打印。"));
        effects
    }

    /// The file name that the browser should suggest if it prints to a file.
    pub fn print_name(&self) -> Option<String> {
        if self.dialog == Some(Dialog::Manual) {
            return Some("年报使用说明".to_owned());
        }
        let report = self.session.as_ref()?.report();
        Some(file_stem(
            report,
            &DocumentOptions {
                draft_mark: self.version()?.draft_mark,
                ..DocumentOptions::default()
            },
        ))
    }
}
