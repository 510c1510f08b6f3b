//! The six parts of a report.

use crate::edition::{Edition, TableKey};
use serde::{Deserialize, Serialize};

/// The six parts of a report, in order. Their names are also those of their texts in drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// 一、总体情况
    Overview,
    /// 二、主动公开政府信息情况
    Disclosure,
    /// 三、收到和处理政府信息公开申请情况
    Requests,
    /// 四、政府信息公开行政复议、行政诉讼情况
    Disputes,
    /// 五、存在的主要问题及改进情况
    Problems,
    /// 六、其他需要报告的事项
    Other,
}

impl Part {
    /// All parts in order.
    pub const ALL: [Self; 6] = [
        Self::Overview,
        Self::Disclosure,
        Self::Requests,
        Self::Disputes,
        Self::Problems,
        Self::Other,
    ];

    /// The official heading of the part in an edition, with its number.
    pub const fn heading_in(self, edition: &Edition) -> &'static str {
        edition.headings[self as usize]
    }

    /// The name of the part in drafts.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Disclosure => "disclosure",
            Self::Requests => "requests",
            Self::Disputes => "disputes",
            Self::Problems => "problems",
            Self::Other => "other",
        }
    }

    /// The part with that name in drafts.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.id() == id)
    }

    /// The table that the part holds; `None` for the three parts without a table.
    pub const fn table(self) -> Option<TableKey> {
        match self {
            Self::Disclosure => Some(TableKey::Disclosure),
            Self::Requests => Some(TableKey::Requests),
            Self::Disputes => Some(TableKey::Disputes),
            Self::Overview | Self::Problems | Self::Other => None,
        }
    }

    /// The part that holds a table.
    pub const fn of_table(key: TableKey) -> Self {
        match key {
            TableKey::Disclosure => Self::Disclosure,
            TableKey::Requests => Self::Requests,
            TableKey::Disputes => Self::Disputes,
        }
    }
}
