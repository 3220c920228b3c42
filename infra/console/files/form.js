// A form for the body of an operation. What was typed stays: over refusals, an ended session, and until it is sent.
import { call, newKey } from './api.js';
import { Dialog, ProblemBox, Value, decimals, short } from './parts.js';
import { allows } from './document.js';
import { html, useEffect, useId, useRef, useState } from './lib.js';
import { announce, resource, state } from './state.js';
import { label, t } from './words.js';

/** A value as one types it. @param {Field} field @returns {any} */
function toInput(field, value) {
  if (field.kind === 'money') {
    const currency = value?.currency ?? localStorage.getItem('currency') ?? 'EUR';
    const amount = value ? (value.amount / 10 ** decimals(currency)).toFixed(decimals(currency)) : '';
    return { amount: state().language === 'de' ? amount.replace('.', ',') : amount, currency };
  }
  if (field.kind === 'object') return Object.fromEntries((field.fields ?? []).map((part) => [part.name, toInput(part, value?.[part.name])]));
  if (field.kind === 'list') {
    const item = /** @type {Field} */ (field.item);
    return (value ?? Array.from({ length: field.required ? 1 : 0 })).map((one) => toInput(item, one));
  }
  if (field.kind === 'boolean') return String(value ?? (field.required ? false : ''));
  if (field.kind === 'any') return value === undefined ? '' : JSON.stringify(value);
  if (field.kind === 'time' && value) return toLocal(value);
  return value === null || value === undefined ? '' : String(value);
}

