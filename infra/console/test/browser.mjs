// Debian's Chromium, and a reader who uses it by mouse or by keyboard alone.
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';
import { until } from './server.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export const launch = (folder) => puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--lang=en'],
  userDataDir: folder,
  // A machine may have other things to do.
  timeout: 180_000,
  protocolTimeout: 300_000,
});

/** A page, with what it reports. @param {{ origin: string, by?: 'mouse'|'keyboard', width?: number, scheme?: string, language?: string }} how */
export async function open(browser, { origin, by = 'mouse', width = 1280, scheme = 'light', language = 'en' }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const reports = [];
  const called = new Set();
  page.on('console', (message) => {
    // What the API refuses, Chromium logs as an error; each such answer is one that a step provokes.
    const isRefusal = message.text().startsWith('Failed to load resource') && message.location().url?.includes('/api/v1/');
    if (['error', 'warn'].includes(message.type()) && !isRefusal && !message.text().includes('ERR_CONNECTION')) reports.push(message.text());
  });
  page.on('pageerror', (error) => reports.push(String(error)));
  page.on('dialog', (dialog) => (reports.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === origin) called.add(`${request.method()} ${url.pathname}`);
    // Chromium draws its own pickers with pictures in `data:`, which a page may not load.
    else if (url.protocol !== 'data:') reports.push(`request to ${request.url()}`);
  });
  await page.evaluateOnNewDocument((language) => {
    document.addEventListener('securitypolicyviolation', (event) => console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    Object.defineProperty(navigator, 'languages', { get: () => [language] });
  }, language);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(`${origin}/console/`);
  return new Reader(page, by, reports, called);
}

export class Reader {
  constructor(page, by, reports, called) {
    Object.assign(this, { page, by, reports, called });
  }

  /** The element with this role and name, in the window that is open, if one is. */
  async find(role, name) {
    return until(async () => {
      const scope = (await this.page.$$('dialog[open]')).at(-1) ?? this.page;
      return scope.$(`aria/${name}[role="${role}"]`);
    }, `the ${role} "${name}"`);
  }

  /** Waits for a window to open, or for the last one to close. */
  opened() {
    return this.page.waitForSelector('dialog[open]');
  }

  closed() {
    return this.page.waitForFunction(() => !document.querySelector('dialog'));
  }

  async press(role, name) {
    const element = await this.find(role, name);
    if (this.by === 'mouse') return element.click();
    await this.tabTo(element, name);
    await this.page.keyboard.press('Enter');
  }

  /** Goes to an element as the keyboard does: by Tab alone. */
  async tabTo(element, name) {
    for (let steps = 0; steps < 400; steps++) {
      if (await element.evaluate((one) => one === document.activeElement)) return;
      await this.page.keyboard.press('Tab');
    }
    assert.fail(`the keyboard does not reach ${name}`);
  }

  /** Replaces what a field has. */
  async fill(name, text, role = 'textbox') {
    const element = await this.find(role, name);
    if (this.by === 'mouse') await element.click();
    else await this.tabTo(element, name);
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('KeyA');
    await this.page.keyboard.up('Control');
    await this.page.keyboard.press('Delete');
    await this.page.keyboard.type(text);
  }

  /** Types a date into a field that has none, as the browser's own parts of it take it: `11302026`. */
  async date(name, digits) {
    const field = await this.page.waitForSelector(`::-p-xpath(//label[normalize-space(.)="${name}"])`);
    const element = await field.evaluateHandle((label) => label.control);
    if (this.by === 'mouse') await element.focus();
    else await this.tabTo(element, name);
    await this.page.keyboard.type(digits);
  }

  /** Presses the last button of the window: what it asks about is done. */
  async confirm() {
    const yes = await this.page.waitForSelector('dialog .buttons button:last-child');
    if (this.by === 'mouse') return yes.click();
    await this.tabTo(yes, 'the confirmation');
    await this.page.keyboard.press('Enter');
  }

  async choose(name, option) {
    const element = await this.find('combobox', name);
    if (this.by === 'keyboard') {
      await this.tabTo(element, name);
      await this.page.keyboard.type(option);
    } else {
      const value = await element.evaluate((select, text) => [...select.options].find((one) => one.text === text)?.value, option);
      assert.notEqual(value, undefined, `${name} has no ${option}`);
      await element.select(value);
    }
  }

  async choice(name) {
    const element = await this.find('radio', name);
    if (this.by === 'mouse') return element.click();
    await this.tabTo(await element.evaluateHandle((radio) => document.querySelector(`input[name="${radio.name}"]:checked`)), name);
    await this.page.keyboard.press('ArrowDown');
  }

  /** Waits for a text on the page. */
  async see(text) {
    await this.page.waitForFunction((text) => document.body.innerText.includes(text), {}, text).catch(async () => {
      assert.fail(`"${text}" is not on the page, which has:\n${await this.text()}`);
    });
  }

  text() {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** The way to a page: by the navigation, which a narrow window folds. */
  async go(name) {
    const menu = await this.page.$('.menu');
    if (await menu?.evaluate((button) => button.offsetParent && button.ariaExpanded !== 'true')) await this.press('button', 'Menu');
    await this.press('link', name);
    await this.heading(name);
  }

  /** Waits for the page with this heading, which has the focus but on the first page. */
  async heading(name, hasFocus = true) {
    await this.page.waitForFunction((name) => document.querySelector('h1')?.innerText === name, {}, name).catch(async () => {
      assert.fail(`the heading is not "${name}" on:\n${await this.text()}`);
    });
    if (hasFocus) await this.page.waitForFunction(() => document.activeElement?.tagName === 'H1' || document.querySelector('dialog'));
  }

  async address(address) {
    await this.page.evaluate((address) => void (location.hash = address), address);
  }

  async logIn({ username, password }) {
    await this.fill('Username', username);
    await this.fill('Password', password);
    await this.press('button', 'Log in');
  }

  /** No violation of WCAG 2.2 AA, and no scrolling sideways. */
  async isAccessible(where) {
    await this.page.waitForFunction(() => !document.querySelector('.loading'));
    const session = await this.page.createCDPSession();
    await session.send('Runtime.evaluate', { expression: AXE });
    await session.detach();
    const { violations } = await this.page.evaluate((rules) => axe.run(document, { runOnly: rules }), RULES);
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`).join('\n')}`);
    assert.deepEqual(found, [], where);
    const { wide, inner } = await this.page.evaluate(() => ({ wide: document.documentElement.scrollWidth, inner: innerWidth }));
    assert.ok(wide <= inner, `${where} scrolls sideways: ${wide} in ${inner}`);
  }
}
