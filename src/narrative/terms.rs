//! The meanings of words that stand near a number, and the words of each. The longest word that
//! fits a place is the one that is meant.

/// What a word means for the numbers near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The words of texts: a meaning, and its spellings between spaces. The labels of the editions need
/// not stand here: [`super::lexicon`] adds them. A spelling that stands here keeps its meaning,
/// except that a spelling of [`OutcomeRow::Loose`] which is the short label of another row names
/// that row in the forms that have it.
pub(super) const TERMS: &[(Word, &str)] = &[
    (
        Word::Area(Area::Requests),
        "政府信息公开申请 信息公开申请 政务公开申请 政务信息公开申请 公开政府信息申请 公开申请 \
         申请公开政府信息 政府信息公开的申请 信息公开类申请 依申请公开申请 政府信息申请",
    ),
    (
        Word::OnRequest,
        "依申请公开 政府信息依申请公开 依申请公开政府信息 依申请公开件 依申请公开信息 信息公开依申请",
    ),
    (
        Word::OfDisclosure,
        "涉及政府信息公开 涉及信息公开 涉政府信息公开 涉信息公开 政府信息公开类 信息公开类 属于政府信息公开 涉及政府信息公开类 涉及政府信息公开的 \
         涉及信息公开的 信息公开方面 政府信息公开方面 关于政府信息公开 因政府信息公开 因信息公开 不服政府信息公开 不服信息公开",
    ),
    (Word::Body(Area::Review), "复议机关 行政复议机关"),
    (Word::Body(Area::Litigation), "法院 人民法院"),
    (Word::Except, "除 除了"),
    (Word::Outside, "外 以外 之外"),
    (Word::Area(Area::Applications), "申请"),
    (Word::Area(Area::Review), "行政复议 复议 行政复议申请 复议申请 申请行政复议"),
    (Word::Area(Area::Litigation), "行政诉讼 诉讼 行政应诉 应诉 提起行政诉讼 起诉"),
    (
        Word::Area(Area::Direct),
        "未经复议直接起诉 未经复议直接向法院起诉 未经复议直接向人民法院起诉 未经复议直接提起行政诉讼 未经复议直接诉讼 未经行政复议直接起诉 直接向法院起诉 直接向人民法院起诉 直接提起诉讼 未经复议直接提起诉讼 直接起诉 \
         直接提起行政诉讼 直接诉讼",
    ),
    (
        Word::Area(Area::AfterReview),
        "复议后又起诉 复议后又提起诉讼 经复议起诉 继而起诉 复议后再起诉 先复议后起诉 不服复议决定起诉 不服复议决定提起诉讼 经复议后再起诉 复议后起诉 复议后提起行政诉讼 \
         经复议后起诉 复议后诉讼 经行政复议后起诉 行政复议后起诉",
    ),
    (
        Word::Area(Area::Regulations),
        "市政府规章 省政府规章 规章 政府规章 地方政府规章 部门规章 行政规章",
    ),
    (Word::Area(Area::Normative), "规范性文件 行政规范性文件"),
    (Word::Area(Area::Licensing), "行政许可 许可决定 行政许可决定 许可"),
    (Word::Area(Area::Penalties), "行政处罚 处罚决定 行政处罚决定 处罚"),
    (Word::Area(Area::Coercion), "行政强制 强制决定 行政强制决定 强制"),
    (Word::Area(Area::Decided("services")), "对外管理服务事项"),
    (Word::Area(Area::Fees), "行政事业性收费 行政事业型收费 收费项目"),
    (Word::Area(Area::Procurement), "政府集中采购 集中采购 政府集中采购支出 集中采购支出"),
    (
        Word::Handle(Handling::Received),
        "应答复 应办理 应办结 应办 收到 受理 收办 共收办 共受理 接收 接到 收悉 收取申请 共收 收件 收到并受理",
    ),
    (Word::Handle(Handling::New), "新收 新收到 当年新收 新增受理 新受理 新接收"),
    (
        Word::Handle(Handling::Answered),
        "已办 已办件 已办结 已办理 已办毕 办毕 办理完毕 办结完毕 答复 办结 回复 作出答复 予以答复 办理答复 答复办结 办结答复",
    ),
    (Word::Handle(Handling::Handled), "办理 处理 办件总数"),
    (
        Word::Handle(Handling::CarriedIn),
        "上年结转 上年度结转 上一年结转 上一年度结转 去年结转 结转上年 结转上年度 结转上一年度 上年度结转办理 往年结转 年初结转 由上年结转 上年转入 上年度转入 \
         上年末结转 上年转结 上年度转结 上一年转结 上一年度转结 去年转结 上年遗留 上年度遗留 上年顺延 上年度顺延 去年转入 去年遗留 往年转结 上年未办结 \
         上年度未办结 年初未办结 上年度转入本年 上年结余 上年度结余",
    ),
    (
        Word::Handle(Handling::CarriedOut),
        "结转下年 结转下年度 结转下一年 结转下一年度 结转至下年 结转至下年度 结转至下一年 结转至下一年度 结转到下年 结转到下年度 结转到下一年 结转到下一年度 \
         结转下年度继续办理 结转下一年度继续办理 结转至下年度继续办理 结转至下一年度继续办理 转下年 转下年度 转下一年 转下一年度 转入下年 转入下年度 转至下年度 \
         年底未办结 年末未办结 尚未办结 未办结 未能办结 正在办理 尚在办理 正在办理中 正在办理之中 在办 尚未答复 未答复 未办理完毕 仍在办理 年末结转 年底结转 结转后续 续办 \
         转入下一年度 转至下一年度 转下年度办理 转下一年度办理 顺延 顺延至下年 顺延至下年度 顺延到下年 顺延到下年度 顺延至下一年度 顺延到下一年度 延至下年 \
         延至下一年度 跨年办理 转结下年 结转次年 结转至次年 转次年 转至次年 转入次年 年末未办结 结转至明年 结转明年 转入明年",
    ),
    (
        Word::Handle(Handling::Carried),
        "结转 转结 结转至 结转到 结转入 转入 转至 延至 顺延至 转结至",
    ),
    (
        Word::Row(OutcomeRow::Granted),
        "全部或 全部及 予以公开 全部公开 同意公开 予以全部公开 完全公开 作出予以公开 予公开",
    ),
    (Word::Row(OutcomeRow::Partial), "部分公开 予以部分公开 部份公开 予以部份公开 区分处理"),
    (Word::Row(OutcomeRow::Denied), "不予公开 决定不予公开 不同意公开 不公开 未予公开"),
    (Word::Row(OutcomeRow::Unable), "无法提供 信息无法提供 政府信息无法提供 不能提供"),
    (
        Word::Row(OutcomeRow::Declined),
        "不予处理 不作处理 不予作为政府信息公开申请处理 不予作为申请处理",
    ),
    (
        Word::Row(OutcomeRow::Other),
        "其他处理 作其他处理 作出其他处理 其它处理 作其它处理 其他方式处理 以其他方式处理",
    ),
    (Word::Row(OutcomeRow::Single("denied.state_secret")), "属于国家秘密 国家秘密"),
    (
        Word::Row(OutcomeRow::Single("denied.forbidden_by_law")),
        "其他法律行政法规禁止公开 法律行政法规禁止公开 其他法律、行政法规禁止公开 法律、行政法规禁止公开",
    ),
    (Word::Row(OutcomeRow::Loose("denied.forbidden_by_law")), "法律禁止公开"),
    (
        Word::Row(OutcomeRow::Single("denied.safety_stability")),
        "三安全一稳定 危及“三安全一稳定” “三安全一稳定” 危及三安全一稳定",
    ),
    (Word::Row(OutcomeRow::Single("denied.third_party")), "保护第三方合法权益 第三方合法权益"),
    (Word::Row(OutcomeRow::Loose("denied.third_party")), "商业秘密 个人隐私"),
    (
        Word::Row(OutcomeRow::Single("denied.internal_affairs")),
        "属于三类内部事务信息 三类内部事务信息 内部事务信息 属于内部事务信息",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.process_information")),
        "属于四类过程性信息 四类过程性信息 过程性信息 属于过程性信息",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.enforcement_file")),
        "属于行政执法案卷 行政执法案卷 行政执法案卷信息 执法案卷",
    ),
    (Word::Row(OutcomeRow::Single("denied.administrative_query")), "属于行政查询事项 行政查询事项"),
    (Word::Row(OutcomeRow::Loose("denied.administrative_query")), "行政查询"),
    (
        Word::Row(OutcomeRow::Single("unable.not_held")),
        "不掌握 本机关未掌握 未掌握 本机关不掌握相关政府信息 不掌握相关政府信息 \
         本机关不掌握 不掌握相关信息",
    ),
    (
        Word::Row(OutcomeRow::Loose("unable.not_held")),
        "信息不存在 政府信息不存在 不属于本机关公开 非本机关",
    ),
    (
        Word::Row(OutcomeRow::Single("unable.needs_creation")),
        "没有现成信息需要另行制作 没有现成信息 需要另行制作 需另行制作",
    ),
    (
        Word::Row(OutcomeRow::Single("unable.still_unclear")),
        "补正后申请内容仍不明确 补正后仍不明确 仍不明确 补正后内容仍不明确",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.petition")),
        "信访举报投诉类申请 信访举报投诉类 信访举报投诉",
    ),
    (
        Word::Row(OutcomeRow::Loose("declined.petition")),
        "信访类 信访投诉类 信访举报类 投诉举报类 信访诉求类 以信息公开名义进行信访投诉 以信息公开名义进行信访",
    ),
    (Word::Row(OutcomeRow::Single("declined.repeated")), "重复申请"),
    (Word::Row(OutcomeRow::Single("declined.publication")), "要求提供公开出版物 公开出版物"),
    (Word::Row(OutcomeRow::Single("declined.abusive")), "无正当理由大量反复申请 大量反复申请"),
    (
        Word::Row(OutcomeRow::Single("declined.reconfirm")),
        "要求行政机关确认或重新出具已获取信息 要求确认或重新出具已获取信息 确认或重新出具已获取信息 重新出具已获取信息",
    ),
    (
        Word::Row(OutcomeRow::Single("other.overdue_correction")),
        "申请人无正当理由逾期不补正 无正当理由逾期不补正 申请人逾期不补正 逾期不补正 逾期未补正 申请人逾期未补正",
    ),
    (
        Word::Row(OutcomeRow::Single("other.overdue_fee")),
        "申请人逾期未按收费通知要求缴纳费用 逾期未按收费通知要求缴纳费用 逾期未按收费通知缴纳费用 \
         逾期未缴费 逾期不缴费 逾期未缴纳费用 逾期未缴纳信息处理费 逾期不缴纳费用 逾期不缴纳信息处理费",
    ),
    (
        Word::Row(OutcomeRow::Withdrawn),
        "撤回 撤回申请 主动撤回 主动撤回申请 申请人撤回 申请人撤回申请 申请人主动撤回 申请人主动撤回申请 撤销申请 申请人撤销申请 自行撤回",
    ),
    (
        Word::Applicant(Applicant::Natural),
        "自然人 公民 自然人申请 公民个人 个人 个人申请 公民申请 公民个人申请",
    ),
    (
        Word::Applicant(Applicant::Organisations),
        "法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人 法人或其他组织申请 法人、非法人组织 法人或非法人组织 企业及其他组织 企业等组织 \
         企业和其他组织 企业或其他组织 单位申请 组织申请 法人申请 法人及其他组织申请 法人和其他组织申请",
    ),
    (Word::Applicant(Applicant::Business), "商业企业 企业 商业机构 企业法人"),
    (Word::Applicant(Applicant::Research), "科研机构 科研院所"),
    (Word::Applicant(Applicant::Welfare), "社会公益组织 社会组织 公益组织 社会团体"),
    (Word::Applicant(Applicant::Single("other")), "其他组织 其他类组织"),
    (Word::Applicant(Applicant::Legal), "法律服务机构 律师事务所 律所"),
    (
        Word::Outcome(DisputeOutcome::Upheld),
        "支持我局 支持本机关 支持我镇 支持我县 予以维持 结果维持 维持 维持原行政行为",
    ),
    (
        Word::Outcome(DisputeOutcome::Corrected),
        "撤销重作 责令重作 责令重新答复 确认违法 被撤销 结果纠正 纠正 被纠正 纠错 被纠错 败诉",
    ),
    (Word::Outcome(DisputeOutcome::Other), "其他结果 其它结果"),
    (
        Word::Outcome(DisputeOutcome::Pending),
        "跨年未结 在审 仍在审理 未办结案件 尚未审结 未审结 正在审理 正在审理中 尚在审理 尚在审理中 审理中 尚未结案 未结 未审理完毕",
    ),
    (Word::Outcome(DisputeOutcome::Closed), "审结 已审结 结案"),
    (
        Word::Act(DocumentAction::Issued),
        "制发 制定 印发 出台 新制定 新制发 制作 发布 新出台 制定印发 制定发布 本年制发 制定出台",
    ),
    (Word::Act(DocumentAction::NewlyMade), "新制作 本年新制作"),
    (Word::Act(DocumentAction::Opened), "公开 主动公开"),
    (Word::Act(DocumentAction::Published), "公布"),
    (Word::Act(DocumentAction::OpenToPublic), "对外公开 累计对外公开"),
    (Word::Act(DocumentAction::NewlyOpened), "新公开 本年新公开 当年新公开 新增公开"),
    (Word::Act(DocumentAction::Repealed), "废止 宣布废止 本年废止"),
    (Word::Act(DocumentAction::InForce), "保留 现行有效 现行有效的 继续有效 有效"),
    (Word::Act(DocumentAction::Decided), "处理决定 作出处理决定"),
    (
        Word::Act(DocumentAction::Changed),
        "宣布失效 修订 修改 清理 备案审查 合法性审核 解读 备案登记 转发",
    ),
    (
        Word::Act(DocumentAction::Amount),
        "金额 总金额 采购总金额 采购金额 收费金额 总额 采购总额 收费总额 采购额 采购支出",
    ),
    (
        Word::Channel,
        "网络渠道 网上渠道 线上渠道 线下渠道 信函渠道 邮寄渠道 现场渠道 网络申请 网络渠道申请 信函申请 现场申请 邮寄申请 网上申请 电子邮件申请 传真申请 窗口申请 网上 \
         线上 网络 在线 互联网 线下 现场 当面 信函 邮寄 来信 电子邮件 邮件 传真 窗口 平台 网站 门户网站 公众号 微信 微信公众号 微博 系统 网页 书面 \
         当面申请 信件",
    ),
    (
        Word::Part,
        "按申请主体 按申请人类型 按申请渠道 按办理结果 其中 当中 具体为 具体是 分类为 按类型分 按类别分 按内容分 按事项分",
    ),
    (
        Word::Open,
        "主要涉及 包括 包含 分为 含 主要 主要为 主要是 主要有 等 如 涉及 其中包括 涵盖 分布",
    ),
    (
        Word::Apart,
        "另有 另外 此外 另 除此之外 同时 外加 组织 举办 召开 编发 报送 撰写 开设 新增栏目",
    ),
    (Word::Several(2), "两项 两者 两类 二者 这两项 上述两项"),
    (Word::Several(3), "三项 三者 三类 这三项 上述三项"),
    (Word::Rest, "其余 余下 其余的 剩下"),
    (
        Word::Each,
        "各 均 都 全部 均系 均属 均属于 均因 都因 都是因为 都属于 均已 已全部 均为 各为 皆为 都是 都为",
    ),
    (Word::Respectively, "分别 分别为 分别是 依次为"),
    (Word::And, "和 及 与 以及 并 暨 或"),
    (
        Word::Share,
        "占 占比 占比为 占到 占总数 比例 比重 占申请总量 占申请总数 占总量 占全部申请 占比达 所占比例",
    ),
    (
        Word::Compare,
        "同比 比年初 较年初 较上年 比上年 较去年 比去年 较上年度 比上年度 较上一年 比上一年 较上一年度 比上一年度 与上年相比 与去年相比 与上年度相比 较去年同期 比去年同期 \
         与去年同期相比 较上年同期 比上年同期 与上年同期相比 环比 相比 与上一年度相比 与上一年相比 较之上年 同期相比",
    ),
    (
        Word::LastYear,
        "上年 上年度 上一年 上一年度 去年 去年同期 上年同期 上一年同期 去年全年 前一年",
    ),
    (
        Word::ThisYear,
        "今年 本年 本年度 今年全年 今年以来 本年以来 本年度以来 年初以来 一年来 一年以来",
    ),
    (
        Word::Up,
        "净增 净增加 增收 增多 新增加 增长 上升 增加 提高 上涨 增长率 增幅 多出 增长了 增加了 上升了 增幅为 增长率为 多",
    ),
    (
        Word::Flat,
        "持平 与上年持平 与去年持平 同比持平 较上年持平 较去年持平 比上年持平 和上年持平 和去年持平 与上年相同 与去年相同 与上年度持平 与上一年度持平 与上一年持平 \
         与去年同期持平 与上年同期持平 与上年度相同",
    ),
    (
        Word::Down,
        "取消 精简 压减 净减 净减少 降了 下降 减少 降低 下降了 减少了 降低了 降幅 降幅为 回落 少",
    ),
    (
        Word::No(Negation::Received),
        "未收到 没有收到 未接到 没有接到 未接收 未受理 没有受理 未收 没收到 未收到过 未曾收到 未新收 未收到任何 暂未收到 尚未收到 未接收到 未收到有关",
    ),
    (
        Word::No(Negation::Issued),
        "未制定 未制发 未出台 没有制定 没有制发 未印发 未新制定 未新制发 未发布 没有出台",
    ),
    (Word::No(Negation::Repealed), "未废止 没有废止"),
    (
        Word::No(Negation::Any),
        "未作出 没有作出 未开展 没有开展 未实施 没有实施 未作 无一 无一件 无一例 无一起 没有一件 没有一例 无 没有 零 未发生 没有发生 未产生 未出现 未被提起 未被申请 未被 不存在 未引发 未涉及 未有 \
         没有产生 没有出现 暂无 尚无 未提出 没有提出",
    ),
    (
        Word::AllUpheld,
        "全部支持 均获维持 均维持 均被维持 全部维持 均得到维持 均予以维持 均为维持 全部获得维持 均为结果维持 均获得维持 全部获维持 均予维持",
    ),
    (
        Word::NoLoss,
        "零败诉 无败诉 无一败诉 未败诉 没有败诉 零纠错 无一纠错 零纠正 无一被纠正 无一被纠错 未被纠错 未被纠正 没有被纠正 无被纠错 败诉率为零 无纠错 均胜诉 全部胜诉 \
         全胜诉 均获胜诉 全部获胜诉 均为胜诉 无败诉案件 无一被纠正或败诉 无一败诉或被纠正 无一例败诉 无一起败诉 \
         无一件败诉 无一件被纠正 无一例被纠正 没有一件败诉 未出现败诉 未发生败诉 未有败诉 零撤销 无一被撤销 均未败诉 均未被纠正",
    ),
    (
        Word::Foreign,
        "告知书 补正告知书 答复书 意见书 建议书 通知书 受理单 建议 提案 议案 代表建议 人大代表 政协 热线 信访 留言 来信来访 咨询 投诉 举报 办件 政务服务 审批 \
         新闻发布会 培训 公报 舆情 调查 评议 会议 检查 党务 村务 \
         民事 刑事 工单 信息处理费 处理费 意见 诉求 回应 督查 栏目 政策解读 图解 视频 宣传 活动 稿件 动态 公示 公告 办事 服务 许可证 \
         案例 问题 线索 市民 群众来信 政务新媒体 行政征收 行政裁决 行政奖励 行政给付 行政确认 行政检查 权力 低保 救助 补贴 就业 养老 户籍 不动产 商标 专利 \
         入学 仲裁 调解 执行 罚款 罚没 信件办理 规章制度 公文 一事一议 廉租 公租房 依申请类 依申请政务服务 依申请办理 合同 约谈 通报 整改 表彰",
    ),
    (Word::Matter, "信息 文件 材料 资料"),
    (Word::Items, "事项 项目 事项数量 项目数量"),
    (Word::Sum, "总数 总数量 总量 总件数"),
    (Word::Registered, "备案 报备 登记备案 抽查 检查发现 代为 协助 审理的 承办的"),
    (
        Word::Rate,
        "答复率 办结率 满意率 满意度 合格率 维持率 应诉率 公开率 回复率 完成率 准确率 覆盖率 及时率 办理率 败诉率 纠错率 响应率 审结率 \
         答复及时率 胜诉率 按时办结率 按时答复率 按期办结率 按期答复率 及时答复率 及时办结率 群众满意率 出庭应诉率 履行率 知晓率 受理率 反馈率 解决率 \
         法定期限内答复率 超期率 逾期率 结案率 采纳率 通过率 更新率 可用率 达标率 处理率 发布率",
    ),
    (
        Word::Limit,
        "直属 下属 所属 代管 本级 市级 县级 区级 \
         镇级 历年 近年 近年来 近三年 近两年 近几年 累计以来 五年 三年 机构改革 市直 县直 区直 \
         部分单位 有关部门 个别部门 某 某市 某县 某区 某镇 某局 某单位 每年 每月 平均 年均 日均 月均 两年来 四年 六年 七年 八年 九年 十年 几年来 多年来 计划 拟 力争 目标 预计 将 自成立 开通以来",
    ),
    (Word::Kind, "类 类型"),
    (Word::Since, "以来"),
    (
        Word::Portion,
        "上半年 下半年 一季度 二季度 三季度 四季度 第一季度 第二季度 第三季度 第四季度 季度 月底 月末",
    ),
    (
        Word::Narrow,
        "领域 超期 逾期 个别 不含 剔除 扣除 一审 二审 部门 各部门 各单位 各镇 各乡镇 各街道 延期 超时",
    ),
    (Word::Such, "此类 这类 该类"),
    (Word::Respondent, "为被申请人 作为被申请人 为被告 作为被告"),
    (
        Word::Office,
        "办公厅 办公室 党政办 党政办公室 综合办公室 政府办公室 市政府 区政府 县政府 政府办 省政府 市政府办公室 县政府办公室 区政府办公室 市人民政府 县人民政府 区人民政府 \
         省人民政府",
    ),
    (
        Word::Total,
        "三者合计 两项合计 两者之和 三项合计 两者合计 合在一起 加总 加起来 共 累计 总共 共计 合计 总计 一共",
    ),
    (Word::Realm('市'), "全市 我市 本市"),
    (Word::Realm('县'), "全县 我县 本县"),
    (Word::Realm('区'), "全区 我区 本区"),
    (Word::Realm('省'), "全省 我省 本省"),
    (Word::Realm('镇'), "全镇 我镇 本镇 镇政府"),
    (Word::Realm('乡'), "全乡 我乡 本乡 乡政府"),
    (Word::Realm('道'), "全街道 我街道 本街道 街道办 街道办事处"),
    (Word::Realm('旗'), "全旗 我旗 本旗"),
    (Word::Realm('州'), "全州 我州 本州"),
    (
        Word::Filler,
        "压减至 压减到 压减为 精简至 精简到 精简为 增为 减为 增加为 减少为 上升为 调整为 调整到 调整至 扩大到 变为 回落至 回落到 提高到 提高至 降低到 降低至 \
         四项 之和 基本持平 与上年基本持平 与去年基本持平 大体持平 总体持平 大致持平 上升到 上升至 增加到 增加至 增长到 增长至 增至 升至 \
         下降到 下降至 减少到 减少至 减至 降至 降到 实现 超过 超 逾 突破 约 近 将近 接近 大约 约为 不足 不到 少于 低于 不超过 不少于 不低于 至少 以上 \
         以下 左右 上下 以内 余 上 过 全年 年内 全局 全系统 全委 我局 我委 我办 厅本级 局本级 我厅 我院 我单位 我机关 我处 我站 \
         本局 本委 本办 本机关 本单位 本部门 本级政府 人民政府 办事处 街道 单位 机关 各级 各类 各级各部门 各地各部门 依法 依规 依法依规 申请人 申请公开 \
         政府信息公开 信息公开 政务公开 政府信息 案件 件数 数量 报告期内 报告期 期间 年度 通过 各种 各种渠道 多种渠道 提交 提出 递交 有效 群众 社会公众 公众 \
         保持 取得 收取 征收 收缴 规范 加上 会同 公民、法人或其他组织 公民、法人和其他组织 向 因 由 于 引起 引发 产生 发生 导致 被 的 了 为 是 已 有 计 \
         达 达到 中 内 里 之中 在 也 即 且 以 按 按时 按期 所有 并 已经 予以 作出 作 做出 决定 决定书 行政处理决定 结果 情况 方面 工作 \
         政府信息公开工作 事 本 我 全 其 又 再 到 至 对 被申请 提起 被提起 被申请人 案 类案件 数 申请数量 申请总数 申请总量 属于 属 继续办理 继续 办理 \
         下年度 下一年 下年 次年 答复的 上述 该 这 此 均在 均按 法定 期限 实施 完成 作出了 共同 辖区 辖区内 辖区居民 居民 村民 辖区群众 而 及各部门 \
         及其部门 及所属部门 及各乡镇 各乡镇各部门 各部门各乡镇 部门各乡镇 作为 系 前 被告 连同 仍 为由 以方式 便 仅 关于 针对 量 决定量 办理量 受理量 \
         申请量 判决 裁定 行政复议决定 复议决定 复议建议 年底 年末 年初 底 末 初 法定期限 规定期限 规定 截至 截止 截至目前 时限 时限内 期限内 完毕 及时 \
         依申请 总体 新增 新发生 新 办理结果 具体 如下 情形 原因 告知 征求 从 来看 看 申请人类型 申请人情况 申请主体 来源 年 原 未 尚 个 件 自 “ ” \
         ‘ ’ 总 实际 实有 当年 处理结果 开展 目前 正式 不予 得到 获 获得 得 主要负责 提供 决定的 行为 原行政行为 相关 有关 应当 其它 其他 与此 政府 \
         行政 本年度内 度 受到 市 县 区 镇 乡 省 立案查处并 查处并 多于 高于 大于 名义 不再处理",
    ),
];

/// The columns of table 2 that count documents, by their keys, in the order in which they are
/// tried.
pub(super) const DOCUMENT_COLUMNS: [&str; 5] =
    ["issued", "in_force", "made", "opened", "open_total"];

impl Word {
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
