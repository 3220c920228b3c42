import { problemOf } from "./problem.js";

export interface Retries {
  /** How often a request is sent again at most. */
  retries: number;
  /** The longest `Retry-After` to wait for, in seconds; an answer that asks for more is handed on. */
  longestWait: number;
  /** The timeout of each attempt, in seconds. */
  timeout: number;
}

export const defaultRetries: Retries = { retries: 3, longestWait: 10, timeout: 30 };

/** What RFC 9110 calls idempotent: to send it twice changes no more than to send it once. */
const IDEMPOTENT = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

/**
 * Sends a request again where that is safe: after an answer that asks for it by 429 or 503 with `Retry-After`, and where the
 * answer was lost. A request that is neither idempotent nor has an `Idempotency-Key` that the server reads is sent
 * again only after an answer that says that nothing was done.
 */
export function withRetries(send: typeof fetch, { retries, longestWait, timeout }: Retries): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    for (let left = retries; ; left -= 1) {
      const answer = await whole(send, request, timeout).catch((lost: unknown) => {
        if (left === 0 || request.signal.aborted || !isRepeatable(request)) throw lost;
      });
      const wait = answer ? await waitAskedFor(request, answer) : Math.min(0.1 * 2 ** (retries - left), longestWait);
      if (answer && (left === 0 || wait === undefined || wait > longestWait)) return answer;
      await pause(wait ?? 0, request.signal);
    }
  };
}

/** Waits for some seconds, or fails as soon as the signal is aborted. */
function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resume, fail) => {
    const abort = () => {
      clearTimeout(timer);
      fail(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resume();
    }, seconds * 1000);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
}

/** The answer with its body, which may be lost too. */
async function whole(send: typeof fetch, request: Request, timeout: number): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeout * 1000)]);
  const answer = await send(new Request(request.clone(), { signal }));
  return answer.body ? new Response(await answer.arrayBuffer(), answer) : answer;
}

/** How many seconds to wait before the request may be sent again, if it may. */
async function waitAskedFor(request: Request, answer: Response): Promise<number | undefined> {
  const seconds = answer.headers.get("Retry-After") ?? "";
  const mayRepeat = isRepeatable(request) ? [429, 503].includes(answer.status) : await nothingWasDone(answer);
  return mayRepeat && /^\d+$/.test(seconds) ? Number(seconds) : undefined;
}

function isRepeatable(request: Request): boolean {
  return IDEMPOTENT.has(request.method) || (takesKey(request) && request.headers.has("Idempotency-Key"));
}

/** The calls whose `Idempotency-Key` the server reads. */
const KEYED: [method: string, path: string][] = [["POST", "/api/v1/orders"]];

/** Whether the server does what a request asks for once, however often it comes with one key. */
export function takesKey(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return KEYED.some(([method, path]) => request.method === method && pathname.endsWith(path));
}

/** 503 `unavailable` may also stand for a change that was made, when the store's answer to it was lost. */
async function nothingWasDone(answer: Response): Promise<boolean> {
  if (answer.status !== 503) return answer.status === 429;
  // A later server may have codes that the document does not list.
  const code: string | undefined = (await problemOf(answer))?.code;
  return code === "maintenance";
}
