// A walk through the whole console, on each store, by mouse and by keyboard alone, at two widths and in both schemes.
import { strict as assert } from 'node:assert';
import { after, before, describe, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { ADMIN, STORES, client, start, until } from './server.mjs';

const WAYS = [
  { by: 'mouse', width: 1280, scheme: 'light' },
  { by: 'keyboard', width: 1280, scheme: 'dark' },
  { by: 'mouse', width: 375, scheme: 'dark' },
  { by: 'keyboard', width: 375, scheme: 'light' },
];
const HOSTILE = '<img src=x onerror=alert(1)>';

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

for (const store of STORES) {
  describe(store, () => {
    let server;
    before(async () => (server = await start(store)));
    after(() => server.stop());
    for (const [number, way] of WAYS.entries()) {
      test(`a walk by ${way.by}, ${way.width} wide, ${way.scheme}`, () => walk(server, way, number));
    }
  });
}

async function walk(server, way, number) {
  const { origin } = server;
  const beside = await client(origin);
  const reader = await open(browser, { origin, ...way });
  const { data: document } = await beside('GET', '/openapi.json');
  const has = (path) => path in document.paths;

  // Log-in, refused and not.
  await reader.heading('Log in', false);
  await reader.isAccessible('log-in');
  await reader.logIn({ ...ADMIN, password: 'something else' });
  await reader.see('Username or password is wrong');
  await reader.fill('Password', ADMIN.password);
  await reader.press('button', 'Log in');
  await reader.heading('Overview');
  const { data: about } = await beside('GET', '/version');
  await reader.see(about.version);
  const refused = await until(() => reader.page.$$eval('.cards a', (cards) => Number(cards.find((card) => card.innerText.includes('Refused log-ins'))?.querySelector('b').innerText)), 'the count of refused log-ins');
  assert.equal(refused, number + 1);
  await reader.isAccessible('overview');

  // Create, with a name that is markup.
  await reader.go('Products');
  await reader.press('button', 'Create a product');
  await reader.opened();
  await reader.press('button', 'Create a product');
  await reader.see('Enter a value.');
  await reader.isAccessible('a form that was refused');
  await reader.fill('Name', HOSTILE);
  await reader.fill('Price (optional)', '12.50');
  await reader.fill('Stock (optional)', '5');
  await reader.press('button', 'Create a product');
  await reader.heading(HOSTILE);
  await reader.see('€12.50');
  const id = decodeURIComponent((await reader.page.url()).split('/').pop());
  await reader.isAccessible('a product');

  // Edit.
  const name = `Teapot ${number}`;
  await reader.closed();
  await reader.press('button', 'Edit');
  await reader.opened();
  await reader.fill('Name', name);
  await reader.press('button', 'Save');
  await reader.heading(name, false);

  // A conflict: one value of each side is kept.
  await reader.closed();
  await reader.press('button', 'Edit');
  await reader.opened();
  await reader.fill('Price (optional)', '13');
  await reader.fill('Stock (optional)', '7');
  assert.equal((await beside('PUT', `/api/v1/products/${id}`, { stock: 9, price: { amount: 1100, currency: 'EUR' } })).status, 200);
  await reader.press('button', 'Save');
  await reader.see('It was changed meanwhile');
  await reader.isAccessible('a conflict');
  await reader.choice('Theirs 9');
  await reader.press('button', 'Save the choice');
  await reader.closed();
  await reader.see('€13.00');
  const { data: product } = await beside('GET', `/api/v1/products/${id}`);
  assert.deepEqual([product.price.amount, product.stock], [1300, 9]);

  // Order, advance, cancel.
  await reader.go('Orders');
  await reader.closed();
  await reader.press('button', 'Place an order');
  await reader.page.waitForSelector('dialog datalist option');
  await reader.fill('Product', name, 'combobox');
  await reader.fill('Quantity', '2');
  await reader.isAccessible('a form with a list');
  await reader.press('button', 'Place an order');
  await reader.see('€26.00');
  await reader.see('Order placed');
  await reader.isAccessible('an order');
  await reader.press('button', 'Start processing');
  await reader.see('Order processing started');
  await reader.press('button', 'Cancel the order');
  await reader.see('Cancel this order?');
  await reader.isAccessible('a confirmation');
  await reader.page.keyboard.press('Escape');
  await reader.closed();
  await reader.press('button', 'Cancel the order');
  await reader.confirm();
  await reader.see('Order cancelled');
  assert.equal((await beside('GET', `/api/v1/products/${id}`)).data.stock, 9, 'the units are back');

  // Users: create, grant, revoke, password, deactivate, reactivate.
  const user = { username: `grace.hopper.${number}`, password: 'nanoseconds of wire' };
  await reader.go('Users');
  await reader.isAccessible('a list');
  await reader.press('button', 'Create a user');
  await reader.opened();
  await reader.fill('Username', user.username);
  await reader.fill('Password', 'nanoseconds of tape');
  await reader.choose('Role', 'User');
  await reader.press('button', 'Create a user');
  await reader.heading(user.username);
  const confirm = async (action, seen) => {
    await reader.press('button', action);
    await reader.confirm();
    await reader.closed();
    await reader.find('button', seen);
  };
  await confirm('Grant the role of admin', 'Revoke the role of admin');
  await confirm('Revoke the role of admin', 'Grant the role of admin');
  await confirm('Deactivate', 'Reactivate');
  await confirm('Reactivate', 'Deactivate');
  await reader.press('button', 'Set password');
  await reader.opened();
  await reader.fill('Password', user.password);
  await reader.press('button', 'Set password');
  await reader.closed();
  const theirs = await client(origin, user);

  // Sessions.
  await reader.address('#/account');
  await reader.heading('Your account');
  await reader.isAccessible('the account');
  const sessions = async () => (await beside('GET', '/api/v1/auth/sessions')).data.sessions;
  const count = (await sessions()).length;
  const ends = await reader.page.$$('aria/End[role="button"]');
  const other = (await sessions()).findIndex((session) => session.current);
  if (way.by === 'keyboard') await reader.tabTo(ends[other], 'End'), await reader.page.keyboard.press('Enter');
  else await ends[other].click();
  await reader.confirm();
  await reader.page.waitForFunction((left) => document.querySelectorAll('tbody tr').length === left, {}, count - 1);
  assert.equal((await beside('GET', '/api/v1/auth/me')).status, 401, 'its session has ended');

  // What an operator looks at.
  if (has('/api/v1/events')) {
    await reader.go('Audit trail');
    await reader.see('Admin granted');
    await reader.isAccessible('the audit trail');
  }
  if (has('/api/v1/dead-letters')) {
    await reader.go('Dead letters');
    await until(async () => (await reader.page.reload(), await reader.heading('Dead letters', false), await reader.page.$('td.inline button')), 'a dead letter');
    await reader.isAccessible('dead letters');
    server.receiver.accepts = true;
    const again = await reader.page.$('td.inline button');
    if (way.by === 'keyboard') await reader.tabTo(again, 'Send again'), await reader.page.keyboard.press('Enter');
    else await again.click();
    await reader.see('It is on its way again.');
    server.receiver.accepts = false;
  }
  await reader.go('Requests');
  await reader.see('Username or password is wrong');
  await reader.press('link', 'Username or password is wrong');
  await reader.see('invalid-credentials');
  await reader.isAccessible('a request');
  await reader.go('Running low');
  await reader.see(name);

  // Delete.
  await reader.go('Products');
  await reader.press('link', name);
  await reader.heading(name);
  await reader.press('button', 'Delete');
  await reader.see(`Delete ${name}?`);
  await reader.confirm();
  await reader.heading('Products');
  assert.equal((await beside('GET', `/api/v1/products/${id}`).catch(() => ({ status: 404 }))).status, 404);

  // Every operation of the document can be reached: what no page has called is called from its own.
  await reader.go('All operations');
  await reader.isAccessible('all operations');
  const called = () => Object.entries(document.paths).flatMap(([path, item]) => Object.keys(item).map((method) => ({ path, method, said: item[method] })))
    .filter(({ path, method, said }) => said.operationId && ![...reader.called].some((one) => matches(one, method, path)));
  for (const { path, said } of called()) {
    if (['Sign up'].includes(said.summary) || /^\/(api\/v1\/auth\/(signup|password|logout))$/.test(path)) continue;
    await reader.address(`#/operations/${said.operationId}`);
    await reader.heading(said.summary);
    for (const parameter of (said.parameters ?? []).filter((one) => one.in === 'path')) {
      const label = parameter.name === 'id' ? 'Id' : parameter.name[0].toUpperCase() + parameter.name.slice(1);
      await reader.fill(label, parameter.name === 'code' ? 'not-found' : id);
    }
    await reader.press('button', 'Call');
    await reader.page.waitForFunction(() => document.querySelector('section h2, .problem'));
  }

  // Log-out, sign-up, and what a user may do.
  await reader.address('#/');
  await reader.heading('Overview');
  const menu = await reader.page.$('.menu');
  if (await menu?.evaluate((button) => button.offsetParent !== null)) await reader.press('button', 'Menu');
  await reader.press('button', 'Log out');
  await reader.heading('Log in', false);
  await reader.press('button', 'Create an account');
  const own = { username: `alan.turing.${number}`, password: 'enigma of the sea' };
  await reader.fill('Username', own.username);
  await reader.fill('Password', own.password);
  await reader.press('button', 'Create an account');
  await reader.see('Account created');
  await reader.logIn(own);
  await reader.heading('Overview');
  assert.equal(await reader.page.$('nav a[href="#/users"]'), null, 'a user sees no users');
  await reader.address('#/users');
  await reader.heading('There is nothing here');
  await reader.address('#/account');
  await reader.find('button', 'End');
  await reader.fill('Current password', own.password);
  await reader.fill('New password', 'enigma of the air');
  await reader.press('button', 'Change your password');
  await reader.see('Password changed');

  assert.deepEqual(called().map(({ said }) => said.operationId), [], 'operations that the walk has not reached');
  assert.deepEqual(reader.reports, [], 'reports of the browser');
  assert.equal((await theirs('GET', '/api/v1/auth/me')).status, 200);
  await reader.page.browserContext().close();
}

function matches(called, method, path) {
  const pattern = path.replaceAll(/[.]/g, '\\.').replaceAll(/\{\w+\}/g, '[^/]+');
  // A literal path wins over a parameter that would match it.
  return new RegExp(`^${method.toUpperCase()} ${pattern}$`).test(called) && !(path.endsWith('{id}') && /(grant|revoke|inactivate|reactivate)$/.test(called));
}
