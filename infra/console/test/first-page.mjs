// Measures how long after the click on a link to the console its first page is drawn: infra/console/test/run.sh first-page.mjs [COUNT].
// A browser that has none of its files, and one that has them, with a session and without; the median of ten each.
import { launch, open } from './browser.mjs';
import { ADMIN, start } from './server.mjs';

const [, , count = '10'] = process.argv;
const server = await start('sqlite', 0, { seed: true });
const browser = await launch();

/** The milliseconds from the click to the first frame with the heading of a page. */
async function firstPage(page) {
  await page.goto(`${server.origin}/problems`);
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: '/console/', textContent: 'Console' });
    link.addEventListener('click', () => sessionStorage.setItem('clicked', String(performance.timeOrigin + performance.now())));
    document.body.prepend(link);
  });
  await page.click('a[href="/console/"]');
  await page.waitForFunction(() => 'drawn' in window);
  return page.evaluate(() => window.drawn - Number(sessionStorage.getItem('clicked')));
}

/** Notes when the frame with the heading was handed over: the task after the frame in which it is there. */
function watch() {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('h1')) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (window.drawn = performance.timeOrigin + performance.now());
      channel.port2.postMessage(0);
    });
  }).observe(document, { childList: true, subtree: true });
}

function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  console.log(`${what}: median ${sorted[Math.floor(sorted.length / 2)]} ms of ${sorted.length}, ${sorted[0]} to ${sorted.at(-1)} ms`);
}

try {
  const [empty, known, signedIn] = [[], [], []];
  for (let round = 0; round < Number(count); round++) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.evaluateOnNewDocument(watch);
    empty.push(await firstPage(page));
    known.push(await firstPage(page));
    await context.close();
  }
  const { page, ...reader } = await open(browser, { origin: server.origin });
  void reader;
  await page.type('input[name=username]', ADMIN.username);
  await page.type('input[name=password]', ADMIN.password);
  await Promise.all([page.waitForSelector('.frame'), page.click('.primary')]);
  await page.waitForNetworkIdle();
  await page.evaluateOnNewDocument(watch);
  for (let round = 0; round < Number(count); round++) signedIn.push(await firstPage(page));
  report('log-in, no files known', empty);
  report('log-in, files known', known);
  report('overview, files known', signedIn);
} finally {
  await browser.close();
  await server.stop();
}
