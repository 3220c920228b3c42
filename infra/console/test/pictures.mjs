// Takes pictures of every page, to look at after a change of the looks: infra/console/test/run.sh pictures.mjs FOLDER. Wide and narrow,
// light and dark, English and German, of a store with sample data; also of what is empty, wrong and dangerous.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launch, open } from './browser.mjs';
import { ADMIN, client, start, until } from './server.mjs';

const [, , folder = 'pictures'] = process.argv;
const LOOKS = [
  { width: 1600, scheme: 'light', language: 'en' },
  { width: 1600, scheme: 'dark', language: 'de' },
  { width: 375, scheme: 'light', language: 'de' },
  { width: 375, scheme: 'dark', language: 'en' },
];

/** What is on a page: its address, and what is pressed there. @type {[string, string, ((reader: any) => Promise<unknown>)?][]} */
const press = (selector) => async ({ page }) => (await page.waitForSelector(selector)).click();
const pages = ({ order, pending, cancelled, product, user, request }) => [
  ['overview', '#/'],
  ['products', '#/products'],
  ['products-none', '#/users?role=super_admin&isActive=false'],
  ['product', `#/products/${product}`],
  ['product-new', '#/products', press('.head .primary')],
  ['product-refused', '#/products', async (reader) => (await press('.head .primary')(reader), await press('dialog .primary')(reader), await reader.page.waitForSelector('dialog .error'))],
  ['product-edit', `#/products/${product}`, press('.head .primary')],
  ['product-delete', `#/products/${product}`, press('.head .danger')],
  ['orders', '#/orders?scope=all'],
  ['orders-own', '#/orders'],
  ['order', `#/orders/${order}`],
  ['order-pending', `#/orders/${pending}`],
  ['order-cancelled', `#/orders/${cancelled}`],
  ['order-new', '#/orders', press('.head .primary')],
  ['order-cancel', `#/orders/${pending}`, press('.head .danger')],
  ['users', '#/users'],
  ['user', `#/users/${user}`],
  ['user-new', '#/users', press('.head .primary')],
  ['user-revoke', `#/users/${user}`, press('.head .danger')],
  ['account', '#/account'],
  ['audit', '#/audit'],
  ['audit-open', '#/audit', press('summary')],
  ['dead-letters', '#/dead-letters'],
  ['requests', '#/requests'],
  ['request', `#/requests/${request}`],
  ['operations', '#/operations'],
  ['operation', '#/operations/listUsers'],
  ['running-low', '#/pages/running-low'],
  ['absent', '#/products/01a20c87-a6ae-7547-889b-b17e6ff2120b'],
  ['nowhere', '#/nowhere'],
];

const server = await start('sqlite', 0, { seed: true });
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  const beside = await client(server.origin);
  const list = async (path) => Object.values((await beside('GET', path)).data)[0];
  const ids = {
    order: (await list('/api/v1/orders?scope=all&status=shipped'))[0]?.id,
    pending: (await list('/api/v1/orders?scope=all&status=pending'))[0]?.id,
    cancelled: (await list('/api/v1/orders?scope=all&status=cancelled'))[0]?.id,
    product: (await list('/api/v1/products'))[0]?.id,
    user: (await list('/api/v1/users?role=user'))[0]?.id,
    request: (await list('/api/v1/events'))[0]?.requestId,
  };
  await until(async () => (await list('/api/v1/dead-letters')).length, 'a dead letter');
  for (const look of LOOKS) {
    const name = `${look.width}-${look.scheme}-${look.language}`;
    const reader = await open(browser, { origin: server.origin, ...look });
    const take = async (what) => {
      await reader.page.waitForNetworkIdle({ idleTime: 100 });
      await reader.page.screenshot({ path: join(folder, `${what}.${name}.png`) });
    };
    await reader.heading(look.language === 'de' ? 'Anmelden' : 'Log in', false);
    await take('log-in');
    await reader.page.type('input[name=username]', ADMIN.username);
    await reader.page.type('input[name=password]', ADMIN.password);
    await reader.page.click('.primary');
    await reader.page.waitForSelector('.frame');
    await reader.page.waitForNetworkIdle();
    for (const [what, address, act] of pages(ids)) {
      await reader.page.goto('about:blank');
      await reader.page.goto(`${server.origin}/console/${address}`, { waitUntil: 'networkidle0' });
      await act?.(reader);
      await take(what);
    }
    if (look.width < 800) {
      await reader.address('#/');
      await (await reader.page.waitForSelector('.menu')).click();
      await take('menu');
    }
    await reader.page.browserContext().close();
  }
} finally {
  await browser.close();
  await server.stop();
}
