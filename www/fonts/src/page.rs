//! Writes the fonts as a piece of a page: one element for each, found by its id, and one for the
//! licences.

use anyhow::Result;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write;

/// A compressed font.
pub struct Packed {
    /// The face, by its id in the product.
    pub face: &'static str,
    /// The name of the font.
    pub name: &'static str,
    /// The characters of GB 2312 that it lacks.
    pub lacks: String,
    /// The file, deflated.
    pub deflated: Vec<u8>,
}

/// Compresses in the deflate format (RFC 1951).
pub fn deflate(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Deflate, bytes, &mut packed)?;
    Ok(packed)
}

/// The piece of HTML, which `src/web/fonts/pack.rs` reads.
pub fn assemble(fonts: &[Packed], licences: &str) -> String {
    let mut html = String::new();
    for Packed { face, name, lacks, deflated } in fonts {
        let (count, some): (usize, String) =
            (lacks.chars().count(), lacks.chars().take(6).collect());
        let _ = writeln!(
            html,
            "<script type=\"text/plain\" id=\"nianbao-font-{face}\" data-name=\"{name}\" \
                data-lacks=\"{count}\" data-some=\"{some}\">{}</script>",
            STANDARD.encode(deflated)
        );
    }
    // The content of a script element ends at the first end tag and may contain anything else.
    let licences = licences.replace("</", "<\u{200b}/");
    let _ = write!(html, "<script type=\"text/plain\" id=\"nianbao-licences\">{licences}</script>");
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_font_is_an_element_and_the_licences_one_more() {
        let packed = |face| Packed {
            face,
            name: "A Font",
            lacks: "丌兀丐".to_owned(),
            deflated: b"foobar".to_vec(),
        };
        let html =
            assemble(&[packed("fang"), packed("kai")], "See </script> & <http://example.org>");
        assert_eq!(html.matches("</script>").count(), 3);
        assert!(
            html.contains(
                "id=\"nianbao-font-fang\" data-name=\"A Font\" data-lacks=\"3\" \
                 data-some=\"丌兀丐\">Zm9vYmFy</script>"
            ),
            "{html}"
        );
        assert!(html.contains("& <http://example.org>"));
    }

    #[test]
    fn what_is_deflated_comes_back_whole() {
        let text = "年报".repeat(500);
        let packed = deflate(text.as_bytes()).unwrap();
        assert!(packed.len() < 100);
        assert_eq!(inflated(&packed), text.as_bytes());
    }

    fn inflated(packed: &[u8]) -> Vec<u8> {
        miniz_oxide::inflate::decompress_to_vec(packed).unwrap()
    }
}
