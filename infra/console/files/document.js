// What the OpenAPI document says, as lists, things and forms. Nothing here knows a product or an order.

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const JSON_TYPE = 'application/json';

/** Reads a document. Operations that can't be shown are left out, and named in the browser's console. */
export function readDocument(document) {
  /** @type {Operation[]} */
  const operations = [];
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS.filter((name) => item?.[name])) {
      try {
        operations.push(readOperation(document, path, method, item[method], item.parameters ?? []));
      } catch (error) {
        console.warn(`The console leaves out ${method.toUpperCase()} ${path}: ${error}`);
      }
    }
  }
  const resources = operations.flatMap((operation) => readResource(operation, operations));
  for (const operation of operations) refer([operation.inPath, operation.inQuery, operation.body, operation.answer], resources);
  return { operations, resources };
}

/** @returns {Operation} */
function readOperation(document, path, method, said, shared) {
  const parameters = [...shared, ...(said.parameters ?? [])].map((parameter) => resolve(document, parameter));
  const fields = (place) => parameters.filter((parameter) => parameter.in === place)
    .map((parameter) => readField(document, parameter.name, { ...parameter, ...resolve(document, parameter.schema) }, parameter.required));
  const headers = parameters.filter((parameter) => parameter.in === 'header').map((parameter) => parameter.name.toLowerCase());
  const body = said.requestBody && resolve(document, said.requestBody);
  if (body && !body.content?.[JSON_TYPE]) throw new Error(`its body is ${Object.keys(body.content ?? {})}, not JSON`);
  const schema = body && resolve(document, body.content[JSON_TYPE].schema);
  if (schema && !schema.properties) throw new Error('its body is not an object with named members');
  const success = Object.keys(said.responses ?? {}).find((status) => status.startsWith('2'));
  const answer = success && resolve(document, said.responses[success]).content?.[JSON_TYPE]?.schema;
  const hints = said['x-console'] ?? {};
  return {
    id: said.operationId ?? `${method} ${path}`,
    method: method.toUpperCase(),
    path,
    title: said.summary ?? said.operationId ?? path,
    note: plain(said.description),
    role: hints.role ?? (said.security?.length ? 'user' : undefined),
    anonymous: 'already-authenticated' in (said.responses?.[403]?.content?.['application/problem+json']?.examples ?? {}),
    inPath: fields('path'),
    inQuery: fields('query'),
    body: schema && readFields(document, schema),
    takesKey: headers.includes('idempotency-key'),
    takesTag: headers.includes('if-match'),
    answer: answer && readFields(document, resolve(document, answer)),
    when: hints.when,
    danger: hints.danger ?? method === 'delete',
  };
}

/** The collections that this operation lists: one or none. @param {Operation} list @param {Operation[]} all @returns {Resource[]} */
function readResource(list, all) {
  const rows = list.answer?.find((field) => field.kind === 'list' && field.item?.fields);
  const isPage = list.answer?.some((field) => field.name === 'nextToken');
  if (list.method !== 'GET' || list.inPath.length || !rows || !isPage) return [];
  const row = rows.item?.fields ?? [];
  const beside = all.filter((operation) => operation.path.startsWith(`${list.path}/`)).map((operation) => {
    return { operation, rest: operation.path.slice(list.path.length + 1).split('/') };
  });
  const ofOne = (method) => beside.find(({ operation, rest }) => {
    return rest.length === 1 && rest[0]?.startsWith('{') && operation.method === method;
  })?.operation;
  const deep = beside.filter(({ rest }) => rest.length === 2 && rest[0]?.startsWith('{')).map(({ operation }) => operation);
  // What names its row in the body: `grant` with a username.
  const named = beside.filter(({ operation, rest }) => {
    const [only] = (operation.body ?? []).filter((field) => field.required);
    return rest.length === 1 && !rest[0]?.startsWith('{') && only && row.some((field) => field.name === only.name);
  }).map(({ operation }) => operation);
  const create = all.find((operation) => operation.path === list.path && operation.method === 'POST');
  const patch = ofOne('PATCH');
  const edit = ofOne('PUT') ?? (patch && (patch.body?.length ?? 0) > 1 ? patch : undefined);
  for (const { body } of [create ?? list, edit ?? list]) inOrder(body ?? [], row.map(({ name }) => name));
  return [{
    name: list.path.split('/').pop() ?? list.path,
    path: list.path,
    list,
    rows,
    row,
    label: ['name', 'title', 'username', 'label'].find((name) => row.some((field) => field.name === name)),
    view: ofOne('GET'),
    create,
    edit,
    remove: ofOne('DELETE'),
    actions: [...(patch && patch !== edit ? [patch] : []), ...named, ...deep.filter(({ method }) => method !== 'GET')],
    parts: deep.filter(({ method }) => method === 'GET'),
  }];
}

