use serde_json::{Map, Value, json};
use ureq::Agent;

use crate::support::dynamodb_server;

/// The most operations that DynamoDB takes in one request.
const ITEMS_AT_ONCE: usize = 25;

/// A table, accessed from outside of the product.
pub(crate) struct Table {
    name: String,
}

impl Table {
    /// The table of a store's URL.
    pub(crate) fn of(url: &str) -> Self {
        let name = url.strip_prefix("dynamodb://").and_then(|rest| rest.split('?').next()).unwrap();
        Self { name: name.to_owned() }
    }

    /// Creates the table as described.
    pub(crate) fn create(&self, description: Value) {
        self.ask("CreateTable", description);
    }

    pub(crate) fn put(&self, items: Vec<Value>) {
        let requests: Vec<_> = items.into_iter().map(|item| json!({"PutRequest": {"Item": item}})).collect();
        self.write(&requests);
    }

    pub(crate) fn delete(&self, item: &Value) {
        let key = json!({"pk": item["pk"], "sk": item["sk"]});
        self.write(&[json!({"DeleteRequest": {"Key": key}})]);
    }

    /// All items, of which there are few.
    pub(crate) fn items(&self) -> Vec<Value> {
        let answer = self.ask("Scan", json!({"ConsistentRead": true}));
        assert!(answer.get("LastEvaluatedKey").is_none_or(Value::is_null), "there are more");
        answer["Items"].as_array().unwrap().clone()
    }

    fn write(&self, requests: &[Value]) {
        for requests in requests.chunks(ITEMS_AT_ONCE) {
            let answer = self.ask("BatchWriteItem", json!({"RequestItems": {&self.name: requests}}));
            assert!(answer["UnprocessedItems"].as_object().is_none_or(Map::is_empty), "{answer}");
        }
    }

    /// The response of a server that checks no signature.
    fn ask(&self, operation: &str, mut request: Value) -> Value {
        if operation != "BatchWriteItem" {
            request["TableName"] = self.name.as_str().into();
        }
        let agent: Agent = Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
        let credential = "Credential=emulator/20260101/local/dynamodb/aws4_request";
        let answer = agent
            .post(dynamodb_server().unwrap())
            .header("x-amz-target", format!("DynamoDB_20120810.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", format!("AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0"))
            .header("content-type", "application/x-amz-json-1.0")
            .send(request.to_string());
        let mut answer = answer.unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        assert_eq!(answer.status(), 200, "{operation}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}
