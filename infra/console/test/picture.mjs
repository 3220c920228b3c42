// Takes the picture of the console: infra/console/test/run.sh picture.mjs FILE, of a store with sample data.
import { writeFile } from 'node:fs/promises';
import { launch, open } from './browser.mjs';
import { ADMIN, start } from './server.mjs';

const [, , file = 'console.png'] = process.argv;
const server = await start('sqlite', 0, { seed: true });
const browser = await launch();
try {
  const reader = await open(browser, { origin: server.origin });
  await reader.logIn(ADMIN);
  await reader.heading('Overview');
  await reader.go('Orders');
  await reader.page.setViewport({ width: 1240, height: 720 });
  await reader.page.waitForNetworkIdle();
  await writeFile(file, await reader.page.screenshot());
} finally {
  await browser.close();
  await server.stop();
}
