//! The ids of elements that the program looks for or that other elements refer to.

use super::act::Act;
use super::input::FieldName;
use super::listed::Listed;
use super::vocabulary::{Key, vocabulary};
use crate::edition::{CellId, TableKey};
use crate::layout::Face;
use crate::report::Part;
use crate::session::{Panel, Target};
use std::fmt::{self, Write};

impl Key for Act {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        out.write_str(self.stem())
    }
}

impl Key for FieldName {
    fn write(&self, out: &mut dyn Write) -> fmt::Result {
        write!(out, "{self}")
    }
}

vocabulary! {
    /// An element of the page.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum ElementId;

    // ---- Every screen ----

    /// The region in the middle: the part that is open, or the cards of the start screen.
    Main = "nb-main" in "every screen";
    /// Holds the dialog that is open, if one is.
    Dialog = "nb-dialog" in "every screen";
    /// The title of the dialog.
    DialogTitle = "nb-d-title" in "every dialog";
    /// The last message.
    Message = "nb-message" in "every screen";
    /// Opens a file. If the same file is chosen again, it is opened again.
    File = "nb-file" in "every screen; `input[type=file]`";
    /// Takes font files, several at a time.
    FontFile = "nb-font-file" in "every screen; `input[type=file]`";
    /// The button of an act, where there is one button only.
    Button(act: Act) = "nb-" in "where the act is";
    /// The field of that name.
    Field(field: FieldName) = "nb-f-" in "where the field is; its label names it";

    // ---- The start screen ----

    /// The drafts that the browser keeps, and what can be done with all of them.
    Kept = "nb-kept" in "start screen";
    /// Deletes a kept draft.
    Forget(draft: String) = "nb-forget-" in "list of kept drafts";
    /// Says what is wrong with the data of a new report.
    NewNote = "nb-new-note" in "dialog 新建年报";
    /// Says how many digits have arrived, and what is wrong with them.
    ScanNote = "nb-scan-note" in "dialog 扫码打开";
    /// The result of each way of sending: a `[data-way]` for each of `fetch` `request` `socket`
    /// `image` `beacon`.
    OfflineAnswers = "nb-offline" in "dialog 本页不联网";

    /// The manual, or what a search has left of it.
    ManualText = "nb-manual-text" in "dialog 使用说明";
    /// The heading of a section of the manual, counted from 0.
    ManualSection(section: usize) = "nb-manual-at-" in "dialog 使用说明";
    /// A hit of the search in the manual, counted from 0; the one in view has
    /// `aria-current="true"`.
    ManualHit(hit: usize) = "nb-manual-hit-" in "dialog 使用说明";
    /// Which hit is in view, of how many, or that there is none, in words.
    ManualFound = "nb-manual-found" in "dialog 使用说明";

    // ---- The frame of an open report ----

    /// The whole page of an open report.
    Work = "nb-work" in "open report";
    /// Agency, year and edition.
    Who = "nb-who" in "top bar";
    /// Where the report is saved, in words.
    Saved = "nb-saved" in "top bar";
    /// The list of parts.
    Navigation = "nb-nav" in "open report";
    /// Opens a part.
    Go(place: Panel) = "nb-go-" in "navigation";
    /// The state of a part: empty, begun, to be verified, wrong, done.
    GoState(place: Panel) = "nb-state-" in "navigation";
    /// Says what is missing in a part.
    GoWords(place: Panel) = "nb-words-" in "navigation";
    /// The deadlines, the version, the rules.
    Foot = "nb-foot" in "navigation";
    /// A part; the ones that are not open are hidden.
    Panel(place: Panel) = "nb-panel-" in "middle";
    /// The heading of a part.
    Heading(place: Panel) = "nb-h-" in "part";

    // ---- 报告信息 ----

    /// The title as it will be printed.
    SampleTitle = "nb-preview-title" in "报告信息";
    /// The opening paragraphs as they will be printed.
    SamplePreface = "nb-preview-preface" in "报告信息";
    /// The previous report, or how to add it.
    LastYear = "nb-beside-last" in "报告信息";

    // ---- Tables ----

    /// The frame in which a table scrolls.
    Sheet(table: TableKey) = "nb-sheet-" in "part with a table";
    /// Says how many cells of a table are still to be filled in.
    Missing(table: TableKey) = "nb-missing-" in "above a table";
    /// Fills the blank cells of a table with 0.
    FillZero(table: TableKey) = "nb-fill-" in "above a table";
    /// The bar that asks whether a pasted block shall be filled in.
    Pending(table: TableKey) = "nb-pending-" in "above a table";
    /// Fills a pasted block in.
    PasteApply = "nb-paste-apply" in "above a table, where a pasted block waits";
    /// A row that can be folded.
    Row(row: &'static str) = "nb-row-" in "row for which some agencies have no cases";
    /// Unfolds a row.
    Unfold(row: &'static str) = "nb-unfold-" in "row for which the agency has no cases";
    /// The frame of a cell, which carries its marks.
    CellFrame(cell: CellId) = "nb-td-" in "table";
    /// The field of a cell.
    Cell(cell: CellId) = "nb-c-" in "table";
    /// The unit of a cell whose unit the form leaves open.
    Unit(cell: CellId) = "nb-unit-" in "table";

    // ---- Texts ----

    /// An editor.
    Prose(part: Part) = "nb-prose-" in "part";
    /// The chips behind the numbers of an editor.
    Chips(part: Part) = "nb-chips-" in "part; see `.nb-chip`";
    /// Inserts a number of a table.
    InsertField(part: Part) = "nb-field-" in "tool bar of an editor";
    /// The list of numbers of the part that is open: the counter `.nb-legend b`, one `.nb-n` a
    /// number.
    Numbers(part: Part) = "nb-numbers-" in "part";
    /// A number, by its index among the numbers of the report, from 0.
    Number(number: usize) = "nb-n-" in "list of numbers";

    // ---- Findings ----

    /// The panel 核对.
    Side = "nb-side" in "open report";
    /// How many findings of each severity are open, and how many have justifications.
    Tally = "nb-tally" in "panel 核对";
    /// One of these counts; pressed, it lists only its findings.
    Count(count: Listed) = "nb-count-" in "panel 核对";
    /// The sentence that is shown if nothing was found.
    NothingFound = "nb-none" in "panel 核对";
    /// The findings, a `[data-finding]` each, with `data-rule` and `data-severity` (`error`
    /// `verify` `hint`).
    Findings = "nb-findings" in "panel 核对";
    /// The title of a finding, by which its cells are described.
    FindingTitle(finding: String) = "nb-f-title-" in "finding";
    /// Announces to screen readers what changed among the findings, after a pause in typing.
    Heard = "nb-heard" in "open report, unseen";
    /// The box of the focused cell.
    CellBox = "nb-cellbox" in "panel 核对";
    /// The name of the focused cell.
    CellHead = "nb-cell-head" in "box of the focused cell";
    /// The sums that contain the focused cell.
    CellSums = "nb-cell-sums" in "box of the focused cell";
    /// Holds the control of the focused cell.
    CellControl = "nb-cell-control" in "box of the focused cell";
    /// The control (控制数) of a calculated cell; it has `data-control`. If no cell has the focus,
    /// there is none.
    Control(cell: Option<CellId>) = "nb-control-" in "box of the focused cell";
    /// A rule.
    Rule(rule: String) = "nb-rule-" in "dialog of the rules";
    /// Says what a justification lacks.
    ExplainNote = "nb-explain-note" in "dialog 写说明";

    // ---- The export dialog ----

    /// The documents: one row for each format, and one for the check sheet.
    Documents = "nb-outs" in "export dialog";
    /// The state of a document, in words and as `data-state`: `waiting` `writing` `written`
    /// `refused`, or `doubtful`, if reading it back did not confirm it.
    DocumentState(document: &'static str) = "nb-out-state-" in "export dialog";
    /// A sentence about a document, with its buttons.
    DocumentNote(document: &'static str) = "nb-out-note-" in "export dialog";
    /// The result of reading the files back.
    ExportProof = "nb-out-proof" in "export dialog";
    /// Says what happened to the files that were delivered.
    ExportHint = "nb-out-hint" in "export dialog";
    /// The errors without a justification.
    ExportErrors = "nb-export-errors" in "export dialog";
    /// Their heading.
    ExportErrorsTitle = "nb-errs-h" in "export dialog";
    /// Says what the errors mean for the export.
    ExportErrorsNote = "nb-errs-p" in "export dialog";
    /// Goes to the first thing that is not filled in.
    ExportGap = "nb-export-gap" in "export dialog";
    /// Closes the dialog.
    ExportClose = "nb-export-close" in "export dialog";
    /// Opens the print dialog of the browser.
    ExportPrint = "nb-export-print" in "export dialog";
    /// Saves all files as one archive.
    ExportZip = "nb-export-zip" in "export dialog";
    /// Saves the files.
    ExportSave = "nb-export-save" in "export dialog";

    // ---- The dialog 字体 ----

    /// A row `tr[data-face]` for each face. Its third cell says which font is set and where it
    /// comes from.
    FontsRows = "nb-fonts-rows" in "dialog 字体";
    /// Asks for font files.
    FontsFile = "nb-fonts-file" in "dialog 字体";
    /// Asks for the font of a face: `title` `fang` `kai` `hei` `song` `latin`.
    FontsFileOf(face: Face) = "nb-fonts-file-" in "dialog 字体";
    /// Removes the font of a face.
    FontsRemove(face: Face) = "nb-fonts-remove-" in "dialog 字体";
    /// Looks for fonts among those of the computer.
    FontsLocal = "nb-fonts-local" in "dialog 字体";
    /// The result for each chosen file, one `li` each.
    FontsNote = "nb-fonts-note" in "dialog 字体";

    // ---- The preview ----

    /// The preview. With `data-fresh="1"` its pages show the present report; otherwise printing
    /// gives a sentence instead of the pages.
    Preview = "nb-pane" in "open report";
    /// Its heading.
    PreviewHeading = "nb-p-h" in "preview";
    /// Says which page is in view: 第 1 页，共 4 页.
    PreviewPosition = "nb-p-position" in "preview";
    /// Shows the pages as wide as the pane.
    PreviewWidth = "nb-p-zoom-width" in "preview";
    /// Shows whole pages.
    PreviewPage = "nb-p-zoom-page" in "preview";
    /// Shows the pages in their true size.
    PreviewActual = "nb-p-zoom-actual" in "preview";
    /// Switches whether the preview follows the focus in the form.
    PreviewFollow = "nb-p-follow" in "preview";
    /// Shows the pages over everything.
    PreviewFull = "nb-p-full" in "preview";
    /// Opens the print dialog of the browser.
    PreviewPrint = "nb-p-print" in "preview";
    /// Closes the preview.
    PreviewClose = "nb-p-close" in "preview";
    /// The message above the pages.
    PreviewNote = "nb-p-note" in "preview";
    /// Makes the pages anew.
    PreviewRetry = "nb-p-retry" in "preview, where the pages could not be made";
    /// The pages in order, a `.nb-leaf` each. They are made at the first pause, even if the preview
    /// is closed.
    Pages = "nb-pages" in "preview";
    /// A page, counted from 1. In it, `.nb-at[data-to]` is a piece that shows this part of the
    /// form, `.nb-by` only leads to it, and `.nb-in-hand` shows what has the focus.
    Leaf(page: usize) = "nb-leaf-" in "preview";
    /// Closes the preview, and counts the findings.
    PreviewBack = "nb-p-back" in "below the pages, on narrow screens";

    // ---- A published report ----

    /// The heading of the main figures.
    FiguresTitle = "nb-figures-title" in "published report";
}

/// The element that shows an edit and gets the focus.
impl From<Target> for ElementId {
    fn from(target: Target) -> Self {
        match target {
            Target::Cell(cell) => Self::Cell(cell),
            Target::Section(part) => Self::Prose(part),
            Target::TableNote(table) => Self::Field(FieldName::TableNote(table)),
            Target::Field(field) => Self::Field(FieldName::Report(field)),
            Target::AsIssued => Self::Field(FieldName::AsIssued),
        }
    }
}

impl ElementId {
    /// A CSS selector for the element.
    pub fn selector(&self) -> String {
        format!("[id='{self}']")
    }

    /// The title of the finding with that key. White space in the key is replaced, because ids have
    /// none.
    pub(super) fn of_title(finding: &str) -> Self {
        Self::FindingTitle(finding.replace(char::is_whitespace, "_"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stems_and_keys() {
        let cell = CellId::parse("requests.new.natural").expect("a cell");
        for (id, text) in [
            (ElementId::Main, "nb-main"),
            (ElementId::Cell(cell), "nb-c-requests.new.natural"),
            (ElementId::Go(Panel::Info), "nb-go-info"),
            (ElementId::Button(Act::LastYearRemove), "nb-last-year.remove"),
            (
                ElementId::Field(FieldName::TableNote(TableKey::Requests)),
                "nb-f-table_notes.requests",
            ),
            (ElementId::DocumentState("check-sheet"), "nb-out-state-check-sheet"),
            (ElementId::Leaf(3), "nb-leaf-3"),
        ] {
            assert_eq!(id.to_string(), text);
        }
    }
}
