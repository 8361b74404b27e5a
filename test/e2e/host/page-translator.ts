import type { Page } from "@playwright/test";

/** How a page translator works: it puts each text into `font` elements, as new text or by moving the old one. */
export type Translator = {
  way: "replaces" | "wraps";
  /** Whether it leaves out what is marked `translate="no"`. */
  isPolite: boolean;
};

/** Translates everything on the page, in shadow roots too, and all that is added or changed later. The words stay. */
export async function translatePage(page: Page, translator: Translator): Promise<void> {
  await page.addInitScript(({ way, isPolite }: Translator) => {
    const isOurs = (node: Node): boolean => node.parentElement?.dataset["translated"] !== undefined;
    const isText = (node: Node): node is Text =>
      node.nodeType === Node.TEXT_NODE && (node.nodeValue ?? "").trim() !== "";

    const translateText = (text: Text): void => {
      const parent = text.parentElement;
      if (parent === null || isOurs(text) || parent.closest("script, style, textarea, option") !== null) return;
      if (isPolite && parent.closest('[translate="no"]') !== null) return;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      inner.dataset["translated"] = "";
      outer.append(inner);
      text.replaceWith(outer);
      inner.append(way === "wraps" ? text : (text.nodeValue ?? ""));
    };
    const translateAll = (root: Node): void => {
      if (isText(root)) translateText(root);
      else for (const child of Array.from(root.childNodes)) translateAll(child);
    };
    const watch = (root: Node): void => {
      translateAll(root);
      new MutationObserver((records) => {
        for (const { target, addedNodes } of records) {
          if (isText(target)) translateText(target);
          else for (const node of addedNodes) translateAll(node);
        }
      }).observe(root, { childList: true, characterData: true, subtree: true });
    };
    document.addEventListener("DOMContentLoaded", () => watch(document.body));
    // oxlint-disable-next-line typescript/unbound-method -- `apply` calls it with the element
    Element.prototype.attachShadow = new Proxy(Element.prototype.attachShadow, {
      apply(attach, element, details) {
        const root = Reflect.apply(attach, element, details) as ShadowRoot;
        watch(root);
        return root;
      },
    });
  }, translator);
}
