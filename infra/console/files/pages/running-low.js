// An example of a page of one's own: products whose stock runs out. Take it away, or write others beside it.
import { call } from '../api.js';
import { html } from '../lib.js';
import { Empty, Loading, Page, ProblemBox, Ref, Table, number, useLoaded } from '../parts.js';
import { operation, state } from '../state.js';
import { label } from '../words.js';

const FEW = 10;
const WORDS = { en: { title: 'Running low', none: 'Nothing runs low' }, de: { title: 'Wird knapp', none: 'Nichts wird knapp' } };

/** @param {AbortSignal} signal */
async function runningLow(signal) {
  const list = /** @type {Operation} */ (operation('listProducts'));
  const rows = [];
  for (let nextToken; nextToken !== null; ) {
    const { data } = await call(list, { query: { pageSize: 100, nextToken }, signal });
    rows.push(...data.products.filter(({ stock }) => stock !== null && stock < FEW));
    nextToken = data.nextToken;
  }
  return rows;
}

function RunningLow() {
  const { data: rows, problem, reload } = useLoaded(runningLow, []);
  const { title, none } = WORDS[state().language === 'de' ? 'de' : 'en'];
  const table = () => html`<${Table} label=${title} columns=${[{ key: 'name', title: label('product') }, { key: 'stock', title: label('stock'), kind: 'number' }]}>
    ${rows?.map((row) => html`<tr role="row" key=${row.id}><td role="cell" class="first"><${Ref} to="products" id=${row.id} text=${row.name} /></td>
      <td role="cell" class="number" data-label=${label('stock')}>${number(row.stock)}</td></tr>`)}<//>`;
  return html`<${Page} title=${title}><${ProblemBox} problem=${problem} retry=${reload} />
    ${rows ? rows.length ? table() : html`<${Empty} title=${none} />` : !problem && html`<${Loading} />`}<//>`;
}

export default { title: { en: WORDS.en.title, de: WORDS.de.title }, route: 'running-low', needs: ['listProducts', 'viewProduct'], Page: RunningLow };
