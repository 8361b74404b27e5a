import { deskPath } from "#wire/desk-path.ts";
import { isGate, parseRoute, type Route } from "#routing/route.ts";

const name = "causerie-desk:return";

/** Leaves the console, and remembers in this window where it was. */
export function leaveForProvider(url: string): void {
  const { pathname, search } = window.location;
  sessionStorage.setItem(name, pathname + search);
  window.location.assign(url);
}

/** Where the console was before. Whatever stands there, it is a page of the console. */
export function returnRoute(): Exclude<Route, { page: "unknown" }> {
  const url = new URL(sessionStorage.getItem(name) ?? deskPath, window.location.origin);
  sessionStorage.removeItem(name);
  const route = parseRoute(url);
  return route.page === "unknown" || isGate(route.page) ? { page: "inbox", choice: { list: "waiting" } } : route;
}
