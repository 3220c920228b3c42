/// Who sends what a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Others send it, and the server has to go on accepting it.
    Request,
    /// The server sends it, and others have to be able to go on reading it.
    Response,
}

/// Two versions of one thing, by their age.
#[derive(Clone, Copy)]
pub(crate) struct Versions<T> {
    pub(crate) old: T,
    pub(crate) new: T,
}

/// Two versions of one thing, by what they are to each other: all that is sent must be accepted.
#[derive(Clone, Copy)]
pub(crate) struct Ends<T> {
    pub(crate) sent: T,
    pub(crate) accepted: T,
}

impl Direction {
    /// A client sends what the old document says to a server of the new one, which sends what the new document says to a client
    /// of the old one.
    pub(crate) fn ends<T>(self, versions: Versions<T>) -> Ends<T> {
        let Versions { old, new } = versions;
        match self {
            Self::Request => Ends { sent: old, accepted: new },
            Self::Response => Ends { sent: new, accepted: old },
        }
    }

    /// The inverse of [`Self::ends`].
    pub(crate) fn versions<T>(self, ends: Ends<T>) -> Versions<T> {
        let Ends { sent, accepted } = ends;
        match self {
            Self::Request => Versions { old: sent, new: accepted },
            Self::Response => Versions { old: accepted, new: sent },
        }
    }
}
