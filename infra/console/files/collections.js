// A collection, from the document alone: its list with filters and order, one thing, and what can be done with it.
import { call } from './api.js';
import { allows, fits } from './document.js';
import { FormDialog, Reference, Select, toLocal } from './form.js';
import { html, useEffect, useRef, useState } from './lib.js';
import { at, Confirm, Empty, Facets, go, Loading, number, Page, ProblemBox, Rows, short, Table, useLoaded, Value } from './parts.js';
import { announce, state } from './state.js';
import { label, noteOf, t, titleOf } from './words.js';

const PAGE = 20;
const PAGING = ['pageSize', 'nextToken', 'sort'];
const MOST_COLUMNS = 7;

/** The rows of a list, as far as they are loaded. @param {Resource} of @param {Record<string, string>} query */
export function useRows(of, query) {
  const [rows, setRows] = useState(/** @type {any[]} */ ([]));
  const [next, setNext] = useState();
  const [problem, setProblem] = useState();
  const [isLoading, setLoading] = useState(true);
  const control = useRef(new AbortController());
  const load = async (old, nextToken) => {
    const { signal } = control.current;
    setLoading(true);
    setProblem(undefined);
    try {
      const { data } = await call(of.list, { query: { pageSize: PAGE, ...query, nextToken: nextToken ?? undefined }, signal });
      setRows([...old, ...data[of.rows.name]]);
      setNext(data.nextToken);
      if (old.length) announce(t('loaded', data[of.rows.name].length));
    } catch (caught) {
      if (signal.aborted) return;
      setProblem(caught);
    }
    setLoading(false);
  };
  useEffect(() => {
    control.current = new AbortController();
    void load([]);
    return () => control.current.abort();
  }, [of, JSON.stringify(query)]);
  return { rows, problem, isLoading, hasMore: !!next, more: () => load(rows, next), reload: () => load([]) };
}

/** @param {Resource} of */
export function columnsOf(of) {
  const shown = of.row.filter(({ kind, name }) => !['long', 'any', 'password'].includes(kind) && name !== 'id' && name !== of.label);
  const first = of.row.find(({ name }) => name === (of.label ?? 'id'));
  return [...(first ? [first] : []), ...shown].slice(0, MOST_COLUMNS);
}

/** @param {ListPageProps} props */
export function ListPage({ of, query, title, intro }) {
  const [isNew, setNew] = useState(query['new'] === '1');
  const { role } = state().user ?? {};
  const { 'new': _, ...asked } = query;
  const list = useRows(of, asked);
  const name = title ?? label(of.name);
  const create = allows(of.create, role) ? of.create : undefined;
  return html`<${Page} title=${name} actions=${create && html`<button type="button" class="primary" onClick=${() => setNew(true)}>${titleOf(create)}</button>`}>
    ${intro}
    <${Filters} of=${of} query=${asked} />
    <${RowTable} of=${of} list=${list} query=${asked} name=${name} create=${create && (() => setNew(true))} />
    ${isNew && create && html`<${FormDialog} title=${titleOf(create)} operation=${create} fields=${create.body} draft=${create.id} action=${titleOf(create)}
      cancel=${() => setNew(false)} done=${(answer) => (setNew(false), announce(t('created')), of.view && answer.data?.id ? go(at(of.name, answer.data.id)) : list.reload())} />`}
  <//>`;
}

/** @param {RowTableProps} props */
export function RowTable({ of, list, query, name, create, columns = columnsOf(of) }) {
  const { rows } = list;
  const { role } = state().user ?? {};
  const isFiltered = Object.keys(query).some((key) => key !== 'sort');
  const inline = of.view ? [] : [...of.actions, ...(of.remove ? [of.remove] : [])].filter((operation) => allows(operation, role));
  const empty = html`<${Empty} title=${t(isFiltered ? 'nothingMatches' : 'nothing')} text=${isFiltered ? undefined : t(create ? 'nothingCreate' : 'nothingText')}>
    ${isFiltered ? html`<p><a class="button" href=${at(of.name)}>${t('clear')}</a></p>` : create && html`<p><button type="button" onClick=${create}>${t('add')}</button></p>`}<//>`;
  const heads = columns.map((field) => ({ key: field.name, title: html`<${Sorter} ...${{ of, field, query }} />`, kind: field.kind, sorted: sorted(query, field) }));
  return html`<${Loaded} list=${list} empty=${empty}>
    <${Table} label=${name} columns=${inline.length ? [...heads, { key: ' ', title: html`<span class="unseen">${t('actions')}</span>` }] : heads}>
      ${rows.map((row) => html`<tr role="row" key=${row.id}>
        ${columns.map((field, index) => html`<td role="cell" class=${index ? field.kind : 'first'} data-label=${label(field.name)}>
          ${index === 0 && of.view ? html`<a href=${at(of.name, row.id)}>${field.name === 'id' ? short(row.id) : row[field.name]}</a>` : html`<${Value} field=${field} value=${row[field.name]} brief />`}</td>`)}
        ${inline.length > 0 && html`<td role="cell" class="inline"><${Actions} ...${{ of, row, operations: inline, changed: list.reload }} /></td>`}
      </tr>`)}
    <//><//>`;
}

