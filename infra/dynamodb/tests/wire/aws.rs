//! A client of the tests' own, for changes behind the back of a store.

use aws_sdk_dynamodb::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
    types::AttributeValue,
};
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore, rustls_provider::CryptoMode};
use dynamodb_store::{Location, Settings};

/// A client of the server of these settings, and the name of their table.
pub(crate) fn client(settings: &Settings) -> (Client, String) {
    let location = Location::parse(&settings.url).unwrap();
    let tls = TlsContext::builder().with_trust_store(TrustStore::empty()).build().unwrap();
    let http = aws_smithy_http_client::Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring));
    let config = aws_sdk_dynamodb::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .http_client(http.tls_context(tls).build_https())
        .region(Region::new(location.region))
        .endpoint_url(location.endpoint.unwrap())
        .credentials_provider(Credentials::new("emulator", "emulator", None, None, "test"))
        .build();
    (Client::from_conf(config), location.table)
}

/// Deletes an item.
pub(crate) async fn delete(settings: &Settings, partition: &str, sort: &str) {
    let (client, table) = client(settings);
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let deletion = client.delete_item().table_name(table).key("pk", text(partition)).key("sk", text(sort));
    deletion.send().await.unwrap();
}
