// Every operation of the document, and a form for each, for what has no better place.
import { allows } from './document.js';
import { Control, Form } from './form.js';
import { html, useState } from './lib.js';
import { Empty, Page, at } from './parts.js';
import { operation, state } from './state.js';
import { label, t, titleOf } from './words.js';

export function OperationsPage() {
  const { model, user } = state();
  const open = model.operations.filter((one) => allows(one, user?.role));
  return html`<${Page} title=${t('operations')}><p>${t('operationsText')}</p>
    <ul class="plain operations">${open.map((one) => html`<li key=${one.id}><a href=${at('operations', one.id)}>${titleOf(one)}</a>
      <code class="quiet">${one.method} ${one.path}</code><span class="quiet small">${one.role ? label(one.role) : t('public')}</span></li>`)}</ul><//>`;
}

/** @param {OperationPageProps} props */
export function OperationPage({ id }) {
  const found = operation(id);
  const back = html`<a href=${at('operations')}>${t('operations')}</a>`;
  const [answer, setAnswer] = useState();
  if (!found || !allows(found, state().user?.role)) return html`<${Page} title=${t('notFound')} kicker=${back}><${Empty} title=${t('notFoundText')} /><//>`;
  return html`<${Page} title=${titleOf(found)} kicker=${back}><p><code>${found.method} ${found.path}</code></p>
    ${found.note && html`<p lang="en">${found.note}</p>`}
    <div class="narrow"><${Runner} of=${found} done=${setAnswer} /></div>
    ${answer && html`<section aria-live="polite"><h2>${t('answer')} ${answer.status}</h2>${answer.data === undefined ? html`<p>${t('noContent')}</p>`
      : html`<pre class="data" tabindex="0">${typeof answer.data === 'string' ? answer.data.slice(0, 2000) : JSON.stringify(answer.data, null, 2)}</pre>`}</section>`}<//>`;
}

/** @param {RunnerProps} props */
function Runner({ of, done }) {
  const asked = [...of.inPath, ...of.inQuery];
  const [input, setInput] = useState(/** @type {Record<string, string>} */ (Object.fromEntries(asked.map(({ name }) => [name, '']))));
  const path = Object.fromEntries(of.inPath.map(({ name }) => [name, input[name]]));
  const query = Object.fromEntries(of.inQuery.map(({ name }) => [name, input[name]]));
  return html`${asked.map((field) => html`<${Control} key=${field.name} field=${field} id=${`parameter-${field.name}`} pointer="" errors=${{}} input=${input[field.name]}
      set=${(value) => setInput({ ...input, [field.name]: value })} />`)}
    <${Form} operation=${of} fields=${of.body ?? []} path=${path} query=${query} action=${t('call')} danger=${of.danger} done=${done} />`;
}
