import { RequestError } from "#app/errors.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { isSameSecret } from "#channel/kit/constant-time.ts";
import { asObject, asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import type { RawRequest, RawResponse } from "#channel/kit/webhook.ts";
import type { RocketChatSettings } from "#connectors/rocketchat/options.ts";
import type { People } from "#connectors/rocketchat/send/people.ts";
import type { Inbound } from "./inbound.ts";
import { readLivechat } from "./read-livechat.ts";
import { authorOf, readMessage } from "./read-message.ts";
import type { Reading } from "./where.ts";

export type ReceiveParts = {
  readonly host: Pick<ConnectorHost, "accept" | "conversations" | "now">;
  readonly settings: Pick<RocketChatSettings, "id" | "userId" | "locale" | "webhookToken" | "livechatToken">;
  readonly people: People;
  readonly count: (kind: string) => void;
};

/**
 * Rocket.Chat posts messages with a token in them, and what visitors of its live chat write to another path, with a token in a header. Whatever is
 * not answered with 200 comes again; words in the answer would be shown, so there are none.
 */
export async function receive(request: RawRequest, parts: ReceiveParts): Promise<RawResponse> {
  const { method, path, body, header, signal } = request;
  if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
  const given = parse(body.toString());
  const isLivechat = path.replace(/\/$/, "") === "/omnichannel";
  const { webhookToken, livechatToken } = parts.settings;
  const [token, wanted] = isLivechat
    ? [header("x-rocketchat-livechat-token"), livechatToken]
    : [asText(given?.["token"]), webhookToken];
  if (wanted === undefined || token === undefined || !isSameSecret(token, wanted)) {
    parts.count("forged");
    return { status: 401 };
  }
  if (given === undefined) return { status: 400 };
  const reading = await readingOf(parts, signal);
  const all = isLivechat ? readLivechat(given, reading) : [await readIfOfPerson(given, reading, parts, signal)];
  for (const inbound of all) await store(inbound, parts);
  return { status: 200 };
}

async function readingOf({ host, settings, people }: ReceiveParts, signal: AbortSignal): Promise<Reading> {
  const { id, locale, userId } = settings;
  return { connectorId: id, locale, bot: { id: userId, username: await people.botName(signal) }, now: host.now() };
}

/** Two bots that answer each other would never end. Rocket.Chat marks what integrations post, and not what other bots do. */
async function readIfOfPerson(
  given: JsonObject,
  reading: Reading,
  { people }: ReceiveParts,
  signal: AbortSignal,
): Promise<Inbound> {
  const inbound = readMessage(given, reading);
  const author = authorOf(given, reading.bot.id);
  if (inbound.type === "unused" || author === undefined) return inbound;
  return (await people.isBot(author, signal)) ? { type: "unused", kind: "bot" } : inbound;
}

async function store(inbound: Inbound, { host, count }: ReceiveParts): Promise<void> {
  count(inbound.type === "unused" ? `unused:${inbound.kind}` : inbound.type);
  if (inbound.type === "unused") return;
  const { event, only } = inbound;
  if (only === "known" && (await host.conversations.ownerOf(event.conversationId)) === undefined)
    return count("only_in_known");
  await host.accept(event).catch((error: unknown) => {
    // The operator has blocked the person; or it is the same message once more, with its file.
    if (!(error instanceof RequestError) || !["blocked", "client_id_reused"].includes(error.code)) throw error;
    count("received_already");
  });
}

function parse(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
