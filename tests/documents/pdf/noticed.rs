//! Content that was changed, covered, hidden or moved on the pages of a PDF file is noticed.

use super::{fonts, written};
use crate::documents::noticed;
use crate::fixture;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use nianbao::export::FontFile;
use nianbao::report::Report;
use std::io::{Read, Write};

/// The file with a change in the drawing of its pages; lengths and offsets stay as the file
/// declares them, which no reader minds.
pub(super) fn redrawn(
    report: &Report,
    files: &[FontFile],
    change: impl Fn(&str) -> Option<String>,
) -> Vec<u8> {
    let plain = written(report, files);
    let mut changed = Vec::with_capacity(plain.len());
    let (mut at, mut done) = (0, false);
    while let Some(start) = find(&plain, at, b"stream\n").map(|start| start + b"stream\n".len()) {
        let end = start + find(&plain[start..], 0, b"\nendstream").expect("an end");
        let mut unpacked = Vec::new();
        let whole = ZlibDecoder::new(&plain[start..end]).read_to_end(&mut unpacked).is_ok();
        // Each byte becomes a character, and back.
        let drawn: String = unpacked.into_iter().map(char::from).collect();
        let new = if done || !whole { None } else { change(&drawn) };
        changed.extend(&plain[at..start]);
        match new {
            Some(new) => {
                done = true;
                let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
                let bytes: Vec<u8> =
                    new.chars().map(|c| u8::try_from(c).expect("a byte")).collect();
                packer.write_all(&bytes).expect("memory");
                changed.extend(packer.finish().expect("memory"));
            }
            None => changed.extend(&plain[start..end]),
        }
        at = end + b"\nendstream".len();
        changed.extend(b"\nendstream");
    }
    assert!(done, "nothing was changed");
    changed.extend(&plain[at..]);
    changed
}

pub(super) fn find(bytes: &[u8], from: usize, piece: &[u8]) -> Option<usize> {
    bytes[from..].windows(piece.len()).position(|window| window == piece).map(|at| from + at)
}

/// The glyphs of a cell on one of the pages: from its marked content operator to the end of it.
pub(super) fn cell_of(drawn: &str, x: usize) -> Option<&str> {
    let marks: Vec<&str> = drawn.split("BDC\n").collect();
    // Page three has the most cells.
    (marks.len() > 150).then(|| marks[x].split("EMC").next()).flatten()
}

#[test]
fn a_number_that_somebody_changed_is_noticed() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    assert_eq!(noticed(&written(&report, &files)), []);
    // The glyphs of one cell replace those of another.
    let swapped = redrawn(&report, &files, |drawn| {
        let (one, other) = (cell_of(drawn, 60)?, cell_of(drawn, 61)?);
        let glyphs = |cell: &str| {
            cell.lines()
                .find(|line| line.ends_with("TJ") || line.ends_with("Tj"))
                .map(str::to_owned)
        };
        let (one_glyphs, other_glyphs) = (glyphs(one)?, glyphs(other)?);
        Some(drawn.replacen(one, &one.replacen(&one_glyphs, &other_glyphs, 1), 1))
    });
    let found = noticed(&swapped);
    assert!(found.len() == 1 && found[0].0 != found[0].1 && !found[0].1.is_empty(), "{found:?}");
}

/// A change of the drawing of a page; `None` where the cell is not on the page.
type Change<'a> = &'a dyn Fn(&str) -> Option<String>;

