//! Table 3: 收到和处理政府信息公开申请情况. An edition states its rows that balance, its applicants (the columns)
//! and its outcomes (the rows between 上年结转 and 办理总计); heads, cells and sums follow from these. The
//! editions of 2019 and 2021 differ only in the outcome （六）其他处理.

use super::{
    CellId, FormCell, FormItem, FormLine, FormLineKind, FormTable, Identity, IdentityKind,
    Quantity, Scope, TOTAL, TableKey,
};

/// One row that takes numbers.
#[derive(Clone, Copy)]
pub struct RequestsRow {
    /// Its key in cell ids. The key of a row in a group begins with the key of the group and a dot.
    pub key: &'static str,
    /// Its label, verbatim.
    pub label: &'static str,
    /// The label in a few characters.
    pub short: &'static str,
    /// The article that it is based on, or an explanation of its label; empty if there is neither.
    pub gloss: &'static str,
}

/// A row, or rows under a common label: the second level of the form.
#[derive(Clone, Copy)]
pub enum RequestsGroup {
    /// A row of its own.
    Row(RequestsRow),
    /// A group: its label and its rows.
    Group(&'static str, &'static [RequestsRow]),
}

/// A row of these parts, in the order of the members of [`RequestsRow`].
pub const fn row(
    key: &'static str,
    label: &'static str,
    short: &'static str,
    gloss: &'static str,
) -> RequestsRow {
    RequestsRow { key, label, short, gloss }
}

/// The key of the row 新收 in every edition.
pub const NEW: &str = "new";
/// The key of the row 上年结转 in every edition.
pub const CARRIED_IN: &str = "carried_in";
/// The key of the row 结转下年 in every edition.
pub const CARRIED_OUT: &str = "carried_out";

/// The rows that balance, 新收 + 上年结转 = 办理总计 + 结转下年, and the labels beside them. An edition may
/// print them in other words; the keys are the same in every edition.
#[derive(Clone, Copy)]
pub struct Rows {
    /// 新收, with the key [`NEW`].
    pub new: RequestsRow,
    /// 上年结转, with the key [`CARRIED_IN`].
    pub carried_in: RequestsRow,
    /// 办理总计, with the key [`TOTAL`].
    pub total: RequestsRow,
    /// 结转下年, with the key [`CARRIED_OUT`].
    pub carried_out: RequestsRow,
    /// The label beside all outcomes.
    pub outcome: &'static str,
    /// The note in the corner.
    pub corner: &'static str,
}

/// The rows that balance in the editions of 2019 and 2021.
pub const ROWS: Rows = Rows {
    new: row(
        NEW,
        "一、本年新收政府信息公开申请数量",
        "新收",
        "1月1日至12月31日收到的申请，无论是否办结",
    ),
    carried_in: row(
        CARRIED_IN,
        "二、上年结转政府信息公开申请数量",
        "上年结转",
        "等于上一年度报告的“结转下年度继续办理”",
    ),
    total: row(TOTAL, "（七）总计", "办理总计", "（一）至（六）各项之和"),
    carried_out: row(
        CARRIED_OUT,
        "四、结转下年度继续办理",
        "结转下年",
        "到12月31日还没有答复的申请",
    ),
    outcome: "三、本年度办理结果",
    corner: "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
};

