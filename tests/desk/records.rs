//! Tests which version of a draft may replace which, and how records and notes are joined.

use crate::world::Record;
use nianbao::desk::merge;

fn version(tab: &str, seq: u32) -> Record {
    Record { key: "one".to_owned(), tab: tab.to_owned(), seq, ..Record::default() }
}

/// The version that a window writes after it has opened another one.
fn after(opened: Record, tab: &str) -> Record {
    let seq = opened.seq + 1;
    Record { tab: tab.to_owned(), seq, ..opened.opened() }
}

#[test]
fn a_version_follows_those_that_it_went_on_from() {
    let first = version("a", 3);
    let second = after(first.clone(), "b");
    let third = after(second.clone(), "c");
    assert!(second.descends_from(&first) && third.descends_from(&second));
    assert!(third.descends_from(&first), "two notes in a row went on from the stored version");
    assert!(third.descends_from(&version("a", 2)), "and from those before it");
    assert!(!third.descends_from(&version("a", 4)), "but not from what came after");
    assert!(!second.descends_from(&third) && !first.descends_from(&second));
    assert!(version("a", 1).descends_from(&version("a", 9)), "a window follows itself");
    assert!(!version("a", 9).descends_from(&version("b", 1)));
    assert!(version("a", 1).may_replace(None));
}

#[test]
fn the_versions_that_a_record_names_are_bounded() {
    let mut record = version("window-0", 1);
    for turn in 1..40 {
        record = after(record, &format!("window-{turn}"));
    }
    assert!(record.line.len() <= 8, "{:?}", record.line);
    assert!(record.descends_from(&version("window-38", 39)));
}

#[test]
fn a_record_apart_follows_nothing() {
    let apart = after(version("a", 3), "b").forked("two".to_owned());
    assert_eq!((apart.key.as_str(), apart.base.as_ref(), apart.line.len()), ("two", None, 0));
    assert!(!apart.descends_from(&version("a", 3)) && apart.from.contains("两个窗口"));
}

#[test]
fn a_record_outdates_notes_of_its_past() {
    let note = version("a", 3);
    assert!(after(note.clone(), "b").supersedes(&note));
    assert!(!note.supersedes(&after(note.clone(), "b")));
    assert!(!version("c", 9).supersedes(&note), "another window's note stays");
}

#[test]
fn records_and_notes_are_joined_by_their_numbers() {
    let stored = version("a", 3);
    let younger = after(stored.clone(), "b");
    let joined = merge(vec![stored.clone()], vec![younger.clone()]);
    assert_eq!(joined.records, [Record { noted: true, ..younger }]);
    let joined = merge(vec![stored.clone()], vec![version("a", 2)]);
    assert_eq!((joined.records.as_slice(), joined.stale.len()), (&[stored.clone()][..], 1));
    let joined = merge(vec![stored.clone()], vec![version("c", 9)]);
    assert_eq!((joined.records.as_slice(), joined.diverged.len()), (&[stored][..], 1));
    let alone = version("d", 1);
    assert_eq!(merge(Vec::new(), vec![alone]).records.len(), 1);
}