/** The rows of a list, or what stands in their stead; below them how many they are, and a way to more. @param {LoadedProps} props */
export function Loaded({ list: { rows, problem, isLoading, hasMore, more, reload }, empty, children }) {
  if (!rows.length) return problem ? html`<${ProblemBox} problem=${problem} retry=${reload} />` : isLoading ? html`<${Loading} />` : empty;
  return html`${children}<${ProblemBox} problem=${problem} retry=${more} />
    <p class="foot"><span class="quiet" role="status">${t(hasMore ? 'shownMore' : 'shownAll', number(rows.length))}</span>
      ${hasMore && html`<button type="button" aria-disabled=${isLoading} onClick=${() => !isLoading && more()}>${t(isLoading ? 'loading' : 'more')}</button>`}</p>`;
}

/** @param {Record<string, string>} query @param {Field} field */
const sorted = ({ sort }, { name }) => (sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined);

/** The head of a column, which sorts where the list can. @param {SorterProps} props */
function Sorter({ of, field, query }) {
  const sorts = of.list.inQuery.find(({ name }) => name === 'sort')?.options ?? [];
  const { name } = field;
  if (!sorts.includes(name)) return html`${label(name)}`;
  const sort = query['sort'] === name && sorts.includes(`-${name}`) ? `-${name}` : name;
  const state = sorted(query, field);
  const mark = state === 'ascending' ? '↑' : state ? '↓' : '↕';
  return html`<a href=${filtered(at(of.name), { ...query, sort })} aria-label=${t('sortBy', label(name))}>${label(name)} <span aria-hidden="true">${mark}</span></a>`;
}

/** @param {string} home @param {Record<string, string>} query */
const filtered = (home, query) => `${home}?${new URLSearchParams(Object.entries(query).filter(([, value]) => value))}`;

/** @param {FiltersProps} props */
export function Filters({ of, query, home = at(of.name) }) {
  const { role } = state().user ?? {};
  // Whose rows these are is a matter of the role: others may not even ask.
  const fields = of.list.inQuery.filter(({ name, hint }) => !PAGING.includes(name) && (role !== 'user' || !hint?.includes('For admins')));
  if (!fields.length) return null;
  const set = (name, value) => go(filtered(home, { ...query, ...(name === 'userId' && { scope: '' }), ...(name === 'scope' && { userId: '' }), [name]: value }));
  return html`<form class="filters" aria-label=${t('filters')} onSubmit=${(event) => event.preventDefault()}>
    ${fields.map((field) => html`<${Filter} key=${field.name} field=${field} value=${query[field.name] ?? ''} set=${(value) => set(field.name, value)} />`)}
    ${fields.some(({ name }) => query[name]) && html`<a class="button" href=${filtered(home, query['sort'] ? { sort: query['sort'] } : {})}>${t('clear')}</a>`}</form>`;
}

/** @param {FilterProps} props */
function Filter({ field, value, set }) {
  const id = `filter-${field.name}`;
  const options = field.kind === 'boolean' ? ['true', 'false'] : field.options;
  const local = field.kind === 'time' && value ? toLocal(value) : value;
  return html`<div><label for=${id}>${label(field.name)}</label>${options
    ? html`<${Select} shared=${{ id }} input=${value} set=${set} none=${t(field.name === 'scope' ? 'mine' : 'any')} options=${options} names=${field.kind === 'boolean' ? { true: t('yes'), false: t('no') } : undefined} />`
    : field.ref ? html`<${Reference} field=${field} input=${value} set=${set} shared=${{ id }} atEnd />`
    : html`<input id=${id} type=${field.kind === 'time' ? 'datetime-local' : 'text'} autocomplete="off" value=${local}
        onChange=${(event) => set(field.kind === 'time' && event.target.value ? new Date(event.target.value).toISOString() : event.target.value.trim())} />`}</div>`;
}

/** The name of a row, for people. @param {Resource} of */
export const nameOf = (of, row) => String(row[of.label ?? ''] ?? short(String(row.id ?? '')));

/** @param {Resource} of @param {string} id */
export function useThing(of, id) {
  const view = /** @type {Operation} */ (of.view);
  return useLoaded((signal) => call(view, { path: pathOf(view, id), signal }), [of, id]);
}

/** The parameters of a path that names one thing. @param {Operation} operation @param {string} id */
export const pathOf = (operation, id) => Object.fromEntries(operation.inPath.map(({ name }) => [name, id]));

