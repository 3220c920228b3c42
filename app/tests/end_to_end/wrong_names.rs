use crate::{
    cases::{Case, case},
    support::Workplace,
};

pub(crate) fn cases() -> Vec<Case> {
    vec![case(a_wrong_flag_names_the_right_one), case(help_names_the_keys_of_host_and_port)]
}

fn a_wrong_flag_names_the_right_one() {
    let workplace = Workplace::bare();
    for (arguments, advice) in [
        (&["serve", "--prot", "1"][..], "'--port'"),
        (&["--server.port", "1"], "'--set server.port=VALUE'"),
        (&["--store-url=memory:"], "'--set store.url=VALUE'"),
        (&["serve", "--store.ulr", "memory:"], "'--set store.url=VALUE'"),
        (&["--set", "store.ulr=memory:", "config", "check"], "did you mean `store.url` (TRANCHE_STORE__URL)?"),
    ] {
        let refused = workplace.run(arguments, "");
        assert!(refused.code.is_some_and(|code| code != 0), "{arguments:?}");
        assert!(refused.errors.contains(advice), "{arguments:?}: {}", refused.errors);
        assert_eq!(refused.output, "", "{arguments:?}");
    }
    let variable = Workplace::bare().with("TRANCHE_STORE_URL", "memory:").run(&["config", "check"], "");
    assert_eq!(variable.code, Some(78));
    assert!(variable.errors.contains("did you mean `store.url` (TRANCHE_STORE__URL)?"), "{}", variable.errors);
}

fn help_names_the_keys_of_host_and_port() {
    for arguments in [&["--help"][..], &["-h"], &["serve", "--help"]] {
        let help = Workplace::bare().run(arguments, "").output;
        for name in ["server.host", "server.port", "TRANCHE_SERVER__HOST", "TRANCHE_SERVER__PORT"] {
            assert!(help.contains(name), "{arguments:?} lacks {name}:\n{help}");
        }
    }
}
