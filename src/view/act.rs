//! Acts: what a button of the page asks for, as its attribute `data-act` names it.
//!
//! Every button is drawn for an [`Act`], and an exhaustive match carries every act out, so that a
//! button without effect or a misspelt act does not compile. The lists of acts and of elements are
//! also the contract between the page and its tests (`tests/page/CONTRACT.md`).

use super::vocabulary::vocabulary;

vocabulary! {
    /// What a button asks for.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Act, parsed;

    // ---- The start screen ----

    /// Opens the dialog for a new report.
    New = "new" in "start screen";
    /// Begins the report that the dialog describes.
    NewCreate = "new.create" in "dialog 新建年报";
    /// Asks for the file of last year's report and begins this year's.
    Sequel = "sequel" in "start screen";
    /// Asks for a file and opens it.
    Open = "open" in "start screen";
    /// Asks for the digits of a QR code.
    Scan = "scan" in "start screen";
    /// Opens the report whose digits were scanned.
    ScanOpen = "scan.open" in "dialog 扫码打开";
    /// Opens a kept draft.
    Continue = "continue" in "list of kept drafts; `data-key`: the draft";
    /// Asks whether a kept draft shall be deleted.
    Forget = "forget" in "list of kept drafts; `data-key`: the draft, `data-name`: its title";
    /// Deletes a kept draft.
    ForgetYes = "forget.yes" in "dialog 删除草稿; `data-key`: the draft";
    /// Reads the browser's store once more.
    Retry = "retry" in "start screen, where the browser's store could not be read; \
        `data-key`: the draft that was to be opened, if any";
    /// Saves as a file the changes of a closed report that the browser refused to store.
    LeftSave = "left.save" in "dialog 还没有保存住";
    /// Saves all kept drafts as one `.jsonl` file.
    MachineSave = "machine.save" in "start screen; dialog 清除本机数据";
    /// Asks whether everything that the browser keeps shall be cleared.
    MachineClear = "machine.clear" in "start screen";
    /// Clears everything that the browser keeps.
    MachineClearYes = "machine.clear.yes" in "dialog 清除本机数据";

    // ---- The frame of an open report ----

    /// Goes to the field in which typing would continue in the part that is open.
    Skip = "skip" in "first stop of the Tab key, `.nb-skip`";
    /// Goes to the start screen, and asks first if changes would be lost.
    Home = "home" in "top bar";
    /// Saves the report as a file.
    Save = "save" in "top bar; Ctrl+S";
    /// Undoes the last step.
    Undo = "undo" in "top bar; Ctrl+Z";
    /// Makes the step again that was undone last.
    Redo = "redo" in "top bar; Ctrl+Y";
    /// Switches to larger type, or back: `[data-type="large"]` on the root.
    Type = "type" in "every screen";
    /// Opens the export dialog.
    Export = "export" in "top bar";
    /// Opens a part of the report; the one that is open has `aria-current="true"`.
    Go = "go" in "navigation; `data-part`: `info` or the part";
    /// Opens the manual: `.nb-manual`.
    Manual = "manual" in "start screen; foot of the navigation; F1";
    /// Brings a chapter of the manual into view.
    ManualGo = "manual.go" in "dialog 使用说明; `data-to`: the section, from 0";
    /// Goes to the next hit of the search in the manual; behind the last one comes the first.
    ManualNext = "manual.next" in "dialog 使用说明; Enter in the search";
    /// Goes to the hit before.
    ManualPrevious = "manual.previous" in "dialog 使用说明; Shift+Enter in the search";
    /// Prints the manual.
    ManualPrint = "manual.print" in "dialog 使用说明";
    /// Lists the keys: `.nb-keys`.
    Keys = "keys" in "start screen; foot of the navigation; dialog 使用说明; the key ?";
    /// Tries every way in which a page could send data, and shows that none works.
    Offline = "offline" in "start screen; foot of the navigation";
    /// Leaves without saving.
    StayLeave = "stay.leave" in "dialog 请先存成文件";
    /// Closes the dialog and saves the report as a file.
    StaySave = "stay.save" in "dialog 请先存成文件";
    /// Closes the dialog.
    DialogClose = "dialog.close" in "every dialog; Esc";
    /// Opens the data that the file carried instead of what it shows.
    Carried = "carried" in "dialog 打开的文件被改过";

    // ---- 报告信息 ----

    /// Asks for the file of last year's report and adds it to this one, to compare them.
    LastYear = "last-year" in "报告信息";
    /// Removes last year's report.
    LastYearRemove = "last-year.remove" in "报告信息";
    /// Asks for the file of a rule pack. Opening such a file in any other way does the same.
    Packs = "packs" in "报告信息";
    /// Deletes a rule pack from this computer.
    PackRemove = "pack.remove" in "报告信息; `data-name`: the pack";
    /// Opens the dialog 字体, which chooses fonts for PDF.
    Fonts = "fonts" in "报告信息; export dialog";
    /// Asks for font files, several at a time, or for the font of one face.
    FontsFile = "fonts.file" in "dialog 字体; `data-to`: the face, if it is for one";
    /// Looks for fonts among those of the computer, where the browser can.
    FontsLocal = "fonts.local" in "dialog 字体";
    /// Removes the font of a face.
    FontsRemove = "fonts.remove" in "dialog 字体; `data-to`: the face";

    // ---- Tables ----

    /// Fills the blank cells of a table with 0.
    FillZero = "fill-zero" in "above a table; `data-table`: the table";
    /// Fills a pasted block in.
    PasteApply = "paste.apply" in "above a table, where a pasted block waits";
    /// Drops a pasted block.
    PasteCancel = "paste.cancel" in "above a table, where a pasted block waits; Esc";
    /// Goes to a row that is folded away, which unfolds it.
    Unfold = "unfold" in "row for which the agency has no cases; `data-to`: its first cell";
    /// Fills a blank cell with the number that a sum leaves open.
    Take = "take" in "box of the focused cell; `data-to`: the cell, `data-value`: the number";
    /// Fills a blank cell with a number that only the balance suggests; the cell stays marked.
    Presume = "presume" in "box of the focused cell; `data-to`: the cell, `data-value`: the number";
    /// Says that a presumed number was compared with the records.
    Confirm = "confirm" in "box of the focused cell; `data-to`: the cell";

    // ---- Findings ----

    /// Goes to the cells or the words that a finding is about.
    Finding = "finding" in "a finding; `data-part`: where it is, \
        `data-to`: its cell, if it has one";
    /// Lists only the findings of a count, or all again.
    FindingsListed = "findings.listed" in "panel 核对; `data-value`: `error` `verify` `hint` \
        `explained`";
    /// Lists equal findings one by one, or as one again.
    FindingsUnfold = "findings.unfold" in "the first of several equal findings; `data-name`: \
        their rule";
    /// Goes to the next finding.
    FindingNext = "finding.next" in "no button; F8";
    /// Goes to the finding before.
    FindingPrevious = "finding.previous" in "no button; Shift+F8";
    /// Makes the changes of a repair, as one step.
    Repair = "repair" in "a finding; `data-value`: its place among the repairs, from 0";
    /// Puts the words of several equal findings right, as one step.
    RepairAlike = "repair.alike" in "the first of several equal findings";
    /// Takes what an import found for a place of which it was not sure.
    DoubtTake = "doubt.take" in "a finding; `data-value`: its place among what was found, from 0";
    /// Confirms what stands at a place of which an import was not sure.
    DoubtKeep = "doubt.keep" in "a finding";
    /// Asks for the justification of a finding.
    Explain = "explain" in "a finding";
    /// Saves the justification: the finding then shows it in `.nb-said`, with `.nb-lapsed` once it
    /// has lapsed.
    ExplainSave = "explain.save" in "dialog 写说明; `data-key`: the finding";
    /// Saves the justification for all findings that are equal to this one.
    ExplainAlike = "explain.alike" in "dialog 写说明; `data-key`: the finding";
    /// Removes a justification.
    ExplainWithdraw = "explain.withdraw" in "a finding with 说明";
    /// Lists all rules or those on a cell with their results, each as `details#nb-rule-RULE` within
    /// `.nb-rules`.
    Rules = "rules" in "start screen; top of the findings; a finding, with `data-name`: its rule; \
        box of the focused cell, with `data-to`: the cell";

    // ---- Texts ----

    /// Makes the selected words bold, or plain again.
    Bold = "bold" in "tool bar of an editor; Ctrl+B";
    /// Asks for the cell of a live field that is to be inserted into the text.
    Field = "field" in "tool bar of an editor; `data-part`: the part";
    /// Inserts the live field of the cell where the caret was.
    FieldInsert = "field.insert" in "dialog 插入表中的数; `data-part`: the part";
    /// Selects a number in the text.
    Number = "number" in "list of numbers; `data-part`, `data-name`: the place of the number among \
        the numbers of the report, from 0";
    /// Records the disposition of a number, after which it is not checked.
    NumberAside = "number.aside" in "list of numbers; as `number`, `data-value`: `other_scope` or \
        `other_fact`";
    /// Records the disposition `other_fact` for all unchecked numbers of the part.
    NumberRest = "number.rest" in "below the list of numbers; `data-part`";
    /// Withdraws the disposition of a number, so that it is checked again.
    NumberBack = "number.back" in "list of numbers; as `number`";
    /// Replaces a number by the live field of its cell.
    NumberLive = "number.live" in "list of numbers; as `number`";

    // ---- The export dialog ----

    /// Saves the written documents, file by file. While some are still being written, it waits for
    /// them.
    ExportSave = "export.save" in "export dialog";
    /// Saves the written documents as one archive. While some are still being written, it waits for
    /// them.
    ExportZip = "export.zip" in "export dialog";
    /// Saves a document again.
    ExportOne = "export.one" in "export dialog; `data-value`: the document";
    /// Saves a document although reading it back did not confirm it.
    ExportAnyway = "export.anyway" in "export dialog; `data-value`: the document";
    /// Writes a document again.
    ExportAgain = "export.again" in "export dialog; `data-value`: the document";
    /// Allows that characters which the font of PDF lacks are taken from other fonts.
    ExportStandIn = "export.stand-in" in "export dialog; `data-value`: the document";
    /// Closes the dialog and goes to an error without a justification.
    ExportErrors = "export.errors" in "export dialog, in `#nb-export-errors`, which has the focus \
        first; `data-key`: the finding";
    /// Closes the dialog and goes to the first thing that is not filled in.
    ExportGap = "export.gap" in "export dialog";

    // ---- The preview ----

    /// Opens the preview beside the form, or over it on narrow screens; closes it again.
    Preview = "preview" in "top bar";
    /// Shows the pages over everything but the top bar, or beside the form again.
    PreviewFull = "preview.full" in "preview";
    /// Changes the size of the pages.
    PreviewZoom = "preview.zoom" in "preview; `data-value`: `width` `page` `actual`";
    /// Switches whether the preview follows the focus in the form.
    PreviewFollow = "preview.follow" in "preview";
    /// Closes the preview.
    PreviewClose = "preview.close" in "preview, and below its pages; Esc";
    /// Makes the pages anew.
    PreviewRetry = "preview.retry" in "preview, where the pages could not be made";
    /// Goes to the place in the form that a piece of a page shows.
    PreviewTo = "preview.to" in "a piece of a page; `data-to`: a cell, `PART/PARAGRAPH`, a part, \
        `title`, `preface`, or a field";
    /// Opens the print dialog of the browser, once the pages are made.
    Print = "print" in "preview; export dialog; Ctrl+P";
}

impl Act {
    /// A CSS selector for the buttons of this act.
    pub fn selector(self) -> String {
        format!("[data-act='{self}']")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for entry in Act::ENTRIES {
            let act = Act::parse(entry.pattern).expect(entry.pattern);
            assert_eq!(act.to_string(), entry.pattern);
        }
        assert_eq!(Act::parse(""), None);
        assert_eq!(Act::parse("explain.saved"), None);
    }
}
