/** Shows the element above everything else on the page, where the browser can. Elsewhere its `z-index` must do. */
export function toTopLayer(element: HTMLElement, isRaised: boolean): void {
  element.popover = isRaised ? "manual" : null;
  if (isRaised && element.isConnected) element.togglePopover?.(true);
}

/**
 * Prints the element where it stands in the page: in the top layer it would cover the page's text.
 * @returns a function that ends it.
 */
export function printInPage(element: HTMLElement): () => void {
  const ending = new AbortController();
  const { signal } = ending;
  addEventListener("beforeprint", () => toTopLayer(element, false), { signal });
  addEventListener("afterprint", () => toTopLayer(element, element.dataset["mode"] === "floating"), { signal });
  return () => ending.abort();
}