/** A moment as an input for local times has it. @param {string} moment */
export function toLocal(moment) {
  const date = new Date(moment);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What was typed, as the API takes it; errors of fields go to `errors`. @param {Field} field @param {Errors} errors @returns {any} */
function fromInput(field, input, pointer, errors) {
  const absent = field.nullable ? null : undefined;
  if (field.kind === 'object') {
    const parts = field.fields ?? [];
    return Object.fromEntries(parts.map((part) => [part.name, fromInput(part, input[part.name], `${pointer}/${part.name}`, errors)]));
  }
  if (field.kind === 'list') {
    const item = /** @type {Field} */ (field.item);
    return input.map((one, index) => fromInput(item, one, `${pointer}/${index}`, errors));
  }
  const text = String(field.kind === 'money' ? input.amount : input).trim();
  if (text === '') {
    if (field.required && field.kind !== 'any') errors[pointer] = t('missing');
    return absent;
  }
  if (field.kind === 'money') {
    const plain = Number(text.replace(',', '.'));
    if (Number.isNaN(plain)) errors[pointer] = t('notNumber');
    localStorage.setItem('currency', input.currency);
    return { amount: Math.round(plain * 10 ** decimals(input.currency)), currency: input.currency };
  }
  if (field.kind === 'number') {
    const plain = Number(text);
    if (Number.isNaN(plain)) errors[pointer] = t('notNumber');
    return plain;
  }
  if (field.kind === 'boolean') return text === 'true';
  if (field.kind === 'any') return JSON.parse(text);
  if (field.kind === 'time') return new Date(text).toISOString();
  return field.kind === 'id' ? text : String(input);
}

/** What was typed in forms that were closed without sending, by form. @type {Map<string, Members>} */
const drafts = new Map();

/** @param {FormProps} props */
export function Form({ operation, fields, action, base, fixed, path, query, tag, refetch, draft, done, cancel, danger }) {
  // What is edited has every value: one that may not be null has to be there.
  const shown = base ? fields.map((field) => ({ ...field, required: !field.nullable })) : fields;
  const whole = /** @type {Field} */ ({ name: '', kind: 'object', required: true, nullable: false, fields: shown });
  const id = useId();
  const form = useRef();
  const key = useRef(newKey());
  const [input, setInput] = useState(() => drafts.get(draft ?? '') ?? toInput(whole, base));
  const [errors, setErrors] = useState(/** @type {Errors} */ ({}));
  const [problem, setProblem] = useState();
  const [isBusy, setBusy] = useState(false);
  const [conflict, setConflict] = useState();

  useEffect(() => void (Object.keys(errors).length && /** @type {HTMLElement | null | undefined} */ (form.current?.querySelector('[aria-invalid=true]'))?.focus()), [errors]);

  const type = (next) => {
    setInput(next);
    if (draft && !fields.some(({ kind }) => kind === 'password')) drafts.set(draft, next);
  };

  /** @param {Members} body @param {string} [ifMatch] */
  const sendBody = async (body, ifMatch) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const answer = await call(operation, { path, query, body: operation.body ? { ...fixed, ...body } : undefined, tag: ifMatch, key: key.current });
      drafts.delete(draft ?? '');
      done(answer, body);
    } catch (/** @type {any} */ caught) {
      if (caught.code === 'precondition-failed' && refetch) {
        const now = await refetch();
        setConflict({ mine: body, theirs: now.data, tag: now.tag });
      } else {
        setProblem(caught);
        setErrors(Object.fromEntries((caught.errors ?? []).map((error) => [error.pointer, error.detail])));
      }
    }
    setBusy(false);
  };

  const submit = (event) => {
    event.preventDefault();
    if (isBusy) return;
    /** @type {Errors} */
    const found = {};
    const body = fromInput(whole, input, '', found);
    for (const [name, value] of Object.entries(body)) if (value === undefined || (base ? same(value, base[name]) : value === null)) delete body[name];
    setErrors(found);
    setProblem(Object.keys(found).length ? { code: 'bad-request', title: t('checkFields'), detail: '' } : undefined);
    if (Object.keys(found).length) return;
    if (base && !Object.keys(body).length) return announce(t('nothingChanged')), cancel?.();
    void sendBody(body, tag);
  };

  if (conflict) {
    return html`<${Conflict} ...${conflict} fields=${fields} problem=${problem} cancel=${cancel}
      save=${(/** @type {Members} */ body) => (Object.keys(body).length ? sendBody(body, conflict.tag) : (announce(t('nowSame')), done({ status: 200, data: conflict.theirs, tag: conflict.tag }, body)))} />`;
  }
  const text = problem?.code === 'idempotency-key-reused' ? t('alreadySent') : problem?.title === t('checkFields') ? '' : undefined;
  return html`<form ref=${form} novalidate onSubmit=${submit} aria-busy=${isBusy}>
    <${ProblemBox} problem=${problem} text=${text} />
    ${shown.map((field) => html`<${Control} key=${field.name} id=${`${id}/${field.name}`} pointer=${`/${field.name}`} field=${field} errors=${errors}
      input=${input[field.name]} set=${(value) => type({ ...input, [field.name]: value })} />`)}
    <div class="buttons">
      ${cancel && html`<button type="button" onClick=${() => (drafts.delete(draft ?? ''), cancel())}>${t('cancel')}</button>`}
      <button type="submit" class=${danger ? 'dangerous' : 'primary'} aria-disabled=${isBusy}>${action ?? t('send')}</button>
    </div></form>`;
}

const same = (a, b) => a === b || (!!a && !!b && typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));

