import { parseLink } from "#channel/link.ts";
import type { ConversationState, Question } from "#conversation/conversation.ts";

/** Where a conversation stands, whatever was said to get there. */
export function placeOf({ current, suspended = [], handover }: ConversationState): string {
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

/** Which question it is, whatever the parameters it carries along. */
export function questionKey({ link, slot }: Question): string {
  const { intent, step } = parseLink(link);
  return JSON.stringify([intent, step, slot]);
}

/** What is known, not what it is: `{ a: "x" }` and `{ a: "y" }` have one shape. */
export function dataShapeOf({ data, user, current, suspended = [] }: ConversationState): string {
  const slots = [current, ...suspended].map((story) => Object.keys(story?.slots ?? {}).toSorted());
  return JSON.stringify([shapeOf(data), shapeOf(user ?? {}), slots]);
}

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== "object" || value === null) return typeof value;
  const fields = Object.entries(value).map(([name, each]) => JSON.stringify([name, shapeOf(each)]));
  return fields.toSorted();
}
