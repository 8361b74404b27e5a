import { ChatElement } from "./chat-element.ts";
import { mayOpen } from "./may-open.ts";
import { attributeNames, ownNames, readOptions } from "./options.ts";

/** The tag may be in the page before its definition. The script tag makes its element later. */
export class EarlyChatElement extends ChatElement {
  #hasArrived = false;
  #endAttention: Promise<() => void> | undefined;

  override connectedCallback(): void {
    for (const name of [...attributeNames, ...ownNames, "chat", "open"]) upgradeProperty(this, name);
    const { mode, endpoint } = readOptions((name) => this.getAttribute(name));
    // As `data-open` of the script tag.
    if (!this.#hasArrived && mode === "floating" && !mayOpen(endpoint)) this.removeAttribute("open");
    this.#hasArrived = true;
    super.connectedCallback();
    const asks =
      ["label", "proactive", "features"].some((name) => this.hasAttribute(name)) ||
      ["proactive", "greeting"].some((name) => Object.hasOwn(this, name));
    if (asks && mode === "floating") this.#endAttention ??= callAttention(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that only moves in the page is connected again at once.
    setTimeout(() => {
      if (this.isConnected) return;
      void this.#endAttention?.then((end) => end());
      this.#endAttention = undefined;
    });
  }

  /** What the tag has from the start is not a change: an `open` there is no press of the visitor's. */
  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (this.#hasArrived) super.attributeChangedCallback(name, before, now);
  }
}

async function callAttention(element: ChatElement): Promise<() => void> {
  try {
    return (await import("./call-attention.ts")).callAttention(element);
  } catch {
    return () => {}; // Without it the launcher has no label. The chat works as well.
  }
}

/** A framework may set a property before the element is defined. Then the property hides the accessor, and must be set again. */
export function upgradeProperty(element: ChatElement, name: string): void {
  if (!Object.hasOwn(element, name)) return;
  const value: unknown = Reflect.get(element, name);
  Reflect.deleteProperty(element, name);
  Reflect.set(element, name, value);
}