#[test]
fn a_number_that_is_covered_hidden_or_moved_is_noticed() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    let of_cell = |drawn: &str| -> Option<(String, String)> {
        let cell = cell_of(drawn, 60)?;
        Some((cell.to_owned(), cell.lines().find(|line| line.ends_with("Tm"))?.to_owned()))
    };
    let changes: [(&str, Change); 4] = [
        // A white area over the middle of the page, after everything else.
        ("covered", &|drawn| {
            cell_of(drawn, 60).map(|_| format!("{drawn}\n1 g 200 300 250 250 re f\n"))
        }),
        // Invisible text.
        ("hidden", &|drawn| {
            of_cell(drawn).map(|(cell, _)| drawn.replacen(&cell, &format!("3 Tr {cell} 0 Tr "), 1))
        }),
        // White text.
        ("white", &|drawn| {
            of_cell(drawn).map(|(cell, _)| drawn.replacen(&cell, &format!("1 g {cell} 0 g "), 1))
        }),
        // Text that was moved beside the table.
        ("moved", &|drawn| {
            of_cell(drawn).map(|(cell, place)| {
                drawn.replacen(&cell, &cell.replacen(&place, "1 0 0 1 20 20 Tm", 1), 1)
            })
        }),
    ];
    for (name, change) in changes {
        let found = noticed(&redrawn(&report, &files, change));
        assert!(
            !found.is_empty() && found.iter().all(|(carried, visible)| carried != visible),
            "{name}: {found:?}"
        );
    }
}

/// The file with an annotation on every page, with these dictionary entries and this appearance.
/// The objects that it uses are numbered from 9002, each given with its number. They are at the end
/// of the file, as in a file that was saved with changes.
fn noted(bytes: &[u8], says: &str, resources: &str, look: &str, more: &str) -> Vec<u8> {
    let mut noted = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(tabs) = find(bytes, at, b"/Tabs /S") {
        noted.extend(&bytes[at..tabs]);
        noted.extend(b"/Annots [9000 0 R] /Tabs /S");
        at = tabs + b"/Tabs /S".len();
    }
    noted.extend(&bytes[at..]);
    let note = format!("\n9000 0 obj\n<< {says} /AP << /N 9001 0 R >> >>\nendobj\n");
    let length = look.len();
    let look = format!(
        "9001 0 obj\n<< /Subtype /Form /BBox [0 0 10 10] /Resources << {resources} >> /Length \
            {length} >>\nstream\n{look}\nendstream\nendobj\n"
    );
    [noted.as_slice(), note.as_bytes(), look.as_bytes(), more.as_bytes()].concat()
}

#[test]
fn what_a_note_lays_over_a_page_is_noticed() {
    let Some(files) = fonts() else { return };
    let bytes = written(&fixture("distinct-2021"), &files);
    let with = |flags: u8| {
        let says = format!("/Subtype /FreeText /F {flags} /Rect [200 300 450 550]");
        noted(&bytes, &says, "", "1 g 0 0 10 10 re f", "")
    };
    assert!(noticed(&with(4)).len() > 10);
    // A hidden annotation is not visible.
    assert_eq!(noticed(&with(2)), []);
}

