// The steps of clients/scenario.md, in their order.
import assert from "node:assert/strict";

import { createTranche, items, ok, type Order, type Product } from "../src/index.js";
import { refused, Requests, step, variable } from "./support.js";

const baseUrl = variable("BASE_URL");
const requests = new Requests(baseUrl);
const api = createTranche({ baseUrl });
const admin = createTranche({ baseUrl });
const username = `ts.${Date.now().toString(36)}`;
const password = "analytical engine";
const unknownId = "0199b1a4-7c00-7000-8000-000000000000";

const created: Product[] = [];
const price = { amount: 250, currency: "EUR" } as const;

const create = (name: string) => ok(admin.POST("/api/v1/products", { body: { name, price, stock: 10 } }));
const find = (id: string) => ok(api.GET("/api/v1/products/{id}", { params: { path: { id } } }));
const cancelOrder = (id: string) => ok(api.DELETE("/api/v1/orders/{id}", { params: { path: { id } } }));
const stock = async (id: string) => (await find(id)).data.stock;
const product = (index: number): Product => created[index] ?? assert.fail(`there is no product ${index}`);

function newOrder(productId: string, quantity: number, key?: string) {
  const header = key === undefined ? {} : { "Idempotency-Key": key };
  return ok(api.POST("/api/v1/orders", { params: { header }, body: { items: [{ productId, quantity }] } }));
}

await step("Ask for the version", async () => {
  const { data } = await ok(api.GET("/version"));
  assert.equal(data.name, "tranche");
});

await step("Sign up", async () => {
  const { data } = await ok(api.POST("/api/v1/auth/signup", { body: { username, password } }));
  assert.deepEqual([data.username, data.role, data.isActive], [username, "user", true]);
});

await step("Sign up again, in capitals", async () => {
  const body = { username: username.toUpperCase(), password };
  await refused("username-taken", 409, api.POST("/api/v1/auth/signup", { body }));
});

await step("Sign up with a short password", async () => {
  const body = { username: `${username}.2`, password: "short" };
  const problem = await refused("invalid-password", 422, api.POST("/api/v1/auth/signup", { body }));
  assert.deepEqual(problem.errors?.map((error) => error.pointer), ["/password"]);
});

await step("Guess a password four times", async () => {
  const guess = () => api.POST("/api/v1/auth/login", { body: { username: `${username}.3`, password } });
  for (let guesses = 0; guesses < 3; guesses += 1) await refused("invalid-credentials", 401, guess());
  await requests.watch();
  await refused("too-many-attempts", 429, guess());
  assert.equal((await requests.seen()).length, 1);
});

await step("Log in", async () => {
  const logIn = () => api.POST("/api/v1/auth/login", { body: { username, password } });
  const { data } = await ok(logIn());
  const { data: me } = await ok(api.GET("/api/v1/auth/me"));
  assert.deepEqual([me.user, me.session.id], [data.user, data.session.id]);
  await refused("already-authenticated", 403, logIn());
});

await step("Use the session twice", async () => {
  const me = () => ok(api.GET("/api/v1/auth/me"));
  const [first, second] = [await me(), await me()];
  assert.ok(second.data.session.expiresAt > first.data.session.expiresAt);
  assert.equal(first.response.headers.getSetCookie().length, 1);
});

await step("Create a product as that user", async () => {
  await refused("forbidden", 403, api.POST("/api/v1/products", { body: { name: "Teapot" } }));
});

await step("Create 60 products as the super admin", async () => {
  const body = { username: variable("ADMIN_USERNAME"), password: variable("ADMIN_PASSWORD") };
  await ok(admin.POST("/api/v1/auth/login", { body }));
  for (let number = 1; number <= 60; number += 1) created.push((await create(`Teapot ${number}`)).data);
  assert.equal(created.length, 60);
});

await step("List the products, 25 a page", async () => {
  await requests.watch();
  const wanted = new Set(created.map(({ id }) => id));
  const listed: Product[] = [];
  for await (const item of items(api, "/api/v1/products", { pageSize: 25 })) if (wanted.has(item.id)) listed.push(item);
  assert.deepEqual(listed, created);
  assert.ok((await requests.seen()).length > 2);
});

await step("Ask for what can't be had", async () => {
  const query = { nextToken: "made-up" };
  await refused("invalid-page-token", 400, api.GET("/api/v1/products", { params: { query } }));
  await refused("not-found", 404, find(unknownId));
  const body = { name: "Teapot", description: "x".repeat(70_000) };
  await refused("payload-too-large", 413, admin.POST("/api/v1/products", { body }));
});

