//! The visible content of the pages of an OFD file has priority.

use super::{changed, number, object_with, packed, parts, values};
use crate::{fixture, written};
use nianbao::draft::printed_part;
use nianbao::export::Format;
use nianbao::import::{self, import};
use nianbao::read_back::read_back;
use nianbao::report::Part;

#[test]
fn what_is_changed_on_a_page_is_noticed() {
    let report = fixture("distinct-2021");
    let (digits, number) = number(&report);
    let hidden = number.replace("<ofd:TextObject ", "<ofd:TextObject Visible=\"false\" ");
    let white =
        number.replace("<ofd:TextCode", "<ofd:FillColor Value=\"255 255 255\"/><ofd:TextCode");
    let left = number.replacen("Boundary=\"", "Boundary=\"0.5 0.5 1 1\" Old=\"", 1);
    let bounds = values(&number, "Boundary")[0];
    let cover = format!(
        "{number}<ofd:PathObject ID=\"99999\" Boundary=\"{bounds}\" Stroke=\"false\" Fill=\"true\">\
            <ofd:FillColor Value=\"255 255 255\"/>\
         <ofd:AbbreviatedData>M 0 0 L 50 0 L 50 9 L 0 9 C</ofd:AbbreviatedData></ofd:PathObject>"
    );
    let more = number.replace("</ofd:TextCode>", "0</ofd:TextCode>");
    // Each change is visible to a person.
    for new in [more, hidden, white, left, cover, String::new()] {
        let proof = read_back(&report, &changed(&report, &number, &new)).expect("our own document");
        let text = proof.to_string();
        assert!(
            !proof.is_equal() && text.contains(&format!("报告里是“{digits}”")),
            "{new}: {text}"
        );
    }
    // Transparent content hides nothing, whether its paint or the whole object is transparent.
    let cover = |says: &str, paint: &str| {
        format!(
            "{number}<ofd:PathObject ID=\"99999\" Boundary=\"{bounds}\" Stroke=\"false\" \
                Fill=\"true\"{says}><ofd:FillColor Value=\"255 0 0\"{paint}/>\
             <ofd:AbbreviatedData>M 0 0 L 50 0 L 50 9 L 0 9 C</ofd:AbbreviatedData>\
             </ofd:PathObject>"
        )
    };
    for (says, paint, hides) in [
        ("", " Alpha=\"60\"", false),
        (" Alpha=\"60\"", "", false),
        (" Alpha=\"255\"", " Alpha=\"255\"", true),
    ] {
        let proof = read_back(&report, &changed(&report, &number, &cover(says, paint)))
            .expect("our own document");
        assert_eq!(proof.is_equal(), !hides, "{says}{paint}: {proof}");
    }
    // A different notation of the same content is no difference.
    let scaled = number.replacen("Boundary=\"", "CTM=\"1 0 0 1 0 0\" Boundary=\"", 1);
    let proof = read_back(&report, &changed(&report, &number, &scaled)).expect("our own document");
    assert!(proof.is_equal(), "{proof}");
}

#[test]
fn tables_are_what_their_lines_draw() {
    let report = fixture("distinct-2021");
    let mut parts = parts(&report);
    let (_, page) = parts
        .iter_mut()
        .find(|(name, xml)| name.contains("/Pages/") && xml.contains("三、本年度办理结果"))
        .expect("table 3");
    let start = page.find("<ofd:PathObject").expect("its lines");
    let end = page.rfind("</ofd:PathObject>").expect("their end") + "</ofd:PathObject>".len();
    page.replace_range(start..end, "");
    let proof = read_back(&report, &packed(&parts)).expect("headings are there");
    assert!(proof.to_string().contains("全表175格"), "{proof}");
}

#[test]
fn a_changed_file_opens_with_what_is_seen() {
    let report = fixture("distinct-2021");
    let (digits, number) = number(&report);
    let opened = import(
        &changed(&report, &number, &number.replace(&format!(">{digits}<"), ">9<")),
        &import::ImportOptions::default(),
    )
    .expect("our own document");
    assert_eq!(opened.carried.as_ref().map(printed_part), Some(printed_part(&report)));
    let seen: Vec<String> = opened.differences.iter().map(ToString::to_string).collect();
    assert_eq!(seen.len(), 1, "{seen:?}");
    assert!(seen[0].contains(&format!("看得见的是“9”，附带的数据是“{digits}”")), "{seen:?}");
}

#[test]
fn letters_of_other_planes_keep_their_neighbours() {
    let mut report = fixture("distinct-2021");
    report.sections.insert(Part::Other, "𠮷祥街道办😀结3件。".to_owned());
    let text = object_with(&report, "祥街道办");
    assert_eq!(text.matches("<ofd:TextCode").count(), 4, "{text}");
    let proof = read_back(&report, &written(&report, Format::OFD)).expect("our own");
    assert!(proof.is_equal(), "{proof}");
}
