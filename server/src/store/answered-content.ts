import type { EventContent } from "#channel/event.ts";

/**
 * What an event says in the log once it was answered, or became a dead letter: a secret is for its story alone, and would
 * else stay in exports and backups. Undefined: all that it said.
 */
export function answeredContent(content: EventContent): EventContent | undefined {
  if (content.type !== "account_linking" || content.code === undefined) return undefined;
  return { type: content.type, status: content.status };
}

/** The same as JSON, for a database. */
export function answeredJson({ content }: { content: EventContent }): string | null {
  const kept = answeredContent(content);
  return kept === undefined ? null : JSON.stringify(kept);
}
