//! Asks on a terminal for what the command line leaves out.

use std::io::{self, IsTerminal};

use dialoguer::{Input, Select};

use crate::refusal::Refusal;

/// What may be left out, and how it is asked for.
pub(crate) struct Question<'a> {
    /// What the command line calls it: `--method`.
    pub(crate) option: &'static str,
    pub(crate) text: &'a str,
    /// An example of how it is given.
    pub(crate) example: &'static str,
}

impl Question<'_> {
    /// What was given, or what is entered and is sound.
    ///
    /// # Errors
    /// [`Refusal::Missing`] without a terminal, and what refuses the given text.
    pub(crate) fn text<T>(&self, given: Option<&str>, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if let Some(given) = given {
            return read(given);
        }
        self.demand_terminal()?;
        let is_sound = |entered: &String| read(entered).map(drop).map_err(|refusal| refusal.to_string());
        let entered = Input::<String>::new().with_prompt(self.text).validate_with(is_sound).interact_text();
        read(&entered.map_err(|error| Refusal::Prompt(error.to_string()))?)
    }

    /// What was given, or the one that is chosen.
    ///
    /// # Errors
    /// [`Refusal::Missing`] without a terminal, and what refuses the given text.
    pub(crate) fn choice<T>(
        &self,
        given: Option<&str>,
        choices: &[&str],
        read: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        if let Some(given) = given {
            return read(given);
        }
        self.demand_terminal()?;
        let chosen = Select::new().with_prompt(self.text).items(choices).default(0).interact();
        let chosen = chosen.map_err(|error| Refusal::Prompt(error.to_string()))?;
        read(choices.get(chosen).copied().unwrap_or_default())
    }

    fn demand_terminal(&self) -> Result<(), Refusal> {
        if is_terminal() { Ok(()) } else { Err(Refusal::Missing { option: self.option, example: self.example }) }
    }
}

/// Whether there is a person to ask.
pub(crate) fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
