// A server of its own for a test: an empty store, a receiver of webhooks, and a first super admin.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env.TRANCHE_BINARY;
export const ADMIN = { username: 'ada.lovelace', password: 'difference engine' };

/** The stores that can be had: DynamoDB where `testing/with-dynamodb.sh` runs it. */
export const STORES = process.env.TEST_DYNAMODB_URL ? ['sqlite', 'dynamodb'] : ['sqlite'];

/** @param {string} store @param {number} [port] @param {{ seed?: boolean, binary?: string }} [also] */
export async function start(store, port = 0, { seed, binary = BINARY } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'tranche-console.'));
  const receiver = await receive();
  const table = `console-${randomBytes(6).toString('hex')}`;
  const url = store === 'sqlite' ? `sqlite://${folder}/tranche.db` : `dynamodb://${table}?endpoint=${process.env.TEST_DYNAMODB_URL}&region=local`;
  // Nothing of the caller's environment configures it.
  const given = Object.entries(process.env).filter(([name]) => !name.startsWith('TRANCHE_'));
  const env = {
    ...Object.fromEntries(given), AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', TRANCHE_STORE__URL: url, TRANCHE_RATE_LIMIT__ENABLED: 'false',
    TRANCHE_SECURITY__BCRYPT_COST: '4', TRANCHE_EVENTS__MAX_ATTEMPTS: '1', TRANCHE_EVENTS__WEBHOOK_URL: receiver.url,
    TRANCHE_EVENTS__WEBHOOK_SECRET: `whsec_${randomBytes(32).toString('base64')}`, TRANCHE_LOG__LEVEL: 'warn',
  };
  const run = (...args) => spawn(binary, args, { cwd: folder, env, stdio: ['pipe', 'ignore', 'inherit'] });
  await ended(run('migrate', 'up'));
  const create = run('users', 'create', '--username', ADMIN.username, '--role', 'super_admin');
  create.stdin.end(`${ADMIN.password}\n`);
  await ended(create);
  if (seed) await ended(run('seed'));
  const file = join(folder, 'address');
  let child;
  const serve = async (at) => {
    await rm(file, { force: true });
    child = run('serve', '--port', String(at), '--address-file', file);
    return until(async () => (await readFile(file, 'utf8').catch(() => '')).trim(), 'the address of the server');
  };
  const address = await serve(port);
  return {
    origin: `http://${address}`,
    receiver,
    halt: () => (child.kill(), once(child, 'exit')),
    resume: () => serve(address.split(':')[1]),
    async stop() {
      child.kill();
      await once(child, 'exit');
      receiver.server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child) {
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`);
}

/** A receiver that refuses events, until `accepts` is set. */
async function receive() {
  const receiver = { accepts: false, url: '', server: undefined };
  receiver.server = createServer((request, response) => {
    request.resume();
    response.writeHead(receiver.accepts ? 204 : 410).end();
  });
  receiver.server.listen(0, '127.0.0.1');
  await once(receiver.server, 'listening');
  receiver.url = `http://127.0.0.1:${receiver.server.address().port}/`;
  return receiver;
}

/** Waits for a value that is not empty. @template T @param {() => Promise<T>} read @param {string} what @returns {Promise<T>} */
export async function until(read, what, timeout = 120_000) {
  for (const end = Date.now() + timeout; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const value = await read();
    if (value) return value;
  }
  throw new Error(`${what} is not there after ${timeout} ms`);
}

/** A client beside the browser: another person, with a session of its own. */
export async function client(origin, user = ADMIN) {
  const headers = { 'Content-Type': 'application/json' };
  const call = async (method, path, body, more = {}) => {
    const response = await fetch(origin + path, { method, headers: { ...headers, ...more }, body: body && JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, tag: response.headers.get('etag'), cookie: response.headers.get('set-cookie'), data: text ? JSON.parse(text) : undefined };
  };
  const { status, cookie } = await call('POST', '/api/v1/auth/login', user);
  if (status !== 200) throw new Error(`log-in as ${user.username}: ${status}`);
  headers.Cookie = cookie.split(';')[0];
  return call;
}
