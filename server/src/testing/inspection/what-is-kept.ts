import type { Json } from "#channel/json.ts";
import type { ConversationState, StoryState } from "#conversation/conversation.ts";

/** What is kept of a conversation after a turn, for its author. */
export type WhatIsKept = {
  /** Of the subject after the turn. `isNew`: this turn found the value, or changed it. */
  slots: { name: string; value: Json; isNew: boolean }[];
  /** What the person's next words will be taken for. */
  waitsFor?: { slot?: string; attempts: number };
  /** Subjects that were interrupted, the newest last. */
  suspended: string[];
};

export function whatIsKept(after: ConversationState, before: ConversationState): WhatIsKept {
  const question = after.current?.question;
  return {
    slots: slotsOf(after.current, before.current),
    ...(question === undefined
      ? {}
      : { waitsFor: { attempts: question.attempts, ...(question.slot === undefined ? {} : { slot: question.slot }) } }),
    suspended: (after.suspended ?? []).map(({ story }) => story),
  };
}

function slotsOf(after: StoryState | undefined, before: StoryState | undefined): WhatIsKept["slots"] {
  const known = before?.story === after?.story ? before?.slots : undefined;
  return Object.entries(after?.slots ?? {}).map(([name, value]) => ({
    name,
    value,
    isNew: JSON.stringify(known?.[name]) !== JSON.stringify(value),
  }));
}