/// A column: its key in cell ids, its head, and the head in a few characters.
pub type Column = (&'static str, &'static str, &'static str);

/// The applicants in table 3. [`table`] adds the column 总计 after them.
pub struct Applicants {
    /// The first column, with a head of its own.
    pub natural: Column,
    /// The columns under the common head 法人或其他组织.
    pub organisations: &'static [Column],
}

/// The applicants in the editions of 2019 and 2021.
pub const APPLICANTS: Applicants = Applicants {
    natural: ("natural", "自然人", "自然人"),
    organisations: &[
        ("business", "商业企业", "商业企业"),
        ("research", "科研机构", "科研机构"),
        ("welfare", "社会公益组织", "社会公益组织"),
        ("legal", "法律服务机构", "法律服务机构"),
        ("other", "其他", "其他"),
    ],
};

const ALL: Column = (TOTAL, "总计", "总计");

impl Applicants {
    /// The columns of the applicants, without 总计.
    fn each(&self) -> impl Iterator<Item = Column> {
        [self.natural].into_iter().chain(self.organisations.iter().copied())
    }

    /// All columns of numbers.
    fn columns(&self) -> impl Iterator<Item = Column> {
        self.each().chain([ALL])
    }
}

/// The rows of （三）不予公开 in the editions of 2019 and 2021.
pub const DENIED: [RequestsRow; 8] = [
    row("denied.state_secret", "1.属于国家秘密", "国家秘密", "《条例》第十四条"),
    row(
        "denied.forbidden_by_law",
        "2.其他法律行政法规禁止公开",
        "法律禁止公开",
        "《条例》第十四条",
    ),
    row(
        "denied.safety_stability",
        "3.危及“三安全一稳定”",
        "三安全一稳定",
        "《条例》第十四条。三安全一稳定：国家安全、公共安全、经济安全、社会稳定",
    ),
    row("denied.third_party", "4.保护第三方合法权益", "第三方权益", "《条例》第十五条、第三十二条"),
    row(
        "denied.internal_affairs",
        "5.属于三类内部事务信息",
        "内部事务信息",
        "《条例》第十六条第一款。三类：人事管理、后勤管理、内部工作流程",
    ),
    row(
        "denied.process_information",
        "6.属于四类过程性信息",
        "过程性信息",
        "《条例》第十六条第二款。四类：讨论记录、过程稿、磋商信函、请示报告",
    ),
    row("denied.enforcement_file", "7.属于行政执法案卷", "行政执法案卷", "《条例》第十六条第二款"),
    row(
        "denied.administrative_query",
        "8.属于行政查询事项",
        "行政查询事项",
        "《条例》第三十六条第（七）项",
    ),
];

/// The rows of （四）无法提供 in the editions of 2019 and 2021.
pub const UNABLE: [RequestsRow; 3] = [
    row(
        "unable.not_held",
        "1.本机关不掌握相关政府信息",
        "不掌握信息",
        "《条例》第三十六条第（四）、（五）项",
    ),
    row("unable.needs_creation", "2.没有现成信息需要另行制作", "需另行制作", "《条例》第三十八条"),
    row("unable.still_unclear", "3.补正后申请内容仍不明确", "仍不明确", "《条例》第三十条"),
];

/// The rows of （五）不予处理 in the editions of 2019 and 2021.
pub const DECLINED: [RequestsRow; 5] = [
    row("declined.petition", "1.信访举报投诉类申请", "信访举报投诉", "《条例》第三十九条第一款"),
    row("declined.repeated", "2.重复申请", "重复申请", "《条例》第三十六条第（六）项"),
    row("declined.publication", "3.要求提供公开出版物", "公开出版物", "《条例》第三十九条第二款"),
    row("declined.abusive", "4.无正当理由大量反复申请", "大量反复申请", "《条例》第三十五条"),
    row("declined.reconfirm", "5.要求行政机关确认或重新出具已获取信息", "重新出具信息", ""),
];

/// The outcomes （一） to （五） in the editions of 2019 and 2021.
pub const OUTCOMES: [RequestsGroup; 5] = [
    RequestsGroup::Row(row(
        "granted",
        "（一）予以公开",
        "予以公开",
        "《条例》第三十六条第（一）、（二）项",
    )),
    RequestsGroup::Row(row(
        "partial",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "部分公开",
        "《条例》第三十七条",
    )),
    RequestsGroup::Group("（三）不予公开", &DENIED),
    RequestsGroup::Group("（四）无法提供", &UNABLE),
    RequestsGroup::Group("（五）不予处理", &DECLINED),
];

/// The rows of a group and a further one after them, for a constant of an edition.
///
/// # Panics
/// If `M` is not one more than `N`. In a constant, that is an error of the compiler.
pub const fn with_row<const N: usize, const M: usize>(
    rows: [RequestsRow; N],
    further: RequestsRow,
) -> [RequestsRow; M] {
    assert!(M == N + 1, "the result has one row more");
    let mut all = [further; M];
    let mut index = 0;
    while index < N {
        all[index] = rows[index];
        index += 1;
    }
    all
}

const fn id(row: &'static str, column: &'static str) -> CellId {
    CellId::new(TableKey::Requests, row, column)
}

const fn label(text: &'static str, cols: u8, rows: u8, scope: Scope) -> FormItem {
    FormItem::Label { text, cols, rows, scope }
}

/// The table with these rows, applicants and outcomes. The row 办理总计 follows the outcomes.
pub fn table(
    rows: &Rows,
    applicants: &Applicants,
    outcomes: impl IntoIterator<Item = RequestsGroup>,
) -> FormTable {
    let outcomes: Vec<RequestsGroup> =
        outcomes.into_iter().chain([RequestsGroup::Row(rows.total)]).collect();
    FormTable {
        key: TableKey::Requests,
        widths: widths(applicants.columns().count()),
        lines: lines(rows, applicants, &outcomes),
        header_lines: 3,
        cells: cells(rows, applicants, &outcomes),
        identities: identities(rows, applicants, &outcomes),
    }
}

/// The widths of the grid columns in thousandths: three columns for labels, and columns of equal
/// width for numbers.
fn widths(numbers: usize) -> Vec<u16> {
    const LABELS: [u16; 2] = [46, 92];
    const NUMBERS: u16 = 574;
    let each = NUMBERS / u16::try_from(numbers).unwrap_or(NUMBERS);
    let numbers = vec![each; numbers];
    let last_label = 1000 - LABELS.iter().chain(&numbers).sum::<u16>();
    LABELS.into_iter().chain([last_label]).chain(numbers).collect()
}

fn rows_of(entry: &RequestsGroup) -> &[RequestsRow] {
    match entry {
        RequestsGroup::Row(row) => std::slice::from_ref(row),
        RequestsGroup::Group(_, rows) => rows,
    }
}

fn lines(rows: &Rows, applicants: &Applicants, outcomes: &[RequestsGroup]) -> Vec<FormLine> {
    let head = |text, cols, rows| label(text, cols, rows, Scope::Columns);
    let number = |row: &RequestsRow, column| FormItem::Value { id: id(row.key, column), cols: 1 };
    let data = |labels: Vec<FormItem>, row: &RequestsRow| FormLine {
        kind: FormLineKind::Data,
        items: labels
            .into_iter()
            .chain(applicants.columns().map(|(column, ..)| number(row, column)))
            .collect(),
    };
    let organisations = u8::try_from(applicants.organisations.len()).unwrap_or(u8::MAX);
    let (natural, total) = (applicants.natural.1, ALL.1);
    let mut lines = vec![
        FormLine {
            kind: FormLineKind::Head,
            items: vec![
                label(rows.corner, 3, 3, Scope::Note),
                head("申请人情况", organisations + 2, 1),
            ],
        },
        FormLine {
            kind: FormLineKind::Head,
            items: vec![
                head(natural, 1, 2),
                head("法人或其他组织", organisations, 1),
                head(total, 1, 2),
            ],
        },
        FormLine {
            kind: FormLineKind::Head,
            items: applicants.organisations.iter().map(|(_, text, _)| head(text, 1, 1)).collect(),
        },
    ];
    for row in [&rows.new, &rows.carried_in] {
        lines.push(data(vec![label(row.label, 3, 1, Scope::Rows)], row));
    }
    let count: usize = outcomes.iter().map(|entry| rows_of(entry).len()).sum();
    let mut spine =
        Some(label(rows.outcome, 1, u8::try_from(count).unwrap_or(u8::MAX), Scope::Rows));
    for entry in outcomes {
        match entry {
            RequestsGroup::Row(row) => lines.push(data(
                spine.take().into_iter().chain([label(row.label, 2, 1, Scope::Rows)]).collect(),
                row,
            )),
            RequestsGroup::Group(name, members) => {
                let mut group = Some(label(
                    name,
                    1,
                    u8::try_from(members.len()).unwrap_or(u8::MAX),
                    Scope::Rows,
                ));
                for row in *members {
                    lines.push(data(
                        spine
                            .take()
                            .into_iter()
                            .chain(group.take())
                            .chain([label(row.label, 1, 1, Scope::Rows)])
                            .collect(),
                        row,
                    ));
                }
            }
        }
    }
    lines.push(data(vec![label(rows.carried_out.label, 3, 1, Scope::Rows)], &rows.carried_out));
    lines
}

fn cells(rows: &Rows, applicants: &Applicants, outcomes: &[RequestsGroup]) -> Vec<FormCell> {
    let mut cells = Vec::new();
    let mut add = |row: &RequestsRow, row_name: String| {
        for (column, name, short) in applicants.columns() {
            cells.push(FormCell {
                id: id(row.key, column),
                quantity: Quantity::Count,
                unit: "件",
                row_name: row_name.clone(),
                column_name: name.to_owned(),
                row_short: row.short,
                column_short: short,
                gloss: row.gloss,
                picks_unit: false,
            });
        }
    };
    add(&rows.new, rows.new.label.to_owned());
    add(&rows.carried_in, rows.carried_in.label.to_owned());
    for entry in outcomes {
        match entry {
            RequestsGroup::Row(row) => add(row, row.label.to_owned()),
            RequestsGroup::Group(name, members) => {
                members.iter().for_each(|row| add(row, format!("{name} {}", row.label)));
            }
        }
    }
    add(&rows.carried_out, rows.carried_out.label.to_owned());
    cells
}

fn identities(rows: &Rows, applicants: &Applicants, outcomes: &[RequestsGroup]) -> Vec<Identity> {
    let Rows { new, carried_in, total, carried_out, .. } = rows;
    let outcomes: Vec<&RequestsRow> = outcomes.iter().flat_map(rows_of).collect();
    let mut identities = Vec::new();
    for (column, ..) in applicants.columns() {
        identities.push(Identity {
            kind: IdentityKind::RequestsBalance,
            left: vec![id(new.key, column), id(carried_in.key, column)],
            right: vec![id(total.key, column), id(carried_out.key, column)],
            derives: false,
        });
    }
    for (column, ..) in applicants.columns() {
        identities.push(Identity {
            kind: IdentityKind::RequestsTotal,
            left: outcomes
                .iter()
                .filter(|row| row.key != total.key)
                .map(|row| id(row.key, column))
                .collect(),
            right: vec![id(total.key, column)],
            // The corner (总计 of 总计) is derived along its row, like the 总计 of every other row.
            derives: column != ALL.0,
        });
    }
    for row in [new, carried_in].into_iter().chain(outcomes).chain([carried_out]) {
        identities.push(Identity {
            kind: IdentityKind::RequestsRowSum,
            left: applicants.each().map(|(column, ..)| id(row.key, column)).collect(),
            right: vec![id(row.key, ALL.0)],
            derives: true,
        });
    }
    identities
}
