use std::{collections::BTreeMap, env};

use serde_json::json;
use ureq::Agent;

/// Who makes stacks on an emulator of AWS, where somebody is named. `deploy/aws/tests/aws-test.sh` brings one.
pub(crate) fn maker_of_stacks() -> Option<String> {
    env::var_os("TEST_STACKS_URL").map(|url| url.into_string().expect("a URL"))
}

/// The product behind the API of a stack of its own, which ends with this.
pub(crate) struct Stack {
    /// `host:port` of what signs requests and hands them to the API.
    pub(crate) address: String,
    agent: Agent,
    maker: String,
}

impl Stack {
    /// A stack whose function has these settings, with so many environments.
    pub(crate) fn create(settings: &BTreeMap<String, String>, environments: usize) -> Self {
        let maker = maker_of_stacks().expect("somebody makes stacks");
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
        // The emulator ends what is left.
        let _ = self.agent.delete(self.url()).call();
    }
}
