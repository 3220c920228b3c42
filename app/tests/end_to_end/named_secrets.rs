use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, mpsc},
    thread,
};

use actix_web::{
    App, HttpRequest, HttpResponse, HttpServer,
    dev::ServerHandle,
    rt::System,
    web::{self, Bytes, Data},
};
use serde_json::{Value, json};

/// Secrets Manager and Systems Manager, as far as reading secrets goes.
pub(crate) struct NamedSecrets {
    address: String,
    handle: ServerHandle,
    shared: Arc<Shared>,
}

struct Shared {
    secrets: BTreeMap<String, String>,
    asked: Mutex<Vec<String>>,
}

impl NamedSecrets {
    /// Serves these secrets, by their names.
    pub(crate) fn start<const N: usize>(secrets: [(&str, &str); N]) -> Self {
        let secrets = secrets.map(|(name, secret)| (name.to_owned(), secret.to_owned())).into();
        let shared = Arc::new(Shared { secrets, asked: Mutex::default() });
        let (send, receive) = mpsc::channel();
        let data = Data::from(shared.clone());
        thread::spawn(move || {
            System::new().block_on(async move {
                let server =
                    HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)))
                        .workers(1)
                        .disable_signals()
                        .bind(("127.0.0.1", 0))
                        .unwrap();
                let address = server.addrs()[0].to_string();
                let server = server.run();
                send.send((address, server.handle())).unwrap();
                server.await.unwrap();
            });
        });
        let (address, handle) = receive.recv().unwrap();
        Self { address, handle, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The names of the requested secrets.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }
}

impl Drop for NamedSecrets {
    fn drop(&mut self) {
        // The order is given at once.
        drop(self.handle.stop(false));
    }
}

async fn answer(request: HttpRequest, body: Bytes, shared: Data<Shared>) -> HttpResponse {
    let asked: Value = serde_json::from_slice(&body).unwrap();
    let operation = request.headers().get("x-amz-target").unwrap().to_str().unwrap();
    let name = match operation {
        "secretsmanager.GetSecretValue" => &asked["SecretId"],
        "AmazonSSM.GetParameter" if asked["WithDecryption"] == true => &asked["Name"],
        other => panic!("{other}: {asked}"),
    };
    let name = name.as_str().unwrap();
    shared.asked.lock().unwrap().push(name.to_owned());
    match (shared.secrets.get(name), operation) {
        (None, _) => HttpResponse::BadRequest().json(json!({"__type": "ResourceNotFoundException"})),
        (Some(secret), "secretsmanager.GetSecretValue") => HttpResponse::Ok().json(json!({"SecretString": secret})),
        (Some(secret), _) => HttpResponse::Ok().json(json!({"Parameter": {"Value": secret}})),
    }
}
