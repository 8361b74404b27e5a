import type { Address } from "#channel/address.ts";
import type { Delivery, DeliveryReceipt } from "#channel/connector.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { deliveryProp, type MattermostMessage, type MattermostPayload } from "#connectors/mattermost/post.ts";
import { signContext } from "#connectors/mattermost/tap.ts";
import type { Account } from "./account.ts";
import { callForObject, callMattermost, type MattermostAccess, threadGone } from "./call-mattermost.ts";
import { uploadFile } from "./upload-file.ts";
import { writePost } from "./write-post.ts";

/** `key`: signs what is bound to buttons. `actionsUrl`: where Mattermost posts taps to. */
export type SendParts = {
  readonly access: MattermostAccess;
  readonly account: Account;
  readonly blobs: BlobStore;
  readonly key: Uint8Array;
  readonly actionsUrl: string;
};

/** Hands one payload to Mattermost. @throws DeliveryError */
export async function deliver(delivery: Delivery, parts: SendParts, signal: AbortSignal): Promise<DeliveryReceipt> {
  const { access, account } = parts;
  const { address, payload } = delivery;
  const channel = await channelOf(address, parts, signal);
  const post = await toPost(delivery, channel, parts, signal);
  const { file } = payload as { file?: Parameters<typeof uploadFile>[0] };
  const files = file === undefined ? {} : { file_ids: [await uploadFile(file, channel, parts, signal)] };
  const { id: bot } = await account.me(signal);
  const send = (thread: string | undefined) =>
    callForObject(access, {
      method: "POST",
      path: "posts",
      body: {
        channel_id: channel,
        ...(thread === undefined ? {} : { root_id: thread }),
        ...post,
        ...files,
        // For half a minute Mattermost makes no second post of the same name.
        pending_post_id: `${bot}:${delivery.id}`,
      },
      signal,
    });
  const sent = await send(address.thread).catch(async (error: unknown) => {
    // Somebody has deleted what began the thread. A person alone is answered beside it.
    if (address.scope !== "direct" || !(error instanceof DeliveryError) || !threadGone.includes(error.code))
      throw error;
    return await send(undefined);
  });
  const externalId = asText(sent["id"]);
  return externalId === undefined ? {} : { externalId };
}

/** Replaces a post that was sent before. @throws DeliveryError */
export async function edit(
  delivery: Delivery,
  externalId: string,
  parts: SendParts,
  signal: AbortSignal,
): Promise<void> {
  const channel = await channelOf(delivery.address, parts, signal);
  const body = await toPost(delivery, channel, parts, signal);
  const path = `posts/${encodeURIComponent(externalId)}/patch`;
  await callMattermost(parts.access, { method: "PUT", path, body, signal });
}

/** Shows that the bot writes; it goes away by itself. @throws DeliveryError */
export async function showTyping(address: Address, parts: SendParts, signal: AbortSignal): Promise<void> {
  const channel = await channelOf(address, parts, signal);
  const { thread } = address;
  const body = { channel_id: channel, ...(thread === undefined ? {} : { parent_id: thread }) };
  await callMattermost(parts.access, { method: "POST", path: "users/me/typing", body, signal });
}

async function toPost(
  { id, address, payload }: Delivery,
  channel: string,
  { account, key, actionsUrl }: SendParts,
  signal: AbortSignal,
): Promise<Required<MattermostMessage>> {
  const given = payload as MattermostPayload;
  const marked = { [deliveryProp]: id };
  if ("message" in given) return { message: given.message, props: { ...given.props, ...marked } };
  const { scope, thread } = address;
  const where = {
    channel,
    scope: scope === "group" ? ("group" as const) : ("direct" as const),
    ...(thread === undefined ? {} : { thread }),
  };
  const target = {
    url: actionsUrl,
    contextOf: ({ tap, label }: { tap: string; label: string }) => signContext({ tap, label, ...where }, key),
  };
  const isPlain = given.parts.every(({ type }) => type === "text");
  const hasBlocks = !isPlain && (await account.hasBlocks(signal));
  const { message, props } = writePost(given, target, hasBlocks);
  return { message, props: { ...props, ...marked } };
}

/** A person is written to in the channel of the two, which is opened for it. */
async function channelOf(
  { user, scope, route }: Address,
  { access, account }: SendParts,
  signal: AbortSignal,
): Promise<string> {
  const known = scope === "group" ? user : route?.["channel"];
  if (known !== undefined) return known;
  const { id: bot } = await account.me(signal);
  const call = { method: "POST", path: "channels/direct", body: [bot, user], signal } as const;
  const channel = asText((await callForObject(access, call))["id"]);
  if (channel === undefined) throw new DeliveryError("Mattermost opened no channel with the person", "recipient");
  return channel;
}