/** @returns {Field[]} */
function readFields(document, schema) {
  const fields = Object.entries(schema.properties ?? {}).map(([name, said]) => readField(document, name, said, schema.required?.includes(name)));
  // The list of what is required has the order in which the fields were declared; the properties may have lost it.
  return inOrder(fields, schema['x-console']?.columns ?? schema.required ?? []);
}

/** @param {Field[]} fields @param {string[]} names */
function inOrder(fields, names) {
  const rank = ({ name }) => (names.includes(name) ? names.indexOf(name) : names.length);
  return fields.sort((a, b) => rank(a) - rank(b));
}

/** @returns {Field} */
function readField(document, name, said, required = false) {
  const schema = resolve(document, said);
  const types = [schema.type].flat();
  const nullable = types.includes('null') || schema.nullable === true;
  const hints = schema['x-console'] ?? {};
  const base = { name, required, nullable, hint: plain(schema.description), ref: hints.ref, least: schema.minimum };
  if (schema.enum) return { ...base, kind: 'choice', options: schema.enum.filter(Boolean).map(String) };
  if (types.includes('array')) {
    return { ...base, kind: 'list', item: readField(document, '', schema.items ?? {}, true), most: schema.maxItems, least: schema.minItems };
  }
  if (schema.properties) {
    const fields = readFields(document, schema);
    const isMoney = fields.length === 2 && ['amount', 'currency'].every((part) => schema.properties[part]);
    return { ...base, kind: isMoney ? 'money' : 'object', fields };
  }
  if (types.includes('boolean')) return { ...base, kind: 'boolean' };
  if (types.includes('integer') || types.includes('number')) return { ...base, kind: 'number', most: schema.maximum };
  if (!types.includes('string')) return { ...base, kind: 'any' };
  if (schema.format === 'date-time') return { ...base, kind: 'time' };
  if (schema.format === 'date') return { ...base, kind: 'date' };
  if (schema.format === 'uuid') return { ...base, kind: 'id' };
  if (schema.format === 'password') return { ...base, kind: 'password', most: schema.maxLength };
  return { ...base, kind: hints.long ?? schema.maxLength > 500 ? 'long' : 'text', most: schema.maxLength };
}

/** Notes the collection that each id refers to: `productId` that of the products. @param {(Field[]|undefined)[]} lists @param {Resource[]} resources */
function refer(lists, resources) {
  for (const field of lists.flatMap((list) => list ?? [])) {
    if (field.kind === 'id' && !field.ref) {
      const owner = field.name.endsWith('Id') ? `${field.name.slice(0, -2)}s` : '';
      field.ref = resources.find(({ name }) => name === owner)?.name;
    }
    refer([field.fields, field.item?.fields], resources);
  }
}

/** A schema with its references followed, and `null` beside one other schema as a mark on that. @returns {any} */
function resolve(document, said) {
  if (!said || typeof said !== 'object') return {};
  if (said.$ref) {
    const target = said.$ref.slice(2).split('/').reduce((at, key) => at?.[key], document);
    if (!target) throw new Error(`${said.$ref} is not in the document`);
    const { $ref, ...beside } = said;
    return { ...resolve(document, target), ...beside };
  }
  const choices = said.oneOf ?? said.anyOf;
  const real = choices?.filter((choice) => choice.type !== 'null');
  if (real?.length === 1) return { ...resolve(document, real[0]), nullable: real.length < choices.length };
  if (said.allOf?.length === 1) return { ...resolve(document, said.allOf[0]), ...said, allOf: undefined };
  return said;
}

const plain = (text) => text?.replaceAll('`', '').replaceAll('\n', ' ');

const RANKS = ['user', 'admin', 'super_admin'];

/** Whether the document lets this role call the operation. The server decides. @param {Operation|undefined} operation @param {string} [role] */
export function allows(operation, role) {
  if (!operation) return false;
  if (operation.anonymous) return !role;
  return !operation.role || (!!role && RANKS.indexOf(role) >= RANKS.indexOf(operation.role));
}

/** Whether a row is in a state in which the operation makes sense. @param {Operation} operation */
export const fits = (operation, row) =>
  Object.entries(operation.when ?? {}).every(([name, values]) => values.map(String).includes(String(row?.[name])));
