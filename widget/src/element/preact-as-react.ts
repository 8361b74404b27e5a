/**
 * The part of React that the chat uses, on Preact. Element and script tag are built with it in place of `react` and
 * `react-dom`. `preact/compat` is four times as large, for libraries that are not used here.
 * @module
 */
import { type Component, type ComponentChild, type FunctionComponent, options, render, type VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export { Component, createContext } from "preact";
export { useCallback, useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

options.event = (event: Event): Event => Object.assign(event, { nativeEvent: event });

options.vnode = ({ type, props: given }: VNode): void => {
  if (typeof type !== "string") return;
  const props: Record<string, unknown> = given;
  const { children, onChange, translate } = props;
  // As in React: a translator may have replaced the text node that Preact would change.
  if (typeof children === "string" || typeof children === "number") {
    props["textContent"] = children;
    delete props["children"];
  }
  // React's `onChange` of a text field is the browser's event `input`.
  if ((type === "input" || type === "textarea") && onChange !== undefined) {
    props["onInput"] = onChange;
    delete props["onChange"];
  }
  if (translate === "no") props["translate"] = false; // The name of a boolean property.
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
    look(); // The value may have changed after it was drawn.
    return subscribe(look);
  }, [subscribe]);
  return value;
}

let ids = 0;

/** Not Preact's: what is drawn later, at another place of the tree, can get an id there that is in use. */
export function useId(): string {
  return useState(() => `causerie-${(ids += 1)}`)[0];
}

export function createRoot(container: Element): { render(child: ComponentChild): void; unmount(): void } {
  return { render: (child) => render(child, container), unmount: () => render(null, container) };
}

/** Effects run in it, too: what comes from the network right after it must not meet the state from before. */
export function flushSync(run: () => void): void {
  let redraw = (): void => {};
  let runEffects = (): void => {};
  // Changes during the drawing are drawn after it and never inside it: that would draw one tree twice.
  options.debounceRendering = (draw) => {
    redraw = draw;
  };
  options.requestAnimationFrame = (flush) => {
    runEffects = flush;
  };
  try {
    run();
    redraw();
  } finally {
    options.debounceRendering = queueMicrotask;
    delete options.requestAnimationFrame;
    runEffects();
  }
}