let placed: Order;
await step("Place three orders", async () => {
  await requests.watch();
  const { data } = await newOrder(product(0).id, 3);
  placed = data;
  assert.deepEqual([placed.status, placed.total], ["pending", { amount: 750, currency: "EUR" }]);
  assert.notEqual((await newOrder(product(0).id, 1)).data.id, placed.id);
  const keys = (await requests.seen()).map((request) => request.idempotencyKey);
  assert.equal(keys.includes(null), false);
  assert.equal(new Set(keys).size, 2);
  await requests.watch("unknown-status");
  assert.equal((await newOrder(product(5).id, 1)).data.status, "waiting");
});

const orderKey = crypto.randomUUID();
await step("Place an order twice with one key", async () => {
  const [first, second] = [await newOrder(product(1).id, 4, orderKey), await newOrder(product(1).id, 4, orderKey)];
  assert.deepEqual(second.data, first.data);
  assert.equal(await stock(product(1).id), 6);
});

await step("Send that key with another order, and order too much", async () => {
  await refused("idempotency-key-reused", 422, newOrder(product(1).id, 5, orderKey));
  await refused("insufficient-stock", 422, newOrder(product(1).id, 7));
});

await step("Lose the answer to an order", async () => {
  await requests.watch("lose");
  await newOrder(product(2).id, 4);
  const [first, second, ...more] = await requests.seen();
  assert.equal(first?.idempotencyKey, second?.idempotencyKey);
  assert.deepEqual(more, []);
  assert.equal(await stock(product(2).id), 6);
});

await step("Lose the answer to the creation of a product, and every answer to a read", async () => {
  await requests.watch("lose");
  await assert.rejects(create("Lost"), TypeError);
  assert.equal((await requests.seen()).length, 1);
  await requests.watch("lose lose lose lose");
  await assert.rejects(find(product(3).id), TypeError);
  assert.equal((await requests.seen()).length, 4);
});

await step("Be refused once with `Retry-After: 1`", async () => {
  const timesSent = async (code: string, call: () => Promise<unknown>) => {
    await requests.watch(code);
    const began = performance.now();
    await call();
    const sent = (await requests.seen()).length;
    assert.ok(sent === 1 || performance.now() - began >= 990, `${code} is waited for`);
    return sent;
  };
  const body = { username, password };
  const logIn = () => ok(createTranche({ baseUrl }).POST("/api/v1/auth/login", { body }));
  assert.equal(await timesSent("unavailable", () => stock(product(3).id)), 2);
  assert.equal(await timesSent("maintenance", () => create("Maintained")), 2);
  assert.equal(await timesSent("too-many-attempts", logIn), 2);
  assert.equal(await timesSent("unavailable", () => refused("unavailable", 503, create("Refused"))), 1);
  // A cookie has whole seconds: this one was made before those waits.
  assert.equal(await timesSent("renew", () => ok(api.GET("/api/v1/auth/me"))), 2);
  const [first, second] = await requests.seen();
  assert.notEqual(first?.cookie, second?.cookie);
});

await step("Cancel an order", async () => {
  assert.equal((await cancelOrder(placed.id)).data.status, "cancelled");
  assert.equal(await stock(product(0).id), 9);
  await refused("order-not-cancellable", 422, cancelOrder(placed.id));
  await refused("order-not-found", 404, cancelOrder(unknownId));
});

await step("Change a product twice by one `ETag`", async () => {
  const path = { id: product(4).id };
  const tag = (await find(path.id)).response.headers.get("ETag") ?? assert.fail("there is no ETag");
  const change = (name: string) =>
    ok(admin.PUT("/api/v1/products/{id}", { params: { path, header: { "If-Match": tag } }, body: { name } }));
  assert.equal((await change("Kettle")).data.name, "Kettle");
  await refused("precondition-failed", 412, change("Pot"));
});

await step("Become an admin, and log out", async () => {
  await ok(admin.PATCH("/api/v1/users/grant", { body: { username } }));
  const { data } = await ok(api.GET("/api/v1/auth/me"));
  assert.equal(data.user.role, "admin");
  await ok(api.GET("/api/v1/users"));
  await ok(api.DELETE("/api/v1/auth/logout"));
  await refused("unauthenticated", 401, api.GET("/api/v1/auth/me"));
});
