// The libraries, and the one template function: the only file that knows where they lie.
import { h, render } from './vendor/preact.mjs';
import { useEffect, useErrorBoundary, useId, useLayoutEffect, useRef, useState } from './vendor/hooks.mjs';
import htm from './vendor/htm.mjs';

/** @type {(strings: TemplateStringsArray, ...values: any[]) => import('preact').VNode<any>} */
const html = /** @type {any} */ (htm.bind(h));

export { html, render, useEffect, useErrorBoundary, useId, useLayoutEffect, useRef, useState };
