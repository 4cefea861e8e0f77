//! What holds for every build: equal input gives equal bytes, what may not be seen is in no byte,
//! and the output folder holds one whole site at every moment.

mod equal;
mod histories;
mod killed;
mod leak;
mod publish;
