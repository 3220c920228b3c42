export * from 'preact/hooks';
/** A state that is nothing at first may become anything. */
export function useState(): [any, (value: any) => void];
export function useState<S>(initial: S | (() => S)): [S, (value: S | ((old: S) => S)) => void];
export function useRef(): { current: any };
export function useRef<T>(initial: T): { current: T };
