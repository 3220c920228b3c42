//! The manifests for Kubernetes agree with the server's defaults. What they are once rendered is checked by
//! `deploy/kubernetes/check.sh`.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::{
    keys::{default, exists, number, path, read, seconds_to_end},
    yaml::documents,
};

/// An object of the folder, and patches of it, by kind and name.
#[track_caller]
fn objects(kind: &str, name: &str) -> Vec<Value> {
    let is_it = |object: &Value| object["kind"] == kind && object["metadata"]["name"] == name;
    let found: Vec<_> = all().into_iter().filter(is_it).collect();
    assert!(!found.is_empty(), "{kind} {name}");
    found
}

/// Every object, patches within kustomizations included.
fn all() -> Vec<Value> {
    let mut found = Vec::new();
    for file in files() {
        for document in documents(&fs::read_to_string(&file).unwrap()) {
            for patch in document["patches"].as_array().into_iter().flatten() {
                found.extend(patch["patch"].as_str().into_iter().flat_map(documents));
            }
            found.push(document);
        }
    }
    found
}

fn files() -> Vec<PathBuf> {
    let (mut folders, mut found) = (vec![path("deploy/kubernetes")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                found.push(path);
            }
        }
    }
    assert!(found.len() > 10, "{found:?}");
    found
}

/// What the pods of the server are in the base.
fn pod() -> Value {
    let [base] = objects("Deployment", "tranche")
        .into_iter()
        .filter(|object| !object["spec"]["selector"].is_null())
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    base["spec"]["template"]["spec"].clone()
}

