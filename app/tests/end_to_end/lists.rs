use serde_json::Value;

use crate::support::Client;

/// Every item of a list, page after page. `path` has a query already.
pub(crate) fn list_all(client: &Client, path: &str, field: &str) -> Vec<Value> {
    let (mut items, mut page_path) = (Vec::new(), path.to_owned());
    loop {
        let page = client.get(&page_path);
        items.extend(page.assert_status(200).body[field].as_array().unwrap().iter().cloned());
        let Some(next) = page.body["nextToken"].as_str() else { return items };
        page_path = format!("{path}&nextToken={next}");
    }
}
