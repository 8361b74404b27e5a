import { inspect } from "node:util";
import type { UnderstandingRequest } from "@causerie/server/understanding/understanding.ts";
import { UnderstandingError } from "@causerie/server/understanding/remote/understanding-error.ts";
import { rejectionOf } from "#support/rejection-of.ts";

/** 1 January 2026, noon in London. */
const now = Date.UTC(2026, 0, 1, 12);

/** A person writes a text. */
export function textRequest(text: string, more: Partial<UnderstandingRequest> = {}): UnderstandingRequest {
  return {
    content: { type: "text", text },
    locale: "fr",
    channel: "web",
    conversationId: "conversation-of-ana",
    now,
    timeZone: "Europe/Paris",
    expected: [],
    history: () => Promise.resolve([]),
    signal: new AbortController().signal,
    ...more,
  };
}

export function failureOf(asking: unknown): Promise<UnderstandingError> {
  return rejectionOf(asking, UnderstandingError);
}

/** All that a log could get out of an error: message, stack, causes, own fields, also hidden ones. */
export function everythingIn(error: unknown): string {
  const parts = [inspect(error, { depth: 20, showHidden: true, getters: true })];
  for (let next = error; next instanceof Error; next = next.cause) {
    const fields = Object.getOwnPropertyNames(next).map((name) =>
      inspect(Reflect.get(next as object, name), { depth: 20 }),
    );
    parts.push(next.name, next.message, next.stack ?? "", JSON.stringify(next), ...fields);
  }
  return parts.join("\n");
}
