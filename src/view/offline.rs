//! The dialog 本页不联网, which explains why the page cannot send data and shows the result of trying.

use super::button::Button;
use super::modal::{Modal, acknowledge};
use super::{Act, ElementId, drawn};
use maud::{Markup, html};

/// A way in which a page could send data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkApi {
    /// `fetch`.
    Fetch,
    /// `XMLHttpRequest`.
    Request,
    /// `WebSocket`.
    Socket,
    /// An image from elsewhere.
    Image,
    /// `navigator.sendBeacon`.
    Beacon,
}

impl NetworkApi {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 5] =
        [Self::Fetch, Self::Request, Self::Socket, Self::Image, Self::Beacon];

    /// The id, which `www/offline.js` and the attribute `data-way` use.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Fetch => "fetch",
            Self::Request => "request",
            Self::Socket => "socket",
            Self::Image => "image",
            Self::Beacon => "beacon",
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Fetch => "向网站发送数据（fetch）",
            Self::Request => "向网站发送数据的老办法（XMLHttpRequest）",
            Self::Socket => "与网站保持连接（WebSocket）",
            Self::Image => "从网站取图片，把数据藏在网址里",
            Self::Beacon => "关页面时悄悄发送（sendBeacon）",
        }
    }
}

/// The result of trying one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeResult {
    /// The browser reported that the policy of the page refused it.
    Refused,
    /// Nothing was sent, and the browser did not say why.
    Failed,
    /// The browser does not have this interface.
    Absent,
    /// The policy did not refuse it.
    Passed,
}

impl ProbeResult {
    /// Parses a result as `www/offline.js` spells it. An unknown word counts as
    /// [`ProbeResult::Passed`].
    pub fn parse(word: &str) -> Self {
        match word {
            "refused" => Self::Refused,
            "failed" => Self::Failed,
            "absent" => Self::Absent,
            _ => Self::Passed,
        }
    }

    const fn class_and_text(self) -> (&'static str, &'static str) {
        match self {
            Self::Refused => ("nb-holds", "✓ 被本页的安全策略拒绝"),
            Self::Failed => ("nb-holds", "✓ 没有发出去"),
            Self::Absent => ("nb-holds", "✓ 这个浏览器没有这项功能"),
            Self::Passed => ("nb-e", "✗ 没有被拒绝"),
        }
    }
}

/// The dialog before the results are known. `server` is the server that the page was opened from,
/// or `None` if it was opened from a file.
pub fn dialog(server: Option<&str>) -> String {
    let body = html! {
        p {
            "填写的内容只在这台电脑里：在本页里、浏览器的本机存储里（设为不在本机保存时不存），和你自己存的文件里。这一点由浏览器保证，不靠本页自觉："
        }
        ul class="nb-notes" {
            li {
                "本页文件开头写着一条安全策略，不许本页连接任何网址、取任何网上的东西、提交表单、嵌入别的网页。策略先于程序生效，程序改不了它。"
            }
            li { "程序全部装在这一个文件里；装好以后，本页再加一条策略，不许再运行任何新的程序。" }
            li {
                "策略管不到的是跳转到别的网页和点对点通话（WebRTC）：本页没有通往网站的链接，程序里这两样都没有。"
            }
            @if let Some(server) = server {
                li {
                    "本页是从服务器 " (server)
                    " 打开的：打开本页、查看有没有新版本时，浏览器从那里取本页自己的文件；填写的内容同样不发往那里。"
                }
            }
        }
        h2 { "现在就试" }
        p class="nb-d-note" {
            "本页刚刚用下面每种办法向一个不存在的网址（nianbao.invalid）发送，浏览器是这样答复的："
        }
        div id=(ElementId::OfflineAnswers) role="status" { p class="nb-d-note" { "正在试……" } }
        p class="nb-d-note" {
            "还不放心：拔掉网线、关掉无线网再用，一样能填、能存、能导出；或者按 F12 打开“网络”一栏看着，里面不会有发往别处的请求。"
        }
    };
    Modal::wide("本页不联网").with(&body, &acknowledge("知道了"))
}

/// The table of results, for the element [`ElementId::OfflineAnswers`].
pub fn answers(list: &[(NetworkApi, ProbeResult)]) -> String {
    let has_passed = list.iter().any(|(_, answer)| *answer == ProbeResult::Passed);
    drawn(html! {
        table class="nb-plain" {
            thead { tr { th scope="col" { "办法" } th scope="col" { "浏览器的答复" } } }
            tbody {
                @for (way, answer) in list {
                    @let (class, text) = answer.class_and_text();
                    tr {
                        th scope="row" { (way.name()) }
                        td { span class=(class) data-way=(way.id()) { (text) } }
                    }
                }
            }
        }
        @if has_passed {
            p class="nb-d-note nb-bad" {
                "有办法没有被拒绝：这个文件可能被人改过，请停止使用，重新取得本工具。"
            }
        } @else {
            p class="nb-d-note nb-good" { "✓ 没有一种办法能把内容发出去。" }
        }
    })
}

/// The button on every screen that opens the dialog.
pub fn badge(text: &str) -> Markup {
    Button::new(Act::Offline, "nb-link nb-offline").with(html! { (lock()) (text) })
}

/// A small padlock.
fn lock() -> Markup {
    html! {
        svg class="nb-lock" viewBox="0 0 16 16" aria-hidden="true" {
            path d="M4 7V5a4 4 0 0 1 8 0v2h1v7H3V7zm2 0h4V5a2 2 0 0 0-4 0z" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named() {
        assert!(
            dialog(Some("oa.example.gov.cn:8080"))
                .contains("本页是从服务器 oa.example.gov.cn:8080 打开的")
        );
        assert!(!dialog(None).contains("服务器"));
    }

    #[test]
    fn one_way_out_is_enough_for_a_warning() {
        let refused = NetworkApi::ALL.map(|way| (way, ProbeResult::Refused));
        assert!(answers(&refused).contains("没有一种办法能把内容发出去"));
        let mut leaking = refused;
        leaking[3].1 = ProbeResult::Passed;
        let html = answers(&leaking);
        assert!(html.contains("请停止使用") && !html.contains("没有一种办法"));
    }
}
