// What goes wrong: a session that ends, a server that is away, two tabs. Nothing typed is lost, nothing is sent twice.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { ADMIN, client, start } from './server.mjs';

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), start('sqlite')])));
after(() => Promise.all([browser.close(), server.stop()]));

async function signedIn(way = {}) {
  const reader = await open(browser, { origin: server.origin, ...way });
  await reader.logIn(ADMIN);
  await reader.heading('Overview');
  return reader;
}

test('a session that ends while one types is begun again, and what was typed is sent', async () => {
  const reader = await signedIn();
  const beside = await client(server.origin);
  await reader.go('Products');
  await reader.press('button', 'Create a product');
  await reader.opened();
  await reader.fill('Name', 'Typed before the end');
  const { sessions } = (await beside('GET', '/api/v1/auth/sessions')).data;
  for (const { id } of sessions.filter(({ current }) => !current)) await beside('DELETE', `/api/v1/auth/sessions/${id}`);
  await reader.press('button', 'Create a product');
  await reader.see('Your session has ended');
  await reader.isAccessible('log-in over a form');
  await reader.fill('Password', ADMIN.password);
  await reader.press('button', 'Log in');
  await reader.heading('Typed before the end');
  const { products } = (await beside('GET', '/api/v1/products?pageSize=100')).data;
  assert.equal(products.filter(({ name }) => name === 'Typed before the end').length, 1);
  assert.deepEqual(reader.reports, []);
});

test('a form that was closed by Escape has what was typed when it is opened again', async () => {
  const reader = await signedIn({ by: 'keyboard' });
  await reader.go('Products');
  await reader.press('button', 'Create a product');
  await reader.opened();
  await reader.fill('Name', 'Half a teapot');
  await reader.page.keyboard.press('Escape');
  await reader.page.waitForFunction(() => document.activeElement?.textContent === 'Create a product' && !document.querySelector('dialog'));
  await reader.press('button', 'Create a product');
  assert.equal(await reader.page.$eval('dialog input[name=name]', (input) => input.value), 'Half a teapot');
});

test('a server that is away is named, and asked again until it is back', async () => {
  const reader = await signedIn();
  await server.halt();
  await reader.address('#/products');
  await reader.see('The server can’t be reached.');
  await reader.press('button', 'Try now');
  await reader.see('The server can’t be reached.');
  await server.resume();
  await reader.page.waitForFunction(() => !document.querySelector('.away'));
  await reader.heading('Products');
});

test('an order whose answer is lost is placed once', async () => {
  const beside = await client(server.origin);
  const { data: product } = await beside('POST', '/api/v1/products', { name: 'Lost answer', price: { amount: 100, currency: 'EUR' }, stock: 9 });
  const reader = await signedIn();
  const keys = [];
  await reader.page.setRequestInterception(true);
  reader.page.on('request', async (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/orders')) return request.continue();
    keys.push(request.headers()['idempotency-key']);
    if (keys.length > 1) return request.continue();
    // It arrives, and its answer does not.
    await beside('POST', '/api/v1/orders', JSON.parse(request.postData()), { 'Idempotency-Key': keys[0] });
    return request.abort();
  });
  await reader.go('Orders');
  await reader.press('button', 'Place an order');
  await reader.page.waitForSelector('dialog datalist option');
  await reader.fill('Product', 'Lost answer', 'combobox');
  await reader.fill('Quantity', '2');
  await reader.press('button', 'Place an order');
  await reader.see('Order placed');
  assert.deepEqual([keys.length, new Set(keys).size], [2, 1]);
  assert.equal((await beside('GET', `/api/v1/products/${product.id}`)).data.stock, 7);
});

test('a change without a key whose answer is lost is not sent again', async () => {
  const reader = await signedIn();
  let sent = 0;
  await reader.page.setRequestInterception(true);
  reader.page.on('request', (request) => (request.method() === 'POST' && request.url().endsWith('/products') ? (sent++, request.abort()) : request.continue()));
  await reader.go('Products');
  await reader.press('button', 'Create a product');
  await reader.opened();
  await reader.fill('Name', 'Sent once');
  await reader.press('button', 'Create a product');
  await reader.see('It is not known whether this was done.');
  assert.equal(sent, 1);
  assert.equal(await reader.page.$eval('dialog input[name=name]', (input) => input.value), 'Sent once');
});

