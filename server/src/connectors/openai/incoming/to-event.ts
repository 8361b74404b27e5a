import { randomUUID } from "node:crypto";
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

/** The request as an event. Its files are in the store by then. @throws RequestError `invalid_request`, `too_large` */
export async function toEvent(
  request: ChatRequest,
  { user, conversationId }: Where,
  header: Headers,
  { host, settings }: EventParts,
): Promise<InboundEvent> {
  const { id: connectorId, locale } = settings;
  const content = await toContent(request, host);
  return {
    id: await idOf(content, conversationId, header, { host, settings }),
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
    const url = webUrlOf(file.url);
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
 * (`X-Stainless-Retry-Count`), so the newest event of the person is it, when it says the same.
 */
async function idOf(
  content: EventContent,
  conversationId: string,
  header: Headers,
  { host, settings }: EventParts,
): Promise<string> {
  const key = header("idempotency-key")?.toWellFormed().slice(0, limits.name);
  if (key !== undefined && key !== "") return `key:${key}`;
  if (!(Number(header("x-stainless-retry-count")) > 0)) return randomUUID();
  const before = (await host.log.tail(conversationId, lookedAt)).findLast((event) => event.type === "visitor");
  // What was said longer ago was another message with the same words.
  const isRecent = before !== undefined && host.now() - before.at < (2 * settings.waitSeconds + 60) * 1_000;
  return isRecent && isSame(before.content, content) ? before.clientId : randomUUID();
}

function isSame(before: EventContent, content: EventContent): boolean {
  if (before.type === "text" && content.type === "text") return before.text === content.text;
  if (before.type !== "attachment" || content.type !== "attachment") return false;
  // Of a sound the log has by now what it says.
  const filesOf = (attachments: readonly InboundAttachment[]): string =>
    JSON.stringify(attachments.map(({ blob, url }) => [blob, url]));
  return (
    filesOf(before.attachments) === filesOf(content.attachments) &&
    (before.transcribed === true || before.text === content.text)
  );
}
