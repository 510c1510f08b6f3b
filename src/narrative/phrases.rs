//! Words that mean something else together than alone: 去年尚未办结, 对我局作出, 综合行政执法队.
//!
//! They are found clause by clause, before numbers are read.

use super::normalized_text::NormalizedText;
use super::terms::{Applicant, Area, DisputeOutcome, Handling, Negation, OutcomeRow, Word};
use super::token::Token;
use super::word_set::WordSet;
use std::ops::Range;

/// Gives the tokens of every clause the meanings that they have together.
pub(super) fn join_phrases(plain: &NormalizedText, tokens: &mut Vec<Token>, year: u16) {
    let (mut start, mut before) = (0, 0..0);
    while start < tokens.len() {
        let marks = |token: &Token| matches!(token.word, Word::Mark(_));
        let end = tokens[start..].iter().position(marks).map_or(tokens.len(), |len| start + len);
        let numbers = |token: &Token| matches!(token.word, Word::Number(_));
        if tokens[before.clone()].iter().any(numbers)
            || start > 0 && !matches!(tokens[start - 1].word, Word::Mark('，' | '：'))
        {
            before = start..start;
        }
        hints(plain, tokens, before.start.min(start)..start, start..end);
        let mut clause = Clause { plain, tokens: &mut tokens[start..end], year };
        clause.join();
        before = start..end;
        start = end + 1;
    }
    join_losses(plain, tokens);
}

/// The tokens of a clause.
struct Clause<'a> {
    plain: &'a NormalizedText,
    tokens: &'a mut [Token],
    year: u16,
}

/// Words that say that something goes on in the next year, and that it came from the last one.
const ONWARD: [&str; 9] =
    ["下年", "下年度", "下一年", "下一年度", "次年", "明年", "翌年", "来年", "跨年"];
const BEFORE: [&str; 5] = ["年初", "往年", "过来", "而来", "以前年度"];
/// Verbs that say that something goes on in the year behind them.
const LEFT_TO: [&str; 12] = [
    "转到",
    "转往",
    "延期至",
    "延期到",
    "移到",
    "移至",
    "推到",
    "推迟到",
    "留到",
    "留至",
    "拖到",
    "延到",
];
/// Verbs that say that something came from the year before them.
const CAME_FROM: [&str; 4] = ["转来", "转过来", "移来", "留下"];
/// How many words before 等 may be examples.
const MOST_EXAMPLES: usize = 12;
/// How many words may stand between 去年 and 未办结.
const MOST_BETWEEN: usize = 4;