test('a change under maintenance is refused at once, and what was typed stays', async () => {
  const beside = await client(server.origin);
  await beside('POST', '/api/v1/products', { name: 'Maintained', price: { amount: 100, currency: 'EUR' } });
  const reader = await signedIn();
  let sent = 0;
  await reader.page.setRequestInterception(true);
  reader.page.on('request', (request) => {
    if (request.method() !== 'POST' || !request.url().endsWith('/orders')) return request.continue();
    sent++;
    const body = { type: '/problems/maintenance', title: 'Writes are stopped', status: 503, detail: 'Send the change again later.', code: 'maintenance', requestId: 'one' };
    return request.respond({ status: 503, contentType: 'application/problem+json', headers: { 'Retry-After': '30' }, body: JSON.stringify(body) });
  });
  await reader.go('Orders');
  await reader.press('button', 'Place an order');
  await reader.page.waitForSelector('dialog datalist option');
  await reader.fill('Product', 'Maintained', 'combobox');
  await reader.fill('Quantity', '2');
  await reader.press('button', 'Place an order');
  await reader.see('Send the change again later.');
  assert.equal(sent, 1);
  assert.equal(await reader.page.$eval('dialog input[name=quantity]', (input) => input.value), '2');
});

test('an operation that is not understood is left out and named, and the rest works', async () => {
  const reader = await open(browser, { origin: server.origin });
  const document = await (await fetch(`${server.origin}/openapi.json`)).json();
  document.paths['/api/v1/pictures'] = { post: { operationId: 'uploadPicture', requestBody: { content: { 'image/png': {} } }, responses: {} } };
  await reader.page.setRequestInterception(true);
  reader.page.on('request', (request) => (new URL(request.url()).pathname === '/openapi.json'
    ? request.respond({ contentType: 'application/json', body: JSON.stringify(document) }) : request.continue()));
  await reader.page.reload();
  await reader.logIn(ADMIN);
  await reader.heading('Overview');
  await reader.go('Products');
  assert.deepEqual(reader.reports, ['The console leaves out POST /api/v1/pictures: Error: its body is image/png, not JSON']);
});

test('two tabs share a session: log-in in one ends the wait of the other', async () => {
  const reader = await signedIn();
  const other = await reader.page.browserContext().newPage();
  await other.goto(`${server.origin}/console/#/account`);
  await other.waitForSelector('td.inline button');
  const beside = await client(server.origin);
  const { sessions } = (await beside('GET', '/api/v1/auth/sessions')).data;
  for (const { id } of sessions.filter(({ current }) => !current)) await beside('DELETE', `/api/v1/auth/sessions/${id}`);
  for (const page of [reader.page, other]) await page.evaluate(() => void (location.hash = '#/users'));
  await reader.page.bringToFront();
  await reader.see('Your session has ended');
  await reader.fill('Password', ADMIN.password);
  await reader.press('button', 'Log in');
  for (const page of [reader.page, other]) {
    await page.bringToFront();
    await page.waitForSelector('tbody tr a');
    await page.waitForFunction(() => !document.querySelector('dialog'));
  }
});

test('the console speaks German where the browser asks for it', async () => {
  const reader = await open(browser, { origin: server.origin, language: 'de-AT' });
  await reader.heading('Anmelden', false);
  await reader.fill('Benutzername', ADMIN.username);
  await reader.fill('Passwort', 'falsch');
  await reader.press('button', 'Anmelden');
  await reader.see('Benutzername oder Passwort ist falsch');
  await reader.fill('Passwort', ADMIN.password);
  await reader.press('button', 'Anmelden');
  await reader.heading('Übersicht');
  await reader.isAccessible('German');
  assert.equal(await reader.page.evaluate(() => document.documentElement.lang), 'de');
});

test('every answer has the policy, and a file that is known is not sent again', async () => {
  const page = await fetch(`${server.origin}/console/`);
  const policy = page.headers.get('content-security-policy');
  assert.match(policy, /^default-src 'none'; script-src 'self';.*require-trusted-types-for 'script'/);
  assert.doesNotMatch(policy, /unsafe|http/);
  assert.equal(page.headers.get('content-encoding'), 'gzip');
  const known = await fetch(`${server.origin}/console/app.js`);
  const again = await fetch(`${server.origin}/console/app.js`, { headers: { 'If-None-Match': known.headers.get('etag') } });
  assert.equal(again.status, 304);
});
