import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readKeptFile } from "#channel/kit/platform/read-kept-file.ts";
import type { StoredFile } from "#channel/message/message.ts";
import { limits } from "#connectors/rocketchat/limits.ts";
import type { RocketChatPayload } from "#connectors/rocketchat/message.ts";
import { callRocketChat, type RocketChatAccess } from "./call-rocketchat.ts";
import { writeMessage } from "./write-message.ts";

export type SendParts = { readonly access: RocketChatAccess; readonly blobs: BlobStore };

/** Hands one payload to Rocket.Chat. @throws DeliveryError */
export async function deliver(
  { address, payload }: Delivery,
  parts: SendParts,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const given = payload as RocketChatPayload;
  const room = await roomOf(address, parts, signal);
  const { thread } = address;
  if ("parts" in given && given.file !== undefined) {
    await sendFile(given.file, { room, thread }, parts, signal);
    return {};
  }
  const message = "parts" in given ? writeMessage(given) : given;
  const answer = await callRocketChat(parts.access, {
    method: "POST",
    path: "chat.postMessage",
    body: { roomId: room, ...message, parseUrls: false, ...(thread === undefined ? {} : { tmid: thread }) },
    signal,
  });
  const id = asText(asObject(answer["message"])["_id"]);
  return id === undefined ? {} : { externalId: id };
}

/** Milliseconds for the bytes of a file. */
const uploadMs = 90_000;

/** Uploads a file of the server's store, and shows it: only the second step does, so the first may be done again. */
async function sendFile(
  file: StoredFile,
  { room, thread }: { room: string; thread: string | undefined },
  { access, blobs }: SendParts,
  signal: AbortSignal,
): Promise<void> {
  const bytes = await readKeptFile(blobs, file, limits.files.bytes);
  const form = new FormData();
  form.append("file", new Blob([bytes], { type: file.mediaType }), file.name);
  const path = `rooms.media/${encodeURIComponent(room)}`;
  const answer = await callRocketChat(access, { method: "POST", path, form, timeoutMs: uploadMs, signal }).catch(
    (error: unknown) => {
      if (!(error instanceof DeliveryError) || error.kind !== "unknown") throw error;
      throw new DeliveryError("Rocket.Chat did not take the file", "transient", { cause: error, code: error.code });
    },
  );
  const id = asText(asObject(answer["file"])["_id"]);
  if (id === undefined) throw new DeliveryError("Rocket.Chat named no file", "transient");
  await callRocketChat(access, {
    method: "POST",
    path: `rooms.mediaConfirm/${encodeURIComponent(room)}/${encodeURIComponent(id)}`,
    body: thread === undefined ? {} : { tmid: thread },
    signal,
  });
}

/** The room in which the person has written last. Of a person alone Rocket.Chat has one room with the bot. */
async function roomOf({ user, scope, route }: Address, { access }: SendParts, signal: AbortSignal): Promise<string> {
  const known = scope === "group" ? user : route?.["room"];
  if (known !== undefined) return known;
  const path = `users.info?userId=${encodeURIComponent(user)}`;
  const { user: found } = await callRocketChat(access, { method: "GET", path, signal });
  const username = asText(asObject(found)["username"]);
  if (username === undefined) throw new DeliveryError("Rocket.Chat does not know the person", "recipient");
  const opened = await callRocketChat(access, { method: "POST", path: "im.create", body: { username }, signal });
  const room = asText(asObject(opened["room"])["_id"]);
  if (room === undefined) throw new DeliveryError("Rocket.Chat opened no room with the person", "recipient");
  return room;
}
