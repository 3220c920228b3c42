// Calls of the API. A call comes back with an answer or throws a `Problem`; it waits out an ended session and a server
// that is away, and sends nothing twice that could happen twice.
import { change, state } from './state.js';

/** A refusal, as the server describes it, or a server that gave no answer (`away`). */
export class Problem extends Error {
  status = 0; code = 'away'; title = ''; detail = ''; requestId = ''; retryAfter = 0;
  /** @type {{ pointer: string, detail: string }[]} */
  errors = [];
  /** Of `GET /readyz`. @type {Record<string, string>} */
  checks = {};

  constructor(said) {
    super(said.detail ?? said.title ?? 'problem');
    Object.assign(this, said);
  }
}

const TIMEOUT = 20_000;
const LONGEST_PAUSE = 15_000;

/** @param {Operation} operation @param {Call} [request] @returns {Promise<Answer>} */
export async function call(operation, request = {}) {
  // What can be sent again without a second effect: reading, and what the server knows by its key.
  const isRepeatable = !request.once && (operation.method === 'GET' || (operation.takesKey && !!request.key));
  change({ busy: state().busy + 1 });
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await send(operation, request);
        if (state().away) change({ away: 0 });
        return answer;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error.code === 'unauthenticated' && state().user && operation.id !== 'logOut') {
          if (!(await signInAgain())) throw error;
        } else if (isRepeatable && (error.code === 'away' || (error.status === 503 && error.code !== 'maintenance'))) {
          await pause(Math.max(error.retryAfter * 1000, Math.min(1000 * 2 ** attempt, LONGEST_PAUSE)), request.signal);
        } else {
          if (state().away) change({ away: 0 });
          throw error;
        }
      }
    }
  } finally {
    change({ busy: state().busy - 1 });
  }
}

/** @param {Operation} operation @param {Call} request @returns {Promise<Answer>} */
async function send(operation, { path = {}, query = {}, body, tag, key, signal }) {
  const target = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(path[name] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (tag && operation.takesTag) headers.set('If-Match', tag);
  if (key && operation.takesKey) headers.set('Idempotency-Key', key);
  const limit = AbortSignal.timeout(TIMEOUT);
  let response, text;
  try {
    response = await fetch(target + (asked.size ? `?${asked}` : ''), {
      method: operation.method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    text = await response.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Problem({});
  }
  const data = parse(text);
  if (response.ok) return { status: response.status, data, tag: response.headers.get('ETag') ?? undefined };
  const said = typeof data?.code === 'string' ? data : { status: response.status, title: `${response.status}`, code: response.status > 500 ? 'away' : 'http' };
  const problem = new Problem({ ...said, retryAfter: Number(response.headers.get('Retry-After')) || 0 });
  remember(problem);
  throw problem;
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}

/** @param {number} milliseconds @param {AbortSignal} [signal] */
async function pause(milliseconds, signal) {
  change({ away: Date.now() + milliseconds });
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    for (const [target, name] of /** @type {const} */ ([[window, 'online'], [window, 'try-again'], [signal, 'abort']])) {
      target?.addEventListener(name, () => (clearTimeout(timer), resolve(undefined)), { once: true });
    }
  });
  signal?.throwIfAborted();
}

/** @type {Promise<boolean> | undefined} */
let signingIn;

/** Opens the log-in over what is on the page, once for all calls that wait, and says whether the same user came back. */
function signInAgain() {
  signingIn ??= new Promise((resolve) => {
    change({ signedIn: (user) => (change({ signedIn: undefined }), (signingIn = undefined), resolve(!!user)) });
  });
  return signingIn;
}

/** A new key for a form. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const KEPT = 50;

/** Keeps what was refused in this tab, for the page of its request. @param {Problem} problem */
function remember(problem) {
  // That a visitor has no session yet is no problem.
  if (!problem.requestId || (problem.code === 'unauthenticated' && !state().user)) return;
  const { status, code, title, detail, requestId } = problem;
  const kept = [{ at: new Date().toISOString(), status, code, title, detail, requestId }, ...remembered()].slice(0, KEPT);
  sessionStorage.setItem('problems', JSON.stringify(kept));
}

/** The problems that this tab got, newest first. @returns {Refusal[]} */
export const remembered = () => parse(sessionStorage.getItem('problems') ?? '[]');
