/**
 * Importing this module makes `<causerie-chat>` known to the page.
 * @module
 */
import { loadStrings } from "#i18n/load-strings.ts";
import { ChatElement, defineChatElement } from "./chat-element.ts";
import { attributeNames } from "./options.ts";

export { ChatElement } from "./chat-element.ts";
export type { ChatElementEvents } from "./events.ts";
export type { ChatElementAttributes, ChatElementProperties } from "./frameworks.d.ts";

/** The tag may be in the page before its definition. The script tag makes its element later. */
class EarlyChatElement extends ChatElement {
  override connectedCallback(): void {
    for (const name of [...attributeNames, "strings", "renderers", "chat", "open"]) upgradeProperty(this, name);
    super.connectedCallback();
  }
}

defineChatElement({ app: () => import("./mount-app.tsx"), strings: loadStrings }, EarlyChatElement);

/** A framework may set a property before the element is defined. Then the property hides the accessor, and must be set again. */
function upgradeProperty(element: ChatElement, name: string): void {
  if (!Object.hasOwn(element, name)) return;
  const value: unknown = Reflect.get(element, name);
  Reflect.deleteProperty(element, name);
  Reflect.set(element, name, value);
}
