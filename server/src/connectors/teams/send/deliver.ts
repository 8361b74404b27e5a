import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { limits } from "#connectors/teams/limits.ts";
import type { TeamsMessage, TeamsPayload, TeamsPicture } from "#connectors/teams/message.ts";
import { callTeams, type TeamsAccess } from "./call-teams.ts";

export type SendParts = { readonly access: TeamsAccess; readonly blobs: Pick<BlobStore, "get"> };

/** Hands one payload to Teams. @throws DeliveryError */
export async function deliver(
  { address, payload }: Delivery,
  parts: SendParts,
  signal: AbortSignal,
): Promise<DeliveryReceipt> {
  const message = await toMessage(payload as TeamsPayload, parts);
  const url = activitiesUrl(address);
  const body = { type: "message", ...message };
  const id = asText((await callTeams(parts.access, { method: "POST", url, body, signal }))["id"]);
  return id === undefined ? {} : { externalId: id };
}

/** Replaces a message that was sent before. @throws DeliveryError */
export async function edit(
  { address, payload }: Delivery,
  externalId: string,
  parts: SendParts,
  signal: AbortSignal,
): Promise<void> {
  const message = await toMessage(payload as TeamsPayload, parts);
  const url = `${activitiesUrl(address)}/${encodeURIComponent(externalId)}`;
  await callTeams(parts.access, { method: "PUT", url, body: { type: "message", id: externalId, ...message }, signal });
}

/** Shows "is typing" for some seconds. @throws DeliveryError */
export async function showTyping(address: Address, access: TeamsAccess, signal: AbortSignal): Promise<void> {
  await callTeams(access, { method: "POST", url: activitiesUrl(address), body: { type: "typing" }, signal });
}

function activitiesUrl({ user, scope, thread, route = {} }: Address): string {
  const { serviceUrl, conversation } = route;
  const group = thread === undefined ? user : `${user};messageid=${thread}`;
  const id = scope === "group" ? group : conversation;
  if (serviceUrl === undefined || id === undefined)
    throw new DeliveryError("nobody has said where in Teams the person is", "recipient", { code: "no_route" });
  return `${serviceUrl.replace(/\/+$/, "")}/v3/conversations/${encodeURIComponent(id)}/activities`;
}

async function toMessage(payload: TeamsPayload, { blobs }: Pick<SendParts, "blobs">): Promise<TeamsMessage> {
  return isPicture(payload) ? await withPicture(payload, blobs) : payload;
}

export function isPicture(payload: TeamsPayload): payload is TeamsPicture {
  return "picture" in payload;
}

/** Teams fetches pictures by addresses that all can read. One of the store has none, so its bytes are in the message. */
async function withPicture({ picture, alt }: TeamsPicture, blobs: SendParts["blobs"]): Promise<TeamsMessage> {
  const kept = await blobs.get(picture.blob);
  if (kept === undefined)
    throw new DeliveryError("the file is not in the store any more", "content", { code: "file_gone" });
  if (kept.bytes > limits.image.bytes)
    throw new DeliveryError("the picture is too large for Teams", "content", { code: "file_too_large" });
  const pieces: Uint8Array[] = [];
  for await (const piece of kept.content()) pieces.push(piece);
  const data = Buffer.concat(pieces).toString("base64");
  const { mediaType: contentType, name } = picture;
  return {
    attachments: [{ contentType, contentUrl: `data:${contentType};base64,${data}`, name }],
    ...(alt === "" ? {} : { summary: alt }),
  };
}
