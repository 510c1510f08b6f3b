//! Radicals as ordinary characters. Text that was copied out of a PDF, or read from one, often has
//! the radical ⼀ (U+2F00) in place of 一, because one glyph of a font stands for both.

/// The ordinary characters of the 214 radicals from U+2F00 on (Unicode, Kangxi Radicals).
const KANGXI: &str = "\
    一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕\
    大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日\
    曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The first of them.
const FIRST: char = '\u{2f00}';

/// Radicals of the other block (Unicode, CJK Radicals Supplement) that are ordinary characters as
/// well, with those characters.
const OTHERS: [(char, char); 28] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// Whether a character is in one of the blocks of radicals.
pub const fn is_radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}')
}

/// The ordinary character of a radical; any other character as it is.
pub fn folded(c: char) -> char {
    if !is_radical(c) {
        return c;
    }
    let index = u32::from(c).checked_sub(u32::from(FIRST));
    match index.and_then(|index| usize::try_from(index).ok()) {
        Some(index) => KANGXI.chars().nth(index).unwrap_or(c),
        None => OTHERS.iter().find(|(radical, _)| *radical == c).map_or(c, |(_, plain)| *plain),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_ordinary_characters() {
        assert_eq!(KANGXI.chars().count(), 214);
        for (radical, plain) in [
            ('⼀', '一'),
            ('⼈', '人'),
            ('⾏', '行'),
            ('⽆', '无'),
            ('⽂', '文'),
            ('⿕', '龠'),
            ('⻓', '长'),
            ('⺠', '民'),
            ('⺀', '⺀'),
            ('一', '一'),
            ('⿰', '⿰'),
        ] {
            assert_eq!(folded(radical), plain);
        }
    }
}
