import type { Case, CaseStore } from "./case-store.ts";

/** More than people and the bot change at once. */
const mostTries = 10;

/**
 * Changes a case although others do so, too: the change is made anew from what they have left.
 * @param change undefined: it is to stay as it is.
 * @returns the case as it is now; undefined: there is no such conversation.
 */
export async function changeCase(
  cases: Pick<CaseStore, "read" | "save" | "rows">,
  conversationId: string,
  change: (before: Case) => Case | undefined,
  now: number,
): Promise<Case | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const before = (await cases.read(conversationId)) ?? { conversationId, state: "bot", tags: [], version: 0 };
    const after = change(before);
    if (after === undefined || after === before) return before;
    const version = await cases.save({ ...after, version: before.version }, now);
    if (version !== undefined) return { ...after, version };
    if ((await cases.rows([conversationId])).length === 0) return undefined;
  }
  throw new Error("a case of the desk is changed again and again");
}

/** Who has it no more, and to whom it is offered no more, for whatever comes next. */
export function withoutOperator(before: Case): Case {
  const { operator: _operator, waitingSince: _since, closedAt: _closed, offer: _offer, ...rest } = before;
  return rest;
}
