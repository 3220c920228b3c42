// What all parts of the page share, and how they hear of a change.
import { useEffect, useState } from './lib.js';

/** @type {State} */
const shared = {
  model: { operations: [], resources: [] }, pages: [], language: 'en', zone: localStorage.getItem('zone') === 'utc' ? 'utc' : 'local', busy: 0, away: 0, notice: '',
};

/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Readonly<State>} */
export const state = () => shared;

/** @param {Partial<State>} changes */
export function change(changes) {
  Object.assign(shared, changes);
  for (const listener of listeners) listener();
}

/** The state, for a component that is drawn again after each change. @returns {Readonly<State>} */
export function useShared() {
  const [, draw] = useState(0);
  useEffect(() => {
    const listener = () => draw((count) => count + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return shared;
}

/** @type {ReturnType<typeof setTimeout>} */
let timer;

/** Announces what was done. @param {string} notice */
export function announce(notice) {
  clearTimeout(timer);
  change({ notice });
  timer = setTimeout(() => change({ notice: '' }), 6000);
}

/** The operation with this id, if the document has it. @param {string} id */
export const operation = (id) => shared.model.operations.find((one) => one.id === id);

/** The collection with this name, if the document has it. @param {string} [name] */
export const resource = (name) => shared.model.resources.find((one) => one.name === name);

/** Other tabs of this browser, which share the session. */
export const tabs = new BroadcastChannel('tranche-console');
