//! What the server reports to the manager that started it, such as systemd with `Type=notify`.

use std::{os::unix::net::UnixDatagram, time::Duration};

use crate::{
    cases::{Case, case},
    support::{Server, Signal, TIMEOUT, Workplace, eventually},
};

pub(crate) fn cases() -> Vec<Case> {
    vec![
        case(the_manager_learns_when_the_server_listens_and_when_it_stops),
        case(the_watchdog_hears_of_a_server_until_it_is_stuck),
        case(the_watchdog_hears_of_a_server_whose_store_is_away),
        case(the_watchdog_of_another_process_hears_nothing),
        case(a_manager_that_is_gone_stops_no_start),
    ]
}

/// A service manager's socket.
struct Manager(UnixDatagram);

impl Manager {
    /// A manager, and a workplace in which the server finds it.
    fn of(workplace: Workplace) -> (Self, Workplace) {
        let path = workplace.path("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        socket.set_read_timeout(Some(TIMEOUT)).unwrap();
        (Self(socket), workplace.with("NOTIFY_SOCKET", path.to_str().unwrap()))
    }

    /// The next report.
    #[track_caller]
    fn next(&self) -> String {
        let mut buffer = [0; 1024];
        let length = self.0.recv(&mut buffer).unwrap();
        String::from_utf8(buffer[..length].to_vec()).unwrap()
    }

    /// The reports that wait.
    fn waiting(&self) -> Vec<String> {
        self.0.set_nonblocking(true).unwrap();
        let mut buffer = [0; 1024];
        let mut reports = Vec::new();
        while let Ok(length) = self.0.recv(&mut buffer) {
            reports.push(String::from_utf8(buffer[..length].to_vec()).unwrap());
        }
        self.0.set_nonblocking(false).unwrap();
        reports
    }
}

/// The report of a server that listens.
fn listening(server: &Server) -> String {
    format!("READY=1\nSTATUS=listening on {}\n", server.address)
}

fn the_manager_learns_when_the_server_listens_and_when_it_stops() {
    let (manager, workplace) = Manager::of(Workplace::on_any_store().with("TRANCHE_SERVER__DRAIN_DELAY_SECONDS", "1"));
    let mut server = workplace.start();
    assert_eq!(manager.next(), listening(&server));
    server.anonymous().get("/livez").assert_status(200);
    server.send(Signal::TERM);
    assert_eq!(manager.next(), "STOPPING=1\nSTATUS=stopping: requests in flight are finished\n");
    assert!(!server.has_ended(), "the report comes before the end");
    assert_eq!(server.wait().code(), Some(0));
    assert_eq!(manager.waiting(), [""; 0]);
}

fn the_watchdog_hears_of_a_server_until_it_is_stuck() {
    let (manager, workplace) = Manager::of(Workplace::on_any_store().with("WATCHDOG_USEC", "400000"));
    let server = workplace.start();
    assert_eq!(manager.next(), listening(&server));
    for _ in 0..3 {
        assert_eq!(manager.next(), "WATCHDOG=1\n");
    }
    server.send(Signal::STOP);
    eventually("the process stands still", || server.stands_still().then_some(()));
    manager.waiting();
    manager.0.set_read_timeout(Some(Duration::from_millis(800))).unwrap();
    assert!(manager.0.recv(&mut [0; 64]).is_err(), "a report of a process that stands still");
    server.send(Signal::CONT);
    manager.0.set_read_timeout(Some(TIMEOUT)).unwrap();
    assert_eq!(manager.next(), "WATCHDOG=1\n");
}

fn the_watchdog_hears_of_a_server_whose_store_is_away() {
    let workplace = Workplace::new("postgres://tranche:x@127.0.0.1:9/tranche").with("WATCHDOG_USEC", "400000");
    let (manager, workplace) = Manager::of(workplace);
    let server = workplace.start();
    assert_eq!(manager.next(), listening(&server));
    server.anonymous().get("/readyz").assert_problem(503, "unavailable");
    for _ in 0..3 {
        assert_eq!(manager.next(), "WATCHDOG=1\n");
    }
}

fn the_watchdog_of_another_process_hears_nothing() {
    let workplace = Workplace::on_any_store().with("WATCHDOG_USEC", "1000").with("WATCHDOG_PID", "1");
    let (manager, workplace) = Manager::of(workplace);
    let server = workplace.start();
    assert_eq!(manager.next(), listening(&server));
    server.anonymous().get("/livez").assert_status(200);
    server.send(Signal::TERM);
    assert!(manager.next().starts_with("STOPPING=1\n"));
}

fn a_manager_that_is_gone_stops_no_start() {
    let workplace = Workplace::on_any_store();
    let path = workplace.path("gone");
    let workplace = workplace.with("NOTIFY_SOCKET", path.to_str().unwrap());
    let server = workplace.start();
    server.anonymous().get("/livez").assert_status(200);
    assert_eq!(server.stop().code(), Some(0));
    assert_eq!(workplace.log().matches("the service manager of NOTIFY_SOCKET was not notified").count(), 2);
}
