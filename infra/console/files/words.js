// The words of the console, which stand in `words.json`. English names of fields and operations come from the document.
import { change, state } from './state.js';
import words from './words.json' with { type: 'json' };

/** The languages, by their own names. */
export const languages = /** @type {Record<string, string>} */ (words.languages);

/** @template T @param {Record<string, T>} of @returns {T} */
const inLanguage = (of) => /** @type {T} */ (of[state().language]);

export function speak(language) {
  change({ language });
  document.documentElement.lang = language;
}

/** Chooses the language: the one chosen before, or the first of the browser's that there is. */
export function speakAsAsked() {
  const asked = [localStorage.getItem('language'), ...navigator.languages].map((tag) => tag?.slice(0, 2) ?? '');
  speak(asked.find((tag) => tag in languages) ?? 'en');
}

/** A text in the reader's language, with values for `{0}` and so on. @param {keyof typeof words.texts.en} key */
export function t(key, ...values) {
  return inLanguage(words.texts)[key].replaceAll(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
}

/** `unitPrice` as "Unit price". @param {string} name */
function humanized(name) {
  const words = name.replace(/^is(?=[A-Z])|Id$/g, '').replaceAll(/[_-]/g, ' ').replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a field, a value, a collection or an event type is called. @param {string} name */
export const label = (name) => named(name) ?? humanized(name);

// The document may say `constructor`, which every object has.
const of = (words, name) => (Object.hasOwn(words, name) ? words[name] : undefined);
const named = (name) => of(inLanguage(words.names), name);

/** @param {Operation} operation */
export const titleOf = (operation) => named(operation.id) ?? operation.title;

/** What it does, in a sentence. @param {Operation} operation */
export const noteOf = ({ id, note }) => named(`${id}.note`) ?? (state().language === 'en' ? note?.match(/^.*?\.(?= |$)/)?.[0] : undefined);

/** A problem's two sentences. @param {Pick<Refusal, 'code' | 'title' | 'detail'>} problem @returns {[string, string]} */
export function explain({ code, title, detail }) {
  if (code === 'away') return [t('noAnswer'), t('unsure')];
  const [said = title, advice = detail] = of(inLanguage(/** @type {Record<string, any>} */ (words.problems)), code) ?? [];
  return [said, advice];
}
