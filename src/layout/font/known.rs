//! The fonts that offices and systems have, by the names of their files and their own names.
//!
//! The input is a face, or the names of a font. The output is the fonts that can set the face, the
//! best first, or the face that the font is for. No file is opened here: the command looks for
//! these files, and the page reads the names of a chosen font.

use super::Face;

/// How well a font fits a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The design that official papers require.
    Meant,
    /// A similar design.
    Near,
}

/// A font that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownFont {
    /// The face for which its design is required; `None` if it only substitutes.
    pub required_for: Option<Face>,
    /// The faces that it can substitute for. The first describes its own design where
    /// `required_for` is `None`.
    pub near: &'static [Face],
    /// The names of its files.
    pub files: &'static [&'static str],
    /// Its full names, in Chinese and for PostScript. Case, spaces and hyphens are ignored.
    pub names: &'static [&'static str],
}

impl KnownFont {
    fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| plain(own).eq(plain(name)))
    }
}

use Face::{Fang, Hei, Kai, Latin, Song, Title};

const fn required(
    face: Face,
    files: &'static [&'static str],
    names: &'static [&'static str],
) -> KnownFont {
    KnownFont { required_for: Some(face), near: &[], files, names }
}

const fn near(
    near: &'static [Face],
    files: &'static [&'static str],
    names: &'static [&'static str],
) -> KnownFont {
    KnownFont { required_for: None, near, files, names }
}

