use crate::{
    Error,
    types::{Problem, ProblemCode},
};

/// What an error says of a refused request.
pub trait Refusal {
    /// Why the server refused the request, where it did.
    fn problem(&self) -> Option<&Problem>;

    /// The code of the problem, where this version of the client knows it. Decide by the status where it does not.
    fn code(&self) -> Option<ProblemCode> {
        self.problem()?.code.parse().ok()
    }
}

impl Refusal for Error<Problem> {
    fn problem(&self) -> Option<&Problem> {
        if let Self::ErrorResponse(problem) = self { Some(problem) } else { None }
    }
}
