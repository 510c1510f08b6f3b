//! Web pages of content systems, in several encodings.

use crate::{normative, read, table_two};

const HEAD: &str = "<h1>清源县青石镇人民政府<br>2024年政府信息公开工作年度报告</h1>\
                    <p>二、主动公开政府信息情况</p>";

#[test]
fn what_a_page_hides_raises_or_strikes_out_is_no_number() {
    for (style, row) in [
        ("", "<td>4<sup>1</sup><td>1<td>9"),
        ("", "<td><s>8</s>4<td>1<td><del>7</del>9"),
        ("", "<td><span style='text-decoration: line-through'>8</span>4<td>1<td>9"),
        ("", "<td>4<span style='vertical-align:super'>[1]</span><td>1<td>9"),
        (".o{display:none}", "<td class=o>8<td>4<td>1<td>9"),
        (".n{font-size:9px;vertical-align:super}", "<td>4<i class=n>2</i><td>1<td>9"),
        (".u u{text-decoration:line-through}", "<td class=u><u>8</u>4<td>1<td>9"),
        ("#x,.y{display:none}", "<td>4<td>1<td>9<tr id=x><td>行政规范性文件<td>8<td>8<td>8"),
        ("@media print{.p{display:none}}", "<td class=p>4<td>1<td>9"),
        ("@media(max-width:600px){.p{display:none}}", "<td class=p>4<td>1<td>9"),
    ] {
        let page = format!("<style>{style}</style>{HEAD}{}", table_two(row));
        assert_eq!(normative(&read(page.as_bytes())), ["4", "1", "9"], "{style} {row}");
    }
}

#[test]
fn a_page_is_read_in_its_encoding() {
    let page = format!("<meta charset=gb2312>{HEAD}{}", table_two("<td>4<td>1<td>9"));
    let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (gbk, _, _) = encoding_rs::GBK.encode(&page);
    let undeclared = page.replace("<meta charset=gb2312>", "");
    let (gb18030, _, _) = encoding_rs::GB18030.encode(&undeclared);
    for bytes in [page.as_bytes(), &utf16, &gbk, &gb18030] {
        let imported = read(bytes);
        assert_eq!(normative(&imported), ["4", "1", "9"]);
        assert_eq!(imported.report.agency.name, "清源县青石镇人民政府");
    }
}

#[test]
fn what_a_site_puts_around_the_article_is_left_out() {
    let page = format!(
        "<nav>一、二、三</nav><div class=\"crumb\">首页 &gt; 政务公开 &gt; 年报</div>\
         <div class=\"main-nav\"><div class=\"header\">{HEAD}</div>\
         <div class=\"position\">办公地点：青石镇一号。</div>{}\
         <p>六、其他需要报告的事项</p><p>没有其他事项。</p></div>\
         <div class=\"share\">分享到：微信</div><div id=\"pageFooter\">主办：某某 版权所有</div>",
        table_two("<td>4<td>1<td>9")
    );
    let imported = read(page.as_bytes());
    assert_eq!(imported.report.agency.name, "清源县青石镇人民政府");
    assert_eq!(normative(&imported), ["4", "1", "9"]);
    let text: String = nianbao::draft::write(&imported.report, "1");
    assert!(text.contains("没有其他事项。") && text.contains("办公地点"), "{text}");
    for around in ["分享到", "版权所有", "首页"] {
        assert!(!text.contains(around), "{around}");
    }
}

#[test]
fn a_table_made_of_div_is_a_table() {
    let row = |cells: &[&str]| {
        let cells: String =
            cells.iter().map(|cell| format!("<div class=\"c\">{cell}</div>")).collect();
        format!("<div class=\"r\">{cells}</div>")
    };
    let rows = [
        row(&["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
        row(&["规章", "0", "0", "0"]),
        row(&["行政规范性文件", "4", "1", "9"]),
    ];
    let styles = ".t{display:table}.r{display:table-row}.c{display:table-cell}";
    let page = format!("<style>{styles}</style>{HEAD}<div class=t>{}</div>", rows.concat());
    assert_eq!(normative(&read(page.as_bytes())), ["4", "1", "9"]);
    let by_class = rows.concat().replace("class=\"r\"", "class=\"grid-row\"");
    let by_class = by_class.replace("class=\"c\"", "class=\"grid-cell\"");
    let page = format!("{HEAD}<div>{by_class}</div>");
    assert_eq!(normative(&read(page.as_bytes())), ["4", "1", "9"]);
}

#[test]
fn a_web_archive_holds_its_page() {
    let page = format!("{HEAD}{}", table_two("<td>4<td>1<td>9"));
    let quoted: String = page.bytes().map(|byte| format!("={byte:02X}")).collect();
    let lines: Vec<&str> = quoted
        .as_bytes()
        .chunks(72)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    let archive = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\n\
         Content-Type: text/html; charset=\"utf-8\"\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--b--\r\n",
        lines.join("=\r\n")
    );
    assert_eq!(normative(&read(archive.as_bytes())), ["4", "1", "9"]);
}