/// All known fonts. Of two fonts for the same face the better one comes first.
pub const KNOWN: [KnownFont; 44] = [
    required(
        Title,
        &["FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF", "方正小标宋简体.ttf"],
        &["方正小标宋简体", "FZXBSJW--GB1-0"],
    ),
    required(Title, &["FZXBSK.TTF", "方正小标宋_GBK.ttf"], &["方正小标宋_GBK", "FZXBSK--GBK1-0"]),
    required(
        Fang,
        &["simfang_GB2312.ttf", "仿宋_GB2312.ttf", "FangSong_GB2312.ttf"],
        &["仿宋_GB2312", "FangSong_GB2312"],
    ),
    required(Fang, &["simfang.ttf"], &["仿宋", "FangSong"]),
    required(Fang, &["STFANGSO.TTF"], &["华文仿宋", "STFangsong"]),
    required(
        Fang,
        &["方正仿宋_GBK.ttf", "FZFSK.TTF"],
        &["方正仿宋_GBK", "FZFSK--GBK1-0", "方正仿宋简体", "FZFSJW--GB1-0"],
    ),
    required(
        Kai,
        &["楷体_GB2312.ttf", "KaiTi_GB2312.ttf", "simkai_GB2312.ttf"],
        &["楷体_GB2312", "KaiTi_GB2312"],
    ),
    required(Kai, &["simkai.ttf"], &["楷体", "KaiTi"]),
    required(Kai, &["STKAITI.TTF"], &["华文楷体", "STKaiti", "STKaiti SC Regular"]),
    required(
        Kai,
        &["方正楷体_GBK.ttf", "FZKTK.TTF"],
        &["方正楷体_GBK", "FZKTK--GBK1-0", "方正楷体简体", "FZKTJW--GB1-0"],
    ),
    required(Hei, &["simhei.ttf"], &["黑体", "SimHei"]),
    required(Hei, &["STHeiti Medium.ttc"], &["STHeiti", "STHeiti SC Medium", "华文黑体"]),
    required(
        Hei,
        &["方正黑体_GBK.ttf", "FZHTK.TTF"],
        &["方正黑体_GBK", "FZHTK--GBK1-0", "方正黑体简体", "FZHTJW--GB1-0"],
    ),
    // No system has a font of the design 小标宋. A heavy 宋 is the most similar.
    near(
        &[Title],
        &["NotoSerifCJK-Bold.ttc", "NotoSerifSC-Bold.otf", "NotoSerifCJKsc-Bold.otf"],
        &["Noto Serif CJK SC Bold", "Noto Serif SC Bold"],
    ),
    near(
        &[Title],
        &["SourceHanSerifSC-Bold.otf"],
        &[
            "Source Han Serif SC Bold",
            "Source Han Serif CN Bold",
            "思源宋体 Bold",
            "思源宋体 CN Bold",
        ],
    ),
    near(&[Title], &["STZHONGS.TTF"], &["华文中宋", "STZhongsong"]),
    KnownFont {
        required_for: Some(Song),
        near: &[Title],
        files: &["simsun.ttc", "SimSun.ttf"],
        names: &["宋体", "SimSun", "新宋体", "NSimSun"],
    },
    required(Song, &["STSONG.TTF"], &["华文宋体", "STSong"]),
    required(Song, &["Songti.ttc"], &["Songti SC Regular", "STSongti SC Regular"]),
    required(
        Song,
        &["方正书宋_GBK.ttf", "FZSSK.TTF"],
        &["方正书宋_GBK", "FZSSK--GBK1-0", "方正书宋简体", "FZSSJW--GB1-0"],
    ),
    required(
        Latin,
        &["times.ttf", "Times New Roman.ttf"],
        &["Times New Roman", "TimesNewRomanPSMT"],
    ),
    near(&[Fang], &["FandolFang-Regular.otf"], &["FandolFang", "FandolFang Regular"]),
    near(&[Fang], &["cwfs.ttf"], &["cwTeXFangSong"]),
    near(&[Kai], &["FandolKai-Regular.otf"], &["FandolKai", "FandolKai Regular"]),
    near(&[Kai], &["LXGWWenKai-Regular.ttf"], &["LXGW WenKai", "LXGW WenKai Regular", "霞鹜文楷"]),
    near(&[Kai], &["gkai00mp.ttf"], &["AR PL KaitiM GB", "文鼎ＰＬ简中楷"]),
    near(&[Kai], &["ukai.ttc"], &["AR PL UKai CN"]),
    near(
        &[Song, Fang, Kai],
        &["NotoSerifCJK-Regular.ttc", "NotoSerifSC-Regular.otf", "NotoSerifCJKsc-Regular.otf"],
        &[
            "Noto Serif CJK SC",
            "Noto Serif CJK SC Regular",
            "Noto Serif SC",
            "Noto Serif SC Regular",
        ],
    ),
    near(
        &[Song],
        &["SourceHanSerifSC-Regular.otf"],
        &["Source Han Serif SC Regular", "Source Han Serif CN Regular", "思源宋体", "思源宋体 CN"],
    ),
    near(&[Song], &["FandolSong-Regular.otf"], &["FandolSong", "FandolSong Regular"]),
    near(&[Song, Fang, Title], &["gbsn00lp.ttf"], &["AR PL SungtiL GB", "文鼎ＰＬ简报宋"]),
    near(&[Song], &["uming.ttc"], &["AR PL UMing CN"]),
    near(
        &[Hei],
        &["NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "NotoSansCJKsc-Regular.otf"],
        &["Noto Sans CJK SC", "Noto Sans CJK SC Regular", "Noto Sans SC", "Noto Sans SC Regular"],
    ),
    near(
        &[Hei],
        &["SourceHanSansSC-Regular.otf"],
        &["Source Han Sans SC Regular", "Source Han Sans CN Regular", "思源黑体", "思源黑体 CN"],
    ),
    near(&[Hei], &["FandolHei-Regular.otf"], &["FandolHei", "FandolHei Regular"]),
    near(&[Hei], &["msyh.ttc", "msyh.ttf"], &["微软雅黑", "Microsoft YaHei"]),
    near(&[Hei], &["STXIHEI.TTF"], &["华文细黑", "STXihei"]),
    near(&[Hei], &["wqy-zenhei.ttc"], &["WenQuanYi Zen Hei"]),
    near(&[Hei], &["wqy-microhei.ttc"], &["WenQuanYi Micro Hei"]),
    near(&[Latin], &["LiberationSerif-Regular.ttf"], &["Liberation Serif"]),
    near(&[Latin], &["Tinos-Regular.ttf"], &["Tinos", "Tinos Regular"]),
    near(&[Latin], &["NimbusRoman-Regular.otf"], &["Nimbus Roman Regular"]),
    near(&[Latin], &["FreeSerif.ttf"], &["FreeSerif", "FreeSerif Regular"]),
    near(&[Latin], &["DejaVuSerif.ttf"], &["DejaVu Serif"]),
];

/// The fonts that can set a face, the best first.
pub fn fitting(face: Face) -> impl Iterator<Item = (&'static KnownFont, Fit)> {
    let required_fonts = KNOWN
        .iter()
        .filter(move |known| known.required_for == Some(face))
        .map(|known| (known, Fit::Meant));
    required_fonts.chain(
        KNOWN
            .iter()
            .filter(move |known| known.near.contains(&face))
            .map(|known| (known, Fit::Near)),
    )
}

/// The best of some fonts for a face: its index, and how well it fits. Each font is given by its
/// full names.
pub fn best<N: AsRef<str>>(face: Face, fonts: &[impl AsRef<[N]>]) -> Option<(usize, Fit)> {
    let called = |known: &KnownFont| {
        fonts
            .iter()
            .position(|names| names.as_ref().iter().any(|name| known.is_called(name.as_ref())))
    };
    fitting(face).find_map(|(known, fit)| Some((called(known)?, fit)))
}

/// The face that a font is for, by its full names, or by the name of its file if the full names are
/// not known. The name of an unknown font often contains its design; the font then counts as
/// [`Fit::Near`].
pub fn guess<'a>(
    names: impl IntoIterator<Item = &'a str> + Clone,
    file: &'a str,
) -> Option<(Face, Fit)> {
    let face_and_fit = |known: &KnownFont| {
        known
            .required_for
            .map(|face| (face, Fit::Meant))
            .or_else(|| known.near.first().map(|face| (*face, Fit::Near)))
    };
    let called = |known: &&KnownFont| names.clone().into_iter().any(|name| known.is_called(name));
    let filed = |known: &&KnownFont| known.files.iter().any(|own| own.eq_ignore_ascii_case(file));
    let found =
        KNOWN.iter().find(called).or_else(|| KNOWN.iter().find(filed)).and_then(face_and_fit);
    found.or_else(|| {
        names.into_iter().chain([file]).find_map(face_in_name).map(|face| (face, Fit::Near))
    })
}

