//! The dialog 键盘操作, which lists what every key does.

use super::button::Button;
use super::modal::{Modal, acknowledge};
use super::{Act, ElementId};
use maud::{Markup, html};

/// The keys, by the part of the page where they work: the key as it is printed on keyboards, and
/// what it does. The chapter 快捷键和大字 of the manual lists the same.
pub(super) const KEYS: [(&str, &[(&str, &str)]); 4] = [
    (
        "到处都可以用",
        &[
            ("Tab / Shift+Tab", "到下一处 / 上一处；到了按钮上，按回车或空格"),
            (
                "F6 / Shift+F6",
                "到下一个区域 / 上一个区域：各部分的目录、正在填的部分、核对（或预览）、上面的按钮",
            ),
            ("F8 / Shift+F8", "到下一条 / 上一条核对发现的问题"),
            ("Ctrl+S", "存成文件"),
            ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"),
            ("Ctrl+P", "打印"),
            ("F1", "打开使用说明"),
            ("?", "列出全部按键（不在填写框里时）"),
        ],
    ),
    (
        "写文字",
        &[("回车", "另起一段"), ("Ctrl+B", "选中的字加粗，或者取消加粗"), ("Tab", "离开编辑框")],
    ),
    (
        "表格里",
        &[
            ("↑ ↓ ← →", "到上下左右的格；总计不用填，填数时跳过"),
            ("Tab / Shift+Tab", "到右边 / 左边一格，一行填完到下一行"),
            ("回车 / Shift+回车", "到下面 / 上面一格"),
            ("Home / End", "到这一行的第一格 / 最后一格"),
            ("F2", "在格内移动光标"),
            ("Esc", "放弃这一格刚输入的数；放弃待填入的一块"),
            ("Ctrl+V", "粘贴一个数，或者整块粘贴"),
        ],
    ),
    (
        "窗口和预览里",
        &[
            ("Esc", "关闭，回到原来的地方"),
            ("Tab / Shift+Tab", "在窗口里到下一处 / 上一处"),
            ("PageUp / PageDown", "在预览里翻看"),
        ],
    ),
];

/// The dialog.
pub fn page() -> String {
    let body = html! {
        div class="nb-keys-all" tabindex="0" role="group" aria-labelledby=(ElementId::DialogTitle) {
            @for (context, keys) in KEYS {
                table class="nb-plain nb-keys" {
                    caption { (context) }
                    tbody { @for (key, does) in keys { (row(key, does)) } }
                }
            }
        }
    };
    Modal::wide("键盘操作").with(&body, &acknowledge("知道了"))
}

fn row(key: &str, does: &str) -> Markup {
    html! {
        tr {
            th scope="row" {
                @for (index, key) in key.split(" / ").enumerate() {
                    @if index > 0 { " " }
                    kbd { (key) }
                }
            }
            td { (does) }
        }
    }
}

/// The button that opens the dialog.
pub(super) fn button() -> Markup {
    Button::new(Act::Keys, "nb-link nb-keys-open").named().title("?").with("键盘操作")
}