/** @param {ThingPageProps} props */
export function ThingPage({ of, id }) {
  const thing = useThing(of, id);
  const row = thing.data?.data;
  const back = html`<a href=${at(of.name)}>${label(of.name)}</a>`;
  if (!row) return html`<${Missing} ...${{ thing, back, title: label(of.name) }} />`;
  const { role } = state().user ?? {};
  // What is dangerous stands at the end.
  const operations = [of.edit, ...of.actions, of.remove].filter((operation) => allows(operation, role)).sort((a, b) => Number(a?.danger) - Number(b?.danger));
  return html`<${Page} title=${nameOf(of, row)} kicker=${back}
      actions=${html`<${Actions} ...${{ of, row, operations, tag: thing.data?.tag }} changed=${thing.reload} refetch=${() => call(/** @type {any} */ (of.view), { path: pathOf(/** @type {any} */ (of.view), id) })} />`}>
    <${Facets} fields=${of.row.filter(({ name }) => name !== of.label)} of=${row} />
    ${of.parts.filter((part) => allows(part, role)).map((part) => html`<${Part} key=${part.id} operation=${part} id=${id} />`)}
  <//>`;
}

/** What stands where a thing should: it is on its way, or it is not there. @param {MissingProps} props */
export function Missing({ thing: { problem, reload }, back, title }) {
  if (!problem) return html`<${Loading} />`;
  const isAbsent = problem.status === 404 || problem.code === 'invalid-parameter';
  return html`<${Page} title=${isAbsent ? t('notFound') : title} kicker=${back}>
    ${isAbsent ? html`<${Empty} title=${t('notFoundText')}><p class="small">${back}</p><//>` : html`<${ProblemBox} problem=${problem} retry=${reload} />`}<//>`;
}

/** A list that belongs to one thing. @param {PartProps} props */
function Part({ operation, id }) {
  const { data, problem, reload } = useLoaded((signal) => call(operation, { path: pathOf(operation, id), signal }), [operation, id]);
  const rows = operation.answer?.find(({ kind }) => kind === 'list');
  return html`<section><h2>${rows ? label(rows.name) : titleOf(operation)}</h2><${ProblemBox} problem=${problem} retry=${reload} />
    ${data && (rows ? html`<${Rows} fields=${rows.item?.fields} rows=${data.data[rows.name]} name=${rows.name} />` : html`<${Facets} fields=${operation.answer} of=${data.data} />`)}</section>`;
}

/** What a button for one thing says: "Deactivate" where the document says "Deactivate a user". @param {Resource} of @param {Operation} operation */
function textOf(of, operation) {
  if (operation === of.edit) return t('edit');
  if (operation.id === 'endSession') return t('end');
  if (operation === of.remove && operation.id.startsWith('delete')) return t('remove');
  return titleOf(operation).replace(new RegExp(` an? ${of.name.replace('-', ' ').replace(/s$/, '')}(['’]s)?(?= |$)`), '');
}

/** The buttons of a row, and the windows that they open. @param {ActionsProps} props */
export function Actions({ of, row, operations, tag, changed, refetch }) {
  const [open, setOpen] = useState();
  const close = () => setOpen(undefined);
  const fitting = operations.filter((operation) => fits(operation, row));
  return html`<div class="actions">
    ${fitting.map((operation) => html`<button type="button" key=${operation.id} class=${operation.danger ? 'danger' : operation === of.edit ? 'primary' : ''}
      onClick=${() => setOpen(operation)}>${textOf(of, operation)}</button>`)}
    ${open && html`<${Action} key=${open.id} operation=${open} ...${{ of, row, tag, refetch, close }} text=${textOf(of, open)}
      done=${(isGone) => (close(), announce(t(isGone ? 'removed' : open === of.edit ? 'saved' : 'done')), isGone && of.view ? go(at(of.name)) : changed())} />`}</div>`;
}

/** @param {ActionProps} props */
function Action({ of, row, operation, tag, text, close, done, refetch }) {
  const name = nameOf(of, row);
  const isEdit = operation === of.edit;
  const path = pathOf(operation, row.id);
  // What names the row in the body is not asked for; what the row has already is filled in.
  const naming = operation.inPath.length ? undefined : operation.body?.find(({ required, name }) => required && name in row)?.name;
  const fixed = naming ? { [naming]: row[naming] } : undefined;
  const fields = (operation.body ?? []).filter((field) => field.name !== naming);
  if (!fields.length) {
    const isRemoval = operation === of.remove && operation.id.startsWith('delete');
    const act = async () => (await call(operation, { path, body: operation.body && fixed, tag }), done(isRemoval));
    return html`<${Confirm} title=${isRemoval ? t('removeSure', name) : t('actSure', text, name)} text=${isRemoval ? t('removeText') : noteOf(operation)}
      yes=${text} act=${act} close=${close} danger=${operation.danger} />`;
  }
  return html`<${FormDialog} title=${`${text}: ${name}`} operation=${operation} fields=${fields} path=${path} fixed=${fixed} tag=${tag} danger=${operation.danger}
    base=${isEdit ? row : undefined} refetch=${isEdit ? refetch : undefined} draft=${`${operation.id} ${row.id}`} action=${isEdit ? t('save') : text}
    cancel=${close} done=${() => done(false)} />`;
}
