//! The meanings of words that stand near a number.

use std::mem::discriminant;

/// What a word means for the numbers near it.
#[derive(Clone, Copy, Debug, Eq)]
pub(super) enum Word {
    /// What is counted.
    Area(Area),
    /// 依申请公开: applications, or what was opened on them.
    OnRequest,
    /// 复议机关, 法院: who decides disputes of that kind.
    Body(Area),
    /// 除, which leaves out the words up to 外.
    Except,
    /// 外
    Outside,
    /// 涉及政府信息公开: which of the disputes the report is about.
    OfDisclosure,
    /// What happened to an application.
    Handle(Handling),
    /// A row of table 3.
    Row(OutcomeRow),
    /// Who applied.
    Applicant(Applicant),
    /// How a dispute ended.
    Outcome(DisputeOutcome),
    /// What happened to a document.
    Act(DocumentAction),
    /// By which way something came: parts of a sum, in no table.
    Channel,
    /// 其中: what follows are parts.
    Part,
    /// 包括, 主要, 等: what follows are some of the parts.
    Open,
    /// 另有: what follows is no part.
    Apart,
    /// 其余: what is left of the whole.
    Rest,
    /// 两项: the last numbers together.
    Several(usize),
    /// 各, 均: the number holds for each.
    Each,
    /// 分别: names and numbers go by pairs.
    Respectively,
    /// 和, 及, 、
    And,
    /// 占
    Share,
    /// 同比, 较上年
    Compare,
    /// 上年, 去年
    LastYear,
    /// 今年, 本年
    ThisYear,
    /// 增长
    Up,
    /// 下降
    Down,
    /// 持平
    Flat,
    /// 翻了一番
    Doubled,
    /// 未收到, 无: nothing of what follows.
    No(Negation),
    /// 均获维持
    AllUpheld,
    /// 零败诉
    NoLoss,
    /// A noun that no table counts.
    Foreign,
    /// 信息, 文件: a noun that no table counts, unless a row of table 3 says what happened to it.
    Matter,
    /// 总数: all of what is named.
    Sum,
    /// 事项: items of licensing and the like, which only the form of 2019 counts.
    Items,
    /// A rate such as 答复率: its number says nothing about cells, and the subject stays.
    Rate,
    /// 备案: another scope, to the end of the sentence.
    Registered,
    /// What changes the scope to the end of the sentence: other years, other agencies, plans.
    Limit,
    /// What narrows the scope to the end of the sentence: a part of the year, some offices.
    Portion,
    /// What narrows the scope of its own clause.
    Narrow,
    /// 类, which narrows a noun and not an outcome: 征地类, but 无法提供类.
    Kind,
    /// 此类: some of what was named before, so that disputes behind it are some of all.
    Such,
    /// 为被申请人: whose decision a dispute is about, so that others may act in it.
    Respondent,
    /// 办公室: the whole agency in a township, one office of many elsewhere.
    Office,
    /// 以来: since a year.
    Since,
    /// 共, 累计: a whole.
    Total,
    /// 全县, 我市: all of an area, by its kind.
    Realm(char),
    /// Says nothing about what is counted.
    Filler,
    /// Punctuation.
    Mark(char),
    /// A number, by its place in the list.
    Number(usize),
    /// A year.
    Year(u16),
    /// A day that ends or begins the year.
    YearEnd,
    /// Letters that no word of the table explains.
    Unknown,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Area {
    /// 政府信息公开申请
    Requests,
    /// 申请, without saying of what.
    Applications,
    /// 行政复议
    Review,
    /// 行政诉讼
    Litigation,
    /// 未经复议直接起诉
    Direct,
    /// 复议后起诉
    AfterReview,
    Regulations,
    Normative,
    Licensing,
    Penalties,
    Coercion,
    Fees,
    Procurement,
    /// A row of documents in table 2 that the enum has no name for, by its key.
    Document(&'static str),
    /// Any other row of table 2 that the enum has no name for, by its key.
    Decided(&'static str),
}

/// What happened to applications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Handling {
    /// 收到, 受理
    Received,
    /// 新收
    New,
    /// 答复, 办结
    Answered,
    /// 办理, 处理
    Handled,
    /// 上年结转
    CarriedIn,
    /// 结转下年
    CarriedOut,
    /// 结转, without saying from where to where.
    Carried,
}

impl Handling {
    /// Whether it is about applications that are carried over from one year to the next.
    pub const fn is_carried(self) -> bool {
        matches!(self, Self::CarriedIn | Self::CarriedOut | Self::Carried)
    }
}

/// Rows of table 3, groups included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomeRow {
    Granted,
    Partial,
    Denied,
    Unable,
    Declined,
    Other,
    /// A group that the enum has no name for, by the key that those of its rows begin with.
    Group(&'static str),
    /// A row by its key: one within a group, or one that the enum has no name for.
    Single(&'static str),
    /// A row that the words fit, though others may be meant.
    Loose(&'static str),
    /// A row by its short label, in forms that have it. In other forms the words fit another row,
    /// though others may be meant.
    Named {
        /// The row that the short label names.
        row: &'static str,
        /// The row that is meant in other forms.
        otherwise: &'static str,
    },
    /// 撤回: part of 其他.
    Withdrawn,
}

impl OutcomeRow {
    /// Whether it is one row of that group.
    pub fn is_row_of(self, group: Self) -> bool {
        let name = match group {
            Self::Denied => "denied.",
            Self::Unable => "unable.",
            Self::Declined => "declined.",
            Self::Other => "other.",
            _ => return false,
        };
        matches!(self, Self::Single(key) | Self::Loose(key) if key.starts_with(name))
    }
}

/// Columns of table 3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applicant {
    Natural,
    Organisations,
    Business,
    Research,
    Welfare,
    Legal,
    /// An applicant that the enum has no name for, by its key.
    Single(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DisputeOutcome {
    Upheld,
    Corrected,
    Other,
    Pending,
    /// 审结: all but those pending.
    Closed,
    /// An outcome that the enum has no name for, by its key.
    Single(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DocumentAction {
    /// 制发
    Issued,
    /// 新制作: a column of the form of 2019.
    NewlyMade,
    /// 公开
    Opened,
    /// 公布, which makes a 规章 and opens any other document.
    Published,
    /// 对外公开: in this year or before.
    OpenToPublic,
    /// 新公开: in this year.
    NewlyOpened,
    Repealed,
    InForce,
    /// 修订, 清理: no column.
    Changed,
    /// 金额
    Amount,
    /// 处理决定
    Decided,
}

/// What there is nothing of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Negation {
    /// 未收到
    Received,
    /// 未制发
    Issued,
    /// 未废止
    Repealed,
    /// 无, 未发生
    Any,
}
/// The columns of table 2 that count documents, by their keys, in the order in which they are
/// tried.
pub(super) const DOCUMENT_COLUMNS: [&str; 5] =
    ["issued", "in_force", "made", "opened", "open_total"];

impl PartialEq for Word {
    /// Most words differ by their kinds, which are compared without a call.
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other) && self.says_as_much(other)
    }
}

impl Word {
    /// Whether a word of the same kind means the same.
    fn says_as_much(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Area(one), Self::Area(two)) | (Self::Body(one), Self::Body(two)) => one == two,
            (Self::Handle(one), Self::Handle(two)) => one == two,
            (Self::Row(one), Self::Row(two)) => one == two,
            (Self::Applicant(one), Self::Applicant(two)) => one == two,
            (Self::Outcome(one), Self::Outcome(two)) => one == two,
            (Self::Act(one), Self::Act(two)) => one == two,
            (Self::No(one), Self::No(two)) => one == two,
            (Self::Several(one), Self::Several(two)) | (Self::Number(one), Self::Number(two)) => {
                one == two
            }
            (Self::Realm(one), Self::Realm(two)) | (Self::Mark(one), Self::Mark(two)) => one == two,
            (Self::Year(one), Self::Year(two)) => one == two,
            _ => true,
        }
    }

    /// Whether it names something that cells count.
    pub const fn is_meaning(self) -> bool {
        matches!(
            self,
            Self::Area(_)
                | Self::OnRequest
                | Self::Row(_)
                | Self::Applicant(_)
                | Self::Outcome(_)
                | Self::Act(_)
                | Self::Handle(Handling::CarriedIn | Handling::CarriedOut | Handling::Carried)
        )
    }
}

impl Area {
    /// Whether it is counted in table 4.
    pub const fn is_dispute(self) -> bool {
        matches!(self, Self::Review | Self::Litigation | Self::Direct | Self::AfterReview)
    }

    /// Whether it is counted in table 3.
    pub const fn is_requests(self) -> bool {
        matches!(self, Self::Requests | Self::Applications)
    }

    /// Whether it is counted among lawsuits.
    pub const fn is_lawsuit(self) -> bool {
        matches!(self, Self::Litigation | Self::Direct | Self::AfterReview)
    }

    /// Whether table 2 counts its decisions.
    pub const fn is_decision(self) -> bool {
        matches!(self, Self::Licensing | Self::Penalties | Self::Coercion | Self::Decided(_))
    }

    /// Whether it is a kind of document.
    pub const fn is_document(self) -> bool {
        matches!(self, Self::Regulations | Self::Normative | Self::Document(_))
    }
}
