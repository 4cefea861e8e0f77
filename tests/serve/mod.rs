//! The servers, asked over real connections.

mod client;
mod files;
mod search;
