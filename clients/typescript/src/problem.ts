import type { components } from "./generated/schema.js";

type Problem = components["schemas"]["Problem"];

/** The stable names of problems. A later server may have more: decide by the status where the code is another. */
export type ProblemCode = Problem["code"];

/** The server refused a request, and says why (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(`${problem.code} (${problem.status}): ${problem.detail} [request ${problem.requestId}]`);
  }

  get code(): ProblemCode {
    return this.problem.code;
  }

  get status(): number {
    return this.response.status;
  }
}

/** An answer that is no problem of the API, such as that of a proxy on the way. */
export class UnexpectedAnswerError extends Error {
  override readonly name = "UnexpectedAnswerError";

  constructor(
    readonly response: Response,
    readonly text: string,
  ) {
    super(`the answer is ${response.status} and no problem of the API: ${text.slice(0, 200)}`);
  }
}

/** The error that an answer stands for. */
export async function fromAnswer(response: Response): Promise<ProblemError | UnexpectedAnswerError> {
  const problem = await problemOf(response);
  return problem ? new ProblemError(problem, response) : new UnexpectedAnswerError(response, await response.clone().text());
}

/** The problem in a response; its body stays readable. */
export async function problemOf(response: Response): Promise<Problem | undefined> {
  if (!response.headers.get("Content-Type")?.startsWith("application/problem+json")) return undefined;
  const body: unknown = await response.clone().json().catch(() => undefined);
  return typeof body === "object" && body !== null && "code" in body ? (body as Problem) : undefined;
}