impl Clause<'_> {
    /// Gives the words the meanings that they have together. Most clauses lack the words that
    /// begin a phrase, so that nothing else is looked for.
    fn join(&mut self) {
        let words = WordSet::of_tokens(self.tokens);
        let has = |word| words.contains(word);
        let has_area = has(Word::Area(Area::Applications));
        let has_outcome = has(Word::Outcome(DisputeOutcome::Other));
        if has(Word::Handle(Handling::Carried)) || has_outcome || self.tells_time(words) {
            self.carried();
        }
        if has(Word::Foreign) {
            self.petitions();
        }
        if has(Word::Open) {
            self.examples();
        }
        if has_area {
            self.offices();
        }
        if has_area || has_outcome || has(Word::Body(Area::Review)) {
            self.respondent();
        }
        if has(Word::Registered) {
            self.heard_by_court();
        }
        if has(Word::Applicant(Applicant::Natural)) {
            self.everybody();
        }
        if has(Word::Number(0)) {
            self.mostly();
        }
        if has_area {
            self.after_review();
        }
        if has(Word::Number(0)) {
            self.answered();
        }
    }

    /// Whether the clause may name another year: 下年, 下年度, 年初, 过来.
    fn tells_time(&self, words: WordSet) -> bool {
        const NAMES_YEAR: WordSet = WordSet::of(&[Word::LastYear, Word::Year(0)]);
        let ends = |token: &Token| {
            self.plain.text[token.range.clone()].ends_with(['年', '度', '初', '来'])
        };
        words.meets(NAMES_YEAR) || self.tokens.iter().any(ends)
    }

    fn text(&self, at: usize) -> &str {
        &self.plain.text[self.tokens[at].range.clone()]
    }

    fn position(&self, wanted: impl Fn(Word) -> bool) -> Option<usize> {
        self.tokens.iter().position(|token| wanted(token.word))
    }

    fn is_last_year(&self, at: usize) -> bool {
        match self.tokens[at].word {
            Word::LastYear => true,
            Word::Year(named) => named + 1 == self.year,
            _ => BEFORE.contains(&self.text(at)),
        }
    }

    fn is_next_year(&self, at: usize) -> bool {
        match self.tokens[at].word {
            Word::Year(named) => named == self.year + 1,
            _ => ONWARD.contains(&self.text(at)),
        }
    }

    /// Lets 结转 mean where from or where to by the year in its clause, and 去年尚未办结 what was
    /// carried over.
    fn carried(&mut self) {
        for at in 1..self.tokens.len() {
            let pending = self.tokens[at - 1].word == Word::Outcome(DisputeOutcome::Pending);
            if pending && self.text(at - 1) == "未结" && self.text(at) == "转" {
                // 未结转 is not 未结.
                let middle = self.tokens[at - 1].range.start + '未'.len_utf8();
                self.tokens[at - 1].range.end = middle;
                self.tokens[at - 1].word = Word::Filler;
                self.tokens[at].range.start = middle;
                self.tokens[at].word = Word::Handle(Handling::Carried);
            }
        }
        for at in 1..self.tokens.len() {
            // In 剩3件转到明年办理 any verb may stand before the year.
            let came = &self.plain.text[self.tokens[at].range.start..];
            if self.tokens[at].word == Word::Unknown
                && self.is_last_year(at - 1)
                && CAME_FROM.iter().any(|verb| came.starts_with(verb))
            {
                self.tokens[at].word = Word::Handle(Handling::CarriedIn);
                self.tokens[at - 1].word = Word::Filler;
            }
            let before = &self.plain.text[..self.tokens[at].range.start];
            let leads = matches!(self.tokens[at - 1].word, Word::Unknown | Word::Filler)
                && LEFT_TO.iter().any(|verb| before.ends_with(verb));
            if leads && self.is_next_year(at) && self.tokens[at].word != Word::LastYear {
                self.tokens[at].word = Word::Handle(Handling::CarriedOut);
            }
        }
        let is_carried = |word| matches!(word, Word::Handle(handle) if handle.is_carried());
        let Some(first) = self.position(is_carried) else { return };
        let numbers = |token: &Token| matches!(token.word, Word::Number(_));
        for at in first..self.tokens.len() {
            let Word::Handle(handle) = self.tokens[at].word else { continue };
            let from = at.saturating_sub(MOST_BETWEEN);
            let from =
                self.tokens[from..at].iter().rposition(numbers).map_or(from, |gap| from + gap);
            let last = (from..at).rev().find(|before| self.is_last_year(*before));
            let behind = (at + 1..self.tokens.len()).take(MOST_BETWEEN);
            let mut behind = behind.take_while(|next| !numbers(&self.tokens[*next]));
            let meant = match handle {
                Handling::Carried => {
                    let next = (from..at).chain(behind.clone()).find(|at| self.is_next_year(*at));
                    let last = last.or_else(|| behind.find(|next| self.is_last_year(*next)));
                    match (next, last) {
                        (Some(next), _) => Some((Handling::CarriedOut, next)),
                        (None, Some(last)) => Some((Handling::CarriedIn, last)),
                        (None, None) => None,
                    }
                }
                Handling::CarriedOut => last
                    .filter(|last| self.text(*last) != "年初" || self.text(at).contains('未'))
                    .map(|last| (Handling::CarriedIn, last)),
                Handling::CarriedIn => {
                    last.filter(|last| last + 1 == at).map(|last| (Handling::CarriedIn, last))
                }
                _ => None,
            };
            if let Some((handle, cue)) = meant {
                self.tokens[at].word = Word::Handle(handle);
                let named = matches!(self.tokens[cue].word, Word::LastYear | Word::Year(_));
                if named {
                    self.tokens[cue].word = Word::Filler;
                }
            }
        }
        // 未结转 means that nothing was.
        for at in 1..self.tokens.len() {
            let denied = matches!(self.text(at - 1), "未" | "未有" | "没" | "不再");
            if is_carried(self.tokens[at].word)
                && denied
                && self.tokens[at - 1].word == Word::Filler
            {
                self.tokens[at - 1].word = Word::No(Negation::Any);
            }
        }
    }

    /// Lets 以信息公开名义提出的投诉 mean the row of 信访举报投诉类申请.
    fn petitions(&mut self) {
        const CAUSES: [&str; 3] = ["信访", "投诉", "举报"];
        let Some(name) = (0..self.tokens.len())
            .find(|at| self.tokens[*at].word == Word::Filler && self.text(*at).ends_with("名义"))
        else {
            return;
        };
        for at in name + 1..self.tokens.len() {
            if self.tokens[at].word == Word::Foreign && CAUSES.contains(&self.text(at)) {
                self.tokens[at].word = Word::Row(OutcomeRow::Single("declined.petition"));
            }
        }
    }

    /// Lets the names before 等 say nothing where the name of all follows: 以调解等其他结果结案,
    /// 高校等科研机构.
    fn examples(&mut self) {
        for at in 1..self.tokens.len() {
            if self.tokens[at].word != Word::Open || self.text(at) != "等" {
                continue;
            }
            let mut behind = self.tokens[at + 1..].iter().take(MOST_BETWEEN);
            let of_outcome = match behind.find(|token| token.word != Word::Filler) {
                Some(Token { word: Word::Outcome(DisputeOutcome::Other), .. }) => true,
                Some(Token { word: Word::Applicant(_), .. }) => false,
                _ => continue,
            };
            let ends = |token: &Token| {
                matches!(token.word, Word::Number(_) | Word::Handle(_) | Word::Area(_))
            };
            let from = at.saturating_sub(MOST_EXAMPLES);
            let from =
                self.tokens[from..at].iter().rposition(ends).map_or(from, |gap| from + gap + 1);
            for token in &mut self.tokens[from..at] {
                match token.word {
                    Word::Foreign | Word::Unknown | Word::Matter => token.word = Word::Filler,
                    Word::Row(_) if of_outcome => token.word = Word::Filler,
                    _ => {}
                }
            }
            if of_outcome {
                self.tokens[at].word = Word::Filler;
            }
        }
    }

    /// Lets an office that decides for the whole agency say nothing: 行政审批窗口作出行政许可决定.
    fn offices(&mut self) {
        const ENDINGS: [&str; 12] =
            ["窗口", "大厅", "中心", "机构", "队", "科", "股", "处", "所", "站", "机关", "办"];
        const PERMIT: [&str; 5] = ["审批", "许可", "政务", "便民", "服务"];
        const ENFORCE: [&str; 5] = ["执法", "稽查", "监察", "城管", "巡查"];
        const OTHERS: [&str; 9] = ["局", "委", "厅", "院", "镇", "乡", "街道", "其中", "分"];
        let decided = |word| matches!(word, Word::Area(area) if area.is_decision());
        let Some(area) = self.position(decided) else { return };
        let names = |word| {
            matches!(
                word,
                Word::Unknown | Word::Foreign | Word::Channel | Word::Filler | Word::Limit
            )
        };
        let ends = |at: &usize| {
            let until = &self.plain.text[..self.tokens[*at].range.end];
            names(self.tokens[*at].word) && ENDINGS.iter().any(|ending| until.ends_with(ending))
        };
        let Some(last) = (0..area).rev().find(ends) else { return };
        if !self.tokens[..=last].iter().all(|token| {
            names(token.word)
                || matches!(
                    token.word,
                    Word::Realm(_) | Word::ThisYear | Word::Year(_) | Word::Each | Word::Total
                )
        }) {
            return;
        }
        let is_name =
            |at: &usize| names(self.tokens[*at].word) && self.tokens[*at].word != Word::Filler;
        let first = (0..=last).find(is_name).unwrap_or(0);
        let name = &self.plain.text[self.tokens[first].range.start..self.tokens[last].range.end];
        let functions = match self.tokens[area].word {
            Word::Area(Area::Licensing) => PERMIT,
            _ => ENFORCE,
        };
        let own = name.trim_start_matches(['局', '厅', '委', '各']);
        // In 镇街综合执法队 those of the townships are meant.
        let whole = &self.plain.text[self.tokens[0].range.start..self.tokens[last].range.end];
        let of_townships = ["镇街", "街镇", "乡镇", "各镇"].iter().any(|word| whole.contains(word));
        let fits = functions.iter().any(|function| own.contains(function))
            && !of_townships
            && !OTHERS.iter().any(|other| own.contains(other));
        if fits {
            for token in &mut self.tokens[..=last] {
                if names(token.word) {
                    token.word = Word::Filler;
                }
            }
        }
    }

    /// Lets 对我局 say whose decision a dispute is about.
    fn respondent(&mut self) {
        const LEADS: [&str; 7] = ["对", "以", "涉及", "针对", "不服", "就", "因"];
        const OWN: [&str; 12] = [
            "我局",
            "我委",
            "我办",
            "我厅",
            "我院",
            "我单位",
            "我机关",
            "本局",
            "本机关",
            "本单位",
            "我部",
            "我署",
        ];
        let of_dispute = |word| match word {
            Word::Area(area) => area.is_dispute(),
            Word::Outcome(_) | Word::Body(_) => true,
            _ => false,
        };
        if self.position(of_dispute).is_none() {
            return;
        }
        for at in 1..self.tokens.len() {
            let own = OWN.contains(&self.text(at))
                || matches!(self.tokens[at].word, Word::Realm(_))
                    && self.text(at).starts_with(['我', '本']);
            let led = LEADS.iter().any(|lead| self.text(at - 1).ends_with(lead));
            if own && led {
                self.tokens[at].word = Word::Respondent;
                if self.tokens[at - 1].word == Word::Open {
                    self.tokens[at - 1].word = Word::Filler;
                }
                let of = self.tokens.get(at + 1).is_some_and(|next| {
                    next.word == Word::Filler
                        && self.plain.text[next.range.clone()].ends_with("信息公开")
                });
                if of {
                    self.tokens[at + 1].word = Word::OfDisclosure;
                }
            }
        }
    }

    /// Lets 答复的 say what became of the number behind it: 答复的13件.
    fn answered(&mut self) {
        for at in 1..self.tokens.len() {
            if matches!(self.tokens[at].word, Word::Number(_)) && self.text(at - 1) == "答复的" {
                self.tokens[at - 1].word = Word::Handle(Handling::Answered);
            }
        }
    }

    /// Lets 复议后又诉至法院 mean lawsuits behind a review.
    fn after_review(&mut self) {
        for at in 0..self.tokens.len().saturating_sub(1) {
            let review = self.tokens[at].word == Word::Area(Area::Review);
            if !review || !self.text(at + 1).starts_with('后') {
                continue;
            }
            let end = self.tokens.len().min(at + 2 + MOST_BETWEEN);
            let Some(sued) = (at + 1..end).find(|next| self.text(*next).contains('诉')) else {
                continue;
            };
            self.tokens[at].word = Word::Area(Area::AfterReview);
            for token in &mut self.tokens[at + 1..=sued] {
                token.word = Word::Filler;
            }
        }
    }

    /// Lets the rows before 为主 say nothing of the number before them: 89件不予处理的申请以信访类为主.
    fn mostly(&mut self) {
        let Some(number) = self.position(|word| matches!(word, Word::Number(_))) else { return };
        let is_end = |at: &usize| self.text(*at).starts_with('主') && self.text(at - 1) == "为";
        let Some(end) = (number + 2..self.tokens.len()).find(is_end) else { return };
        let lead = |at: &usize| self.text(*at) == "以";
        let Some(start) = (number + 1..end).find(lead) else { return };
        for token in &mut self.tokens[start..end] {
            if matches!(token.word, Word::Row(_)) {
                token.word = Word::Filler;
            }
        }
    }

    /// Lets 群众和企业 say nothing about applicants, of whom no column counts the first.
    fn everybody(&mut self) {
        const PEOPLE: [&str; 6] = ["群众", "居民", "村民", "社会公众", "公众", "辖区群众"];
        for at in 2..self.tokens.len() {
            let applicant = matches!(self.tokens[at].word, Word::Applicant(_));
            let people =
                self.tokens[at - 1].word == Word::And && PEOPLE.contains(&self.text(at - 2));
            if applicant && people {
                self.tokens[at].word = Word::Filler;
            }
        }
    }

    /// Lets 法院审理的 be said of the disputes of this agency, which only 我局审理的 is not.
    fn heard_by_court(&mut self) {
        let counts = |word| matches!(word, Word::Number(_) | Word::Foreign);
        if self.position(counts).is_some() {
            return;
        }
        for at in 1..self.tokens.len() {
            if self.tokens[at].word == Word::Registered
                && self.text(at).ends_with("理的")
                && matches!(self.tokens[at - 1].word, Word::Body(_))
            {
                self.tokens[at].word = Word::Filler;
            }
        }
    }
}

