// What the console makes of a document: of this repository's, of one with another collection, and of an odd one.
import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { allows, fits, readDocument } from '../files/document.js';

const committed = JSON.parse(await readFile(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'));
const words = JSON.parse(await readFile(new URL('../files/words.json', import.meta.url), 'utf8'));

test('every operation of the document is read', () => {
  const operations = Object.values(committed.paths).flatMap((item) => Object.values(item)).map((said) => said.operationId);
  assert.deepEqual(readDocument(committed).operations.map(({ id }) => id).sort(), operations.sort());
});

test('the collections have their operations', () => {
  const { resources } = readDocument(committed);
  const of = (name) => resources.find((resource) => resource.name === name);
  assert.deepEqual([of('products').create.id, of('products').edit.id, of('products').remove.id], ['createProduct', 'updateProduct', 'deleteProduct']);
  assert.deepEqual(of('users').actions.map(({ id }) => id).sort(), ['grantAdmin', 'inactivateUser', 'reactivateUser', 'revokeAdmin', 'setPassword']);
  assert.deepEqual(of('products').row.map(({ kind }) => kind), ['id', 'text', 'long', 'money', 'number', 'time', 'time']);
});

test('orders have a history and refer to users', () => {
  const orders = readDocument(committed).resources.find(({ name }) => name === 'orders');
  assert.deepEqual(orders.parts.map(({ id }) => id), ['viewOrderHistory']);
  assert.equal(orders.row.find(({ name }) => name === 'userId').ref, 'users');
});

test('roles decide by the document', () => {
  const { operations } = readDocument(committed);
  const of = (id) => operations.find((operation) => operation.id === id);
  const roles = [undefined, 'user', 'admin', 'super_admin'];
  assert.deepEqual(roles.map((role) => allows(of('createProduct'), role)), [false, false, true, true]);
  assert.deepEqual(roles.map((role) => allows(of('listProducts'), role)), [true, true, true, true]);
  assert.deepEqual(roles.map((role) => allows(of('signUp'), role)), [true, false, false, false]);
  assert.deepEqual([fits(of('grantAdmin'), { role: 'user' }), fits(of('grantAdmin'), { role: 'admin' })], [true, false]);
});

test('every account may place an order', () => {
  const place = readDocument(committed).operations.find(({ id }) => id === 'placeOrder');
  assert.deepEqual([undefined, 'user', 'admin', 'super_admin'].map((role) => allows(place, role)), [false, true, true, true]);
});

/** A collection that the console has never heard of. */
function withSuppliers() {
  const document = structuredClone(committed);
  const supplier = { type: 'object', required: ['id', 'name', 'website'], properties: { website: { type: ['string', 'null'] }, name: { type: 'string' }, id: { type: 'string', format: 'uuid' } } };
  const answer = (schema) => ({ 200: { description: '', content: { 'application/json': { schema } } } });
  const page = { type: 'object', required: ['suppliers', 'nextToken'], properties: { suppliers: { type: 'array', items: supplier }, nextToken: { type: ['string', 'null'] } } };
  const body = { content: { 'application/json': { schema: { type: 'object', required: ['name'], properties: { website: supplier.properties.website, name: supplier.properties.name } } } } };
  const id = [{ name: 'id', in: 'path', required: true, schema: supplier.properties.id }];
  document.paths['/api/v1/suppliers'] = { get: { operationId: 'listSuppliers', responses: answer(page) }, post: { operationId: 'createSupplier', requestBody: body, responses: answer(supplier) } };
  document.paths['/api/v1/suppliers/{id}'] = { parameters: id, get: { operationId: 'viewSupplier', responses: answer(supplier) }, put: { operationId: 'updateSupplier', requestBody: body, responses: answer(supplier) }, delete: { operationId: 'deleteSupplier', responses: { 204: {} } } };
  return document;
}

test('another collection is a list, a thing and forms', () => {
  const suppliers = readDocument(withSuppliers()).resources.find(({ name }) => name === 'suppliers');
  assert.deepEqual(suppliers.row.map(({ name, kind, nullable }) => [name, kind, nullable]), [['id', 'id', false], ['name', 'text', false], ['website', 'text', true]]);
  assert.deepEqual(['view', 'create', 'edit', 'remove'].map((part) => suppliers[part].id), ['viewSupplier', 'createSupplier', 'updateSupplier', 'deleteSupplier']);
  assert.deepEqual([suppliers.label, suppliers.create.body.map(({ name }) => name)], ['name', ['name', 'website']]);
});

test('an operation that is not understood is left out, and the rest stays', (context) => {
  const warn = context.mock.method(console, 'warn', () => {});
  const document = withSuppliers();
  document.paths['/api/v1/pictures'] = { post: { operationId: 'upload', requestBody: { content: { 'image/png': {} } }, responses: {} } };
  document.paths['/api/v1/lost'] = { post: { operationId: 'lost', requestBody: { $ref: '#/components/nothing' }, responses: {} } };
  const { operations } = readDocument(document);
  assert.deepEqual([operations.some(({ id }) => id === 'upload'), operations.some(({ id }) => id === 'listSuppliers')], [false, true]);
  assert.deepEqual(warn.mock.calls.map((call) => call.arguments[0].split(':')[0]), ['The console leaves out POST /api/v1/pictures', 'The console leaves out POST /api/v1/lost']);
});

test('every word has its translation', () => {
  assert.deepEqual(Object.keys(words.texts.de).sort(), Object.keys(words.texts.en).sort());
  for (const [key, text] of Object.entries(words.texts.en)) assert.equal(words.texts.de[key].match(/\{\d\}/g)?.length, text.match(/\{\d\}/g)?.length, key);
  const operations = readDocument(committed).operations.map(({ id }) => id);
  const types = committed.paths['/api/v1/events'].get.parameters.find(({ name }) => name === 'type').schema.enum;
  assert.deepEqual([...operations, ...types].filter((name) => !(name in words.names.de)), [], 'operations and events without German words');
  const codes = committed.components.schemas.ProblemCode.enum;
  const programs = ['malformed-json', 'unknown-field', 'cross-site-request', 'method-not-allowed', 'request-timeout', 'unsupported-media-type'];
  assert.deepEqual(codes.filter((code) => !(code in words.problems.de) && !programs.includes(code)), [], 'problems without German words');
});
