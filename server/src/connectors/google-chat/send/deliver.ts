import { createHash } from "node:crypto";
import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { GoogleChatMessage } from "#connectors/google-chat/message.ts";
import { callChat, type ChatAccess } from "./call-chat.ts";

/**
 * Hands one payload to Google Chat. Its `requestId` is the same in every attempt: Google answers a second one with the message that is there.
 * @throws DeliveryError
 */
export async function deliver(
  { id, address, payload }: Delivery,
  access: ChatAccess,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const thread = threadOf(address);
  const query = {
    requestId: digest(id),
    // Where the thread is gone, the answer is still worth having.
    ...(thread === undefined ? {} : { messageReplyOption: "REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD" }),
  };
  const body = { ...(payload as GoogleChatMessage), ...(thread === undefined ? {} : { thread }) };
  const path = `spaces/${spaceOf(address)}/messages`;
  const name = asText((await callChat(access, { method: "POST", path, query, body, signal }))["name"]);
  return name === undefined ? {} : { externalId: name };
}

/** Replaces a message that was sent before. @throws DeliveryError */
export async function edit(
  { payload }: Delivery,
  externalId: string,
  access: ChatAccess,
  signal: AbortSignal,
): Promise<void> {
  if (!/^spaces\/[\w-]+\/messages\/[\w.-]+$/.test(externalId))
    throw new DeliveryError("it is no name of a message", "content", { code: "no_message" });
  const query = { updateMask: "text,cardsV2" };
  await callChat(access, { method: "PATCH", path: externalId, query, body: payload as GoogleChatMessage, signal });
}

function spaceOf({ user, scope, route = {} }: Address): string {
  const space = scope === "group" ? user : route["space"];
  if (space === undefined || !/^[\w-]+$/.test(space))
    throw new DeliveryError("nobody has said in which space the person is", "recipient", { code: "no_route" });
  return space;
}

/** What the bot says to a space by itself stands together in one thread; with one person there are none. */
function threadOf({ user, scope, thread }: Address): { name: string } | { threadKey: string } | undefined {
  if (scope !== "group") return undefined;
  return thread === undefined ? { threadKey: `causerie-${user}` } : { name: `spaces/${user}/threads/${thread}` };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 40);
}