/// Lets words that name a row only beside its group do so, in its clause or in the one before:
/// 信访、重复的申请不予处理.
fn hints(plain: &NormalizedText, tokens: &mut [Token], before: Range<usize>, clause: Range<usize>) {
    let group = tokens[clause.clone()].iter().find_map(|token| match token.word {
        Word::Row(row) => HINTS.iter().find(|(group, _)| *group == row),
        _ => None,
    });
    let Some((_, hints)) = group else { return };
    for token in &mut tokens[before.start.min(clause.start)..clause.end] {
        let text = &plain.text[token.range.clone()];
        if matches!(token.word, Word::Unknown | Word::Foreign)
            && let Some((_, row)) = hints.iter().find(|(part, _)| text.contains(part))
        {
            token.word = Word::Row(OutcomeRow::Loose(row));
        }
    }
}

/// Words that name a row of a group only beside the name of the group.
const HINTS: [(OutcomeRow, &[(&str, &str)]); 3] = [
    (
        OutcomeRow::Declined,
        &[
            ("信访", "declined.petition"),
            ("投诉", "declined.petition"),
            ("举报", "declined.petition"),
            ("诉求", "declined.petition"),
            ("重复", "declined.repeated"),
            ("出版物", "declined.publication"),
            ("反复", "declined.abusive"),
            ("滥用", "declined.abusive"),
        ],
    ),
    (
        OutcomeRow::Denied,
        &[
            ("涉密", "denied.state_secret"),
            ("国家秘密", "denied.state_secret"),
            ("第三方", "denied.third_party"),
            ("隐私", "denied.third_party"),
            ("内部事务", "denied.internal_affairs"),
            ("过程性", "denied.process_information"),
            ("案卷", "denied.enforcement_file"),
        ],
    ),
    (
        OutcomeRow::Unable,
        &[
            ("现成", "unable.needs_creation"),
            ("加工", "unable.needs_creation"),
            ("不明确", "unable.still_unclear"),
            ("不清楚", "unable.still_unclear"),
            ("掌握", "unable.not_held"),
        ],
    ),
];