/// The face whose design a name contains. A heavy or slanted cut is another design, and ExtB has
/// none of the usual characters.
fn face_in_name(name: &str) -> Option<Face> {
    const DESIGNS: [(&str, Face); 10] = [
        ("小标宋", Title),
        ("仿宋", Fang),
        ("fangsong", Fang),
        ("楷", Kai),
        ("kaiti", Kai),
        ("黑体", Hei),
        ("heiti", Hei),
        ("书宋", Song),
        ("宋体", Song),
        ("songti", Song),
    ];
    let name: String = plain(name).collect();
    let other = ["bold", "black", "italic", "oblique", "extb", "extg", "粗", "大黑", "行楷"]
        .iter()
        .any(|word| name.contains(word));
    DESIGNS.into_iter().find(|(word, _)| !other && name.contains(word)).map(|(_, face)| face)
}

fn plain(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_' | '\u{3000}')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_face_has_a_required_font_and_fonts_are_found_by_name_and_file() {
        for face in Face::ALL {
            assert_eq!(fitting(face).next().map(|(_, fit)| fit), Some(Fit::Meant), "{face:?}");
        }
        for known in &KNOWN {
            let own = known.required_for.or(known.near.first().copied());
            for name in known.names {
                assert_eq!(guess([*name], "x.ttf").map(|(face, _)| face), own, "{name}");
                assert_eq!(
                    guess([name.to_uppercase().as_str()], "x.ttf").map(|(face, _)| face),
                    own,
                    "{name}"
                );
            }
            for file in known.files {
                assert_eq!(guess([], file).map(|(face, _)| face), own, "{file}");
            }
        }
    }

    #[test]
    fn names_and_files_of_fonts_are_unique() {
        let mut names: Vec<String> =
            KNOWN.iter().flat_map(|known| known.names).map(|name| plain(name).collect()).collect();
        let mut files: Vec<String> =
            KNOWN.iter().flat_map(|known| known.files).map(|name| name.to_lowercase()).collect();
        for list in [&mut names, &mut files] {
            list.sort();
            let before = list.len();
            list.dedup();
            assert_eq!(list.len(), before);
        }
    }

    #[test]
    fn names_of_a_font_count_more_than_its_file_name() {
        assert_eq!(guess(["SimHei"], "simfang.ttf"), Some((Hei, Fit::Meant)));
        assert_eq!(guess(["FangSong", "仿宋"], "1.ttf"), Some((Fang, Fit::Meant)));
        assert_eq!(guess(["方正小标宋_GB18030"], "1.ttf"), Some((Title, Fit::Near)));
        assert_eq!(guess(["汉仪仿宋简"], "1.ttf"), Some((Fang, Fit::Near)));
    }

    #[test]
    fn heavy_and_slanted_cuts_are_other_fonts() {
        for name in [
            "Times New Roman Bold",
            "SimSun-ExtB",
            "方正大黑简体",
            "方正粗宋简体",
            "Noto Sans CJK SC Bold",
            "华文行楷",
            "Arial",
        ] {
            assert_eq!(guess([name], "x.ttf"), None, "{name}");
        }
    }

    #[test]
    fn the_best_installed_font_is_chosen() {
        let fonts = [
            ["Arial", "ArialMT"],
            ["Noto Serif CJK SC", "NotoSerifCJKsc-Regular"],
            ["仿宋", "FangSong"],
        ];
        assert_eq!(best(Fang, &fonts), Some((2, Fit::Meant)));
        assert_eq!(best(Kai, &fonts), Some((1, Fit::Near)));
        assert_eq!(best(Hei, &fonts), None);
    }

    #[test]
    fn fitting_fonts_are_listed_the_best_first() {
        let files = |face: Face| {
            fitting(face).flat_map(|(known, _)| known.files).copied().collect::<Vec<_>>()
        };
        assert_eq!(files(Face::Fang)[0], "simfang_GB2312.ttf");
        let title = files(Face::Title);
        let rank = |name: &str| title.iter().position(|file| *file == name);
        assert!(
            rank("FZXBSK.TTF") < rank("NotoSerifCJK-Bold.ttc")
                && rank("NotoSerifCJK-Bold.ttc") < rank("simsun.ttc"),
            "{title:?}"
        );
    }
}
