//! What commands advise to do after them.

/// What `make clients` is for.
pub(crate) const CLIENTS: &str = "write the clients anew, where Node and Python are there";

/// Compares the documents that are made from code with it.
pub(crate) const DOCUMENTS: &str = "cargo test --workspace --no-fail-fast --test documents --test schema";

/// Steps with what each is for, a line each.
pub(crate) fn listed<T: AsRef<str>>(steps: &[(T, T)]) -> String {
    let steps: Vec<_> = steps.iter().map(|(step, purpose)| (step.as_ref(), purpose.as_ref())).collect();
    let width = steps.iter().map(|(step, _)| step.len()).max().unwrap_or_default();
    let lines: Vec<_> = steps.iter().map(|(step, purpose)| format!("  {step:<width$}  {purpose}")).collect();
    lines.join("\n")
}
