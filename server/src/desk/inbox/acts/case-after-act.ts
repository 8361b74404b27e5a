import { RequestError } from "#app/errors.ts";
import { withoutOperator } from "#desk/inbox/case-changes.ts";
import type { Case } from "#desk/inbox/case-store.ts";

type Who = { id: string; name: string };

/**
 * What a case is after an act of an operator. Pure; each refuses what another operator has, with a sentence for the screen.
 * @throws RequestError `conflict`
 * @module
 */

/** `from`: who may have it until now. `version`: the one that the operator has seen; undefined: whatever it is. */
export function takeCase(
  before: Case,
  { id, name }: Who,
  { from, version, now }: { from?: string | undefined; version?: number; now: number },
): Case {
  const { operator } = before;
  if (operator?.id === id && before.state === "open") return before;
  const isAnothers = before.state === "open" && operator !== undefined && operator.id !== id;
  if (isAnothers && operator.id !== from) throw hasAnother(operator);
  if (version !== undefined && version !== before.version && before.state === "closed")
    throw new RequestError("conflict", "this conversation was closed meanwhile; look at it again");
  return { ...withoutOperator(before), state: "open", operator: { id, name }, assignedAt: now };
}

/** When the team has answered for the first time. */
export function withReply(before: Case, now: number): Case {
  return before.repliedAt === undefined ? { ...before, repliedAt: now } : before;
}

export function giveToBot(before: Case, by: Who): Case {
  requireOwn(before, by);
  return { ...withoutOperator(before), state: "bot" };
}

/** Who has closed it stays named: for the figures, and for whoever looks for it. */
export function closeCase(before: Case, by: Who, now: number): Case {
  requireOwn(before, by);
  if (before.state === "closed") return before;
  return { ...withoutOperator(before), state: "closed", operator: { id: by.id, name: by.name }, closedAt: now };
}

export function transferCase(
  before: Case,
  by: Who,
  to: { now: number } & ({ queue: string } | { operator: Who }),
): Case {
  requireOwn(before, by);
  const rest = withoutOperator(before);
  if ("queue" in to) return { ...rest, state: "waiting", queue: to.queue, waitingSince: to.now };
  return { ...rest, state: "open", operator: { id: to.operator.id, name: to.operator.name }, assignedAt: to.now };
}

/** Each once, in the order in which they were given. */
export function tagCase(before: Case, tags: readonly string[]): Case {
  return { ...before, tags: [...new Set(tags.map((tag) => tag.trim()))] };
}

function requireOwn({ state, operator }: Case, { id }: Who): void {
  if (state === "open" && operator !== undefined && operator.id !== id) throw hasAnother(operator);
}

function hasAnother({ name }: Who): RequestError {
  return new RequestError("conflict", `${name} has this conversation since; take it over from them, or leave it`);
}
