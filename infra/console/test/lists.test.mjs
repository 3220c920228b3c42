// Lists of a store with sample data: pages, order, filters, and how they are shown to the reader.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { ADMIN, client, start } from './server.mjs';

let browser, server, beside;
before(async () => {
  [browser, server] = await Promise.all([launch(), start('sqlite', 0, { seed: true })]);
  beside = await client(server.origin);
});
after(() => Promise.all([browser.close(), server.stop()]));

async function signedIn(way = {}) {
  const reader = await open(browser, { origin: server.origin, ...way });
  await reader.logIn(ADMIN);
  await reader.heading('Overview');
  return reader;
}

/** Waits until the first column has these texts. */
const rows = ({ page }, expected) => page.waitForFunction((expected) => {
  return JSON.stringify([...document.querySelectorAll('td.first')].map((cell) => cell.innerText)) === expected;
}, {}, JSON.stringify(expected));

test('a list is loaded page by page, and says how many there are so far', async () => {
  const reader = await signedIn();
  await reader.go('Audit trail');
  await reader.see('20 loaded, there are more');
  await reader.press('button', 'Load more');
  await reader.see('40 loaded, there are more');
  await reader.see('20 more loaded');
  assert.equal((await reader.page.$$('tbody tr')).length, 40);
  assert.deepEqual(reader.reports, []);
});

test('a column that the API sorts by sorts, both ways', async () => {
  const reader = await signedIn({ by: 'keyboard' });
  await reader.go('Users');
  const names = async (sort) => (await beside('GET', `/api/v1/users?pageSize=20&sort=${sort}`)).data.users.map(({ username }) => username);
  await reader.press('link', 'Sort by Username');
  await rows(reader, await names('username'));
  assert.equal(await reader.page.$eval('th', (head) => head.ariaSort), 'ascending');
  await reader.press('link', 'Sort by Username');
  await rows(reader, await names('-username'));
  assert.equal(await reader.page.$eval('th', (head) => head.ariaSort), 'descending');
});

test('the filters of a list are in its address, and can be cleared', async () => {
  const reader = await signedIn();
  await reader.go('Orders');
  const orders = async (query) => (await beside('GET', `/api/v1/orders?pageSize=20&${query}`)).data.orders.map(({ id }) => `…${id.slice(-8)}`);
  await reader.choose('Status', 'Cancelled');
  await rows(reader, await orders('scope=all&status=cancelled'));
  assert.match(reader.page.url(), /#\/orders\?scope=all&status=cancelled$/);
  await reader.page.reload();
  await rows(reader, await orders('scope=all&status=cancelled'));
  await reader.press('link', 'Clear filters');
  await reader.see('Nothing here yet');
  await reader.choose('Whose', 'All');
  await rows(reader, await orders('scope=all'));
});

test('the audit trail is filtered by who, what and when', async () => {
  const reader = await signedIn();
  await reader.go('Audit trail');
  await reader.choose('Type', 'User created');
  const { data } = await beside('GET', '/api/v1/events?pageSize=20&type=UserCreated');
  await rows(reader, data.events.map(() => 'User created'));
  await reader.press('link', 'Clear filters');
  await reader.page.waitForSelector('datalist option');
  await reader.fill('User', ADMIN.username, 'combobox');
  await reader.page.keyboard.press('Tab');
  await reader.page.waitForFunction(() => document.querySelector('td.first') && [...document.querySelectorAll('td.first')].every((cell) => cell.innerText === 'Session started'));
  await reader.press('link', 'Clear filters');
  await reader.see('there are more');
  // Nothing had happened in 1970.
  await reader.address('#/audit?to=1970-01-01T00%3A00%3A00.000Z');
  await reader.see('Nothing matches these filters');
  await reader.isAccessible('no events');
});

test('times are in the zone of the reader, with UTC at hand', async () => {
  const reader = await signedIn();
  await reader.page.emulateTimezone('Asia/Kolkata');
  await reader.page.reload();
  await reader.go('Orders');
  const { createdAt } = (await beside('GET', '/api/v1/orders?scope=all')).data.orders[0];
  const shown = (timeZone) => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(createdAt)).replaceAll('\u202f', ' ');
  const time = () => reader.page.waitForSelector('td time').then((time) => time.evaluate((one) => [one.innerText.replaceAll('\u202f', ' '), one.title]));
  assert.deepEqual(await time(), [shown('Asia/Kolkata'), createdAt.replace('T', ' ').replace('Z', ' UTC')]);
  await reader.choose('Times', 'UTC');
  await reader.page.waitForFunction((text) => document.querySelector('td time').innerText.replaceAll('\u202f', ' ') === text, {}, shown('UTC'));
});

test('the language can be switched, and stays', async () => {
  const reader = await signedIn();
  await reader.choose('Language', 'Deutsch');
  await reader.heading('Übersicht', false);
  await reader.page.reload();
  await reader.heading('Übersicht', false);
  await reader.go('Alle Aufrufe');
  const english = await reader.page.$$eval('.operations a', (links) => links.map((link) => link.innerText).filter((text) => /^(List|Get|Create|Update|Delete|Check) /.test(text)));
  assert.deepEqual(english, []);
});
