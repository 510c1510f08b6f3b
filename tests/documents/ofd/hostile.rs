//! Broken and hostile OFD files.

use super::{Parts, packed, parts};
use crate::{fixture, written};
use cpu_time::ThreadTime;
use nianbao::export::Format;
use nianbao::import::{self, ImportError, Limit, import};
use std::time::Duration;

#[test]
fn files_that_are_broken_or_made_to_harm() {
    let refused = |bytes: &[u8]| {
        let error = import(bytes, &import::ImportOptions::default())
            .map(|imported| imported.report.year)
            .expect_err("no report");
        assert!(error.to_string().ends_with('。'), "{error}");
        error
    };
    let whole = written(&fixture("distinct-2021"), Format::OFD);
    for length in [30, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(refused(&whole[..length]), ImportError::Damaged { .. }), "{length}");
    }
    let damaged = |part: &str| ImportError::Damaged { part: part.to_owned() };
    let file = |document: &str, page: &str| {
        let way_in = "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>";
        let parts: Parts = [("OFD.xml", way_in), ("D.xml", document), ("P.xml", page)]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into();
        refused(&packed(&parts))
    };
    let one = "<Document><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
    assert_eq!(file("<Document>", ""), damaged("D.xml"));
    assert_eq!(
        file("<Document><Pages><Page ID='1' BaseLoc='../../P2.xml'/></Pages></Document>", ""),
        damaged("P2.xml")
    );
    assert_eq!(file(one, "<Page>"), damaged("P.xml"));
    assert_eq!(file(one, "<Page/>"), ImportError::NoReport);
    let many = format!(
        "<Document><Pages>{}</Pages></Document>",
        "<Page ID='1' BaseLoc='P.xml'/>".repeat(100_000)
    );
    assert_eq!(file(&many, "<Page/>"), ImportError::TooMuch(Limit::Elements));
    let again = format!(
        "<Document><Pages>{}</Pages></Document>",
        "<Page ID='1' BaseLoc='P.xml'/>".repeat(250)
    );
    assert_eq!(
        file(&again, &format!("<Page>{}</Page>", " ".repeat(1 << 20))),
        ImportError::TooMuch(Limit::Part)
    );
    let deep = format!("{}{}", "<PageBlock>".repeat(100_000), "</PageBlock>".repeat(100_000));
    assert_eq!(file(one, &deep), ImportError::TooMuch(Limit::Depth));
    let outline = format!(
        "<Document><Outlines>{}{}</Outlines></Document>",
        "<OutlineElem Title='a'>".repeat(250),
        "</OutlineElem>".repeat(250)
    );
    assert_eq!(file(&outline, ""), ImportError::NoReport);
    let objects = |object: &str, count: usize| {
        format!("<Page><Content><Layer>{}</Layer></Content></Page>", object.repeat(count))
    };
    let text = "<TextObject Boundary='1 1 9 9' Font='1' Size='5'>\
        <TextCode X='0' Y='0' DeltaX='g 99999999 1'>公开</TextCode></TextObject>";
    assert_eq!(file(one, &objects(text, 100_000)), ImportError::TooMuch(Limit::Elements));
    assert_eq!(file(one, &objects(text, 20_000)), ImportError::NoReport);
    for strange in [
        "<TextObject Boundary='NaN inf' Size='1e300' CTM='1 2 3'><TextCode X='-1e308' \
            DeltaX='1e308 g' DeltaY='g 5'>公开公开</TextCode></TextObject>",
        "<TextObject Boundary='0 0 1e9 1e9' CTM='1e9 1e9 1e9 1e9 1e9 1e9' Size='-5'>\
            <TextCode>公</TextCode><TextCode/></TextObject>",
        "<PathObject Fill='true'>\
            <AbbreviatedData>M L C Q 1 B A 1 1 M 1e999 1 L 1 1 L</AbbreviatedData></PathObject>",
        "<TextCode>公开</TextCode><AbbreviatedData>M 0 0</AbbreviatedData>",
    ] {
        assert_eq!(file(one, &objects(strange, 10)), ImportError::NoReport, "{strange}");
    }
    // A table with more cells than any real one, on many pages, and many areas over text.
    let rules: String = (0..300)
        .map(|at| format!("M 0 {at} L 210 {at} M {0} 0 L {0} 297 ", f64::from(at) * 0.7))
        .collect();
    let table = format!(
        "<PathObject Boundary='0 0 9 9'><AbbreviatedData>{rules}</AbbreviatedData></PathObject>"
    );
    let pages = format!(
        "<Document><Pages>{}</Pages></Document>",
        "<Page ID='1' BaseLoc='P.xml'/>".repeat(200)
    );
    assert_eq!(file(&pages, &objects(&table, 2)), ImportError::NoReport);
    let cover = "<PathObject Boundary='0 0 9 9' Fill='true'><FillColor Value='0 0 0'/>\
        <AbbreviatedData>M 0 0 L 1 0 L 1 1 L 0 1 C</AbbreviatedData></PathObject>";
    assert_eq!(file(one, &objects(&format!("{text}{cover}"), 4000)), ImportError::NoReport);
    assert_eq!(
        file(one, &objects(&format!("{text}{cover}"), 10_000)),
        ImportError::TooMuch(Limit::Elements)
    );
    // The same over many pages with few long texts, whose widths are computed once.
    let few = objects(&format!("{text}{cover}"), 1000);
    assert_eq!(file(&pages, &few), ImportError::TooMuch(Limit::Elements));
    let long = text.replace("公开", &"1".repeat(10_000));
    let start = ThreadTime::now();
    assert_eq!(
        file(
            one,
            &format!("<Page><Layer>{}{}</Layer></Page>", long.repeat(80), cover.repeat(4000))
        ),
        ImportError::NoReport
    );
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
}

#[test]
fn attachments_of_others_do_no_harm() {
    let report = fixture("distinct-2021");
    for (name, text) in
        [("Doc_0/Attachs/Attachments.xml", "<a>"), ("Doc_0/Attachs/nianbao.json", "{")]
    {
        let mut parts = parts(&report);
        parts.iter_mut().find(|(part, _)| part == name).expect("the part").1 = text.to_owned();
        let opened = import(&packed(&parts), &import::ImportOptions::default())
            .expect("what is seen is enough");
        assert!(opened.carried.is_none() && opened.differences.is_empty(), "{name}");
    }
}