/// A seal covers the signature (落款), and its edge may cover a number: content under a transparent
/// object, or under an object that is a stamp, is not hidden.
#[test]
fn a_seal_hides_nothing_and_a_picture_does() {
    let Some(files) = fonts() else { return };
    let report = fixture("distinct-2021");
    let bytes = written(&report, &files);
    // The picture covers the right half of each page.
    let with = |says: &str, resources: &str, look: &str, picture: &str| {
        let picture = format!(
            "9002 0 obj\n<< /Subtype /Image /Width 1 /Height 1 {picture} /Length 3 >>\nstream\n\
                @@@\nendstream\nendobj\n"
        );
        let resources = format!("/XObject << /Im 9002 0 R >> {resources}");
        noticed(&noted(
            &bytes,
            &format!("{says} /F 4 /Rect [300 0 595 842]"),
            &resources,
            look,
            &picture,
        ))
    };
    let (note, picture, draw) = (
        "/Subtype /FreeText",
        "/ColorSpace /DeviceRGB /BitsPerComponent 8",
        "10 0 0 10 0 0 cm /Im Do",
    );
    let state = |says: &str| {
        format!("/ExtGState << /A << {says} >> /B << /ca 1 /SMask /None /BM [/Normal] >> >>")
    };
    let drawn = |before: &str| format!("{before} {draw}");
    for (why, found) in [
        ("a soft mask", with(note, "", draw, &format!("{picture} /SMask 9003 0 R"))),
        ("a colour left out", with(note, "", draw, &format!("{picture} /Mask [0 0 0 0 0 0]"))),
        ("a stencil", with(note, "", draw, "/ImageMask true")),
        (
            "a stencil in the line",
            with(note, "", "10 0 0 10 0 0 cm BI /IM true /W 1 /H 1 ID @ EI", ""),
        ),
        ("see-through", with(note, &state("/ca 0.25"), &drawn("/A gs"), picture)),
        (
            "a mask in force",
            with(note, &state("/SMask << /G 9003 0 R >>"), &drawn("/A gs"), picture),
        ),
        ("mixed", with(note, &state("/BM /Multiply"), &drawn("/A gs"), picture)),
        (
            "a see-through area",
            with(note, &state("/ca 0.25"), "/A gs 1 0 0 rg 0 0 10 10 re f", picture),
        ),
        ("a stamp", with("/Subtype /Stamp", "", draw, picture)),
        ("a signature", with("/Subtype /Widget /FT /Sig", "", "1 g 0 0 10 10 re f BT ET", picture)),
        (
            "the signature of a field",
            with("/Subtype /Widget /Parent << /FT /Sig >>", "", "1 g 0 0 10 10 re f", picture),
        ),
    ] {
        assert_eq!(found, [], "{why}");
    }
    let signature = report.signature.as_ref().expect("落款").agency.clone();
    for (why, found) in [
        ("a picture", with(note, "", draw, picture)),
        (
            "a picture in the line",
            with(note, "", "10 0 0 10 0 0 cm BI /CS /RGB /W 1 /H 1 ID @@@ EI", ""),
        ),
        (
            "no longer see-through",
            with(note, &state("/ca 0.25 /BM /Multiply"), &drawn("/A gs /B gs"), picture),
        ),
        (
            "see-through till it was taken back",
            with(note, &state("/ca 0.25"), &drawn("q /A gs Q"), picture),
        ),
        ("an area of a stamp", with("/Subtype /Stamp", "", "1 g 0 0 10 10 re f", picture)),
    ] {
        assert!(found.len() > 100, "{why}: {found:?}");
        assert!(found.iter().any(|(carried, _)| carried.contains(&signature)), "{why}: {found:?}");
    }
}

/// A group is painted as a whole, with the parameters in force around it.
#[test]
fn letters_that_cannot_be_seen_for_being_see_through_are_noticed() {
    let Some(files) = fonts() else { return };
    let bytes = written(&fixture("distinct-2021"), &files);
    let group = |outside: &str, inside: &str| {
        let look = "1 g 0 0 10 10 re f";
        let dict = format!("/Subtype /Form /BBox [0 0 10 10] {inside} /Length {}", look.len());
        let group = format!("9002 0 obj\n<< {dict} >>\nstream\n{look}\nendstream\nendobj\n");
        let resources =
            "/XObject << /G 9002 0 R >> /ExtGState << /A << /ca 0.25 >> /N << /ca 0 >> >>";
        noticed(&noted(
            &bytes,
            "/Subtype /FreeText /F 4 /Rect [300 0 595 842]",
            resources,
            &format!("{outside} /G Do"),
            &group,
        ))
        .len()
    };
    assert!(group("", "/Group << /S /Transparency >>") > 100);
    assert!(group("", "") > 100);
    assert_eq!(
        [group("/A gs", "/Group << /S /Transparency >>"), group("/A gs", ""), group("/N gs", "")],
        [0; 3]
    );
    let report = fixture("distinct-2021");
    let unseen = redrawn(&report, &files, |drawn| {
        cell_of(drawn, 60).map(|cell| drawn.replacen(cell, &format!("/N gs {cell} /S gs "), 1))
    });
    // The pages do not have such resource names yet.
    let mut named = Vec::with_capacity(unseen.len());
    let mut at = 0;
    while let Some(found) =
        find(&unseen, at, b"/Resources <<").map(|start| start + b"/Resources <<".len())
    {
        named.extend(&unseen[at..found]);
        named.extend(b" /ExtGState << /N << /ca 0 >> /S << /ca 1 >> >> ");
        at = found;
    }
    named.extend(&unseen[at..]);
    let found = noticed(&named);
    assert!(found.len() == 1 && found[0].1.is_empty(), "{found:?}");
}
