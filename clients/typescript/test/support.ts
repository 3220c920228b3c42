import assert from "node:assert/strict";

import { ProblemError, type ProblemCode } from "../src/index.js";

let steps = 0;

/** Takes a step of the scenario and prints it. */
export async function step(name: string, take: () => Promise<void>): Promise<void> {
  const began = performance.now();
  steps += 1;
  const outcome = await take().then(() => undefined, (error: unknown) => ({ error }));
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${String(steps).padStart(2)} ${name}: ${outcome ? "FAILED" : "ok"} after ${seconds} s`);
  if (outcome) throw outcome.error;
}

/** The problem with which a call is refused, which must have this code and status. */
export async function refused(code: ProblemCode, status: number, call: Promise<unknown>): Promise<ProblemError["problem"]> {
  const error = await call.then(() => assert.fail(`not refused with ${code}`), (error: unknown) => error);
  if (!(error instanceof ProblemError)) throw error;
  assert.deepEqual([error.code, error.status, error.problem.status], [code, status, status]);
  return error.problem;
}

export function variable(name: string): string {
  return process.env[name] ?? assert.fail(`the variable ${name} is not set; clients/scenario.md says what it has`);
}

/** What the proxy of the scenario has seen, and what it does next. */
export class Requests {
  constructor(private readonly baseUrl: string) {}

  async watch(next = ""): Promise<void> {
    const answer = await fetch(`${this.baseUrl}/scenario/next`, { method: "POST", body: next });
    assert.equal(answer.status, 204);
  }

  async seen(): Promise<{ method: string; path: string; idempotencyKey: string | null; cookie: string | null }[]> {
    return (await fetch(`${this.baseUrl}/scenario/requests`)).json() as never;
  }
}
