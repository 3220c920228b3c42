import createClient, { type Client } from "openapi-fetch";

import type { paths } from "./generated/schema.js";
import { fromAnswer } from "./problem.js";
import { keepCookie } from "./session.js";
import { defaultRetries, takesKey, type Retries, withRetries } from "./retry.js";

export type * from "./generated/schema.js";
export { items, type ListPath } from "./pages.js";
export { ProblemError, UnexpectedAnswerError, type ProblemCode } from "./problem.js";
export type { Retries } from "./retry.js";

/** A client of one server, with at most one session: that of its last log-in. */
export type Tranche = Client<paths>;

export interface Options extends Partial<Retries> {
  /** Where the server is: `https://shop.example`. */
  baseUrl: string;
  /** What sends requests; the platform's `fetch` unless another is given. */
  fetch?: typeof globalThis.fetch;
}

export function createTranche({ baseUrl, fetch = globalThis.fetch, ...retries }: Options): Tranche {
  const send = withRetries(keepCookie(fetch), { ...defaultRetries, ...retries });
  const api = createClient<paths>({ baseUrl, fetch: send });
  api.use({
    onRequest({ request }) {
      // With a key it is done once, however often it is sent.
      if (takesKey(request) && !request.headers.has("Idempotency-Key")) {
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      }
    },
    async onResponse({ response }) {
      if (!response.ok && response.status !== 304) throw await fromAnswer(response);
    },
  });
  return api;
}

/**
 * The answer of a call, with its `data`. A refusal was thrown as a {@link ProblemError} before, which the generated types do
 * not express.
 */
export async function ok<Answer extends { response: Response }>(
  call: Promise<Answer>,
): Promise<Extract<Answer, { data: unknown }>> {
  return (await call) as Extract<Answer, { data: unknown }>;
}
