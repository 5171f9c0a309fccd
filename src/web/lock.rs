//! The lock on what leaves, as the program that puts it on and the page that speaks of it both know it.

/// The lock on a link or a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The municipality's public key.
    Key,
    /// Words that the person passes on.
    Words,
    /// None, because the page is not in a secure context.
    Absent,
}

impl Lock {
    /// The name by which one program tells it the other.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Lock::Key => "key",
            Lock::Words => "words",
            Lock::Absent => "absent",
        }
    }

    /// The lock of this name.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Lock> {
        [Lock::Key, Lock::Words, Lock::Absent]
            .into_iter()
            .find(|lock| lock.id() == id)
    }
}
