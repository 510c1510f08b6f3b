//! The names of the fonts of each face. Every format that names fonts without embedding them takes
//! the names from this table.

use super::Face;

/// The names of the fonts that can set a face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// The font of official papers.
    pub name: &'static str,
    /// Other names of that font, then the most similar fonts that Windows and WPS install.
    pub instead: &'static [&'static str],
    /// The most similar fonts of other systems.
    pub elsewhere: &'static [&'static str],
}

impl Face {
    /// The fonts that set the face. An office without 方正小标宋 or the GB2312 fonts gets the names that
    /// follow them.
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

    /// The face that a font with this name sets.
    pub fn of_font(name: &str) -> Option<Self> {
        // 宋体 substitutes for 小标宋 and is also a face of its own, so the later faces are searched
        // first.
        Self::ALL
            .into_iter()
            .rev()
            .find(|face| face.family().name == name || face.family().instead.contains(&name))
    }
}
