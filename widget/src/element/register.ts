/**
 * Importing this module makes `<causerie-chat>` known to the page.
 * @module
 */
import { loadStrings } from "#i18n/load-strings.ts";
import { defineChatElement } from "./chat-element.ts";
import { EarlyChatElement } from "./early-chat-element.ts";

export { ChatElement } from "./chat-element.ts";
export type { ChatElementEvents } from "./events.ts";
export type { ChatElementAttributes, ChatElementProperties } from "./frameworks.d.ts";

defineChatElement({ app: () => import("./mount-app.tsx"), strings: loadStrings }, EarlyChatElement);
