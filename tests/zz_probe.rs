use nianbao::edition::AgencyLevel;
use nianbao::report::{Agency, Part, Report};
use nianbao::rules::Checker;
#[test]
fn probe() {
    let text = std::fs::read_to_string("/tmp/heldout.txt").unwrap();
    for value in ["7", "空"] {
        for line in text.lines() {
            let mut r = Report::new(2024, Agency { name: "示例县人民政府".into(), level: AgencyLevel::County, covers_subordinates: None });
            r.set_as_issued(true);
            let f = r.form().clone();
            if value != "空" {
                for c in f.cells() {
                    r.set_cell(c.id, "777");
                }
            }
            r.sections.insert(Part::Overview, line.to_owned());
            let c = Checker::new(&r);
            println!("\n{line}");
            for (fact, v) in c.narrative().facts().iter().zip(&c.judgement().verdicts) {
                if value == "空" && !matches!(v, nianbao::narrative::Verdict::Unfinished(_)) {
                    continue;
                }
                if !fact.kind.counts() {
                    continue;
                }
                let v = format!("{v:?}");
                println!("   {} {}", fact.text, v.chars().take(150).collect::<String>());
            }
            for f in c.findings().iter().filter(|f| f.rule.id.starts_with("narrative-parts")) {
                println!("   !! {}", f.message(&r));
            }
        }
    }
}
