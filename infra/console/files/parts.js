// What pages are put together from.
import { call } from './api.js';
import { allows } from './document.js';
import { html, useEffect, useId, useLayoutEffect, useRef, useState } from './lib.js';
import { resource, state, useShared } from './state.js';
import { explain, label, t } from './words.js';

/** The address of a page, of parts that need no care about their characters. @param {string[]} parts */
export const at = (...parts) => `#/${parts.map(encodeURIComponent).join('/')}`;

export const go = (address) => void (location.hash = address);

/** The decimals of a currency. @param {string} currency */
export const decimals = (currency) => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** @param {Money} money */
export function money({ amount, currency }) {
  const shown = new Intl.NumberFormat(state().language, { style: 'currency', currency });
  return shown.format(amount / 10 ** decimals(currency));
}

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(state().language).format(value);

/** A moment in the reader's zone, with the moment in UTC at hand. @param {TimeProps} props */
export function Time({ at }) {
  const { language, zone } = useShared();
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return html`${at}`;
  const shown = (timeZone) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(date);
  return html`<time datetime=${at} title=${at.replace('T', ' ').replace('Z', ' UTC')}>${shown(zone === 'utc' ? 'UTC' : undefined)}</time>`;
}

/** The colour of a value that says how something stands. @type {Record<string, string>} */
const TONES = {
  pending: 'waits', processing: 'moves', shipped: 'moves', delivered: 'good', cancelled: 'over', ok: 'good', admin: 'moves', super_admin: 'moves', user: 'over',
  draining: 'waits', unknown: 'waits', missing: 'bad', unreachable: 'bad', 'read-only': 'bad',
};

/** A value of a list of values. @param {BadgeProps} props */
export const Badge = ({ value }) => html`<span class=${`badge ${TONES[value] ?? 'over'}`}>${label(value)}</span>`;

/** Names that were looked up, by collection and id. @type {Map<string, Promise<string | undefined>>} */
const names = new Map();

/** What a thing is called, if its collection says so and it is there for good. @param {Resource} [of] @param {string} [id] */
function useName(of, id) {
  const [name, setName] = useState();
  useEffect(() => {
    const { view, label, remove } = of ?? {};
    if (!of || !id || !view || !label || remove || !allows(view, state().user?.role)) return;
    const key = `${of.name} ${id}`;
    if (!names.has(key)) names.set(key, call(view, { path: { id } }).then(({ data }) => data[label], () => undefined));
    let isHere = true;
    void names.get(key)?.then((/** @type {string | undefined} */ found) => isHere && setName(found));
    return () => void (isHere = false);
  }, [of, id]);
  return name;
}

/** The end of an id, which differs where the beginning, the time, is the same. @param {string} id */
export const short = (id) => (id.length > 12 ? `…${id.slice(-8)}` : id);

/** A link to a thing. @param {RefProps} props */
export function Ref({ to, id, text }) {
  const of = resource(to);
  const name = useName(text ? undefined : of, id ?? undefined);
  if (!id) return html`<span class="quiet">—</span>`;
  const shown = text ?? name ?? short(id);
  if (!of?.view || !allows(of.view, state().user?.role)) return html`<span title=${id}>${shown}</span>`;
  return html`<a href=${at(of.name, id)} title=${id}>${shown}</a>`;
}

/** A value as its field says. @param {ValueProps} props @returns {any} */
export function Value({ field, value, brief }) {
  if (value === null || value === undefined || value === '') return html`<span class="quiet">—</span>`;
  switch (field.kind) {
    case 'boolean': return html`<span class=${`badge ${value ? 'good' : 'over'}`}>${t(value ? 'yes' : 'no')}</span>`;
    case 'choice': return html`<${Badge} value=${String(value)} />`;
    case 'date': return html`<time datetime=${value}>${new Intl.DateTimeFormat(state().language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value))}</time>`;
    case 'time': return html`<${Time} at=${value} />`;
    case 'number': return html`<span class="number">${number(value)}</span>`;
    case 'money': return html`<span class="number">${money(value)}</span>`;
    case 'id': return field.ref ? html`<${Ref} to=${field.ref} id=${value} />` : html`<code>${brief ? short(value) : value}</code>`;
    case 'list': return brief ? html`<span class="number">${number(value.length)}</span>` : html`<${Rows} fields=${field.item?.fields} rows=${value} name=${field.name} />`;
    case 'object':
    case 'any': return field.fields?.length && !brief ? html`<${Facets} fields=${field.fields} of=${value} />` : html`<code class="data">${JSON.stringify(value)}</code>`;
    default: return html`${String(value)}`;
  }
}

/** The members of a thing, one a line. @param {FacetsProps} props */
export const Facets = ({ fields, of }) => html`<dl class="facets">${fields.toSorted((a, b) => Number(a.name === 'id') - Number(b.name === 'id')).map((field) => html`
  <div><dt>${label(field.name)}</dt><dd class=${field.kind}><${Value} field=${field} value=${of?.[field.name]} /></dd></div>`)}</dl>`;

/** A plain table of rows that are all there. @param {RowsProps} props */
export const Rows = ({ fields = [{ name: '', kind: 'any', required: true, nullable: false }], rows, name }) => html`
  <${Table} label=${label(name)} columns=${fields.map((field) => ({ key: field.name, title: field.name && label(field.name), kind: field.kind }))}>
    ${rows.map((row) => html`<tr role="row">${fields.map((field) => html`
      <td role="cell" class=${field.kind} data-label=${field.name && label(field.name)}><${Value} field=${field} value=${field.name ? row[field.name] : row} brief /></td>`)}</tr>`)}
  <//>`;

