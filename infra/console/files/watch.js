// What an operator watches: the overview, the audit trail, events that were not delivered, and what is known about a request.
import { call, remembered } from './api.js';
import { allows } from './document.js';
import { html, useState } from './lib.js';
import { Filters, Loaded, useRows } from './collections.js';
import { at, Badge, Empty, go, number, Page, ProblemBox, Ref, short, Table, Time, useLoaded } from './parts.js';
import { announce, operation, resource, state } from './state.js';
import { explain, label, t } from './words.js';

const MOST = 100;

export function HomePage() {
  const { user } = state();
  const all = { status: 'pending', scope: 'all' };
  const due = /** @type {const} */ ([
    [resource('orders')?.list, ...(user?.role === 'user' ? [t('yourOrders'), { status: 'pending' }] : [t('pendingOrders'), all]), 'orders'],
    [resource('dead-letters')?.list, t('deadLettersDue'), {}, 'dead-letters'],
    [operation('countRefusedLogIns'), t('refusedLogIns'), {}, 'audit'],
  ]).filter(([of]) => allows(of, user?.role));
  const events = resource('events');
  return html`<${Page} title=${t('overview')}>
    ${due.length > 0 && html`<section><h2>${t('due')}</h2><ul class="cards">${due.map(([of, title, query, to]) => html`<${Count} key=${to} ...${{ of, title, query, to }} />`)}</ul></section>`}
    <${Service} />
    ${events && allows(events.list, user?.role) && html`<${Recent} of=${events} />`}
  <//>`;
}

/** How many things wait: a count that the answer has, or the rows of a list. @param {CountProps} props */
function Count({ of, title, query, to }) {
  const pageSize = of.inQuery.some(({ name }) => name === 'pageSize') ? MOST : undefined;
  const { data, problem } = useLoaded((signal) => call(of, { query: { ...query, pageSize }, signal }), [of]);
  const answer = data?.data;
  const count = answer?.count ?? Object.values(answer ?? {}).find(Array.isArray)?.length;
  return html`<li><a href=${`${at(to)}?${new URLSearchParams(query)}`}><span>${title}</span>
    <b>${problem ? '!' : count === undefined ? '…' : number(count) + (answer.nextToken ? '+' : '')}</b></a></li>`;
}

function Service() {
  const readiness = operation('readiness');
  const version = operation('version');
  const { data, problem, reload } = useLoaded(async (signal) => {
    const [ready, built] = await Promise.all([
      readiness && call(readiness, { once: true, signal }).then((answer) => answer.data, (error) => ({ status: 'no', ...error })),
      version && call(version, { signal }),
    ]);
    return { ready, version: built?.data };
  }, []);
  return html`<section><h2>${t('state')}</h2><${ProblemBox} problem=${problem} retry=${reload} />
    ${data && html`<dl class="facets few">${Object.entries(data.ready?.checks ?? {}).map(([name, value]) => html`<div><dt>${label(name)}</dt><dd><${Badge} value=${String(value)} /></dd></div>`)}
      ${data.version && html`<div><dt>${t('version')}</dt><dd>${data.version.version}${data.version.revision && html` <code>${data.version.revision}</code>`}</dd></div>`}</dl>`}</section>`;
}

/** @param {RecentProps} props */
function Recent({ of }) {
  const { data, problem, reload } = useLoaded((signal) => call(of.list, { query: { pageSize: 8 }, signal }), []);
  return html`<section><h2>${t('recent')}</h2><${ProblemBox} problem=${problem} retry=${reload} />
    ${data && html`<${EventTable} events=${data.data[of.rows.name]} />`}<p><a href=${at('audit')}>${t('wholeTrail')}</a></p></section>`;
}

/** @param {EventTableProps} props */
export const EventTable = ({ events }) => html`<${Table} label=${t('audit')} columns=${/** @type {const} */ (['what', 'who', 'onWhat', 'when', 'details']).map((key) => ({ key, title: t(key) }))}>
  ${events.map((event) => html`<tr role="row" key=${event.id}>
    <td role="cell" class="first">${label(event.type)}</td>
    <td role="cell" data-label=${t('who')}>${event.actorId ? html`<${Ref} to="users" id=${event.actorId} />` : t('operator')}</td>
    <td role="cell" data-label=${t('onWhat')}><span>${label(event.subject.kind)} <${Ref} to=${`${event.subject.kind}s`} id=${event.subject.id} text=${event.data?.name} /></span></td>
    <td role="cell" data-label=${t('when')}><${Time} at=${event.at} /></td>
    <td role="cell"><details><summary>${t('show')}<span class="unseen"> ${label(event.type)} ${short(event.id)}</span></summary><${Data} of=${event.data} />
      <p class="small"><a href=${at('requests', event.requestId)}>${t('requestId')} ${short(event.requestId)}</a></p></details></td></tr>`)}<//>`;

/** @param {DataProps} props */
const Data = ({ of }) => html`<pre class="data" tabindex="0">${JSON.stringify(of, null, 2)}</pre>`;

