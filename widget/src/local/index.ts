/**
 * Messages of the page's own in a conversation: shown, and never sent.
 * @module
 */
export { type LocalMessages, type LocalOptions, type Said, withLocalMessages } from "./with-local-messages.ts";
