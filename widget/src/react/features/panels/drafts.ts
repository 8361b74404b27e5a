import type { PanelField } from "@causerie/protocol";
import type { Chat } from "#chat/chat.ts";
import type { PanelValues } from "./panel-values.ts";

export type Drafts = {
  keep(fields: readonly PanelField[], values: PanelValues): void;
  /** What the visitor has typed into the field; undefined: nothing, or the bot has given it another value since. */
  valueOf: (field: PanelField) => string | undefined;
};

type Typed = Map<string, { own: string; typed: string }>;

const all = new WeakMap<Chat, Map<string, Typed>>();

/** What is typed into a panel, kept while the thread does not draw it. Not stored, because it may be private. */
export function draftsOf(chat: Chat, entryKey: string): Drafts {
  let ofChat = all.get(chat);
  if (ofChat === undefined) all.set(chat, (ofChat = new Map()));
  let typed = ofChat.get(entryKey);
  if (typed === undefined) ofChat.set(entryKey, (typed = new Map()));
  const kept = typed;
  return {
    keep(fields, values) {
      for (const { name, value = "" } of fields) kept.set(name, { own: value, typed: values[name] ?? "" });
    },
    valueOf: ({ name, value = "" }) => {
      const draft = kept.get(name);
      return draft?.own === value ? draft.typed : undefined;
    },
  };
}