/** What two people saved at once: each field that differs, with a choice. @param {any} props */
function Conflict({ mine, theirs, fields, save, cancel, problem }) {
  const id = useId();
  const differing = fields.filter(({ name }) => name in mine && !same(mine[name], theirs[name]));
  const [kept, setKept] = useState(/** @type {Record<string, string>} */ ({}));
  const choice = (name) => kept[name] ?? 'yours';
  const submit = (event) => {
    event.preventDefault();
    save(Object.fromEntries(differing.filter(({ name }) => choice(name) === 'yours').map(({ name }) => [name, mine[name]])));
  };
  return html`<form onSubmit=${submit} class="conflict">
    <div class="problem" role="alert"><p><strong>${t('conflict')}</strong></p><p>${differing.length ? t('conflictText') : t('nowSame')}</p></div>
    <${ProblemBox} problem=${problem} />
    ${differing.map((field) => html`<fieldset key=${field.name}><legend>${label(field.name)}</legend>
      ${[['yours', mine], ['theirs', theirs]].map(([side, from]) => html`<label class="option">
        <input type="radio" name=${`${id}${field.name}`} checked=${choice(field.name) === side} onChange=${() => setKept({ ...kept, [field.name]: side })} />
        <span><b>${t(side)}</b> <${Value} field=${field} value=${from[field.name]} /></span></label>`)}
    </fieldset>`)}
    <div class="buttons">${cancel && html`<button type="button" onClick=${cancel}>${t('cancel')}</button>`}
      <button type="submit" class="primary">${differing.length ? t('saveChoice') : t('close')}</button></div></form>`;
}

