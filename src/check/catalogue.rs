//! Writes the catalogue of rules as a page of Markdown, from the records.

use super::{Editions, Rule, RuleSet, Severity};

/// All rules in Markdown.
pub fn catalogue_markdown(rules: &RuleSet) -> String {
    let mut page = format!("# 核对规则\n\n规则版本 {}，共{}条。", rules.version, rules.rules.len());
    for severity in Severity::ALL {
        let count = rules.iter().filter(|rule| rule.severity == severity).count();
        page.push_str(&format!("{}{count}条：{}。", severity.name(), meaning(severity)));
    }
    page.push_str(
        "\n\n空着的格、“/”“—”和不是数的内容都当作不知道；有一项不知道的等式算没有填完，不报错。\n",
    );
    for rule in rules.iter() {
        page.push_str(&entry(rule));
    }
    page
}

const fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "改正或者写明说明，才算完成",
        Severity::Verify => "请核对，核对无误可以保留",
        Severity::Hint => "只作提醒",
    }
}

fn entry(rule: &Rule) -> String {
    let editions = if rule.editions == Editions::ALL {
        "全部".to_owned()
    } else {
        rule.editions.ids().join("、")
    };
    format!(
        "\n## {}\n\n`{}` · {} · 版式：{editions}\n\n- 核对什么：{}\n- 为什么：{}\n- 怎么办：{}\n- 依据：{}\n",
        rule.title,
        rule.id,
        rule.severity.name(),
        rule.what,
        rule.why,
        rule.todo,
        rule.source,
    )
}
