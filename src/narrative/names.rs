//! The words that say what is counted and what became of it, by their meanings.

use super::terms::{Applicant, Area, DisputeOutcome, DocumentAction, Handling, OutcomeRow, Word};

/// The words of texts: a meaning, and its spellings between spaces. The labels of the editions need
/// not stand here: [`super::lexicon`] adds them. A spelling that stands here keeps its meaning,
/// except that a spelling of [`OutcomeRow::Loose`] which is the short label of another row names
/// that row in the forms that have it.
pub(super) const NAMES: &[(Word, &str)] = &[
    (
        Word::Area(Area::Requests),
        "政府信息公开申请 信息公开申请 政务公开申请 政务信息公开申请 公开政府信息申请 \
         公开申请 申请公开政府信息 政府信息公开的申请 信息公开类申请 依申请公开申请 \
         政府信息申请",
    ),
    (
        Word::OnRequest,
        "依申请公开 政府信息依申请公开 依申请公开政府信息 依申请公开件 依申请公开信息 \
         信息公开依申请",
    ),
    (
        Word::OfDisclosure,
        "涉及政府信息公开 涉及信息公开 涉政府信息公开 涉信息公开 政府信息公开类 信息公开类 \
         属于政府信息公开 涉及政府信息公开类 涉及政府信息公开的 涉及信息公开的 信息公开方面 \
         政府信息公开方面 关于政府信息公开 因政府信息公开 因信息公开 不服政府信息公开 \
         不服信息公开",
    ),
    (
        Word::Body(Area::Review),
        "复议机关 行政复议机关 行政复议机构 复议机构 行政复议局 复议局 行政复议委员会 \
         行政复议办公室",
    ),
    (
        Word::Body(Area::Litigation),
        "法院 人民法院 区法院 县法院 市法院 区人民法院 县人民法院 市中级人民法院 中级人民法院 \
         市中院",
    ),
    (Word::Except, "除 除了"),
    (Word::Outside, "外 以外 之外"),
    (Word::Area(Area::Applications), "申请 申请数量 申请总数 申请总量 申请量"),
    (Word::Area(Area::Review), "行政复议 复议 行政复议申请 复议申请 申请行政复议"),
    (Word::Area(Area::Litigation), "行政诉讼 诉讼 行政应诉 应诉 提起行政诉讼 起诉 被诉 被起诉"),
    (
        Word::Area(Area::Direct),
        "未经复议直接起诉 未经复议直接向法院起诉 未经复议直接向人民法院起诉 \
         未经复议直接提起行政诉讼 未经复议直接诉讼 未经行政复议直接起诉 直接向法院起诉 \
         直接向人民法院起诉 直接提起诉讼 未经复议直接提起诉讼 直接起诉 直接提起行政诉讼 \
         直接诉讼",
    ),
    (
        Word::Area(Area::AfterReview),
        "复议后又起诉 复议后又提起诉讼 经复议起诉 继而起诉 复议后再起诉 先复议后起诉 \
         不服复议决定起诉 不服复议决定提起诉讼 经复议后再起诉 复议后起诉 复议后提起行政诉讼 \
         经复议后起诉 复议后诉讼 经行政复议后起诉 行政复议后起诉 经复议后提起行政诉讼 \
         经复议后提起诉讼 经行政复议后提起行政诉讼 经行政复议后提起诉讼 先复议后诉讼 \
         经复议后又起诉 复议后又提起行政诉讼",
    ),
    (
        Word::Area(Area::Regulations),
        "市政府规章 省政府规章 规章 政府规章 地方政府规章 部门规章 行政规章",
    ),
    (Word::Area(Area::Normative), "规范性文件 行政规范性文件"),
    (
        Word::Area(Area::Licensing),
        "行政许可 许可决定 行政许可决定 许可 行政许可决定书 许可决定书 准予行政许可 准予许可",
    ),
    (Word::Area(Area::Penalties), "行政处罚 处罚决定 行政处罚决定 处罚 行政处罚决定书 处罚决定书"),
    (
        Word::Area(Area::Coercion),
        "行政强制 强制决定 行政强制决定 强制 行政强制措施 行政强制执行 强制措施 \
         行政强制决定书 行政强制措施决定",
    ),
    (Word::Area(Area::Decided("services")), "对外管理服务事项 其他对外管理服务 对外管理服务"),
    (Word::Area(Area::Fees), "行政事业性收费 行政事业型收费 收费项目 行政事业性收费收入"),
    (Word::Area(Area::Procurement), "政府集中采购 集中采购 政府集中采购支出 集中采购支出"),
    (
        Word::Handle(Handling::Received),
        "应答复 应办理 应办结 应办 一共登记 共登记 累计登记 收到 受理 收办 共收办 共受理 接收 接到 收悉 收取申请 共收 \
         收件 收到并受理 收到了 受理了 接收到 登记受理 受理登记 接件 需办理 需办 需处理 \
         应处理 需答复 应当办理 应予办理 待办理 共接收 共接到",
    ),
    (
        Word::Handle(Handling::New),
        "新收 新提 新收到 当年新收 新增受理 新受理 新接收 新登记 新接到 新收件 新收了 新登记受理 \
         新提出 新提交 新递交",
    ),
    (
        Word::Handle(Handling::Answered),
        "已办 已办件 已办结 已办理 已办毕 办毕 办理完毕 办结完毕 答复 办结 回复 作出答复 \
         予以答复 办理答复 答复办结 办结答复 已答复 办结了 答复了 予以办结 书面答复 完成答复 \
         完成办理 已作答复 作出了答复 作出书面答复 出具答复 予以回复 处理完毕 办理完结",
    ),
    (Word::Handle(Handling::Handled), "办理 处理 办件总数"),
    (
        Word::Handle(Handling::CarriedIn),
        "上年结转 上年度结转 上一年结转 上一年度结转 去年结转 结转上年 结转上年度 \
         结转上一年度 上年度结转办理 往年结转 年初结转 由上年结转 上年转入 上年度转入 \
         年初在办 年初未结 年初待办 上年末结转 上年转结 上年度转结 上一年转结 上一年度转结 去年转结 上年遗留 上年度遗留 \
         上年顺延 上年度顺延 去年转入 去年遗留 往年转结 上年未办结 上年度未办结 年初未办结 \
         上年度转入本年 上年结余 上年度结余 上年末未办结 上一年未办结 上一年度未办结 \
         去年未办结 去年未办完 上年未办完 上年度未办完 上年留存 去年留存 上年剩余 上年度剩余 \
         年初结存 从上年转入 从上年结转 自上年结转 由上年度结转 由上年度转入 从上年度结转 \
         承接上年 承接上年度 承接去年 上一年度转入 上一年转入 由上一年度结转 由去年结转 \
         上年带入 上年转来 上年度转来 去年转来 上年跨年 延续过来 延续而来 遗留下来 上年移交",
    ),
    (
        Word::Handle(Handling::CarriedOut),
        "结转下年 结转下年度 结转下一年 结转下一年度 结转至下年 结转至下年度 结转至下一年 \
         结转至下一年度 结转到下年 结转到下年度 结转到下一年 结转到下一年度 \
         结转下年度继续办理 结转下一年度继续办理 结转至下年度继续办理 结转至下一年度继续办理 \
         转下年 转下年度 转下一年 转下一年度 转入下年 转入下年度 转至下年度 年底未办结 \
         年末未办结 尚未办结 未办结 未能办结 正在办理 尚在办理 正在办理中 正在办理之中 在办 \
         尚未答复 未答复 未办理完毕 仍在办理 年末结转 年底结转 结转后续 续办 转入下一年度 \
         转至下一年度 转下年度办理 转下一年度办理 顺延 顺延至下年 顺延至下年度 顺延到下年 \
         顺延到下年度 顺延至下一年度 顺延到下一年度 延至下年 延至下一年度 跨年办理 转结下年 \
         结转次年 结转至次年 转次年 转至次年 转入次年 年末未办结 结转至明年 结转明年 转入明年 \
         跨年 结转下年办理 结转下年继续办理 结转到次年 留待下年 留待次年 留待下一年度 \
         留待下年度 留待明年 留转下年 转入下年办理 转下年继续办理 转下一年度继续办理 \
         转下年度继续办理 次年办结 次年继续办理 下年继续办理 下年度继续办理 下一年度继续办理 \
         待办结 待答复 尚未办理完毕 尚未办毕 未办毕 未办完 尚未办完 仍在办理中 尚在办理中 \
         仍未办结 尚待办理 尚待答复 尚待办结 未办理完结 尚未完结 延续至下年 延续到下年 \
         期末结转 期末结存 年末结存 转到下年 转到下一年度 转到下年度 跨年度办理 跨年度 年末在办 年底在办 期末在办 \
         顺延次年 顺延至次年 顺延到次年 延至次年 延至次年办理 移至下年 未到答复期限 \
         未到办理期限 未到期 尚未到期 未到办结期限 在法定期限内继续办理 在法定办理期限内 在法定答复期限内 尚在法定期限内 仍在法定期限内 尚在答复期限内 尚在办理期限内 未到期限",
    ),
    (
        Word::Handle(Handling::Carried),
        "结转 转结 结转至 结转到 结转入 转入 转至 延至 顺延至 转结至",
    ),
    (
        Word::Row(OutcomeRow::Granted),
        "全部或 全部及 予以公开 全部公开 同意公开 予以全部公开 完全公开 作出予以公开 予公开 \
         同意提供 准予公开 给予公开 全文公开 决定公开 予以全文公开",
    ),
    (Word::Row(OutcomeRow::Partial), "部分公开 予以部分公开 部份公开 予以部份公开 区分处理"),
    (
        Word::Row(OutcomeRow::Denied),
        "不予公开 决定不予公开 不同意公开 不公开 未予公开 不予提供 决定不公开 依法不公开 \
         拒绝公开 不能公开 不宜公开",
    ),
    (
        Word::Row(OutcomeRow::Unable),
        "无法提供 信息无法提供 政府信息无法提供 不能提供 无法予以提供 未能提供 \
         无法向申请人提供 不能予以提供",
    ),
    (
        Word::Row(OutcomeRow::Declined),
        "不予处理 不作处理 不予作为政府信息公开申请处理 不予作为申请处理 \
         不按政府信息公开申请处理 不作为政府信息公开申请处理 不作为政府信息公开申请办理 \
         不作为申请处理 不予作为政府信息公开申请办理 不作为信息公开申请处理 \
         不予作为信息公开申请处理 依法不予处理 不予办理",
    ),
    (
        Word::Row(OutcomeRow::Other),
        "其他处理 作其他处理 作出其他处理 其它处理 作其它处理 其他方式处理 以其他方式处理 \
         按其他情形处理 作其他情形处理 按其他方式处理 按其他处理 作出其他处理决定",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.state_secret")),
        "属于国家秘密 国家秘密 属国家秘密 涉及国家秘密 国家秘密信息",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.forbidden_by_law")),
        "其他法律行政法规禁止公开 法律行政法规禁止公开 其他法律、行政法规禁止公开 \
         法律、行政法规禁止公开",
    ),
    (Word::Row(OutcomeRow::Loose("denied.forbidden_by_law")), "法律禁止公开"),
    (
        Word::Row(OutcomeRow::Single("denied.safety_stability")),
        "三安全一稳定 危及“三安全一稳定” “三安全一稳定” 危及三安全一稳定",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.third_party")),
        "保护第三方合法权益 第三方合法权益 第三方权益 第三方利益 第三方合法利益 \
         第三方商业秘密 第三方个人隐私 涉及第三方合法权益 涉及第三方权益 涉及第三方商业秘密 \
         损害第三方合法权益 第三方商业秘密、个人隐私 第三方商业秘密或个人隐私 \
         第三方商业秘密和个人隐私",
    ),
    (Word::Row(OutcomeRow::Loose("denied.third_party")), "商业秘密 个人隐私"),
    (
        Word::Row(OutcomeRow::Single("denied.internal_affairs")),
        "属于三类内部事务信息 三类内部事务信息 内部事务信息 属于内部事务信息 内部事务 \
         三类内部事务 属内部事务信息 属内部事务",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.process_information")),
        "属于四类过程性信息 四类过程性信息 过程性信息 属于过程性信息 过程信息 四类过程性 \
         属过程性信息 涉及过程性信息",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.enforcement_file")),
        "属于行政执法案卷 行政执法案卷 行政执法案卷信息 执法案卷 执法案卷信息 \
         行政执法案卷材料 属行政执法案卷",
    ),
    (
        Word::Row(OutcomeRow::Single("denied.administrative_query")),
        "属于行政查询事项 行政查询事项 属行政查询事项 行政查询类事项 行政查询类",
    ),
    (Word::Row(OutcomeRow::Loose("denied.administrative_query")), "行政查询"),
    (
        Word::Row(OutcomeRow::Single("unable.not_held")),
        "不掌握 本机关未掌握 未掌握 本机关不掌握相关政府信息 不掌握相关政府信息 本机关不掌握 \
         不掌握相关信息 未掌握相关信息 未掌握相关政府信息 不掌握该信息 未掌握该信息 \
         不掌握所申请信息 本单位不掌握 我局不掌握 我镇不掌握 我单位不掌握 我局未掌握 \
         我县不掌握 我区不掌握 我厅不掌握 我委不掌握 本机关未掌握相关信息 不掌握有关信息 \
         未制作或未获取 未制作或者未获取 未制作且未获取 未制作也未获取",
    ),
    (
        Word::Row(OutcomeRow::Loose("unable.not_held")),
        "信息不存在 政府信息不存在 不属于本机关公开 非本机关",
    ),
    (
        Word::Row(OutcomeRow::Single("unable.needs_creation")),
        "没有现成信息需要另行制作 没有现成信息 需要另行制作 需另行制作 无现成信息 \
         需要加工分析 需加工分析 另行制作 需要重新制作 需重新制作 需要另行加工 需另行加工 \
         需要加工汇总 没有现成政府信息 没有现成的信息 没有现成信息可供提供",
    ),
    (
        Word::Row(OutcomeRow::Single("unable.still_unclear")),
        "补正后申请内容仍不明确 补正后仍不明确 仍不明确 补正后内容仍不明确 补正后仍不清楚 \
         内容仍不明确 补正仍不明确 经补正仍不明确 经补正后仍不明确 经补正后申请内容仍不明确 \
         申请内容仍不明确 补正后依然不明确 补正后内容不明确",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.petition")),
        "信访举报投诉类申请 信访举报投诉类 信访举报投诉 信访、举报、投诉类 信访、举报、投诉 \
         信访、投诉、举报类 信访、投诉、举报 信访投诉举报类 信访投诉举报 信访举报投诉事项 \
         以信息公开名义进行信访投诉 以信息公开名义进行信访 以政府信息公开名义进行信访投诉",
    ),
    (
        Word::Row(OutcomeRow::Loose("declined.petition")),
        "信访类 信访投诉类 信访举报类 投诉举报类 信访诉求类 信访、举报类 信访、投诉举报类 \
         信访、投诉类 举报投诉类",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.repeated")),
        "重复申请 重复申请的 重复类申请 重复提交申请 重复提出申请",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.publication")),
        "要求提供公开出版物 公开出版物 要求提供出版物 提供公开出版物",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.abusive")),
        "无正当理由大量反复申请 大量反复申请 反复大量申请 无正当理由反复申请 大量、反复申请 \
         无正当理由大量、反复申请",
    ),
    (
        Word::Row(OutcomeRow::Single("declined.reconfirm")),
        "要求行政机关确认或重新出具已获取信息 要求确认或重新出具已获取信息 \
         确认或重新出具已获取信息 重新出具已获取信息 要求确认或重新出具 确认或重新出具 \
         要求重新出具 确认或者重新出具",
    ),
    (
        Word::Row(OutcomeRow::Single("other.overdue_correction")),
        "申请人无正当理由逾期不补正 无正当理由逾期不补正 申请人逾期不补正 逾期不补正 \
         逾期未补正 申请人逾期未补正 逾期不予补正 逾期未作补正 逾期未予补正 逾期没有补正 \
         未按期补正 未在期限内补正 超期未补正 未按时补正 申请人无正当理由逾期未补正 \
         无正当理由逾期未补正",
    ),
    (
        Word::Row(OutcomeRow::Single("other.overdue_fee")),
        "申请人逾期未按收费通知要求缴纳费用 逾期未按收费通知要求缴纳费用 \
         逾期未按收费通知缴纳费用 逾期未按要求缴费 逾期未按要求缴纳费用 逾期未缴费 逾期不缴费 逾期未缴纳费用 逾期未缴纳信息处理费 \
         逾期不缴纳费用 逾期不缴纳信息处理费 逾期未交费 逾期不交费 未按收费通知缴费 \
         逾期未按通知缴纳费用 逾期未按收费通知要求缴费 逾期未按收费通知缴费 \
         逾期未缴信息处理费 逾期未支付信息处理费 未缴纳信息处理费 未按期缴纳信息处理费 \
         未按期缴费 未按时缴费 逾期未按通知缴费",
    ),
    (
        Word::Row(OutcomeRow::Withdrawn),
        "撤回 撤回申请 主动撤回 主动撤回申请 申请人撤回 申请人撤回申请 申请人主动撤回 \
         申请人主动撤回申请 撤销申请 申请人撤销申请 自行撤回 申请人自行撤回 主动要求撤回 \
         申请人要求撤回 自愿撤回",
    ),
    (
        Word::Applicant(Applicant::Natural),
        "自然人 公民 自然人申请 公民个人 个人 个人申请 公民申请 公民个人申请 居民个人 \
         村民个人 群众个人 公民类 个人提出",
    ),
    (
        Word::Applicant(Applicant::Organisations),
        "法人或其他组织 法人和其他组织 法人及其他组织 法人或者其他组织 法人、其他组织 法人 \
         法人或其他组织申请 法人、非法人组织 法人或非法人组织 企业及其他组织 企业等组织 \
         企业和其他组织 企业或其他组织 单位申请 组织申请 法人申请 法人及其他组织申请 \
         法人和其他组织申请 法人及非法人组织 法人和非法人组织 法人或者非法人组织 \
         法人或其它组织 法人和其它组织 法人及其它组织 法人组织",
    ),
    (
        Word::Applicant(Applicant::Business),
        "商业企业 企业 商业机构 企业法人 企业单位 工商企业 民营企业",
    ),
    (Word::Applicant(Applicant::Research), "科研机构 科研院所 科研单位 科研类机构"),
    (
        Word::Applicant(Applicant::Welfare),
        "社会公益组织 社会组织 公益组织 社会团体 公益机构 社会公益机构 社会公益类组织 \
         公益性组织 公益类组织",
    ),
    (Word::Applicant(Applicant::Single("other")), "其他组织 其他类组织"),
    (
        Word::Applicant(Applicant::Legal),
        "法律服务机构 律师事务所 律所 律师机构 法律服务单位 法律服务类机构",
    ),
    (
        Word::Outcome(DisputeOutcome::Upheld),
        "支持行政机关 法院支持 支持我局 支持本机关 支持我镇 支持我县 予以维持 结果维持 维持 维持原行政行为 \
         维持原答复 维持原决定 维持决定 获维持 获得维持 被维持 得到维持 判决维持 裁定维持 \
         决定维持 维持结果",
    ),
    (
        Word::Outcome(DisputeOutcome::Corrected),
        "撤销重作 责令重作 责令重新答复 确认违法 被撤销 结果纠正 纠正 被纠正 纠错 被纠错 败诉 \
         纠正决定 被依法纠正 依法纠正 予以纠正 结果被纠正 判决撤销 撤销决定 责令重新作出 责令重新处理 \
         责令限期答复 被判败诉 判决败诉 被判决败诉 责令履行",
    ),
    (
        Word::Outcome(DisputeOutcome::Other),
        "其他结果 其它结果 其他结果结案 经调解终止 调解终止 其他方式结案 以其他方式结案 其他处理结果 其它结果结案 \
         以其他结果结案",
    ),
    (
        Word::Outcome(DisputeOutcome::Pending),
        "跨年未结 跨年审理 待审 待结 在审 仍在审理 未办结案件 尚未审结 未审结 正在审理 正在审理中 尚在审理 \
         尚在审理中 审理中 尚未结案 未结 未审理完毕 待审结 待裁决 未判决 尚未判决 尚未宣判 \
         尚未作出判决 尚未作出裁判 仍未审结 尚在审 在审案件 审理尚未结束 尚未了结 没有审结 还未审结 未能审结",
    ),
    (Word::Outcome(DisputeOutcome::Closed), "审结 已审结 结案"),
    (
        Word::Act(DocumentAction::Issued),
        "制发 制定 印发 出台 新制定 新制发 制作 发布 新出台 制定印发 制定发布 本年制发 \
         制定出台 下发 新印发 新发布",
    ),
    (Word::Act(DocumentAction::NewlyMade), "新制作 本年新制作"),
    (Word::Act(DocumentAction::Opened), "公开 主动公开 向社会公开 对社会公开"),
    (Word::Act(DocumentAction::Published), "公布"),
    (Word::Act(DocumentAction::OpenToPublic), "对外公开 累计对外公开"),
    (Word::Act(DocumentAction::NewlyOpened), "新公开 本年新公开 当年新公开 新增公开"),
    (Word::Act(DocumentAction::Repealed), "废止 宣布废止 本年废止 废除 予以废止"),
    (
        Word::Act(DocumentAction::InForce),
        "保留 现行有效 现行有效的 继续有效 有效 现仍有效 仍然有效 现存有效 现有有效 现有效",
    ),
    (Word::Act(DocumentAction::Decided), "处理决定 作出处理决定"),
    (
        Word::Act(DocumentAction::Changed),
        "宣布失效 修订 修改 清理 备案审查 合法性审核 解读 备案登记 转发",
    ),
    (
        Word::Act(DocumentAction::Amount),
        "金额 总金额 采购总金额 采购金额 收费金额 总额 采购总额 收费总额 采购额 采购支出 \
         涉及资金 涉及金额",
    ),
];
