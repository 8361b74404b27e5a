/**
 * What most chats never need: fetched when it is, in one file.
 * @module
 */
export { askToStop } from "./ask-to-stop.ts";
export { probe } from "./connection/probe.ts";
export { endSession } from "./end-session.ts";
