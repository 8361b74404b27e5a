/** A subscription for `useSyncExternalStore` to what is read once, in the browser, and not on the server. */
export function neverChanges(): () => void {
  return () => {};
}
