import { toTopLayer } from "#theme/top-layer.ts";
import { listen } from "./listen.ts";

/**
 * Prints the element where it stands in the page: in the top layer it would cover the page's text.
 * @returns a function that ends it.
 */
export function printInPage(element: HTMLElement): () => void {
  return listen(window, {
    beforeprint: () => toTopLayer(element, false),
    afterprint: () => toTopLayer(element, element.dataset["mode"] === "floating"),
  });
}
