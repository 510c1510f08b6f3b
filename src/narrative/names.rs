//! The words that say what is counted and what became of it, by their meanings.

use super::terms::{Applicant, Area, DisputeOutcome, DocumentAction, Handling, OutcomeRow, Word};

/// The words of texts: a meaning, and its spellings between spaces. The labels of the editions need
/// not stand here: [`super::lexicon`] adds them. A spelling that stands here keeps its meaning,
/// except that a spelling of [`OutcomeRow::Loose`] which is the short label of another row names
/// that row in the forms that have it.
pub(super) const NAMES: &[(Word, &str)] = &[
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
];
