import { useSyncExternalStore } from "react";
import { formatRoute, parseRoute, type Route } from "./route.ts";

type KnownRoute = Exclude<Route, { page: "unknown" }>;

const listeners = new Set<() => void>();
let address = "";
let current: Route = { page: "unknown" };

/** The same object as long as the address is the same, as a store of React must give. */
export function readRoute(): Route {
  const { pathname, search } = window.location;
  if (pathname + search !== address) {
    address = pathname + search;
    current = parseRoute({ pathname, search });
  }
  return current;
}

/** @param kind `replace`: going back must not lead to what is left. */
export function go(route: KnownRoute, kind: "push" | "replace" = "push"): void {
  const target = formatRoute(route);
  if (target === window.location.pathname + window.location.search) return;
  if (kind === "push") history.pushState(null, "", target);
  else history.replaceState(null, "", target);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, readRoute);
}
