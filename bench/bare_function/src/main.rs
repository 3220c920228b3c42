//! Responds as the product's `/livez` does, with `lambda_http` alone.

use lambda_http::{Error, Request, Response, run, service_fn};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    run(service_fn(async |_: Request| {
        let answer = Response::builder()
            .header("content-type", "application/json")
            .header("cache-control", "no-store")
            .header("x-content-type-options", "nosniff");
        Ok::<_, Error>(answer.body(r#"{"status":"ok"}"#.to_owned())?)
    }))
    .await
}
