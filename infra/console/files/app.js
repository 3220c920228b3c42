// Where the console begins: it reads the document, finds out who is signed in, and shows the page of the address.
import { allows, readDocument } from './document.js';
import { html, render, useEffect, useErrorBoundary, useState } from './lib.js';
import { ListPage, ThingPage } from './collections.js';
import { OperationPage, OperationsPage } from './operations.js';
import { OrderPage } from './orders.js';
import { Away, Empty, Loading, Page, ProblemBox, at } from './parts.js';
import { AccountPage, Choices, LogInAgain, LogInPage, logOut, whoIs } from './session.js';
import { change, operation, resource, state, useShared } from './state.js';
import { AuditPage, DeadLettersPage, HomePage, RequestPage } from './watch.js';
import { label, speakAsAsked, t } from './words.js';

/** The address of the page: its path, decoded, and its query. */
function readAddress() {
  const [path = '', query] = location.hash.slice(1).split('?');
  return { path: path || '/', parts: path.split('/').filter(Boolean).map(decodeURIComponent), query: Object.fromEntries(new URLSearchParams(query)) };
}

/** Pages for one thing of a collection that people live in. @type {Record<string, any>} */
const THINGS = { orders: OrderPage };

/** @param {{ parts: string[], query: Record<string, string> }} address */
function pageOf({ parts: [name, id, ...rest], query }) {
  const { user, pages } = state();
  const of = resource({ audit: 'events' }[name ?? ''] ?? name);
  if (!name) return html`<${HomePage} />`;
  if (name === 'account') return html`<${AccountPage} />`;
  if (name === 'requests') return html`<${RequestPage} id=${id} />`;
  if (name === 'operations') return id ? html`<${OperationPage} id=${id} />` : html`<${OperationsPage} />`;
  const own = name === 'pages' && pages.find(({ route, needs }) => route === id && (needs ?? []).every((one) => allows(operation(one), user?.role)));
  if (own) return html`<${own.Page} query=${query} />`;
  if (!of || !allows(of.list, user?.role) || rest.length || (id && !of.view)) return undefined;
  if (name === 'audit') return html`<${AuditPage} of=${of} query=${query} />`;
  if (name === 'dead-letters') return html`<${DeadLettersPage} of=${of} />`;
  return id ? html`<${THINGS[name] ?? ThingPage} of=${of} id=${id} />` : html`<${ListPage} of=${of} query=${query} />`;
}

function App() {
  const { user, signedIn, busy, notice } = useShared();
  const [address, setAddress] = useState(readAddress);
  useEffect(() => {
    const follow = () => setAddress(readAddress());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const skip = (event) => (event.preventDefault(), document.getElementById('main')?.focus());
  return html`<div class=${busy ? 'busy' : ''}></div>
    ${user ? html`<a class="skip" href="#main" onClick=${skip}>${t('skip')}</a><div class="frame"><${Navigation} path=${address.path} />
      <main id="main" tabindex="-1"><${Away} /><${Guarded} key=${address.path} address=${address} /></main></div>` : html`<${LogInPage} />`}
    ${signedIn && html`<${LogInAgain} />`}
    <div class="notice" role="status">${notice}</div>`;
}

/** Collections that have pages of their own. */
const ELSEWHERE = ['sessions', 'events', 'dead-letters'];

/** @param {NavigationProps} props */
export function Navigation({ path }) {
  const { user, model, pages } = useShared();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  const role = user?.role;
  const lists = model.resources.filter(({ name, list }) => !ELSEWHERE.includes(name) && allows(list, role));
  const own = pages.filter(({ needs }) => (needs ?? []).every((id) => allows(operation(id), role)));
  const groups = [
    [['#/', t('overview')], ...lists.map((one) => [homeOf(one, role), label(one.name)]), ...own.map(({ route, title }) => [at('pages', route), title[document.documentElement.lang] ?? title['en'] ?? route])],
    [...(allows(resource('events')?.list, role) ? [[at('audit'), t('audit')]] : []), ...(allows(resource('dead-letters')?.list, role) ? [[at('dead-letters'), t('deadLetters')]] : []),
      [at('requests'), t('requests')], [at('operations'), t('operations')], ['/', t('documentation')]],
  ];
  return html`<header class=${isOpen ? 'open' : ''}>
    <p class="brand">Tranche</p>
    <button type="button" class="menu" aria-expanded=${isOpen} aria-controls="navigation" onClick=${() => setOpen(!isOpen)}>${t('menu')}</button>
    <div id="navigation"><nav aria-label=${t('mainNavigation')}>${groups.map((group) => html`<ul>${group.map(([to, name]) => html`
      <li><a href=${to} aria-current=${isAt(path, to ?? '') ? 'page' : undefined}>${name}</a></li>`)}</ul>`)}</nav>
    <div class="settings"><p><a href=${at('account')} aria-current=${path === '/account' ? 'page' : undefined}>${user?.username}</a> <span class="quiet small">${user && label(user.role)}</span></p>
      <${Choices} /><p><button type="button" onClick=${logOut}>${t('logOut')}</button></p></div></div></header>`;
}

/** Where a list begins: with everything, for those who may see it. @param {Resource} of @param {string} [role] */
const homeOf = ({ name, list }, role) => at(name) + (role !== 'user' && list.inQuery.some(({ name }) => name === 'scope') ? '?scope=all' : '');

const isAt = (path, to) => to.split('?')[0] === `#${path}` || (to.length > 2 && `#${path}`.startsWith(`${to.split('?')[0]}/`));

/** A page that fails says so, and leaves the rest standing. @param {GuardedProps} props */
function Guarded({ address }) {
  const [error, reset] = useErrorBoundary((caught) => console.error(caught));
  if (error) return html`<${Page} title=${t('notFound')}><${ProblemBox} problem=${error} retry=${reset} /><//>`;
  return pageOf(address) ?? html`<${Page} title=${t('notFound')}><${Empty} title=${t('notFoundText')}><p><a href="#/">${t('toOverview')}</a></p><//><//>`;
}

/** The modules of the folder `pages`, each of which is a page of its own. */
async function ownPages() {
  const names = await fetch('pages.json').then((response) => (response.ok ? response.json() : []));
  const loaded = await Promise.allSettled(names.map((name) => import(`./pages/${name}`)));
  for (const one of loaded) if (one.status === 'rejected') console.warn(`The console leaves out a page: ${one.reason}`);
  return loaded.flatMap((one) => (one.status === 'fulfilled' ? [one.value.default] : []));
}

const root = /** @type {HTMLElement} */ (document.getElementById('root'));

async function start() {
  speakAsAsked();
  render(html`<main class="alone"><${Loading} /></main>`, root);
  try {
    const [response, pages] = await Promise.all([fetch('/openapi.json'), ownPages()]);
    if (!response.ok) throw new Error(`${response.status}`);
    change({ model: readDocument(await response.json()), pages });
    change({ user: await whoIs() });
    render(html`<${App} />`, root);
  } catch (error) {
    console.warn(error);
    const text = /** @type {any} */ (error).code === 'away' ? undefined : t('noDocumentText');
    render(html`<main class="alone"><h1>${t('noDocument')}</h1><p>${text}</p><p><button type="button" onClick=${start}>${t('retry')}</button></p></main>`, root);
  }
}

await start();
