import type { ConversationLog, LogEvent } from "#channel/log.ts";
import type { Answer, Lease, NewLogEvent, Turns } from "#conversation/turns.ts";

const pageSize = 200;

/**
 * Turns that leave no message growing for ever. A message that an attempt has begun may never be ended by the next one: that
 * one says something else, or the event is set aside. The end of the turn then ends the message, `stopped` and without text,
 * because the pieces that were shown were never stored.
 *
 * The log is read only for a turn that may have begun something.
 */
export function endWhatWasBegun(turns: Turns, log: Pick<ConversationLog, "read">): Turns {
  /** By fence: no two attempts share one. */
  const begunHere = new Map<number, Set<string>>();

  const mayHaveBegun = ({ attempt, interrupted, fence }: Lease): boolean =>
    attempt > 1 || interrupted || (begunHere.get(fence)?.size ?? 0) > 0;

  /** The answer, after the ends of what was begun before it. */
  async function completed(lease: Lease, answer: Answer): Promise<Answer> {
    if (!mayHaveBegun(lease)) return answer;
    const ends = await missingEnds(log, lease, answer);
    return ends.length === 0 ? answer : { ...answer, events: [...ends, ...answer.events] };
  }

  async function closing<Result>({ fence }: Lease, close: () => Promise<Result>): Promise<Result> {
    const result = await close();
    begunHere.delete(fence);
    return result;
  }

  return {
    due: (...args) => turns.due(...args),
    nextDue: (now) => turns.nextDue(now),
    begin: (...args) => turns.begin(...args),
    renew: (...args) => turns.renew(...args),
    idempotencyRecords: (lease) => turns.idempotencyRecords(lease),
    keepIdempotencyRecord: (...args) => turns.keepIdempotencyRecord(...args),
    async append(lease, answer, now) {
      const open = begunHere.get(lease.fence) ?? new Set<string>();
      for (const { body } of answer.events) if (body.type === "message.start") open.add(body.messageId);
      if (open.size > 0) begunHere.set(lease.fence, open);
      await turns.append(lease, answer, now);
      for (const { body } of answer.events) if (body.type === "message.final") open.delete(body.messageId);
    },
    commit: (lease, answer, state, now) =>
      closing(lease, async () => turns.commit(lease, await completed(lease, answer), state, now)),
    stop: (conversationId) => turns.stop(conversationId),
    postpone: (lease, notBefore) => closing(lease, () => turns.postpone(lease, notBefore)),
    release: (lease, notBefore) =>
      closing(lease, () =>
        // As if it had never begun, the next attempt would not look for what this one has left open.
        mayHaveBegun(lease) && lease.attempt === 1
          ? turns.postpone(lease, notBefore ?? 0)
          : turns.release(lease, notBefore),
      ),
    deadLetter: (lease, apology, reason, now) =>
      closing(lease, async () => turns.deadLetter(lease, await completed(lease, apology), reason, now)),
  };
}

/** Ends of the messages that this event's answer has begun in the log, and neither the log nor the answer ends. */
async function missingEnds(log: Pick<ConversationLog, "read">, lease: Lease, answer: Answer): Promise<NewLogEvent[]> {
  const open = new Map<string, Extract<LogEvent, { type: "message.start" }>>();
  for (let after = lease.seq; ;) {
    const events = await log.read(lease.conversation.id, after, pageSize);
    for (const event of events) {
      if (event.type === "message.start") open.set(event.messageId, event);
      if (event.type === "message.final") open.delete(event.messageId);
    }
    after = events.at(-1)?.seq ?? after;
    if (events.length < pageSize) break;
  }
  for (const { body } of answer.events) if (body.type === "message.final") open.delete(body.messageId);
  return Array.from(open.values(), ({ messageId, author }) => ({
    key: `${messageId}.final`,
    body: {
      type: "message.final",
      messageId,
      author,
      message: { type: "text", text: "", buttons: [], quickReplies: [] },
      stopped: true,
      of: lease.seq,
    },
  }));
}
