//! What the fonts of the faces are called: the one table behind every format that names fonts and
//! does not hold them.

use super::Face;

/// The fonts that may set a face, by their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// The font of official papers.
    pub name: &'static str,
    /// Other names of it, then the nearest that Windows and WPS bring along.
    pub instead: &'static [&'static str],
    /// The nearest of other systems.
    pub elsewhere: &'static [&'static str],
}

impl Face {
    /// The fonts that set it. An office without 方正小标宋 or the GB2312 cuts gets the names that
    /// follow.
    pub const fn family(self) -> Family {
        match self {
            Self::Title => Family {
                name: "方正小标宋简体",
                instead: &["FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "宋体"],
                elsewhere: &["SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"],
            },
            Self::Fang => Family {
                name: "仿宋_GB2312",
                instead: &["仿宋", "FangSong"],
                elsewhere: &["STFangsong", "Songti SC", "Noto Serif CJK SC", "Noto Serif SC"],
            },
            Self::Kai => Family {
                name: "楷体_GB2312",
                instead: &["楷体", "KaiTi"],
                elsewhere: &[
                    "STKaiti",
                    "Kaiti SC",
                    "LXGW WenKai",
                    "Noto Serif CJK SC",
                    "Noto Serif SC",
                ],
            },
            Self::Hei => Family {
                name: "黑体",
                instead: &["SimHei"],
                elsewhere: &["Heiti SC", "Noto Sans CJK SC", "Noto Sans SC"],
            },
            Self::Song => Family {
                name: "宋体",
                instead: &["SimSun"],
                elsewhere: &["Songti SC", "Noto Serif CJK SC", "Noto Serif SC"],
            },
            Self::Latin => Family {
                name: "Times New Roman",
                instead: &[],
                elsewhere: &["Liberation Serif", "Times"],
            },
        }
    }

    /// The face that a font of this name sets.
    pub fn of_font(name: &str) -> Option<Self> {
        // What stands in for 小标宋 is 宋体 and no 小标宋, so that the later faces come first.
        Self::ALL
            .into_iter()
            .rev()
            .find(|face| face.family().name == name || face.family().instead.contains(&name))
    }
}
