use tranche_client::types::{LogInRequest, NamedUser, ProblemCode};

use super::{PASSWORD, Walk, shopper::assert_refused};

pub(super) async fn begin(walk: &mut Walk) {
    {
        let _step = walk.step("Ask for the version");
        assert_eq!(walk.user.0.version().await.unwrap().name, "tranche");
    }
    sign_up(walk).await;
    {
        let _step = walk.step("Guess a password four times");
        let unknown = format!("{}.3", walk.username);
        for _ in 0..3 {
            assert_refused(walk.user.log_in(&unknown).await, ProblemCode::InvalidCredentials, 401);
        }
        walk.requests.watch("");
        assert_refused(walk.user.log_in(&unknown).await, ProblemCode::TooManyAttempts, 429);
        assert_eq!(walk.requests.seen().len(), 1);
    }
    log_in(walk).await;
}

/// Logs the super admin in, which is no step of its own.
pub(super) async fn log_in_as(walk: &Walk, (username, password): (&str, &str)) {
    let body = LogInRequest { username: username.to_owned(), password: password.to_owned() };
    walk.admin.0.log_in(&body).await.unwrap();
}

async fn sign_up(walk: &mut Walk) {
    {
        let _step = walk.step("Sign up");
        let user = walk.user.sign_up(&walk.username, PASSWORD).await.unwrap();
        assert_eq!((&user.username, &*user.role, user.is_active), (&walk.username, "user", true));
    }
    {
        let _step = walk.step("Sign up again, in capitals");
        let answer = walk.user.sign_up(&walk.username.to_uppercase(), PASSWORD).await;
        assert_refused(answer, ProblemCode::UsernameTaken, 409);
    }
    {
        let _step = walk.step("Sign up with a short password");
        let answer = walk.user.sign_up(&format!("{}.2", walk.username), "short").await;
        let problem = assert_refused(answer, ProblemCode::InvalidPassword, 422);
        let pointers: Vec<_> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/password"]);
    }
}

async fn log_in(walk: &mut Walk) {
    {
        let _step = walk.step("Log in");
        let entered = walk.user.log_in(&walk.username).await.unwrap();
        let me = walk.user.0.current_user().await.unwrap();
        assert_eq!((&me.user, me.session.id), (&entered.user, entered.session.id));
        assert_refused(walk.user.log_in(&walk.username).await, ProblemCode::AlreadyAuthenticated, 403);
    }
    {
        let _step = walk.step("Use the session twice");
        let first = walk.user.0.current_user().await.unwrap();
        let second = walk.user.0.current_user().await.unwrap();
        assert!(second.session.expires_at > first.session.expires_at, "{first:?} {second:?}");
    }
}

pub(super) async fn end(walk: &mut Walk) {
    let _step = walk.step("Become an admin, and log out");
    walk.admin.0.grant_admin(&NamedUser { username: walk.username.clone() }).await.unwrap();
    assert_eq!(walk.user.0.current_user().await.unwrap().user.role, "admin");
    walk.user.0.list_users(None, None, None, None, None).await.unwrap();
    walk.user.0.log_out().await.unwrap();
    assert_refused(walk.user.0.current_user().await, ProblemCode::Unauthenticated, 401);
}
