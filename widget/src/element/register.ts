/**
 * Importing this module makes `<causerie-chat>` known to the page.
 * @module
 */
import { defineChatElement } from "./chat-element.ts";

export { ChatElement } from "./chat-element.ts";
export type { ChatElementEvents } from "./events.ts";
export type { ChatElementAttributes, ChatElementProperties } from "./frameworks.d.ts";

defineChatElement(() => import("./mount-app.tsx"));