/** A table, which a narrow window shows as blocks. The roles say that it is still one. @param {TableProps} props */
export const Table = ({ label, columns, children }) => html`
  <div class="scroll" role="region" aria-label=${label} tabindex="0"><table role="table" aria-label=${label}>
    <thead role="rowgroup"><tr role="row">${columns.map(({ title, kind, sorted }) => html`
      <th role="columnheader" scope="col" class=${kind} aria-sort=${sorted}>${title}</th>`)}</tr></thead>
    <tbody role="rowgroup">${children}</tbody>
  </table></div>`;

/** What went wrong, what to do, and under which id the operator finds it. @param {ProblemBoxProps} props */
export function ProblemBox({ problem, retry, text }) {
  if (!problem) return null;
  const [title, detail] = problem.code ? explain(problem) : [t('pageFailed', problem.message ?? problem), ''];
  return html`<div class="problem" role="alert">
    <p><strong>${title}</strong></p>
    ${(text ?? detail) && html`<p>${text ?? detail}</p>`}
    ${problem.requestId && html`<p class="small"><a href=${at('requests', problem.requestId)}>${t('aboutProblem')}</a></p>`}
    ${retry && html`<p><button type="button" onClick=${retry}>${t('retry')}</button></p>`}
  </div>`;
}

/** A page that has nothing, and what to do about it. @param {EmptyProps} props */
export const Empty = ({ title, text, children }) => html`<div class="empty"><p><strong>${title}</strong></p>${text && html`<p>${text}</p>`}${children}</div>`;

export const Loading = () => html`<p class="loading" role="status">${t('loading')}…</p>`;

let isFirstPage = true;

/** A page: its heading gets the focus when the reader comes to it. @param {PageProps} props */
export function Page({ title, kicker, actions, children }) {
  const heading = useRef();
  useEffect(() => void (document.title = `${title} · Tranche`), [title]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus({ preventScroll: true });
    if (!isFirstPage) scrollTo(0, 0);
    isFirstPage = false;
  }, []);
  return html`
    <div class="head"><div>${kicker && html`<p class="kicker">${kicker}</p>`}<h1 tabindex="-1" ref=${heading}>${title}</h1></div>
      ${actions && html`<div class="actions">${actions}</div>`}</div>
    ${children}`;
}

/** A modal window over the page. The browser keeps the focus in it, and gives it back. @param {DialogProps} props */
export function Dialog({ title, close, danger, children }) {
  const id = useId();
  const element = useRef();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (!document.activeElement || document.activeElement === document.body) document.querySelector('h1')?.focus();
    };
  }, []);
  return html`<dialog ref=${element} class=${danger ? 'danger' : ''} aria-labelledby=${id} onCancel=${(event) => (event.preventDefault(), close())}>
    <h2 id=${id}>${title}</h2><${Away} />${children}</dialog>`;
}

/** That the server is away, until when, and a way not to wait. Windows have it too, since nothing beside them can be reached. */
export function Away() {
  const { away } = useShared();
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = away ? setInterval(() => draw((count) => count + 1), 1000) : undefined;
    return () => clearInterval(timer);
  }, [away]);
  if (!away) return null;
  // The button goes when the server comes, and must not take the focus with it.
  const tryNow = () => {
    const heading = /** @type {HTMLElement} */ ([...document.querySelectorAll('h1, dialog h2')].at(-1));
    heading.tabIndex = -1;
    heading.focus();
    dispatchEvent(new Event('try-again'));
  };
  return html`<div class="away" role="alert"><p>${t('away', Math.max(0, Math.ceil((away - Date.now()) / 1000)))}</p>
    <button type="button" onClick=${tryNow}>${t('tryNow')}</button></div>`;
}

/** Asks before something that can't be taken back, and does it. @param {ConfirmProps} props */
export function Confirm({ title, text, yes, no, act, close, danger = true }) {
  const [problem, setProblem] = useState();
  const [isBusy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    await act().catch(setProblem);
    setBusy(false);
  };
  return html`<${Dialog} title=${title} close=${close} danger=${danger}>
    ${text && html`<p>${text}</p>`}<${ProblemBox} problem=${problem} />
    <div class="buttons"><button type="button" autofocus onClick=${close}>${no ?? t('cancel')}</button>
      <button type="button" class=${danger ? 'dangerous' : 'primary'} aria-disabled=${isBusy} onClick=${() => !isBusy && go()}>${yes}</button></div>
  <//>`;
}

/** Data that a page needs: what came, or why not, and how to ask again. @template T @param {(signal: AbortSignal) => Promise<T>} load @param {any[]} on */
export function useLoaded(load, on) {
  const [count, setCount] = useState(0);
  const [got, setGot] = useState(/** @type {{ data?: T, problem?: any }} */ ({}));
  useEffect(() => {
    const control = new AbortController();
    load(control.signal).then((data) => setGot({ data }), (problem) => control.signal.aborted || setGot({ problem }));
    return () => control.abort();
  }, [...on, count]);
  return { ...got, reload: () => setCount((old) => old + 1), set: (data) => setGot({ data }) };
}
