import type { InboxRow } from "@causerie/protocol/desk";
import { texts } from "#i18n/texts.ts";
import { say } from "#parts/toasts.tsx";
import { mayDo, session } from "#state/session.ts";
import type { InboxEngine } from "./inbox-engine.ts";

/** What an operator may do with a conversation as it stands. */
export type Possible = { take: boolean; answer: boolean; note: boolean; giveUp: boolean; tag: boolean };

export function whatIsPossible({ state, operator }: InboxRow, me: string, mayWrite: boolean): Possible {
  const isMine = operator?.id === me;
  return {
    take: mayWrite && !(isMine && state === "open"),
    // Who has not taken the conversation takes it by saying something, unless a colleague has it.
    answer: mayWrite && (operator === undefined || isMine || state !== "open"),
    note: mayWrite,
    giveUp: mayWrite && (isMine || state === "waiting" || state === "open"),
    tag: mayWrite,
  };
}

/** @returns whether it was possible. */
export function takeCase(engine: InboxEngine, id: string): boolean {
  const row = rowOf(engine, id);
  if (row === undefined || !possible(row, engine).take) return false;
  const from = row.operator?.id === engine.person ? undefined : row.operator?.id;
  engine.act(id, { type: "take", version: row.version, ...(from === undefined ? {} : { from }) });
  return true;
}

export function closeCase(engine: InboxEngine, id: string): boolean {
  const row = rowOf(engine, id);
  if (row === undefined || row.state === "closed" || !possible(row, engine).giveUp) return false;
  const { t } = texts();
  engine.act(id, { type: "close" });
  // Closing is one key: so is the way back.
  say(t("caseClosed", { name: row.visitorName }), { label: t("takeAgain"), run: () => void takeCase(engine, id) });
  return true;
}

function possible(row: InboxRow, engine: InboxEngine): Possible {
  return whatIsPossible(row, engine.person, mayDo(session.get(), "conversations.write"));
}

/** Also of a conversation that is in the list, and not open any more. */
function rowOf(engine: InboxEngine, id: string): InboxRow | undefined {
  const { open, rows } = engine.store.get();
  if (open?.phase === "ready" && open.id === id) return open.conversation.row;
  return rows.find(({ conversationId }) => conversationId === id);
}
