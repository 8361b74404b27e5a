import { cloneElement, isValidElement, type ReactElement, type ReactNode, type Ref, version } from "react";

type Props = Record<string, unknown> & { ref?: Ref<never> | undefined };

/**
 * The one child with the props of the part, in place of an element of the part's own (`asChild`). Handlers of both are called, the child's
 * first; one that has called `preventDefault` is the last. Classes and styles are put together; of all else the child's counts.
 */
export function intoChild(child: ReactNode, { ref, ...props }: Props): ReactElement {
  if (!isValidElement<Props>(child)) throw new Error("asChild needs one element as its child");
  // React 18 has the ref beside the props.
  const own = version.startsWith("18.") ? (child as ReactElement<Props> & { ref?: Ref<never> }).ref : child.props.ref;
  return cloneElement(child, { ...mergeProps(props, child.props), ref: joinRefs(ref, own) });
}

/** Those of the part, and the page's own: handlers are composed, classes and styles joined, and else the page's count. */
export function mergeProps<Own extends object>(part: object, page: Own): Own {
  const merged: Record<string, unknown> = { ...part };
  for (const [name, value] of Object.entries(page)) {
    const ours = merged[name];
    if (/^on[A-Z]/.test(name) && isHandler(ours) && isHandler(value)) merged[name] = compose(value, ours);
    else if (name === "className") merged[name] = [ours, value].filter(Boolean).join(" ");
    else if (name === "style") merged[name] = { ...(ours as object | undefined), ...(value as object | undefined) };
    else if (value !== undefined) merged[name] = value;
  }
  return merged as Own;
}

type Handler = (...args: unknown[]) => void;

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}

function compose(first: Handler, then: Handler): Handler {
  return (...args) => {
    first(...args);
    if ((args[0] as { defaultPrevented?: boolean } | undefined)?.defaultPrevented !== true) then(...args);
  };
}

export function joinRefs<Value>(...refs: (Ref<Value> | undefined)[]): (value: Value | null) => void {
  return (value) => {
    for (const ref of refs) {
      if (typeof ref === "function") ref(value);
      else if (ref !== null && ref !== undefined) (ref as { current: Value | null }).current = value;
    }
  };
}
