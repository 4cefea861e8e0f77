//! One file a rule, by area.

pub mod decisions;
pub mod disclosure;
pub mod interpretation;
pub mod site;
pub mod validity;
