//! What holds for every build: equal input gives equal bytes, what may not be seen is in no byte,
//! the output folder holds one whole site at every moment, and working days count both ways alike.

mod equal;
mod histories;
mod killed;
mod leak;
mod publish;
mod working_days;
