//! Web archives (.mht, .mhtml), as browsers and Word save a page in one file: the page in them.
//!
//! In: bytes of a MIME message (RFC 2557). Out: the bytes of its first part that is a page, as they
//! were before the transfer. Pictures and other parts are left out.

/// The bytes at the start of a message in which its own head must end.
const HEAD: usize = 16_384;
/// Parts of a message that are searched for the page. A saved page has some hundreds of pictures.
const MOST_PARTS: usize = 4096;

/// The page in a web archive, as bytes in its own encoding; `None` for bytes that are none.
pub fn page(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let names = ["from:", "mime-version:", "content-type:", "subject:", "date:", "snapshot-"];
    let start = head.trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if !names.iter().any(|name| start.starts_with(name)) || !start.contains("mime-version:") {
        return None;
    }
    let (head, body) = split_head(bytes)?;
    if !header(&head, "content-type").to_ascii_lowercase().starts_with("multipart/") {
        return decoded(&head, body);
    }
    let boundary = parameter(&header(&head, "content-type"), "boundary")?;
    let boundary = format!("--{boundary}");
    let mut parts: Vec<&[u8]> = Vec::new();
    let mut begins = None;
    let mut at = 0;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(boundary.as_bytes()) {
            if let Some(begins) = begins.replace(at + line.len()) {
                parts.push(&body[begins..at]);
            }
            if parts.len() >= MOST_PARTS {
                break;
            }
        }
        at += line.len();
    }
    // A message that is cut has no last boundary.
    parts.extend(begins.filter(|begins| *begins < body.len()).map(|begins| &body[begins..]));
    parts.into_iter().find_map(|part| {
        let (head, body) = split_head(part)?;
        decoded(&head, body)
    })
}

/// The head of a message or a part, with its folded lines joined, and what follows it.
fn split_head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let mut end = 0;
    let mut head = String::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        if line.trim_ascii().is_empty() {
            if head.is_empty() {
                continue;
            }
            return Some((head, &bytes[end..]));
        }
        if end > HEAD {
            return None;
        }
        let text = String::from_utf8_lossy(line);
        if !text.starts_with([' ', '\t']) {
            head.push('\n');
        }
        head.push_str(text.trim_end());
    }
    None
}

/// The value of a field of a head; empty if it has none.
fn header(head: &str, name: &str) -> String {
    let field = head.lines().find_map(|line| {
        let (own, value) = line.split_once(':')?;
        own.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    });
    field.unwrap_or_default()
}

/// A parameter of a field: `boundary="…"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').find_map(|piece| {
        let (own, value) = piece.split_once('=')?;
        let value = value.trim().trim_matches('"').to_owned();
        (own.trim().eq_ignore_ascii_case(name) && !value.is_empty()).then_some(value)
    })
}

/// The bytes of a part that is a page, with the encoding that its head declares written before it,
/// if the page may not declare it itself.
fn decoded(head: &str, body: &[u8]) -> Option<Vec<u8>> {
    let kind = header(head, "content-type");
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let bytes = match header(head, "content-transfer-encoding").to_ascii_lowercase().as_str() {
        "quoted-printable" => unquoted(body),
        "base64" => from_base64(body),
        _ => body.to_vec(),
    };
    let Some(charset) = parameter(&kind, "charset").filter(|_| !bytes.starts_with(b"\xff\xfe"))
    else {
        return Some(bytes);
    };
    let mut page = format!("<meta charset=\"{charset}\">").into_bytes();
    if charset.to_ascii_lowercase().starts_with("utf-16") || bytes.starts_with(b"\xfe\xff") {
        return Some(bytes);
    }
    page.extend(bytes);
    Some(page)
}

/// Quoted-printable text (RFC 2045, 6.7) as it was.
fn unquoted(body: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        if *byte != b'=' {
            out.push(*byte);
            at += 1;
            continue;
        }
        let rest = &body[at + 1..];
        if let (Some(high), Some(low)) = (digit(rest.first()), digit(rest.get(1))) {
            out.extend(u8::try_from(high * 16 + low));
            at += 3;
        } else {
            // A line that was broken for the transfer; blanks may follow the sign.
            let blanks = rest.iter().take_while(|byte| b" \t\r".contains(byte)).count();
            at += 1 + if rest.get(blanks) == Some(&b'\n') { blanks + 1 } else { 0 };
        }
    }
    out
}

/// Base64 (RFC 2045, 6.8) as bytes; other characters are skipped.
fn from_base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0x00ff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.extend(u8::try_from(bits >> count & 0xff));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_an_archive() {
        let archive = |encoding: &str, body: &str| {
            format!(
                "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?a?=\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b\"\r\n\
                 \r\n\r\n----b\r\nContent-Type: image/png\r\n\r\nx\r\n----b\r\nContent-Type: \
                 text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}\
                 \r\n----b--\r\n"
            )
        };
        let text = |archive: String| {
            page(archive.as_bytes()).map(|page| String::from_utf8_lossy(&page).trim().to_owned())
        };
        let page = "<meta charset=\"utf-8\"><p a=\"1\">公开";
        for (encoding, body) in [
            ("quoted-printable", "<p a=3D\"=\r\n1\">=E5=85=AC=E5=BC=80"),
            ("base64", "PHAgYT0i\r\nMSI+5YWs\r\n5byA"),
            ("8bit", "<p a=\"1\">公开"),
        ] {
            assert_eq!(text(archive(encoding, body)).as_deref(), Some(page), "{encoding}");
        }
        assert_eq!(text("MIME-Version: 1.0\r\n".to_owned()), None);
        assert_eq!(text("<html>MIME-Version: 1.0".to_owned()), None);
    }
}
