//! The tour, and the lines of it in the README, run as printed: each command in a shell, each output compared.

#[path = "../documents/markdown.rs"]
#[expect(dead_code, reason = "the tests of the documents use the rest")]
mod markdown;
mod terminal;
mod transcript;

use std::{env, process::Command};

use libtest_mimic::{Arguments, Completion, Trial};

use markdown::Document;
use terminal::Terminal;
use transcript::{Normalizer, Step, checks, fits, steps};

/// The programs that the tour needs, besides those that build the product.
const PROGRAMS: [&str; 2] = ["bash", "curl"];

fn main() {
    let check = |name: &str, check: fn()| {
        Trial::test(name.to_owned(), move || {
            check();
            Ok(())
        })
    };
    let console = |name: &str, document: &'static str| {
        Trial::ignorable_test(name.to_owned(), move || {
            let absent = PROGRAMS.iter().find(|program| Command::new(program).arg("--version").output().is_err());
            match absent {
                // Continuous integration has them: an ignored test would go unnoticed there.
                Some(program) if env::var_os("CI").is_some() => Err(format!("{program} is absent").into()),
                Some(program) => Ok(Completion::ignored_with(format!("{program} is absent"))),
                None => {
                    run_consoles(&Document::read(document));
                    Ok(Completion::Completed)
                }
            }
        })
    };
    let trials = vec![
        console("the_tour_works_as_printed", "docs/tutorial/tour.md"),
        console("the_readme_works_as_printed", "README.md"),
        check("commands_and_outputs_are_distinguished", checks::commands_and_outputs_are_distinguished),
        check("times_tokens_and_ids_may_differ", checks::times_tokens_and_ids_may_differ),
        check("an_id_in_a_command_is_the_one_that_was_met", checks::an_id_in_a_command_is_the_one_that_was_met),
        check("whatever_else_differs_is_noticed", checks::whatever_else_differs_is_noticed),
    ];
    libtest_mimic::run(&Arguments::from_args(), trials).exit()
}

/// Runs every console of a document in one terminal, and compares the outputs.
fn run_consoles(document: &Document) {
    let transcripts = document.blocks().into_iter().filter(|block| block.language == "console");
    let all: Vec<Step> = transcripts.flat_map(|block| steps(&block.lines, block.line)).collect();
    assert!(all.iter().any(|step| step.command == Terminal::START), "{} starts the server", document.path);

    let mut terminal = Terminal::new();
    let (mut printed, mut seen) = (Normalizer::new(), Normalizer::new());
    for step in all {
        let output = if step.command == Terminal::START {
            let expected = Normalizer::new().normalize(&step.output);
            terminal.start_server(|lines| fits(&expected, &Normalizer::new().normalize(lines)))
        } else {
            terminal.run(&printed.translate(&step.command, &seen))
        };
        let (expected, actual) = (printed.normalize(&step.output), seen.normalize(&output));
        assert!(
            fits(&expected, &actual),
            "{}, line {}:\n$ {}\nis printed with the output\n{}\nbut has the output\n{}\nwhich is, as it came,\n{}",
            document.path,
            step.line,
            step.command,
            expected.join("\n"),
            actual.join("\n"),
            output.join("\n"),
        );
    }
}
