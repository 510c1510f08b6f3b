//! Writes the metadata of a PDF file (XMP), its colour profile, and the data that it carries.

use super::{PdfWriter, int, packed};
use crate::document::Document;
use crate::formats::{ATTACHMENT, GENERATOR};
use crate::markup::escape;
use crate::report::Date;
use pdf_writer::types::{AssociationKind, OutputIntentSubtype};
use pdf_writer::{Filter, Finish, Name, Ref, Str, TextStr};

/// The colour profile sRGB (IEC 61966-2-1). The profile is in the public domain (CC0, Compact ICC
/// Profiles).
const SRGB: &[u8] = include_bytes!("sRGB-v4.icc");

/// The numbers of the objects that were written.
pub struct MetadataRefs {
    /// The metadata.
    pub metadata: Ref,
    /// The output intent, which holds the colour profile.
    pub intent: Ref,
    /// The carried data, if any.
    pub attachment: Option<Ref>,
}

/// Writes all of these objects.
pub fn write(
    file: &mut PdfWriter,
    document: &Document,
    carried: Option<&str>,
    written_on: Option<Date>,
) -> MetadataRefs {
    info(file, document, written_on);
    let metadata = file.take();
    // The metadata is not compressed, so that programs that do not know PDF can find it.
    file.pdf.metadata(metadata, xmp(document, written_on).as_bytes());
    MetadataRefs {
        metadata,
        intent: intent(file),
        attachment: carried.map(|carried| attachment(file, document, carried, written_on)),
    }
}

/// Writes the same metadata for old readers, as the document information dictionary.
fn info(file: &mut PdfWriter, document: &Document, written_on: Option<Date>) {
    let id = file.take();
    let mut info = file.pdf.document_info(id);
    info.title(TextStr(&document.title)).producer(TextStr(GENERATOR));
    if !document.agency.is_empty() {
        info.author(TextStr(&document.agency));
    }
    if let Some(day) = written_on {
        info.creation_date(midnight(day)).modified_date(midnight(day));
    }
}

/// A day as PDF writes it: midnight in Beijing.
fn midnight(day: Date) -> pdf_writer::Date {
    let date = pdf_writer::Date::new(day.year).month(day.month).day(day.day);
    date.hour(0).minute(0).second(0).utc_offset_hour(8).utc_offset_minute(0)
}

fn intent(file: &mut PdfWriter) -> Ref {
    let (profile, id) = (file.take(), file.take());
    file.pdf.icc_profile(profile, &packed(SRGB)).n(3).filter(Filter::FlateDecode);
    let mut intent = file.pdf.indirect(id).start::<pdf_writer::writers::OutputIntent>();
    intent
        .subtype(OutputIntentSubtype::PDFA)
        .output_condition_identifier(TextStr("sRGB"))
        .info(TextStr("sRGB IEC61966-2.1"));
    intent.dest_output_profile(profile);
    id
}

/// Writes the printed part of the draft as an attachment, related to the document as its source
/// (ISO 19005-3, 6.8).
fn attachment(
    file: &mut PdfWriter,
    document: &Document,
    carried: &str,
    written_on: Option<Date>,
) -> Ref {
    let (stream, id) = (file.take(), file.take());
    // An attachment needs a date. Without a day of writing it is the last day of the report year.
    let day = written_on.unwrap_or(Date { year: document.year, month: 12, day: 31 });
    let bytes = packed(carried.as_bytes());
    let mut embedded = file.pdf.embedded_file(stream, &bytes);
    embedded.filter(Filter::FlateDecode);
    embedded.subtype(Name(b"application/json"));
    embedded.params().size(int(carried.len())).modification_date(midnight(day));
    embedded.finish();
    let mut specification = file.pdf.file_spec(id);
    specification.path(Str(ATTACHMENT.as_bytes())).unic_file(TextStr(ATTACHMENT));
    specification.description(TextStr("本报告的填报数据，可用年报填写工具打开"));
    specification.embedded_file_with_unicode(stream).association_kind(AssociationKind::Source);
    id
}

/// The metadata: title, agency, language, day, and the standards that the file conforms to (ISO
/// 19005-3, 6.6; ISO 14289-1, 5).
fn xmp(document: &Document, written_on: Option<Date>) -> String {
    let mut properties = String::with_capacity(2 * 1024);
    let mut text = |before: &str, value: &str, after: &str| {
        properties.push_str(before);
        escape(value, &mut properties);
        properties.push_str(after);
    };
    text("<dc:format>", "application/pdf", "</dc:format>\n");
    text(
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">",
        &document.title,
        "</rdf:li></rdf:Alt></dc:title>\n",
    );
    text(
        "<dc:language><rdf:Bag><rdf:li>",
        document.language,
        "</rdf:li></rdf:Bag></dc:language>\n",
    );
    if !document.agency.is_empty() {
        text(
            "<dc:creator><rdf:Seq><rdf:li>",
            &document.agency,
            "</rdf:li></rdf:Seq></dc:creator>\n",
        );
    }
    text("<pdf:Producer>", GENERATOR, "</pdf:Producer>\n");
    if let Some(Date { year, month, day }) = written_on {
        let day = format!("{year:04}-{month:02}-{day:02}T00:00:00+08:00");
        text("<xmp:CreateDate>", &day, "</xmp:CreateDate>\n");
        text("<xmp:ModifyDate>", &day, "</xmp:ModifyDate>\n");
    }
    format!("{HEAD}{properties}{CLAIMS}{END}")
}

const HEAD: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" \
xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" \
xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" \
xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" \
xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">
";

/// The conformance claims: PDF/A-3a and PDF/UA-1. PDF/A requires that the properties of PDF/UA are
/// declared.
const CLAIMS: &str = "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed\
</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
";

const END: &str = "</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end=\"r\"?>";
