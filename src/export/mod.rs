//! Profiles in the forms of other systems. Pure: a profile goes in, text or values come out, so that the command line
//! and the coach's page write the same.
//!
//! Plain Dutch text is [`crate::content::present::plain`], because it needs nothing but words.

#[cfg(feature = "fhir")]
pub mod fhir;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod table;
