import { createHash, randomUUID } from "node:crypto";
import { direct } from "#channel/address.ts";
import type { EventContent, InboundAttachment, InboundEvent } from "#channel/event.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { cleanFileName } from "#channel/kit/clean-file-name.ts";
import { webUrlOf } from "#channel/kit/web-url.ts";
import { limits } from "#connectors/openai/limits.ts";
import type { OpenAiSettings } from "#connectors/openai/options.ts";
import { type ChatRequest, type EncodedFile, wrong } from "./chat-request.ts";
import type { Headers, Where } from "./where.ts";

export type EventParts = {
  host: Pick<ConnectorHost, "blobs" | "log" | "now">;
  settings: Pick<OpenAiSettings, "id" | "locale" | "waitSeconds">;
};

/** Events at the end of a conversation among which the first try of a request is looked for. */
const lookedAt = 20;

/** A request as it came: its headers, and its whole body. */
export type Sent = { header: Headers; body: Uint8Array };

/** The request as an event. Its files are in the store by then. @throws RequestError `invalid_request`, `too_large` */
export async function toEvent(
  request: ChatRequest,
  { user, conversationId }: Where,
  sent: Sent,
  { host, settings }: EventParts,
): Promise<InboundEvent> {
  const { id: connectorId, locale } = settings;
  const content = await toContent(request, host);
  return {
    id: await idOf(sent, conversationId, { host, settings }),
    connectorId,
    conversationId,
    address: direct(user),
    at: host.now(),
    inOrder: true,
    ...(locale === undefined ? {} : { locale }),
    content,
  };
}

async function toContent({ text, files }: ChatRequest, host: EventParts["host"]): Promise<EventContent> {
  if (files.length === 0) return { type: "text", text };
  const attachments = await Promise.all(files.map((file) => toAttachment(file, host)));
  return { type: "attachment", attachments, ...(text === "" ? {} : { text }) };
}

async function toAttachment(file: EncodedFile, { blobs }: EventParts["host"]): Promise<InboundAttachment> {
  const { kind, mediaType } = file;
  if (file.url !== undefined) {
    const url = file.url.length > limits.address ? undefined : webUrlOf(file.url);
    return url === undefined ? { kind, missing: "refused" } : { kind, url };
  }
  const bytes = Buffer.from(file.base64, "base64");
  if (bytes.length === 0) throw wrong("messages", "a file is empty, or not base64");
  const { id } = await blobs.put(oneChunk(bytes), { mediaType }, limits.files.bytes);
  const name = file.name === undefined ? undefined : cleanFileName(file.name, mediaType);
  return { kind, blob: id, mediaType, bytes: bytes.length, ...(name === undefined ? {} : { name }) };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/**
 * The same for each try of one request. A client may name it (`Idempotency-Key`); those of OpenAI say only that it is another try
 * (`X-Stainless-Retry-Count`). So the id holds a digest of the body, and another try is looked for by it: the words alone may have been said before,
 * in a request that got its answer. Most clients send what was said before with them, so their next body is another one.
 */
async function idOf({ header, body }: Sent, conversationId: string, { host, settings }: EventParts): Promise<string> {
  const key = header("idempotency-key")?.toWellFormed().slice(0, limits.name);
  if (key !== undefined && key !== "") return `key:${key}`;
  const prefix = `try:${createHash("sha256").update(body).digest("base64url").slice(0, 24)}:`;
  const fresh = `${prefix}${randomUUID()}`;
  if (!(Number(header("x-stainless-retry-count")) > 0)) return fresh;
  const said = (await host.log.tail(conversationId, lookedAt)).filter((event) => event.type === "visitor");
  const before = said.findLast(({ clientId }) => clientId.startsWith(prefix));
  // What was said longer ago was another message with the same words.
  const isRecent = before !== undefined && host.now() - before.at < (2 * settings.waitSeconds + 60) * 1_000;
  return isRecent ? before.clientId : fresh;
}
