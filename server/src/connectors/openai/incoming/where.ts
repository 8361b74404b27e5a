import { createHash, randomUUID } from "node:crypto";
import { limits } from "#connectors/openai/limits.ts";
import { type ChatRequest, wrong } from "./chat-request.ts";

/** Who speaks, and in which conversation. `isNamed`: the next request can come back to it. */
export type Where = { user: string; conversationId: string; isNamed: boolean };

/** @param name of a header, in any case of letters. */
export type Headers = (name: string) => string | undefined;

/**
 * A person has one conversation, or one for each that the client names. The names are those of the documented interface, and those
 * that the usual programs send when they are told to: `X-OpenWebUI-User-Id` and `-Chat-Id` of Open WebUI, `X-Conversation-Id` as LibreChat's
 * manual has it. A request that names neither has a conversation of its own: whoever says the same words as somebody else must not find
 * theirs.
 * @throws RequestError `invalid_request`
 */
export function whereOf({ user, conversation }: ChatRequest, header: Headers, connectorId: string): Where {
  const person = named("user", user ?? header("x-openwebui-user-id"));
  const topic = named("metadata", conversation ?? header("x-conversation-id") ?? header("x-openwebui-chat-id"));
  if (person === undefined && topic === undefined) {
    const once = randomUUID();
    return { user: `once:${once}`, conversationId: `${connectorId}:${once}`, isNamed: false };
  }
  // A name may be a mail address, and ids of conversations stand in logs.
  const digest = createHash("sha256")
    .update(JSON.stringify([person ?? null, topic ?? null]))
    .digest("base64url");
  return { user: person ?? `conversation:${topic}`, conversationId: `${connectorId}:${digest}`, isNamed: true };
}

function named(field: string, value: string | undefined): string | undefined {
  const name = value?.toWellFormed().replaceAll("\0", "").trim();
  if (name === undefined || name === "") return undefined;
  if (name.length > limits.name) throw wrong(field, `a name may have at most ${limits.name} characters`);
  return name;
}
