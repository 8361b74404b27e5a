import type { AppModule } from "./app.ts";
import { ChatElement } from "./chat-element.ts";

/** Registers `<causerie-chat>`. A second copy on the page leaves the first in place; on a server nothing happens. */
export function defineChatElement(loadApp: () => Promise<AppModule>): void {
  if (globalThis.customElements === undefined || customElements.get("causerie-chat") !== undefined) return;
  ChatElement.loadApp = loadApp;
  customElements.define("causerie-chat", ChatElement);
}
