import type { paths } from "./generated/schema.js";
import { ok, type Tranche } from "./index.js";

/** The call that lists what is at a path, where it answers with pages. */
type ListCall<Path extends keyof paths> = paths[Path] extends { get: infer Call extends PagedCall } ? Call : never;

interface PagedCall {
  parameters: { query?: object };
  responses: { 200: { content: { "application/json": { nextToken: string | null } } } };
}

/** The paths that are answered with pages. */
export type ListPath = {
  [Path in keyof paths]: [ListCall<Path>] extends [never] ? never : Path;
}[keyof paths];

type Query<Path extends ListPath> = Omit<NonNullable<ListCall<Path>["parameters"]["query"]>, "nextToken">;
type Page<Path extends ListPath> = ListCall<Path>["responses"][200]["content"]["application/json"];
type Item<Path extends ListPath> = Extract<Page<Path>[keyof Page<Path>], unknown[]>[number];

/** Every item of a list, page after page; a page is asked for when it is needed. */
export async function* items<Path extends ListPath>(
  api: Tranche,
  path: Path,
  query?: Query<Path>,
): AsyncGenerator<Item<Path>, void, undefined> {
  let nextToken: string | undefined;
  do {
    const { data } = await ok(api.GET(path as "/api/v1/users", { params: { query: { ...query, nextToken } } }));
    // A page is one list and the token of the next.
    yield* Object.values(data).find(Array.isArray) as Item<Path>[];
    nextToken = data.nextToken ?? undefined;
  } while (nextToken);
}
