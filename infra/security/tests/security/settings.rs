use security::{InvalidSettings, SecuritySettings, system_security};

use crate::support::{secrets, settings};

fn refusal(change: impl FnOnce(&mut SecuritySettings)) -> String {
    let mut settings = settings();
    change(&mut settings);
    system_security(settings).err().map_or_else(|| "accepted".to_owned(), |error: InvalidSettings| error.to_string())
}

#[test]
fn short_secrets_are_refused_by_the_name_of_their_setting() {
    for short in ["", "hunter2", &"x".repeat(31)] {
        let refusals = [
            ("security.password_pepper", refusal(|settings| settings.password_pepper = short.into())),
            (
                "security.password_peppers_previous",
                refusal(|settings| settings.password_peppers_previous = secrets(&[&"x".repeat(32), short])),
            ),
            ("security.jwt_secret", refusal(|settings| settings.jwt_secret = short.into())),
            ("security.jwt_secrets_previous", refusal(|settings| settings.jwt_secrets_previous = secrets(&[short]))),
        ];
        for (setting, refusal) in refusals {
            assert_eq!(refusal, format!("`{setting}` must have at least 32 bytes"));
        }
    }
    assert_eq!(refusal(|settings| settings.jwt_secret = "x".repeat(32).into()), "accepted");
}

#[test]
fn costs_that_bcrypt_does_not_know_are_refused() {
    for cost in [0, 3, 32, u32::MAX] {
        assert_eq!(
            refusal(|settings| settings.bcrypt_cost = cost),
            format!("`security.bcrypt_cost` must be 4 to 31, the costs of bcrypt, and is {cost}")
        );
    }
    assert_eq!(refusal(|settings| settings.bcrypt_cost = 31), "accepted");
}

#[test]
fn the_longest_queue_is_possible() {
    assert_eq!(refusal(|settings| settings.hasher_queue = usize::MAX), "accepted");
}
