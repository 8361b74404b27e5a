/**
 * What most chats never need: fetched when it is, in one file.
 * @module
 */
export { probe } from "./connection/probe.ts";
export { endSession } from "./end-session.ts";
