import type { Why } from "#connectors/messenger/send/person/feedback-time.ts";
import type { MessengerPayload } from "./deliver-payload.ts";

/** A message that the person did not ask for, or that a person of the team has written, as it waits in the outbox. */
export type Marked = { actedAt?: number } & (
  | { unasked: MessengerPayload; written?: never }
  | { written: MessengerPayload; unasked?: never }
);

export function contentOf(payload: MessengerPayload | Marked): MessengerPayload {
  if ("unasked" in payload && payload.unasked !== undefined) return payload.unasked;
  return "written" in payload && payload.written !== undefined ? payload.written : payload;
}

/** The same mark on what is left of it. */
export function withContent(payload: MessengerPayload | Marked, rest: MessengerPayload): MessengerPayload | Marked {
  const { actedAt } = payload as Marked;
  const when = actedAt === undefined ? {} : { actedAt };
  if ("unasked" in payload) return { unasked: rest, ...when };
  return "written" in payload ? { written: rest, ...when } : rest;
}

export function whyOf(payload: MessengerPayload | Marked): Why {
  const { actedAt } = payload as Marked;
  if ("unasked" in payload) return { purpose: "UPDATE", actedAt };
  return "written" in payload ? { purpose: "HUMAN_AGENT", actedAt } : { purpose: "RESPONSE" };
}
