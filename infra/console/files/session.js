// Log-in, log-out, and what belongs to the signed-in user: account, password, sessions.
import { call } from './api.js';
import { Form } from './form.js';
import { html, useState } from './lib.js';
import { RowTable, useRows } from './collections.js';
import { Dialog, Facets, Page, go } from './parts.js';
import { announce, change, operation, resource, state, tabs, useShared } from './state.js';
import { languages, speak, t, titleOf } from './words.js';

/** The user whose session this browser has. @returns {Promise<User | undefined>} */
export async function whoIs() {
  const me = operation('currentUser');
  return me && call(me).then(({ data }) => data.user, (problem) => (problem.status === 401 ? undefined : Promise.reject(problem)));
}

/** @param {User | undefined} user */
function enter(user) {
  const { user: before, signedIn } = state();
  if (before && user && before.id !== user.id) return location.reload();
  change({ user });
  signedIn?.(user);
}

tabs.onmessage = async ({ data: id }) => {
  // Another tab of this browser has logged in: as this user, who is waited for here, or as another.
  const { user } = state();
  if (!user || user.id === id) enter(await whoIs());
  else location.reload();
};

/** @param {LogInFormProps} props */
function LogInForm({ username }) {
  const logIn = /** @type {Operation} */ (operation('logIn'));
  const fields = (logIn.body ?? []).toSorted((a) => (a.kind === 'password' ? 1 : -1)).filter(({ name }) => !username || name !== 'username');
  const done = async () => {
    const user = await whoIs();
    tabs.postMessage(user?.id);
    enter(user);
  };
  return html`<${Form} operation=${logIn} fields=${fields} fixed=${username ? { username } : undefined} action=${t('logIn')} done=${done} />`;
}

/** The page of readers without a session. */
export function LogInPage() {
  const signUp = operation('signUp');
  const [isNew, setNew] = useState(false);
  const fields = (signUp?.body ?? []).toSorted((a) => (a.kind === 'password' ? 1 : -1));
  return html`<main class="alone" id="main" tabindex="-1"><p class="brand">Tranche</p>
    <${Page} key=${isNew} title=${t(isNew ? 'signUp' : 'logIn')}>
      ${isNew ? html`<${Form} operation=${signUp} fields=${fields} action=${t('signUp')} cancel=${() => setNew(false)} done=${() => (setNew(false), announce(t('signedUp')))} />` : html`<${LogInForm} />`}
      ${signUp && !isNew && html`<p><button type="button" class="plain" onClick=${() => setNew(true)}>${t('signUp')}</button></p>`}
    <//><div class="settings"><${Choices} /><p><a href="/">${t('documentation')}</a></p></div></main>`;
}

/** Over whatever is on the page, when its session has ended. */
export function LogInAgain() {
  const { signedIn, user } = state();
  const leave = () => (signedIn?.(undefined), change({ user: undefined }));
  return html`<${Dialog} title=${t('sessionEnded')} close=${() => signedIn?.(undefined)}>
    <p>${t('sessionEndedText')}</p><p class="quiet">${t('signedInAs', user?.username)}</p><${LogInForm} username=${user?.username} />
    <p><button type="button" class="plain" onClick=${leave}>${t('otherUser')}</button></p><//>`;
}

export async function logOut() {
  const leave = operation('logOut');
  await (leave && call(leave).catch((problem) => problem.status === 401 || Promise.reject(problem)));
  sessionStorage.clear();
  go('#/');
  location.reload();
}

export function AccountPage() {
  const { user, model } = state();
  const [count, setCount] = useState(0);
  const change = operation('changePassword');
  const sessions = resource('sessions');
  const fields = model.resources.find(({ name }) => name === 'users')?.row ?? [];
  return html`<${Page} title=${t('account')}>
    <${Facets} fields=${fields} of=${user} />
    ${sessions && html`<section><h2>${t('sessions')}</h2><${Sessions} of=${sessions} key=${count} /></section>`}
    ${change && html`<section class="narrow"><h2>${t('changePassword')}</h2>
      <${Form} key=${count} operation=${change} fields=${change.body} action=${titleOf(change)} done=${() => (setCount(count + 1), announce(t('passwordChanged')))} /></section>`}
  <//>`;
}

/** @param {SessionsProps} props */
function Sessions({ of }) {
  const list = useRows(of, {});
  return html`<${RowTable} of=${of} list=${list} query=${{}} name=${t('sessions')} columns=${of.row.filter(({ name }) => name !== 'id')} />`;
}

/** The language, and the zone of times. */
export function Choices() {
  const { language, zone } = useShared();
  const keep = (key, value) => localStorage.setItem(key, value);
  return html`<p class="choices"><label>${t('language')} <select value=${language} onChange=${({ target }) => (keep('language', target.value), speak(target.value))}>
      ${Object.entries(languages).map(([code, name]) => html`<option value=${code} lang=${code} selected=${code === language}>${name}</option>`)}</select></label>
    <label>${t('zone')} <select value=${zone} onChange=${({ target }) => (keep('zone', target.value), change({ zone: target.value }))}>
      ${/** @type {const} */ (['local', 'utc']).map((one) => html`<option value=${one} selected=${one === zone}>${t(one)}</option>`)}</select></label></p>`;
}
