//! The fonts of the pack, their origins and their digests.

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::Path;

/// A source font.
pub struct Font {
    /// The face that the font is used for, by its id in the product.
    pub face: &'static str,
    /// The name of the font.
    pub name: &'static str,
    /// The file name in the folder of the sources.
    pub file: &'static str,
    /// The SHA-256 of the file.
    pub digest: &'static str,
    /// Whether the font is used for letters and digits only.
    pub latin: bool,
    /// How far, in units of the em, outlines may move so that they need fewer points; 0 leaves them
    /// unchanged.
    pub slack: f64,
}

/// A font whose outlines stay unchanged.
const fn exact(
    face: &'static str,
    name: &'static str,
    file: &'static str,
    digest: &'static str,
) -> Font {
    Font { face, name, file, digest, latin: false, slack: 0.0 }
}

/// The fonts, one for each face. 小标宋 is represented by a heavy 宋, which is nearest; of the two free
/// 楷体 that are packaged, this one has the shapes of official papers.
pub const FONTS: [Font; 6] = [
    exact(
        "title",
        "Noto Serif SC Bold",
        "noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
    Font {
        face: "fang",
        name: "FandolFang",
        file: "fandol/FandolFang-Regular.otf",
        digest: "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
        latin: false,
        slack: FANDOL,
    },
    Font {
        face: "kai",
        name: "FandolKai",
        file: "fandol/FandolKai-Regular.otf",
        digest: "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
        latin: false,
        slack: FANDOL,
    },
    exact(
        "hei",
        "Noto Sans SC",
        "noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    exact(
        "song",
        "Noto Serif SC",
        "noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    Font {
        face: "latin",
        name: "Tinos",
        file: "tinos/400Regular/Tinos_400Regular.ttf",
        digest: "924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe",
        latin: true,
        slack: 0.0,
    },
];

/// Two thousandths of the em: eleven thousandths of a millimetre at the size of the text, a quarter
/// of what a printer can reproduce.
const FANDOL: f64 = 2.0;

/// The licences: what they apply to, the file, its SHA-256.
const LICENCES: [(&str, &str, &str); 5] = [
    (
        "Noto Serif SC（小标宋、宋体）",
        "noto-serif-sc/LICENSE_FONT",
        "5e0da210fb04058a8c0087985d2d456b931c2579811a49655721d3cf0c36b6d6",
    ),
    (
        "Noto Sans SC（黑体）",
        "noto-sans-sc/LICENSE_FONT",
        "1c05c68c34f9708415aada51f17e1b0092d2cea709bf4a94cd38114f9e73d7d9",
    ),
    (
        "Tinos（西文）",
        "tinos/LICENSE_FONT",
        "cb3382d4643e8b02c12e322c220a3c76a5020d667e4fd4e7c75e744cca6caa6b",
    ),
    (
        "FandolFang、FandolKai（仿宋、楷体）",
        "fandol/README",
        "32537e063f4c7d4aebf016d5c8279cbce13f34fc8970f24b2578a3c04d0f8ca6",
    ),
    (
        "FandolFang、FandolKai 的许可证全文",
        "fandol/COPYING",
        "853b586f0d520493390e571431afaf36a5fbb27dcfd239338a7ee9b0505cb004",
    ),
];

/// The changes to the fonts, which some of the licences require to be stated.
const CHANGES: &str = "这些字体只留下了年报常用的字（GB 2312 的全部汉字和符号，以及一些人名地名用字），去掉了微调指令和排版特性；\
    FandolFang、FandolKai 的轮廓改成了二次曲线，并减少了控制点。原字体和做法在同时生成的 fonts-source.tar.gz 里；\
    原字体也见 https://ctan.org/pkg/fandol。\
    FandolFang、FandolKai 许可证末尾的例外（嵌入文档不使文档受该许可证约束）同样适用于这里改过的字体。";

/// Reads a file of the sources.
///
/// # Errors
/// When it is missing, or its digest differs.
pub fn read(folder: &Path, file: &str, digest: &str) -> Result<Vec<u8>> {
    let path = folder.join(file);
    let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let found = Sha256::digest(&bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    if found != digest {
        bail!(
            "{} is another file than this pack is made of: its SHA-256 is {found}, not {digest}",
            path.display()
        );
    }
    Ok(bytes)
}

/// The licences as one text.
///
/// # Errors
/// The errors of [`read`].
pub fn licences(folder: &Path) -> Result<String> {
    let mut text = CHANGES.to_owned();
    for (name, file, digest) in LICENCES {
        let words =
            String::from_utf8(read(folder, file, digest)?).with_context(|| file.to_owned())?;
        let _ = write!(text, "\n\n======== {name} ========\n\n{}", words.replace('\r', "").trim());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_of_the_product_has_one_font() {
        let mut faces: Vec<&str> = FONTS.iter().map(|font| font.face).collect();
        faces.sort_unstable();
        assert_eq!(faces, ["fang", "hei", "kai", "latin", "song", "title"]);
    }

    #[test]
    fn another_file_is_refused() {
        let folder = std::env::temp_dir();
        let name = format!("font-pack-{}", std::process::id());
        std::fs::write(folder.join(&name), b"abc").unwrap();
        let right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(read(&folder, &name, right).unwrap(), b"abc");
        assert!(read(&folder, &name, FONTS[0].digest).unwrap_err().to_string().contains(right));
        std::fs::remove_file(folder.join(&name)).unwrap();
        assert!(read(&folder, &name, right).is_err());
    }
}
