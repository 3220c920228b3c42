# What there is to do with this repository. `make` alone lists it.
# `make run` and `make test` need Rust, a C compiler and make. The checks of `make ci` install two cargo tools of their own, and
# `make docs` mdBook, into target/tools (or where TOOLS says, to keep them between clones).

SHELL := /bin/sh
.DEFAULT_GOAL := help
export CARGO_TERM_COLOR ?= auto

CARGO_DENY_VERSION := 0.20.2
CARGO_MACHETE_VERSION := 0.9.2
MDBOOK_VERSION := 0.5.4
OHA_VERSION := 1.16.0
TOOLS ?= target/tools
CARGO_DENY := $(TOOLS)/cargo-deny-$(CARGO_DENY_VERSION).installed
OHA := $(TOOLS)/oha-$(OHA_VERSION).installed
CARGO_MACHETE := $(TOOLS)/cargo-machete-$(CARGO_MACHETE_VERSION).installed
MDBOOK := $(TOOLS)/mdbook-$(MDBOOK_VERSION).installed

# A clone of RustSec's database, where it can't be fetched: `make deny ADVISORY_DB=/srv/advisory-db`.
ADVISORY_DB ?=
ADVISORIES_FROM = GIT_TERMINAL_PROMPT=0 $(if $(ADVISORY_DB),GIT_CONFIG_COUNT=1 \
	GIT_CONFIG_KEY_0="url.file://$(abspath $(ADVISORY_DB)).insteadOf" GIT_CONFIG_VALUE_0=https://github.com/RustSec/advisory-db)

# Tests may panic; the product may not.
TEST_ALLOWANCES := -A clippy::unwrap_used -A clippy::expect_used -A clippy::panic -A clippy::indexing_slicing \
	-A clippy::as_conversions -A missing_docs

# Everything that checks run. Tests need features that other builds go without (a clock of tokio that stands still), for which all
# that stands on them is built anew: together they are built once.
BUILD_ALL := cargo build --locked --workspace --bins --tests

# Tools run for seconds; full optimisation of their builds takes minutes.
INSTALL := CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
	cargo install --locked --root $(TOOLS)

# The server in containers, as docs/containers.md describes.
COMPOSE := docker compose --file docker/compose.yaml
COMPOSE_REPLICAS := $(COMPOSE) --file docker/compose.replicas.yaml
COMPOSE_OBSERVABILITY := $(COMPOSE) --file docker/compose.observability.yaml
SERVICE ?=

.PHONY: help run test fmt lint clippy deny unused openapi openapi-check api-compatibility release-contract docs ci ci-checks ci-slices ci-tests check-all release end-to-end schemathesis
.PHONY: release-artifacts release-reproduce
.PHONY: builds dynamodb-test up up-replicas up-observability up-db down logs ps shell secrets compose-check container-test
.PHONY: deploy-check kubernetes-check systemd-check machine-test lambda aws-test bench bench-check aggregate-check slice-check slice-matrix slice-combinations clients clients-check clients-test console-test console-picture

help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Start the server; the embedded store and its secrets are created beside it
	cargo run --bin tranche

# SKIP may name tests that are left out.
test: ## Run every test, on each store
	testing/with-dynamodb.sh testing/with-postgres.sh cargo test --workspace $(if $(SKIP),-- --skip $(SKIP))

fmt: ## Format the code
	cargo fmt --all

lint: clippy ## Check format, lints and documentation; each warning is an error
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --all-features --no-deps

# TESTS may name some tests, as tools/slice/check.sh does with those that it made.
clippy: TESTS ?= --tests
clippy: ## Check format and lints
	cargo fmt --all --check
	cargo clippy --locked --workspace --all-features --lib --bins -- -D warnings
	cargo clippy --locked --workspace $(TESTS) -- -D warnings $(TEST_ALLOWANCES)

deny: $(CARGO_DENY) ## Check licences, bans and sources of the dependencies, and advisories where they can be had
	$(TOOLS)/bin/cargo-deny check --hide-inclusion-graph licenses bans sources
	@if $(ADVISORIES_FROM) $(TOOLS)/bin/cargo-deny fetch db; then \
		echo "$(TOOLS)/bin/cargo-deny --offline check --hide-inclusion-graph advisories"; \
		$(TOOLS)/bin/cargo-deny --offline check --hide-inclusion-graph advisories; \
	else \
		echo "NOT CHECKED: advisories. Their database can't be fetched from here; ADVISORY_DB may name a clone of it."; \
	fi

unused: $(CARGO_MACHETE) ## Look for dependencies that nothing uses
	$(TOOLS)/bin/cargo-machete --skip-target-dir

openapi: ## Regenerate docs/openapi.json
	cargo run --locked --bin tranche -- openapi > target/openapi.json
	mv target/openapi.json docs/openapi.json

openapi-check: ## Compare docs/openapi.json with the code
	$(BUILD_ALL)
	target/debug/tranche openapi | diff docs/openapi.json - || { echo "docs/openapi.json differs from the code: make openapi"; exit 1; }

api-compatibility: ## Look for changes of docs/openapi.json that break clients of the last release
	$(BUILD_ALL)
	target/debug/api-compatibility docs/openapi.released.json docs/openapi.json --allow docs/breaking.toml

release-contract: ## Take docs/openapi.json for what clients know, when it is released
	cp docs/openapi.json docs/openapi.released.json
	sed '/^\[\[break\]\]/,$$d' docs/breaking.toml > target/breaking.toml
	mv target/breaking.toml docs/breaking.toml

clients: ## Write the generated parts of the clients anew, with Node and Python
	clients/generate.sh

clients-check: ## Compare the clients with docs/openapi.json, and let linters look at what is written by hand
	clients/check.sh

console-test: ## Check the console's files and types, and walk through it with Chromium
	infra/console/test/generated.sh
	cargo build --locked --bin tranche --features dynamodb
	testing/with-dynamodb.sh infra/console/test/run.sh

console-picture: ## Take the picture of the console in README.md anew
	cargo build --locked --bin tranche
	infra/console/test/run.sh picture.mjs docs/diagrams/console.png

clients-test: ## Let each client take the steps of its scenario against the server on each store, and against the function
	clients/test.sh

docs: $(MDBOOK) ## Build the documents as a site, into target/site; a warning or a dead link is an error
	docs/site.sh $(TOOLS)/bin/mdbook

# Makes the targets one after the other, and reports how long each took and at the end which failed. With a folder as the second
# argument, those that passed are noted there, and not repeated.
define run_each
	@failed=; all=; noted=$(2); \
	for step in $(1); do \
		if [ -n "$$noted" ] && [ -e "$$noted/$$step" ]; then \
			printf '\n=== make %s: passed before, with the same files ===\n' "$$step"; \
			all="$$all, $$step $$(cat "$$noted/$$step") s"; continue; \
		fi; \
		printf '\n=== make %s ===\n' "$$step"; began=$$(date +%s); outcome=passed; \
		$(MAKE) --no-print-directory "$$step" || { outcome=FAILED; failed="$$failed $$step"; }; \
		took=$$(($$(date +%s) - began)); all="$$all, $$step $$took s"; \
		printf '=== make %s: %s after %s s ===\n' "$$step" "$$outcome" "$$took"; \
		if [ -n "$$noted" ] && [ "$$outcome" = passed ]; then mkdir -p "$$noted"; echo "$$took" > "$$noted/$$step"; fi; \
	done; \
	printf '\n%s\n' "$${all#, }"; \
	[ -z "$$failed" ] || { echo "failed:$$failed" >&2; exit 1; }
endef

# The hash of all files as they are, committed or not.
FILES = $(shell export GIT_INDEX_FILE=$(CURDIR)/target/files.index; mkdir -p target; git add --all; git write-tree; rm -f "$$GIT_INDEX_FILE")

# Three parts that need nothing of each other: continuous integration makes them side by side. Lints only check dependencies, the
# others build them.
CI_CHECKS := lint unused deny
CI_TESTS := openapi-check api-compatibility test bench-check
CI_SLICES := slice-check
CI_STEPS := $(CI_CHECKS) $(CI_TESTS) $(CI_SLICES)

ci: ## Everything that must hold before a change is merged
	$(call run_each,$(CI_STEPS))

ci-checks: ## The part of it that checks code, documents and licences
	$(call run_each,$(CI_CHECKS))

ci-tests: ## The part of it that tests this tree
	$(call run_each,$(CI_TESTS))

ci-slices: ## The part of it that tests what cargo slice makes
	$(call run_each,$(CI_SLICES))

aggregate-check: ## Add the example of docs/adding-an-aggregate.md to a copy of this tree, and try it on every store
	testing/with-dynamodb.sh testing/with-postgres.sh examples/check.sh

slice-check: ## Add use cases, aggregates and fields to a copy of this tree by cargo slice, try them there, and remove them
	testing/with-dynamodb.sh testing/with-postgres.sh tools/slice/check.sh

slice-matrix: ## The same for aggregates with every type of field and every option
	testing/with-dynamodb.sh testing/with-postgres.sh tools/slice/matrix.sh

# Each part that can be taken out, another name, and a product of its own without any of them.
COMBINATIONS := $(basename $(notdir $(wildcard tools/slice/parts/*.toml))) rename new
COMBINATION_STEPS := $(COMBINATIONS:%=combination-%)
.PHONY: $(COMBINATION_STEPS)

slice-combinations: $(COMBINATION_STEPS) ## Strip, rename and begin anew in copies of this tree by cargo slice, and run the tests there

$(COMBINATION_STEPS): combination-%:
	tools/slice/combinations.sh $*

# Checks that take too long for every change.
SLOW_STEPS := docs aggregate-check slice-matrix $(COMBINATION_STEPS) compose-check container-test deploy-check kubernetes-check systemd-check machine-test lambda aws-test release schemathesis builds dynamodb-test end-to-end clients-check clients-test console-test

# It takes hours: what was interrupted or failed goes on where it ended, unless a file differs. `rm -r target/checked` begins anew.
check-all: ## `ci`, and what takes longer: tests of the release binary, also by generated requests
	$(call run_each,$(CI_STEPS) $(SLOW_STEPS),target/checked/$(FILES))

builds: ## Build the binaries with each store alone, and run the HTTP suite on them
	app/tests/builds.sh

dynamodb-test: ## Run the suites on DynamoDB again, on a second emulator
	SECOND=1 testing/with-dynamodb.sh cargo test --workspace --test contract_dynamodb --test wire
	SECOND=1 testing/with-dynamodb.sh cargo test --workspace --test http -- dynamodb::

release: ## Build the server and the function with every store, as they are deployed
	cargo build --release --locked --package tranche --features dynamodb,lambda

release-artifacts: ## Make what a release consists of, in target/release-artifacts: VERSION=0.2.0
	tools/release/artifacts.sh "$(VERSION)"

release-reproduce: ## Make it once more in another folder, and compare: VERSION=0.2.0
	tools/release/reproduce.sh "$(VERSION)"

end-to-end: release ## Run the end-to-end tests against the release binary
	TRANCHE_TESTS_LONG=1 TRANCHE_BINARY="$(CURDIR)/target/release/tranche" \
		TRANCHE_LAMBDA_BINARY="$(CURDIR)/target/release/tranche-lambda" \
		testing/with-dynamodb.sh testing/with-postgres.sh \
		cargo test --workspace --test http --test end_to_end --test operations

schemathesis: release ## Let schemathesis (Python, from PyPI) try the release binary against its OpenAPI document
	app/tests/schemathesis/run.sh target/release/tranche

bench: $(OHA) ## Measure everything, and rewrite the tables of docs/performance.md: an hour on a quiet machine, and the builds
	cargo build --release --locked --package tranche --bin tranche
	cargo build --release --locked --package bare
	cargo build --release --locked --package benchmark
	OHA=$(TOOLS)/bin/oha bench/run.sh

bench-check: ## Check that what is measured and what it is measured against answer, write and log alike
	$(BUILD_ALL)
	BUILD=debug bench/run.sh check

secrets: ## Generate the secrets of the containers that are missing in docker/secrets
	@docker/make-secrets.sh

up: secrets ## Start the server in containers, on a store of its own
	REVISION=$$(git describe --always --dirty --abbrev=12) $(COMPOSE) up --build --detach --wait --remove-orphans

up-replicas: secrets ## Start three servers behind a load balancer, on one store
	REVISION=$$(git describe --always --dirty --abbrev=12) $(COMPOSE_REPLICAS) up --build --detach --wait --remove-orphans

up-observability: secrets ## Start the server as `up` does, with Prometheus and Grafana looking on
	REVISION=$$(git describe --always --dirty --abbrev=12) $(COMPOSE_OBSERVABILITY) up --build --detach --wait --remove-orphans
	@echo "Grafana: http://localhost:$${GRAFANA_PORT:-3000}, Prometheus: http://localhost:$${PROMETHEUS_PORT:-9090}"

up-db: secrets ## Start PostgreSQL alone, for a server outside of containers
	$(COMPOSE) up --detach --wait postgres
	@echo 'TRANCHE_STORE__URL_FILE=docker/secrets/local_store_url cargo run'

down: ## Stop the containers; the data stays in its volume
	$(COMPOSE_REPLICAS) down --remove-orphans

logs: ## Follow the logs of the containers, or of one SERVICE
	$(COMPOSE_REPLICAS) logs --follow $(SERVICE)

ps: ## List the containers
	$(COMPOSE_REPLICAS) ps --all

shell: ## Open a shell beside the server in its container, which has none
	$(COMPOSE) run --rm --no-deps shell

compose-check: ## Let Compose and HAProxy check their files; no engine is needed
	docker/compose-check.sh

container-test: ## Build the image with buildah and try it; as root, on Debian, no engine is needed
	testing/with-postgres.sh docker/container-test.sh

deploy-check: ## Check the template for AWS: by cfn-lint, and that IAM guards every call and the table is the code's
	deploy/aws/check.sh
	cargo test --workspace --test deployment

kubernetes-check: ## Render the manifests for Kubernetes and check them, by its schemas and by rules; with npm and Python
	deploy/kubernetes/check.sh

systemd-check: ## Check the units by systemd, and try nginx and Caddy in front of the server; on Debian, as root where one is missing
	$(BUILD_ALL)
	deploy/systemd/check.sh

machine-test: ## Take the steps of docs/how-to/deploy-on-debian.md on a machine with systemd, in a container; as root, on Debian
	$(BUILD_ALL)
	deploy/systemd/machine-test.sh

lambda: ## Build the function for AWS Lambda, with cargo-zigbuild and zig from PyPI
	deploy/aws/lambda.sh

aws-test: lambda ## Create the stack on an emulator of AWS with the built function, call it, and run the HTTP suite behind it
	deploy/aws/tests/aws-test.sh

$(CARGO_DENY):
	$(INSTALL) cargo-deny --version $(CARGO_DENY_VERSION)
	@touch $@

$(CARGO_MACHETE):
	$(INSTALL) cargo-machete --version $(CARGO_MACHETE_VERSION)
	@touch $@

# Without its server for writing, which brings most of its dependencies.
$(MDBOOK):
	$(INSTALL) mdbook --version $(MDBOOK_VERSION) --no-default-features --features search
	@touch $@

$(OHA):
	cargo install --locked --root $(TOOLS) oha --version $(OHA_VERSION)
	@touch $@
