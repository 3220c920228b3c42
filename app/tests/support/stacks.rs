use std::{collections::BTreeMap, env};

use serde_json::json;
use ureq::Agent;

/// The service that creates stacks on an emulator of AWS, if one is configured. `deploy/aws/tests/aws-test.sh` starts
/// one.
pub(crate) fn maker_of_stacks() -> Option<String> {
    env::var_os("TEST_STACKS_URL").map(|url| url.into_string().expect("a URL"))
}

/// The product behind the API of its own stack, which is deleted with this.
pub(crate) struct Stack {
    /// `host:port` of the proxy that signs requests for the API.
    pub(crate) address: String,
    agent: Agent,
    maker: String,
}

impl Stack {
    /// A stack whose function has these settings, with a number of environments.
    pub(crate) fn create(settings: &BTreeMap<String, String>, environments: usize) -> Self {
        let maker = maker_of_stacks().expect("a service creates stacks");
        let agent: Agent = Agent::config_builder().proxy(None).build().into();
        let asked = json!({"settings": settings, "environments": environments});
        let mut answer = agent.post(&maker).send(asked.to_string()).unwrap();
        let address = answer.body_mut().read_to_string().unwrap();
        Self { address, agent, maker }
    }

    /// What the function logged.
    pub(crate) fn log(&self) -> String {
        let mut answer = self.agent.get(self.url()).call().unwrap();
        answer.body_mut().read_to_string().unwrap()
    }

    fn url(&self) -> String {
        format!("{}/{}", self.maker, self.address)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // The emulator removes the rest.
        let _ = self.agent.delete(self.url()).call();
    }
}
