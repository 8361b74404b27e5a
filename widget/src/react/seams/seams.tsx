import { type ComponentType, type ReactNode, useSyncExternalStore } from "react";
import { useChatContext } from "#react/context.ts";
import type { OwnPartName, OwnPartProps, Seams } from "./feature.ts";

const none: Seams = {};

/** The places in the chat that features fill by now. */
export function useSeams(): Seams {
  const { extras } = useChatContext();
  const state = useSyncExternalStore(extras.subscribe, extras.get, extras.get);
  return (typeof state === "object" && state.seams) || none;
}

/** Draws what fills a place. */
export function fill<Props extends object>(Part: ComponentType<Props> | undefined, props: Props): ReactNode {
  return Part && <Part {...props} />;
}

/** A part as the page draws it, else as a feature does, else the usual one: `children`. */
export function useOwn<Name extends OwnPartName>(
  name: Name,
  given: Omit<OwnPartProps[Name], "children">,
  children: ReactNode,
): ReactNode {
  const { renderers } = useChatContext();
  const seams = useSeams();
  const Own = (renderers[name] ?? seams[name]) as ComponentType<object> | undefined;
  return fill(Own, { ...given, children }) ?? children;
}
