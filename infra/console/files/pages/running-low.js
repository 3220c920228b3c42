// An example of a page of one's own: products whose stock runs out. Take it away, or write others beside it.
import { call } from '../api.js';
import { html } from '../lib.js';
import { Empty, Loading, Page, ProblemBox, Ref, Table, number, useLoaded } from '../parts.js';
import { operation, state } from '../state.js';

const FEW = 10;
const TITLE = { en: 'Running low', de: 'Wird knapp' };

function RunningLow() {
  const list = /** @type {Operation} */ (operation('listProducts'));
  const { data, problem, reload } = useLoaded((signal) => call(list, { query: { pageSize: 100 }, signal }), []);
  const title = TITLE[/** @type {'en'} */ (state().language)];
  const low = data?.data.products.filter((/** @type {{ stock: number | null }} */ { stock }) => stock !== null && stock < FEW);
  return html`<${Page} title=${title}><${ProblemBox} problem=${problem} retry=${reload} />
    ${low ? low.length ? html`<${Table} label=${title} columns=${[{ key: 'name', title: 'Product' }, { key: 'stock', title: 'Stock', kind: 'number' }]}>
      ${low.map((row) => html`<tr role="row" key=${row.id}><td role="cell" class="first"><${Ref} to="products" id=${row.id} text=${row.name} /></td>
        <td role="cell" class="number" data-label="Stock">${number(row.stock)}</td></tr>`)}<//>` : html`<${Empty} title="Nothing runs low" />` : !problem && html`<${Loading} />`}<//>`;
}

export default { title: TITLE, route: 'running-low', needs: ['listProducts', 'viewProduct'], Page: RunningLow };
