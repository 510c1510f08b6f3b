//! One report in many files, each with a fault that readers are known for.

use super::{beside, tally};
use nianbao::draft;

/// Files that hold the whole report, and how many cells they show.
const WHOLE: &[&str] = &[
    "base.docx",
    "tracked-changes.docx",
    "content-controls.docx",
    "grid-before.docx",
    "split-runs.docx",
    "auto-numbered-labels.docx",
    "hidden-text.docx",
    "written-numbers.docx",
    "kangxi.docx",
    "table-cut-by-page.docx",
    "base.xlsx",
    "base.html",
    "gbk.html",
    "text-numbers.xlsx",
    "far-corner.xlsx",
    "one-cell-a-line.txt",
    "excel-narrow-column.clip.txt",
    "unigb-no-tounicode.pdf",
];

#[test]
fn cells_are_those_of_the_report() {
    let Some(folder) = beside("trials") else { return };
    let base = std::fs::read(folder.join("base.json")).expect("base.json");
    let truth = draft::read_bytes(&base).expect("a draft");
    let mut faults = Vec::new();
    for file in WHOLE {
        let path = folder.join(file);
        let Ok(imported) = super::try_read(&path) else {
            faults.push(format!("{file}: refused"));
            continue;
        };
        let tally = tally(&imported, &truth);
        println!("{file}: {tally}");
        if !tally.wrong.is_empty() {
            faults.push(format!("{file}: {:?}", tally.wrong));
        }
        for note in &imported.notes {
            println!("    {note}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
