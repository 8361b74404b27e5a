import type { Chat } from "#chat/chat.ts";
import type { FormValues } from "./form-answer.ts";

const drafts = new WeakMap<Chat, Map<string, FormValues>>();

/** What was begun in a form, kept while the thread draws other messages in its place. Not stored: it may be private. */
export function draftsOf(chat: Chat): Map<string, FormValues> {
  const known = drafts.get(chat);
  if (known !== undefined) return known;
  const made = new Map<string, FormValues>();
  drafts.set(chat, made);
  return made;
}