/// The settings of all kustomizations.
fn settings() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for object in all() {
        for generator in object["configMapGenerator"].as_array().into_iter().flatten() {
            for literal in generator["literals"].as_array().unwrap() {
                let (name, value) = literal.as_str().unwrap().split_once('=').unwrap();
                found.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    assert!(found.len() > 4, "{found:?}");
    found
}

/// The value of a setting, which one kustomization sets.
#[track_caller]
fn setting(name: &str) -> String {
    let [value] = settings()
        .into_iter()
        .filter_map(|(found, value)| (found == name).then_some(value))
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    value
}

#[test]
fn each_setting_exists_and_no_secret_is_among_them() {
    for (name, value) in settings() {
        assert!(exists(&name), "{name}");
        let is_secret = exists(&format!("{name}_FILE")) && name != "TRANCHE_STORE__URL";
        assert!(!is_secret, "{name} belongs into a file");
        assert!(!value.contains('@'), "{name}: {value}");
    }
    assert_eq!(setting("TRANCHE_MODE"), "production");
    assert_eq!(setting("TRANCHE_STORE__URL"), "sqlite:///data/tranche.db");
}

#[test]
fn the_port_and_the_paths_are_the_servers() {
    let container = &pod()["containers"][0];
    assert_eq!(container["ports"], json!([{"name": "http", "containerPort": number("server.port")}]));
    let openapi: Value = serde_json::from_str(&read("docs/openapi.json")).unwrap();
    for (probe, path) in [("livenessProbe", "/livez"), ("readinessProbe", "/readyz")] {
        assert_eq!(container[probe]["httpGet"], json!({"path": path, "port": "http"}), "{probe}");
        assert!(!openapi["paths"][path]["get"].is_null(), "{path}");
    }
    let listen = setting("TRANCHE_METRICS__LISTEN");
    let port = listen.strip_prefix("0.0.0.0:").unwrap();
    let patches = objects("Deployment", "tranche");
    let ports: Vec<_> =
        patches.iter().map(|patch| &patch["spec"]["template"]["spec"]["containers"][0]["ports"]).collect();
    assert!(ports.contains(&&json!([{"name": "metrics", "containerPort": port.parse::<u64>().unwrap()}])), "{ports:?}");
    let monitor = &objects("ServiceMonitor", "tranche")[0];
    assert_eq!(monitor["spec"]["endpoints"][0]["path"], "/metrics");
}

#[test]
fn a_server_has_the_time_to_end() {
    let grace = pod()["terminationGracePeriodSeconds"].as_u64().unwrap();
    assert!(grace >= seconds_to_end(), "{grace}");
}

#[test]
fn a_listener_full_of_stalled_clients_restarts_no_server() {
    let probe = &pod()["containers"][0]["livenessProbe"];
    let time = probe["periodSeconds"].as_u64().unwrap() * probe["failureThreshold"].as_u64().unwrap();
    // A write has half as long again as a body.
    assert!(time > number("server.body_timeout_seconds") * 3 / 2, "{time}");
}

#[test]
fn user_memory_and_folder_are_those_of_the_image_and_of_compose() {
    let (pod, image) = (pod(), read("docker/Dockerfile"));
    assert!(image.contains("\nUSER 65532:65532\n") && image.contains("\nWORKDIR /data\n"));
    let context = &pod["securityContext"];
    assert_eq!((&context["runAsUser"], &context["runAsGroup"]), (&json!(65532), &json!(65532)));
    let container = &pod["containers"][0];
    assert_eq!(container["resources"]["limits"]["memory"], "512Mi");
    assert!(read("docker/compose.yaml").contains("memory: 512M"));
    let mounts = container["volumeMounts"].as_array().unwrap();
    assert!(mounts.contains(&json!({"name": "data", "mountPath": "/data"})), "{mounts:?}");
    assert!(setting("TRANCHE_STORE__URL").starts_with("sqlite:///data/"));
}

#[test]
fn the_ingress_takes_what_the_server_takes() {
    let patches = objects("Ingress", "tranche");
    let annotations = patches.iter().find_map(|patch| patch["metadata"]["annotations"].as_object()).unwrap();
    let limit = annotations["nginx.org/client-max-body-size"].as_str().unwrap().strip_suffix('k').unwrap();
    assert_eq!(limit.parse::<u64>().unwrap() * 1024, number("server.body_limit_bytes"));
    let nginx = read("deploy/systemd/sites/nginx.conf");
    for (annotation, directive) in
        [("proxy-connect-timeout", "proxy_connect_timeout"), ("proxy-read-timeout", "proxy_read_timeout")]
    {
        let value = annotations[&format!("nginx.org/{annotation}")].as_str().unwrap();
        assert!(nginx.contains(&format!("{directive} {value};")), "{directive} {value}");
    }
    let log_ins = &objects("Ingress", "tranche-log-ins")[0];
    assert_eq!(log_ins["metadata"]["annotations"]["nginx.org/limit-req-rate"], "2r/s");
    let openapi: Value = serde_json::from_str(&read("docs/openapi.json")).unwrap();
    for path in log_ins["spec"]["rules"][0]["http"]["paths"].as_array().unwrap() {
        assert!(!openapi["paths"][path["path"].as_str().unwrap()].is_null(), "{path}");
    }
}

#[test]
fn postgresql_has_connections_for_all_servers() {
    let default = default("store.max_connections");
    assert_eq!(default, "the store's default");
    let documented = read("docs/configuration.md");
    assert!(documented.contains("PostgreSQL: all of this process (10)."));
    let fleet = &objects("HorizontalPodAutoscaler", "tranche")[0]["spec"];
    let surge = objects("Deployment", "tranche")
        .iter()
        .find_map(|patch| patch["spec"]["strategy"]["rollingUpdate"]["maxSurge"].as_u64())
        .unwrap();
    let servers = fleet["maxReplicas"].as_u64().unwrap() + surge;
    assert!(servers * 10 + 10 <= 100, "{servers} servers");
    assert!(fleet["minReplicas"].as_u64().unwrap() > 1);
}

#[test]
fn the_schema_is_migrated_by_the_job_alone() {
    assert_eq!(setting("TRANCHE_STORE__MIGRATE_ON_START"), "false");
    let job = &objects("Job", "tranche-migration")[0]["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(job["args"], json!(["migrate", "up"]));
    let strategy = objects("Deployment", "tranche")
        .into_iter()
        .map(|patch| patch["spec"]["strategy"]["rollingUpdate"].clone())
        .find(|update| !update.is_null())
        .unwrap();
    assert_eq!(strategy["maxUnavailable"], 0, "old servers stay until new ones are ready");
}

#[test]
fn the_alerts_are_those_of_prometheus() {
    let rules = documents(&read("docker/observability/alerts.yaml")).remove(0);
    assert_eq!(objects("PrometheusRule", "tranche")[0]["spec"]["groups"], rules["groups"]);
}
