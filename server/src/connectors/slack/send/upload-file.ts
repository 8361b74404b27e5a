import { DeliveryError } from "#channel/delivery-error.ts";
import type { Address } from "#channel/address.ts";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readKeptFile } from "#channel/kit/platform/read-kept-file.ts";
import type { SlackFile } from "#connectors/slack/block.ts";
import { limits } from "#connectors/slack/limits.ts";
import { callSlack, type SlackAccess } from "./call-slack.ts";

type UploadParts = { readonly access: SlackAccess; readonly blobs: BlobStore };

/** Milliseconds for the bytes of a file. */
const uploadMs = 90_000;

/**
 * Uploads a file of the server's store and shows it to the person: an address to upload to, the bytes, and the end
 * (docs.slack.dev/messaging/working-with-files). Only the last step shows anything, so the others may be done again.
 * @throws DeliveryError
 */
export async function uploadFile(
  { file, alt }: SlackFile,
  address: Address,
  { access, blobs }: UploadParts,
  signal: AbortSignal,
): Promise<void> {
  const bytes = await readKeptFile(blobs, file, limits.files.bytes);
  const begun = await callSlack(access, {
    method: "files.getUploadURLExternal",
    body: {
      filename: file.name,
      length: String(bytes.byteLength),
      ...(alt === "" ? {} : { alt_txt: alt.slice(0, 1_000).toWellFormed() }),
    },
    form: true,
    signal,
  });
  const [url, id] = [asText(begun.body["upload_url"]), asText(begun.body["file_id"])];
  if (url === undefined || id === undefined)
    throw new DeliveryError("Slack named no address for the file", "transient");
  await sendBytes(url, bytes, access, signal);
  const { thread } = address;
  await callSlack(access, {
    method: "files.completeUploadExternal",
    body: {
      files: [{ id, title: file.name }],
      channel_id: await channelFor(address, access, signal),
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
    signal,
  });
}

/** Nothing is shown yet, so whatever fails may be tried again. */
async function sendBytes(
  url: string,
  body: Uint8Array<ArrayBuffer>,
  { fetch: call }: SlackAccess,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(uploadMs)]);
  const headers = { "content-type": "application/octet-stream" };
  const response = await call(url, { method: "POST", headers, body, signal: limit }).catch((cause: unknown) => {
    throw new DeliveryError("Slack did not take the file", "transient", { cause });
  });
  await response.body?.cancel();
  if (!response.ok)
    throw new DeliveryError(`Slack answered ${response.status} to a file`, "transient", {
      code: String(response.status),
    });
}

/** A file is not sent to a person but to a conversation, which is opened for it. */
async function channelFor({ user, scope, route }: Address, access: SlackAccess, signal: AbortSignal): Promise<string> {
  const known = scope === "group" ? user : route?.["channel"];
  if (known !== undefined) return known;
  const { body } = await callSlack(access, { method: "conversations.open", body: { users: user }, signal });
  const channel = asText(asObject(body["channel"])["id"]);
  if (channel === undefined) throw new DeliveryError("Slack opened no conversation with the person", "recipient");
  return channel;
}
