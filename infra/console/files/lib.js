// The libraries, and the one template function: the only file that knows where they lie.
import { Fragment, h, render } from './vendor/preact.mjs';
import { useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState } from './vendor/hooks.mjs';
import htm from './vendor/htm.mjs';

/** @type {(strings: TemplateStringsArray, ...values: any[]) => import('preact').VNode<any>} */
const html = /** @type {any} */ (htm.bind(h));

export { Fragment, html, render, useCallback, useEffect, useErrorBoundary, useId, useLayoutEffect, useMemo, useRef, useState };