/** @param {AuditPageProps} props */
export function AuditPage({ of, query }) {
  const { subjectKind: _, ...rest } = query;
  const list = useRows(of, rest['subjectId'] ? query : rest);
  return html`<${Page} title=${t('audit')}><${Filters} of=${of} query=${query} home=${at('audit')} />
    <${Loaded} list=${list} empty=${html`<${Empty} title=${t('nothingMatches')} />`}><${EventTable} events=${list.rows} /><//><//>`;
}

/** @param {DeadLettersPageProps} props */
export function DeadLettersPage({ of }) {
  const list = useRows(of, {});
  const again = of.actions.find(({ path }) => path.endsWith('/redeliver'));
  const [problem, setProblem] = useState();
  const redeliver = async (id) => {
    if (again) await call(again, { path: { id } });
    announce(t('redelivered'));
    await list.reload();
  };
  return html`<${Page} title=${t('deadLetters')}><p>${t('deadText')}</p><${ProblemBox} problem=${problem} />
    <${Loaded} list=${list} empty=${html`<${Empty} title=${t('deadNone')} text=${t('deadNoneText')} />`}>
      <${Table} label=${t('deadLetters')} columns=${[t('event'), t('when'), t('attempts'), t('lastError'), html`<span class="unseen">${t('actions')}</span>`].map((title) => ({ key: '', title }))}>
        ${list.rows.map(({ id, event, attempts, lastError, lastAttemptAt }) => html`<tr role="row" key=${id}>
          <td role="cell" class="first">${label(event.type)} <span class="quiet">${short(event.id ?? id)}</span></td><td role="cell" data-label=${t('when')}><${Time} at=${lastAttemptAt} /></td>
          <td role="cell" class="number" data-label=${t('attempts')}>${number(attempts)}</td><td role="cell" data-label=${t('lastError')}>${lastError}</td>
          <td role="cell" class="inline">${again && allows(again, state().user?.role) && html`<button type="button" onClick=${() => redeliver(id).catch(setProblem)}>${t('redeliver')}<span class="unseen"> ${short(id)}</span></button>`}</td></tr>`)}<//>
    <//><//>`;
}

/** @param {RequestPageProps} props */
export function RequestPage({ id }) {
  const find = (event) => (event.preventDefault(), go(at('requests', event.target.elements.request.value.trim())));
  return html`<${Page} title=${id ? `${t('requestId')} ${short(id)}` : t('requests')}>
    <p>${t('requestText')}</p><form class="filters" onSubmit=${find}><div class="wide"><label for="request">${t('requestId')}</label><input id="request" autocomplete="off" spellcheck=${false} value=${id ?? ''} /></div>
      <button type="submit" class="primary">${t('find')}</button></form>
    ${id ? html`<${Request} key=${id} id=${id} />` : html`<section><h2>${t('recentProblems')}</h2><${Problems} /></section>`}<//>`;
}

const Problems = () => (remembered().length
  ? html`<ul class="plain">${remembered().map((problem) => html`<li><a href=${at('requests', problem.requestId)}>${explain(problem)[0]}</a> <span class="quiet"><${Time} at=${problem.at} /> ${short(problem.requestId)}</span></li>`)}</ul>`
  : html`<p class="quiet">${t('noProblems')}</p>`);

const WINDOW = 2 * 60 * 1000;

/** @param {RequestProps} props */
function Request({ id }) {
  const problem = remembered().find(({ requestId }) => requestId === id);
  // An id that the server made begins with the time.
  const began = /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(id) ? Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) : undefined;
  const events = resource('events');
  const { data, reload, problem: failure } = useLoaded(async (signal) => {
    const [explainer, canList] = [operation('viewProblem'), allows(events?.list, state().user?.role)];
    const [kind, effects] = await Promise.all([
      problem && explainer && call(explainer, { path: { code: problem.code }, signal }).catch(() => undefined),
      began && events && canList && call(events.list, { query: { pageSize: 100, from: new Date(began - 1000).toISOString(), to: new Date(began + WINDOW).toISOString() }, signal }),
    ]);
    return { kind: kind?.data, effects: effects ? effects.data[events?.rows.name ?? ''].filter((/** @type {AuditEvent} */ event) => event.requestId === id) : [] };
  }, [id]);
  return html`<${ProblemBox} problem=${failure} retry=${reload} />
    ${began && html`<p>${t('requestTime', '')} <${Time} at=${new Date(began).toISOString()} /></p>`}
    <p class="quiet">${t('inLog')} <code>"request_id":"${id}"</code></p>
    ${problem && html`<section><h2>${t('refusedWith')} <code>${problem.code}</code></h2><p><strong>${explain(problem)[0]}</strong></p><p>${explain(problem)[1]}</p>
      ${data?.kind && html`<h3>${t('whatToDo')}</h3><p lang="en">${data.kind.meaning} ${data.kind.advice}</p>`}</section>`}
    ${data && html`<section><h2>${t('effects')}</h2>${data.effects.length ? html`<${EventTable} events=${data.effects} />` : html`<p class="quiet">${t('noEffects')}</p>`}</section>`}`;
}
