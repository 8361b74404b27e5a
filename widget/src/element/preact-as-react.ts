/**
 * What the chat uses of React, on Preact: element and script tag are built with this in the place of `react` and
 * `react-dom`. `preact/compat` does four times as much, for libraries that are not here.
 * @module
 */
import { type Component, type ComponentChild, type FunctionComponent, options, render, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export { createContext } from "preact";
export { useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

options.event = (event: Event): Event => Object.assign(event, { nativeEvent: event });

/** React's `onChange` of a text field is what the browser calls `input`. */
options.vnode = ({ type, props }: VNode<Record<string, unknown>>): void => {
  if ((type !== "input" && type !== "textarea") || props["onChange"] === undefined) return;
  props["onInput"] = props["onChange"];
  delete props["onChange"];
};

export function memo<Props extends object>(inner: FunctionComponent<Props>): FunctionComponent<Props> {
  return function Memo(this: Component<Props>, props: Props) {
    this.shouldComponentUpdate = (next) => isDifferent(this.props, next);
    return inner(props);
  };
}

function isDifferent(before: object, now: object): boolean {
  const old = new Map<string, unknown>(Object.entries(before));
  const entries = Object.entries(now);
  return entries.length !== old.size || entries.some(([name, value]) => !Object.is(old.get(name), value));
}

export function useSyncExternalStore<Value>(subscribe: (changed: () => void) => () => void, read: () => Value): Value {
  const value = read();
  const drawnRef = useRef({ value, read });
  const [, redraw] = useState({});
  useLayoutEffect(() => {
    drawnRef.current = { value, read };
  });
  useEffect(() => {
    const look = (): void => {
      if (!Object.is(drawnRef.current.value, drawnRef.current.read())) redraw({});
    };
    look(); // It may have changed since it was drawn.
    return subscribe(look);
  }, [subscribe]);
  return value;
}

export function createRoot(container: Element): { render(child: ComponentChild): void; unmount(): void } {
  return { render: (child) => render(child, container), unmount: () => render(null, container) };
}

export function flushSync(act: () => void): void {
  let redraw = (): void => {};
  // What changes while it draws is drawn right after, never inside: that would draw one tree twice.
  options.debounceRendering = (draw) => {
    redraw = draw;
  };
  try {
    act();
    redraw();
  } finally {
    options.debounceRendering = queueMicrotask;
  }
}
