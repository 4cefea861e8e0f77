//! A decision that was made went through all the steps.

use crate::check::Rule;
use crate::content::keys::STEPS;
use crate::diagnostic::{Code, Diagnostic};
use crate::domain::decision::{Step, in_force_from};
use crate::domain::kind::Kind;
use crate::site::value_span;
use crate::status::{Edition, StepState};

/// A decision that was made shows each of the seven steps, or says why one does not apply.
pub const RULE: Rule = Rule {
    code: Code::StepMissing,
    what: "已经出台的重大行政决策，启动、公众参与、专家论证、风险评估、合法性审查、集体讨论、公布七个环节都应有日期，\
           或者写明不适用的理由。网页上会如实显示尚未公开的环节。",
    example: "对：{环节: 风险评估, 不适用: 不会对社会稳定、公共安全等方面造成不利影响}\n错：写了“出台日期”，却没有“公众参与”",
    source: "国令第713号第十条至第三十二条",
    check,
};

fn check(edition: &Edition) -> Vec<Diagnostic> {
    let decided = |id: &usize| edition.decided(*id).is_some_and(|date| date >= in_force_from());
    let dossiers = edition.of_kind(Kind::Decision).filter(decided);
    dossiers
        .filter_map(|id| {
            let open = |step: &&Step| matches!(edition.step_state(id, **step), StepState::Open | StepState::UnderWay);
            let missing: Vec<&str> = Step::LEGAL.iter().filter(open).map(|step| step.label()).collect();
            let message = format!("决策已经出台，还缺少：{}", missing.join("、"));
            let span = value_span(&edition.site.content, edition.document(id), STEPS);
            let help = "在“步骤”中补上环节和日期；依法不适用的写“不适用”和理由。";
            (!missing.is_empty()).then(|| Diagnostic::new(Code::StepMissing, span, message).help(help))
        })
        .collect()
}
