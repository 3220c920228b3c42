use std::{
    fs,
    path::Path,
    process::{Child, Command},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::{
    param::clock_ticks_per_second,
    process::{Pid, Signal, kill_process},
};

use crate::{Result, resident_memory};

/// The timeout for a server to report its address.
const TIMEOUT: Duration = Duration::from_mins(1);
/// How often its file is checked meanwhile.
const LOOK: Duration = Duration::from_millis(1);

/// A running server; it ends when this is dropped.
pub(crate) struct Server {
    process: Child,
    pub(crate) origin: String,
}

impl Server {
    /// Starts a program that writes its address into `address_file`.
    pub(crate) fn start(mut command: Command, address_file: &Path) -> Result<Self> {
        let _ = fs::remove_file(address_file);
        let process = command.spawn().map_err(|error| format!("{}: {error}", command.get_program().display()))?;
        let mut server = Self { process, origin: String::new() };
        let since = Instant::now();
        while !address_file.exists() {
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("the server ended with {status}").into());
            }
            if since.elapsed() > TIMEOUT {
                return Err("the server does not report its address".into());
            }
            sleep(LOOK);
        }
        server.origin = format!("http://{}", fs::read_to_string(address_file)?.trim_end());
        Ok(server)
    }

    /// The CPU time of its threads so far.
    pub(crate) fn computed(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name of the program, which may hold any character, ends at the last bracket.
        let (_, fields) = stat.rsplit_once(") ").ok_or("no stat of the process")?;
        let mut ticks = fields.split(' ').skip(11).map(str::parse::<u32>);
        let (user, system) = (ticks.next().ok_or("no user time")??, ticks.next().ok_or("no system time")??);
        let ticks_per_second = u32::try_from(clock_ticks_per_second())?;
        Ok(Duration::from_secs(1) * (user + system) / ticks_per_second)
    }

    /// Resident memory in megabytes of 2^20 bytes.
    pub(crate) fn resident(&self) -> Result<f64> {
        resident_memory::of(self.process.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let id = i32::try_from(self.process.id()).ok().and_then(Pid::from_raw);
        if let Some(id) = id
            && kill_process(id, Signal::TERM).is_ok()
        {
            let _ = self.process.wait();
        }
    }
}
