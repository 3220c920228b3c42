use std::{num::NonZero, thread::available_parallelism};

use libtest_mimic::Arguments;

/// The arguments of a suite whose cases wait for processes and stores more than they compute.
pub(crate) fn arguments() -> Arguments {
    let mut arguments = Arguments::from_args();
    let cores = available_parallelism().map_or(1, NonZero::get);
    arguments.test_threads.get_or_insert(2 * cores);
    arguments
}
