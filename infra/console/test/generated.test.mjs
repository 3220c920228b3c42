// An aggregate that `cargo slice` made, in the console as it is: listed, created, edited, filtered and deleted.
import { strict as assert } from 'node:assert';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { ADMIN, client, start } from './server.mjs';

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), start('sqlite', 0, { binary: process.env.TRANCHE_GENERATED })])));
after(() => Promise.all([browser.close(), server.stop()]));

for (const way of [{ by: 'mouse', width: 1280, scheme: 'light' }, { by: 'keyboard', width: 375, scheme: 'dark' }]) {
  test(`suppliers by ${way.by}, ${way.width} wide, ${way.scheme}`, async () => {
    const beside = await client(server.origin);
    const { data: product } = await beside('POST', '/api/v1/products', { name: `Tea by ${way.by}` });
    const reader = await open(browser, { origin: server.origin, ...way });
    await reader.logIn(ADMIN);
    await reader.heading('Overview');
    await reader.go('Suppliers');
    await reader.see('Nothing here yet');
    await reader.isAccessible('no suppliers');

    await reader.press('button', 'Create a supplier');
    await reader.opened();
    await reader.fill('Name', 'Atlas');
    await reader.fill('Email (optional)', 'atlas@example.com');
    await reader.fill('Credit (optional)', '1250.5');
    await reader.fill('Rating (optional)', '6');
    await reader.date('Since (optional)', '11302026');
    await reader.fill('Product (optional)', product.name, 'combobox');
    await reader.press('button', 'Create a supplier');
    await reader.page.waitForSelector('dialog .error');
    await reader.isAccessible('a supplier that was refused');
    await reader.fill('Rating (optional)', '4');
    await reader.press('button', 'Create a supplier');
    await reader.heading('Atlas');
    await reader.see('€1,250.50');
    await reader.see('Nov 30, 2026');
    await reader.isAccessible('a supplier');
    const id = reader.page.url().split('/').pop();
    const stored = async () => (await beside('GET', `/api/v1/suppliers/${id}`)).data;
    const { name, email, status, credit, rating, since, productId } = await stored();
    assert.deepEqual({ name, email, status, credit, rating, since, productId }, {
      name: 'Atlas', email: 'atlas@example.com', status: 'active', credit: { amount: 125050, currency: 'EUR' }, rating: 4, since: '2026-11-30', productId: product.id,
    });

    await reader.closed();
    await reader.press('button', 'Edit');
    await reader.opened();
    await reader.fill('Name', 'Ajax');
    await reader.choose('Status', 'Blocked');
    await reader.press('button', 'Save');
    await reader.heading('Ajax', false);
    await reader.closed();
    const edited = await stored();
    assert.deepEqual([edited.name, edited.status, edited.since], ['Ajax', 'blocked', '2026-11-30']);

    await reader.go('Suppliers');
    await reader.find('link', 'Ajax');
    await reader.isAccessible('suppliers');
    await reader.choose('Status', 'Active');
    await reader.see('Nothing matches these filters');
    await reader.press('link', 'Clear filters');
    await reader.press('link', 'Ajax');
    await reader.heading('Ajax');
    await reader.press('button', 'Delete');
    await reader.see('Delete Ajax?');
    await reader.confirm();
    await reader.heading('Suppliers');
    await reader.see('Nothing here yet');
    assert.equal((await beside('GET', `/api/v1/suppliers/${id}`)).status, 404);
    assert.deepEqual(reader.reports, []);
    await reader.page.browserContext().close();
  });
}
