import { parseLink } from "#channel/message/link.ts";
import type { ConversationState, Question } from "#conversation/conversation.ts";

/** The position of a conversation in the bot: story, step, question. Two paths to the same position give the same key. */
export function positionKey({ current, suspended = [], handover }: ConversationState): string {
  return JSON.stringify([
    current?.story,
    current?.step,
    current?.question === undefined
      ? undefined
      : [questionKey(current.question), Math.min(current.question.attempts, 4)],
    suspended.map(({ story }) => story),
    handover !== undefined,
  ]);
}

/** Identifies a question. Its parameters do not count. */
export function questionKey({ link, slot }: Question): string {
  const { intent, step } = parseLink(link);
  return JSON.stringify([intent, step, slot]);
}

/** Which data is known, but not its values: `{ a: "x" }` and `{ a: "y" }` have the same shape. */
export function dataShapeKey({ data, user, current, suspended = [] }: ConversationState): string {
  const slots = [current, ...suspended].map((story) => Object.keys(story?.slots ?? {}).toSorted());
  return JSON.stringify([shapeOf(data), shapeOf(user ?? {}), slots]);
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  const fields = Object.entries(value).map(([name, each]) => JSON.stringify([name, shapeOf(each)]));
  return fields.toSorted();
}
