// An order: how far it is, what is in it, and what has happened to it.
import { call } from './api.js';
import { allows, fits } from './document.js';
import { html, useState } from './lib.js';
import { Badge, Confirm, Page, ProblemBox, Ref, Table, Time, at, money, number, short, useLoaded } from './parts.js';
import { announce, operation, state } from './state.js';
import { Missing, useThing } from './collections.js';
import { label, t } from './words.js';

const STEPS = /** @type {const} */ (['pending', 'processing', 'shipped', 'delivered']);

/** @param {OrderPageProps} props */
export function OrderPage({ of, id }) {
  const thing = useThing(of, id);
  /** @type {Order | undefined} */
  const order = thing.data?.data;
  const [isCancelling, setCancelling] = useState(false);
  const [problem, setProblem] = useState();
  const back = html`<a href=${at(of.name)}>${label(of.name)}</a>`;
  if (!order) return html`<${Missing} ...${{ thing, back, title: label(of.name) }} />`;
  const { role } = state().user ?? {};
  const [advance, cancel] = ['advanceOrder', 'cancelOrder'].map(operation);
  const next = STEPS[STEPS.findIndex((step) => step === order.status) + 1];
  const canAdvance = allows(advance, role) && next && order.status !== 'cancelled';
  /** @param {Operation} of @param {any} [body] */
  const act = async (of, body) => {
    setProblem(undefined);
    await call(of, { path: { id }, body, tag: thing.data?.tag });
    announce(t('done'));
    setCancelling(false);
    thing.reload();
  };
  return html`<${Page} title=${`${label('order')} ${short(id)}`} kicker=${back} actions=${html`
      ${canAdvance && advance && html`<button type="button" class="primary" onClick=${() => act(advance, { status: next }).catch(setProblem)}>${t(`mark_${next === 'pending' ? 'processing' : next}`)}</button>`}
      ${cancel && allows(cancel, role) && ['pending', 'processing'].includes(order.status) && fits(cancel, order) && html`<button type="button" class="danger" onClick=${() => setCancelling(true)}>${t('cancelOrder')}</button>`}`}>
    <${ProblemBox} problem=${problem} retry=${() => (setProblem(undefined), thing.reload())} />
    <${Steps} order=${order} />
    <dl class="facets"><div><dt>${t('customer')}</dt><dd><${Ref} to="users" id=${order.userId} /></dd></div>
      <div><dt>${t('placed')}</dt><dd><${Time} at=${order.createdAt} /></dd></div><div><dt>${t('total')}</dt><dd class="big number">${money(order.total)}</dd></div></dl>
    <section><h2>${t('items')}</h2><${Table} label=${t('items')} columns=${['name', 'quantity', 'unitPrice', 'total'].map((key) => ({ key, title: label(key), kind: key === 'name' ? '' : 'number' }))}>
      ${order.items.map((item) => html`<tr role="row" key=${item.productId}><td role="cell" class="first"><${Ref} to="products" id=${item.productId} text=${item.name} /></td>
        <td role="cell" class="number" data-label=${label('quantity')}>${number(item.quantity)}</td><td role="cell" class="number" data-label=${label('unitPrice')}>${money(item.unitPrice)}</td>
        <td role="cell" class="number" data-label=${label('total')}>${money({ ...item.unitPrice, amount: item.unitPrice.amount * item.quantity })}</td></tr>`)}<//></section>
    <${History} key=${thing.data?.tag} id=${id} />
    ${isCancelling && cancel && html`<${Confirm} title=${t('cancelSure')} text=${t('cancelText')} yes=${t('cancelOrder')} no=${t('keepOrder')} act=${() => act(cancel)} close=${() => setCancelling(false)} />`}
  <//>`;
}

/** @param {StepsProps} props */
function Steps({ order: { status } }) {
  const reached = STEPS.findIndex((step) => step === status);
  if (reached < 0) return html`<p><${Badge} value=${status} /></p>`;
  return html`<ol class="steps">${STEPS.map((step, index) => html`
    <li class=${index <= reached ? 'reached' : ''} aria-current=${index === reached ? 'step' : undefined}>${label(step)}</li>`)}</ol>`;
}

/** @param {HistoryProps} props */
function History({ id }) {
  const history = operation('viewOrderHistory');
  const { data, problem, reload } = useLoaded(async (signal) => history && call(history, { path: { id }, signal }), [id]);
  /** @type {OrderEvent[]} */
  const events = data?.data.events ?? [];
  return html`<section><h2>${t('history')}</h2><${ProblemBox} problem=${problem} retry=${reload} />
    <ol class="timeline">${events.map((event) => html`<li><b>${label(event.type)}</b> <${Time} at=${event.at} />
      <span class="quiet">${event.actorId ? html`${t('by', '')}<${Ref} to="users" id=${event.actorId} />` : t('byOperator')}</span></li>`)}</ol></section>`;
}
