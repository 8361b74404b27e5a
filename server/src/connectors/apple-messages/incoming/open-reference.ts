import { fetchFile } from "#channel/kit/fetch-file.ts";
import { isObject, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { decrypt, readKey } from "#connectors/apple-messages/cipher.ts";
import { fileRules } from "#connectors/apple-messages/file-hosts.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { askDownload } from "#connectors/apple-messages/send/ask-download.ts";
import { callGateway, type GatewayAccess, readAnswer } from "#connectors/apple-messages/send/call-gateway.ts";
import type { FileReference } from "./file-reference.ts";

/**
 * Fetches an answer that was too large to be sent ("Receiving Large Interactive Data Payloads"): fetched, decrypted, and read by the gateway, which
 * alone knows its format. It has all pictures of the list again, so it is bounded twice.
 * @returns undefined: it is none.
 * @throws DeliveryError, FetchError
 */
export async function openReference(
  { reference, bid }: { readonly reference: FileReference; readonly bid: string },
  access: GatewayAccess,
  signal: AbortSignal,
): Promise<JsonObject | undefined> {
  const key = readKey(reference.key);
  if (key === undefined) return undefined;
  const address = await askDownload(reference, access, signal);
  const rules = { ...fileRules(access.apiUrl), maxBytes: limits.reference.packed };
  const file = await fetchFile(address, rules, signal);
  const pieces: Uint8Array[] = [];
  for await (const piece of decrypt(key, file.content())) pieces.push(piece);
  const body = new Uint8Array(Buffer.concat(pieces));
  const headers = { bid, "content-type": "application/octet-stream" };
  const response = await callGateway(access, { method: "POST", path: "decodePayload", headers, body, signal });
  const decoded = await readAnswer(response, limits.reference.plain);
  const data = decoded["interactiveData"] ?? decoded;
  return isObject(data) && isObject(data["data"]) ? data : undefined;
}
