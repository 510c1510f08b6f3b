//! Tests which version of a draft may replace which, and how records and notes are joined.

use crate::world::Record;
use nianbao::desk::join;

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
    assert!(second.follows(&first) && third.follows(&second));
    assert!(third.follows(&first), "two notes in a row went on from the stored version");
    assert!(third.follows(&version("a", 2)), "and from those before it");
    assert!(!third.follows(&version("a", 4)), "but not from what came after");
    assert!(!second.follows(&third) && !first.follows(&second));
    assert!(version("a", 1).follows(&version("a", 9)), "a window follows itself");
    assert!(!version("a", 9).follows(&version("b", 1)));
    assert!(version("a", 1).may_replace(None));
}

#[test]
fn the_versions_that_a_record_names_are_bounded() {
    let mut record = version("window-0", 1);
    for turn in 1..40 {
        record = after(record, &format!("window-{turn}"));
    }
    assert!(record.line.len() <= 8, "{:?}", record.line);
    assert!(record.follows(&version("window-38", 39)));
}

#[test]
fn a_record_apart_follows_nothing() {
    let apart = after(version("a", 3), "b").apart("two".to_owned());
    assert_eq!((apart.key.as_str(), apart.base.as_ref(), apart.line.len()), ("two", None, 0));
    assert!(!apart.follows(&version("a", 3)) && apart.from.contains("两个窗口"));
}

#[test]
fn a_record_outdates_notes_of_its_past() {
    let note = version("a", 3);
    assert!(after(note.clone(), "b").outdates(&note));
    assert!(!note.outdates(&after(note.clone(), "b")));
    assert!(!version("c", 9).outdates(&note), "another window's note stays");
}

#[test]
fn records_and_notes_are_joined_by_their_numbers() {
    let stored = version("a", 3);
    let younger = after(stored.clone(), "b");
    let joined = join(vec![stored.clone()], vec![younger.clone()]);
    assert_eq!(joined.records, [Record { noted: true, ..younger }]);
    let joined = join(vec![stored.clone()], vec![version("a", 2)]);
    assert_eq!((joined.records.as_slice(), joined.stale.len()), (&[stored.clone()][..], 1));
    let joined = join(vec![stored.clone()], vec![version("c", 9)]);
    assert_eq!((joined.records.as_slice(), joined.strays.len()), (&[stored][..], 1));
    let alone = version("d", 1);
    assert_eq!(join(Vec::new(), vec![alone]).records.len(), 1);
}
