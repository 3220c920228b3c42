use super::key::{
    Content::{Plain, Sensitive},
    Fallback::{Nothing, Text, Varies},
    Key,
};

/// Every setting, in the order of the reference. Whoever adds one adds it here first; a test holds the loader to it.
pub(super) const KEYS: [Key; 62] = [
    Key {
        name: "mode",
        fallback: Text("development"),
        content: Plain,
        meaning: "`development` or `production`. Production refuses missing, generated, example, short and equal \
                  secrets, insecure cookies and cheap password hashes.",
    },
    Key {
        name: "server.host",
        fallback: Text("127.0.0.1"),
        content: Plain,
        meaning: "The address to listen on, or a host name. `0.0.0.0` is every IPv4 address of the machine.",
    },
    Key {
        name: "server.port",
        fallback: Text("8000"),
        content: Plain,
        meaning: "The port to listen on. `0` picks a free one, which is logged.",
    },
    Key {
        name: "server.public_origin",
        fallback: Nothing,
        content: Plain,
        meaning: "The origin that browsers see, such as `https://shop.test`, where it is not scheme and `Host` of the \
                  request.",
    },
    Key {
        name: "server.trusted_proxies",
        fallback: Nothing,
        content: Plain,
        meaning: "Networks such as `10.0.0.0/8` whose `X-Forwarded-For` and `X-Forwarded-Proto` count. A list.",
    },
    Key {
        name: "server.body_limit_bytes",
        fallback: Text("65536"),
        content: Plain,
        meaning: "The longest request body, 1024 to 16777216.",
    },
    Key {
        name: "server.request_head_timeout_seconds",
        fallback: Text("10"),
        content: Plain,
        meaning: "How long a client may take to send the head of a request, 1 to 300.",
    },
    Key {
        name: "server.body_timeout_seconds",
        fallback: Text("20"),
        content: Plain,
        meaning: "How long a client may take to send the body of a request, 1 to 300; half as long again, it may take \
                  nothing of a response.",
    },
    Key {
        name: "server.keep_alive_seconds",
        fallback: Text("75"),
        content: Plain,
        meaning: "How long an idle connection stays open, 1 to 3600. More than the load balancer in front keeps it.",
    },
    Key {
        name: "server.max_connections",
        fallback: Text("2000"),
        content: Plain,
        meaning: "The most connections at a time, 1 to 1000000. Each may need some 200 kB, a part of it in the kernel, \
                  where its client does not read.",
    },
    Key {
        name: "server.max_requests_in_flight",
        fallback: Text("512"),
        content: Plain,
        meaning: "The most requests that are worked on or whose response is being sent at a time, 1 to 1000000; beyond \
                  that the answer is 503 at once. Those whose body is still on its way, `/livez` and `/readyz` are not \
                  counted.",
    },
    Key {
        name: "server.workers",
        fallback: Varies("the machine's cores"),
        content: Plain,
        meaning: "The threads that serve requests, 1 to 512.",
    },
    Key {
        name: "server.shutdown_timeout_seconds",
        fallback: Text("15"),
        content: Plain,
        meaning: "How long requests in flight may take to finish when the process is asked to stop, 0 to 3600.",
    },
    Key {
        name: "server.drain_delay_seconds",
        fallback: Varies("`0`; `5` in production"),
        content: Plain,
        meaning: "How long `/readyz` is red before the listener closes, so that load balancers notice, 0 to 300.",
    },
    Key {
        name: "cors.allowed_origins",
        fallback: Nothing,
        content: Plain,
        meaning: "Exact origins (`scheme://host[:port]`) whose pages may call; they are exempt from the cross-site \
                  refusal too. A list.",
    },
    Key {
        name: "docs.enabled",
        fallback: Text("true"),
        content: Plain,
        meaning: "Whether the Swagger UI at `/docs/` and `/openapi.json` are served.",
    },
    Key {
        name: "store.url",
        fallback: Text("sqlite://data/tranche.db"),
        content: Sensitive,
        meaning: "`sqlite://PATH` (`sqlite:///PATH` from the root), `postgres://USER:PASSWORD@HOST:PORT/DATABASE`, \
                  `dynamodb://TABLE?region=REGION` (and `&endpoint=URL` where the table is not at AWS), or `memory:`, which \
                  forgets everything at the end of the process. PostgreSQL's certificate is verified, unless the server is on \
                  this machine or the URL ends in `?sslmode=` and `disable`, `require` or `verify-ca`.",
    },
    Key { name: "store.url_file", fallback: Nothing, content: Plain, meaning: "A file that holds `store.url`." },
    Key {
        name: "store.max_connections",
        fallback: Varies("the store's own"),
        content: Plain,
        meaning: "The most connections to the store, 1 to 10000: of SQLite, those that read (4); of PostgreSQL, all of this \
                  process (10); of DynamoDB, its requests under way (64).",
    },
    Key {
        name: "store.acquire_timeout_ms",
        fallback: Text("2000"),
        content: Plain,
        meaning: "How long a request waits for a connection to the store before it answers 503, 1 to 60000.",
    },
    Key {
        name: "store.migrate_on_start",
        fallback: Text("true"),
        content: Plain,
        meaning: "Whether the server brings the store's schema up to date. Otherwise run `tranche migrate up` first.",
    },
    Key {
        name: "security.password_pepper",
        fallback: Varies("generated in development"),
        content: Sensitive,
        meaning: "Goes into every password hash; without it no password can be checked. At least 32 bytes.",
    },
    Key {
        name: "security.password_pepper_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `security.password_pepper`.",
    },
    Key {
        name: "security.password_peppers_previous",
        fallback: Nothing,
        content: Sensitive,
        meaning: "Earlier peppers: hashes made with them hold until their users log in, which makes new ones. A list.",
    },
    Key {
        name: "security.password_peppers_previous_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `security.password_peppers_previous`, one on each line.",
    },
    Key {
        name: "security.jwt_secret",
        fallback: Varies("generated in development"),
        content: Sensitive,
        meaning: "Signs session tokens. At least 32 bytes, and not the pepper.",
    },
    Key {
        name: "security.jwt_secret_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `security.jwt_secret`.",
    },
    Key {
        name: "security.jwt_secrets_previous",
        fallback: Nothing,
        content: Sensitive,
        meaning: "Earlier signing secrets: tokens signed with them hold until they expire. A list.",
    },
    Key {
        name: "security.jwt_secrets_previous_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `security.jwt_secrets_previous`, one on each line.",
    },
    Key {
        name: "security.bcrypt_cost",
        fallback: Text("12"),
        content: Plain,
        meaning: "What a password hash costs, 4 to 31; each step doubles it. Below 10 is refused in production.",
    },
    Key {
        name: "security.hasher_threads",
        fallback: Varies("the machine's cores"),
        content: Plain,
        meaning: "The threads that hash passwords, 1 to 1024.",
    },
    Key {
        name: "security.hasher_queue",
        fallback: Text("64"),
        content: Plain,
        meaning: "The passwords that may wait for a hashing thread, 1 to 100000; beyond that the answer is 503.",
    },
    Key {
        name: "security.password_min_length",
        fallback: Text("8"),
        content: Plain,
        meaning: "The fewest characters of a new password, 8 to 64. 15 is advised where it is the only factor.",
    },
    Key {
        name: "session.idle_ttl_seconds",
        fallback: Text("1800"),
        content: Plain,
        meaning: "How long a session lives without being used, 1 to 31536000.",
    },
    Key {
        name: "session.renew_below",
        fallback: Text("0.5"),
        content: Plain,
        meaning: "The share of the idle lifetime below which a use renews the session, 0 (never) to 1 (always).",
    },
    Key {
        name: "session.absolute_ttl_seconds",
        fallback: Text("43200"),
        content: Plain,
        meaning: "How long a session lives however much it is used, from the idle lifetime to 31536000.",
    },
    Key {
        name: "session.cookie_secure",
        fallback: Varies("`false` in development, `true` in production"),
        content: Plain,
        meaning: "Whether the session's cookie is `Secure` and has the `__Host-` prefix. Needs HTTPS; production requires it.",
    },
    Key {
        name: "session.max_per_user",
        fallback: Text("20"),
        content: Plain,
        meaning: "The most sessions of a user at a time, 1 to 1000. One more ends the oldest.",
    },
    Key {
        name: "authorization.admins_manage_admins",
        fallback: Text("true"),
        content: Plain,
        meaning: "Whether admins manage other admins, and make and unmake them. Otherwise super admins alone do.",
    },
    Key {
        name: "rate_limit.enabled",
        fallback: Text("true"),
        content: Plain,
        meaning: "Whether attempts to log in and to sign up are bounded. `false` is for load runs, and for those who bound \
                  them elsewhere.",
    },
    Key {
        name: "rate_limit.address_attempts",
        fallback: Text("100"),
        content: Plain,
        meaning: "The most wrong guesses and new accounts of one address within its window, 1 to 1000000. An IPv6 network \
                  of 64 bits is one address.",
    },
    Key {
        name: "rate_limit.address_window_seconds",
        fallback: Text("900"),
        content: Plain,
        meaning: "That window, from the first of them on, 1 to 31536000.",
    },
    Key {
        name: "rate_limit.account_address_attempts",
        fallback: Text("10"),
        content: Plain,
        meaning: "The most wrong guesses at one account from one address within their window, 1 to 100. The right password \
                  forgives those before it.",
    },
    Key {
        name: "rate_limit.account_address_window_seconds",
        fallback: Text("900"),
        content: Plain,
        meaning: "That window, from the first of them on, 1 to 31536000.",
    },
    Key {
        name: "rate_limit.account_attempts",
        fallback: Text("100"),
        content: Plain,
        meaning: "The most wrong guesses at one account from all addresses that are not familiar to it, within their \
                  window, 1 to 100 (NIST SP 800-63B-4, section 3.2.2). The right password forgives those before it.",
    },
    Key {
        name: "rate_limit.account_window_seconds",
        fallback: Text("86400"),
        content: Plain,
        meaning: "That window, from the first of them on, 1 to 31536000.",
    },
    Key {
        name: "rate_limit.familiar_days",
        fallback: Text("90"),
        content: Plain,
        meaning: "How long an address stays familiar to an account that logged in from it, 1 to 365: guesses of strangers \
                  don't keep the owner out there.",
    },
    Key {
        name: "events.dispatch",
        fallback: Text("true"),
        content: Plain,
        meaning: "Whether this process delivers events. Of all that do, one at a time is at work; events wait where none does.",
    },
    Key {
        name: "events.webhook_url",
        fallback: Nothing,
        content: Sensitive,
        meaning: "Where events are sent, such as `https://shop.test/hooks`; without it they go to the log. Needs \
                  `events.webhook_secret`. Production takes `http://` to the machine itself alone.",
    },
    Key {
        name: "events.webhook_secret",
        fallback: Nothing,
        content: Sensitive,
        meaning: "Signs what is sent, as [Standard Webhooks](https://www.standardwebhooks.com/) says: at least 32 bytes, \
                  as they are or as `whsec_` and their base64. Unlike all other secrets. Needs `events.webhook_url`.",
    },
    Key {
        name: "events.webhook_secret_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `events.webhook_secret`.",
    },
    Key {
        name: "events.webhook_secrets_previous",
        fallback: Nothing,
        content: Sensitive,
        meaning: "Earlier secrets, which sign too until the receiver knows the present one. A list.",
    },
    Key {
        name: "events.webhook_secrets_previous_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds `events.webhook_secrets_previous`, one on each line.",
    },
    Key {
        name: "events.max_attempts",
        fallback: Text("15"),
        content: Plain,
        meaning: "How often the delivery of an event is tried before it becomes a dead letter, 1 to 1000. 15 take about five \
                  hours. Failures in an outage, told by several events in a row that get no answer, don't count.",
    },
    Key {
        name: "bootstrap.username",
        fallback: Nothing,
        content: Plain,
        meaning: "The first super admin, made at the start where the store has no active one. Needs \
                  `bootstrap.password_file`.",
    },
    Key {
        name: "bootstrap.password_file",
        fallback: Nothing,
        content: Plain,
        meaning: "A file that holds the first super admin's password, which must be fit for a new account. Needs \
                  `bootstrap.username`.",
    },
    Key {
        name: "log.format",
        fallback: Varies("`pretty` on a terminal, else `json`"),
        content: Plain,
        meaning: "`pretty`, or `json`: one object on each line.",
    },
    Key {
        name: "log.level",
        fallback: Text("info"),
        content: Plain,
        meaning: "A level (`error`, `warn`, `info`, `debug`, `trace`, `off`), or levels by target: `info,sqlx=warn`.",
    },
    Key {
        name: "metrics.listen",
        fallback: Nothing,
        content: Plain,
        meaning: "Where figures for Prometheus are served, at `/metrics`: an IP address with a port, such as `127.0.0.1:9464`. \
                  Nobody is asked who they are there. Without it nothing is counted. See [observability](observability.md).",
    },
    Key {
        name: "telemetry.otlp_endpoint",
        fallback: Nothing,
        content: Plain,
        meaning: "Where [traces](tracing.md) go: OTLP over HTTP, at `/v1/traces` below such as `http://127.0.0.1:4318`.",
    },
    Key {
        name: "telemetry.sample_ratio",
        fallback: Text("1.0"),
        content: Plain,
        meaning: "The share of requests that are traced, 0 to 1, where their `traceparent` doesn't say whether to.",
    },
    Key {
        name: "telemetry.service_name",
        fallback: Text("tranche"),
        content: Plain,
        meaning: "What the process is called in its traces, 1 to 64 characters.",
    },
];

/// The setting of this name.
pub(super) fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
