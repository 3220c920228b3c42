//! Writes the generated part of the Rust client: `client_generator < docs/openapi.json > client.rs`.
//!
//! progenitor does the work. Its own command has no setting for what a client holds besides (`Session`).

mod lower;

use std::{error::Error, io};

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle};
use quote::quote;

fn main() -> Result<(), Box<dyn Error>> {
    let document = lower::to_3_0(serde_json::from_reader(io::stdin())?)?;
    let document: OpenAPI = serde_json::from_value(document)?;
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        // The client has hooks of its own, which send requests.
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::session::Session))
        .with_derive("PartialEq");
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    println!("//! Generated from docs/openapi.json by clients/generate.sh: change that, not this.\n");
    print!("{}", prettyplease::unparse(&syn::parse2(tokens)?));
    Ok(())
}