/// Reads 无一判决我局败诉 and 没有一件被撤销 as a claim that nothing was lost.
fn join_losses(plain: &NormalizedText, tokens: &mut Vec<Token>) {
    const NONE: [&str; 8] =
        ["无一", "无一件", "无一例", "无一起", "没有一件", "没有一例", "没有", "无"];
    let is_loss = |word| matches!(word, Word::Outcome(DisputeOutcome::Corrected));
    let passes = |word| {
        matches!(word, Word::Filler | Word::Body(_) | Word::And | Word::Respondent | Word::Realm(_))
    };
    if !tokens.iter().any(|token| is_loss(token.word)) {
        return;
    }
    let mut joined = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let denies = matches!(tokens[at].word, Word::No(Negation::Any))
            && NONE.contains(&&plain.text[tokens[at].range.clone()]);
        let behind = tokens[at + 1..].iter();
        let phrase =
            behind.take_while(|token| denies && (passes(token.word) || is_loss(token.word)));
        let losses = phrase.enumerate().filter(|(_, token)| is_loss(token.word));
        let last = losses.last().map(|(gap, _)| at + 1 + gap);
        if let Some(last) = last {
            let range = tokens[at].range.start..tokens[last].range.end;
            joined.push(Token { range, word: Word::NoLoss });
            at = last + 1;
        } else {
            joined.push(tokens[at].clone());
            at += 1;
        }
    }
    *tokens = joined;
}