/** One field with its label, its hint and its error. @param {ControlProps} props @returns {any} */
export function Control({ field, input, set, id, pointer, errors }) {
  if (field.kind === 'list' && field.item?.fields) return html`<${List} ...${{ field, input, set, id, pointer, errors }} />`;
  if (field.kind === 'object') {
    return html`<fieldset><legend>${label(field.name)}</legend>${field.fields?.map((part) => html`<${Control} field=${part} id=${`${id}/${part.name}`}
      pointer=${`${pointer}/${part.name}`} errors=${errors} input=${input[part.name]} set=${(value) => set({ ...input, [part.name]: value })} />`)}</fieldset>`;
  }
  const error = errors[pointer] ?? errors[`${pointer}/amount`] ?? errors[`${pointer}/currency`];
  // A hint that only repeats the label helps nobody, and one in another language fewer.
  const hint = state().language === 'en' && !/^the [\w ]+\.$/i.test(field.hint ?? '') ? field.hint : undefined;
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  const shared = { id, name: field.name, 'aria-describedby': described, 'aria-invalid': !!error, 'aria-required': field.required || undefined };
  return html`<div class="field">
    <label for=${id}>${label(field.name)}${!field.required && html` <span class="quiet">(${t('optional')})</span>`}</label>
    <${Input} ...${{ field, input, set, shared }} />
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="error" id=${`${id}-error`}>${error}</p>`}</div>`;
}

/** @param {InputProps} props */
function Input({ field, input, set, shared }) {
  const onInput = (event) => set(event.target.value);
  switch (field.kind) {
    case 'long': return html`<textarea ...${shared} rows="4" value=${input} onInput=${onInput}></textarea>`;
    case 'choice': return html`<${Select} ...${{ shared, input, set }} none=${!field.required} options=${field.options} />`;
    case 'boolean': return html`<${Select} ...${{ shared, input, set }} none=${!field.required} options=${['true', 'false']} names=${{ true: t('yes'), false: t('no') }} />`;
    case 'number': return html`<input ...${shared} inputmode="numeric" autocomplete="off" value=${input} onInput=${onInput} />`;
    case 'date':
    case 'time': return html`<input ...${shared} type=${field.kind === 'date' ? 'date' : 'datetime-local'} value=${input} onInput=${onInput} />`;
    case 'id': return html`<${Reference} ...${{ field, input, set, shared }} />`;
    case 'money': {
      const options = field.fields?.find(({ name }) => name === 'currency')?.options;
      return html`<div class="together"><input ...${shared} inputmode="decimal" autocomplete="off" value=${input.amount} onInput=${(event) => set({ ...input, amount: event.target.value })} />
        <${Select} shared=${{ 'aria-label': t('currency') }} options=${options} input=${input.currency} set=${(currency) => set({ ...input, currency })} names=${{}} /></div>`;
    }
    case 'password': {
      const isNew = field.least !== undefined || field.most !== undefined;
      return html`<input ...${shared} type="password" autocomplete=${isNew ? 'new-password' : 'current-password'} value=${input} onInput=${onInput} />`;
    }
    default: return html`<input ...${shared} type="text" autocomplete=${field.name === 'username' ? 'username' : 'off'} autocapitalize="off" spellcheck=${false} value=${input} onInput=${onInput} />`;
  }
}

/** @param {SelectProps} props */
export const Select = ({ shared, input, set, options = [], none, names }) => html`
  <select ...${shared} value=${input} onChange=${(event) => set(event.target.value)}>
    ${(none || input === '') && html`<option value="" selected=${input === ''}>${typeof none === 'string' ? none : none ? '—' : ''}</option>`}
    ${options.map((option) => html`<option value=${option} selected=${option === input}>${names ? (names[option] ?? option) : label(option)}</option>`)}
  </select>`;

const ENOUGH = 500;

/** An id, chosen by the name of what it refers to. @param {ReferenceProps} props */
export function Reference({ field, input, set, shared, atEnd }) {
  const of = resource(field.ref);
  const [known, setKnown] = useState(/** @type {[string, string][]} */ ([]));
  const [text, setText] = useState('');
  useEffect(() => {
    if (of?.label && allows(of.list, state().user?.role)) void choices(of).then(setKnown, () => {});
  }, [of]);
  const shown = text || known.find(([id]) => id === input)?.[1] || input;
  const follow = (event) => {
    const typed = event.target.value;
    setText(typed);
    set(known.find(([, name]) => name === typed.trim())?.[0] ?? typed.trim());
  };
  return html`<input ...${shared} list=${`${shared.id}-list`} autocomplete="off" value=${shown} ...${{ [atEnd ? 'onChange' : 'onInput']: follow }} />
    <datalist id=${`${shared.id}-list`}>${known.map(([id, name]) => html`<option key=${id} value=${name}></option>`)}</datalist>`;
}

/** The things of a collection with names that differ, as far as a list is of use. @param {Resource} of @returns {Promise<[string, string][]>} */
async function choices(of) {
  /** @type {any[]} */
  const rows = [];
  for (let nextToken; rows.length < ENOUGH; ) {
    const { data } = await call(of.list, { query: { pageSize: 100, nextToken } });
    rows.push(...data[of.rows.name]);
    nextToken = data.nextToken;
    if (!nextToken) break;
  }
  const label = of.label ?? 'id';
  const count = Map.groupBy(rows, (row) => row[label]);
  return rows.map((row) => [row.id, (count.get(row[label])?.length ?? 0) > 1 ? `${row[label]} (${short(row.id)})` : row[label]]);
}

/** A list of objects in a body. @param {ListProps} props */
function List({ field, input, set, id, pointer, errors }) {
  const item = /** @type {Field} */ (field.item);
  const error = errors[pointer];
  return html`<fieldset class="rows"><legend>${label(field.name)}</legend>
    ${error && html`<p class="error">${error}</p>`}
    ${input.map((one, index) => html`<div class="row" role="group" aria-label=${t('item', index + 1)}>
      ${item.fields?.map((part) => html`<${Control} key=${part.name} field=${part} id=${`${id}/${index}/${part.name}`} pointer=${`${pointer}/${index}/${part.name}`} errors=${errors}
        input=${one[part.name]} set=${(value) => set(input.with(index, { ...one, [part.name]: value }))} />`)}
      <button type="button" aria-label=${t('removeItem', index + 1)} onClick=${() => set(input.toSpliced(index, 1))}>×</button></div>`)}
    <button type="button" onClick=${() => set([...input, toInput(item, undefined)])}>${t('add')}</button></fieldset>`;
}

/** A form in a window. @param {FormProps & { title: string }} props */
export const FormDialog = ({ title, ...form }) => html`<${Dialog} title=${title} danger=${form.danger} close=${() => form.cancel?.()}><${Form} ...${form} /><//>`;
