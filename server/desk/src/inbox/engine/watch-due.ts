import type { InboxRow } from "@causerie/protocol/desk";
import { texts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import type { InboxEngine } from "./inbox-engine.ts";

const everyMs = 15_000;

/** Says once of each answer that the person owes that it is over time. @returns the timer, to be cleared. */
export function watchDue(engine: InboxEngine): ReturnType<typeof setInterval> {
  const late = new LateAnswers(engine.person);
  return setInterval(() => {
    const { rows, open } = engine.store.get();
    const shown = open?.phase === "ready" ? [open.conversation.row, ...rows] : rows;
    for (const { visitorName } of late.in(shown, Date.now())) announce(texts().t("nowDue", { name: visitorName }));
  }, everyMs);
}

/** Finds the person's own conversations whose answer is late, each once until it was answered. */
export class LateAnswers {
  readonly #me: string;
  /** By conversation, when the answer was due. */
  readonly #said = new Map<string, number>();

  constructor(me: string) {
    this.#me = me;
  }

  in(rows: readonly InboxRow[], now: number): InboxRow[] {
    return rows.filter(({ conversationId, operator, state, dueAt }) => {
      if (state !== "open" || operator?.id !== this.#me || dueAt === undefined || dueAt > now) return false;
      if (this.#said.get(conversationId) === dueAt) return false;
      this.#said.set(conversationId, dueAt);
      return true;
    });
  }
}
