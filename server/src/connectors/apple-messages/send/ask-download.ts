import { DeliveryError } from "#channel/delivery-error.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import type { FileReference } from "#connectors/apple-messages/incoming/file-reference.ts";
import { limits } from "#connectors/apple-messages/limits.ts";
import { callGateway, type GatewayAccess, readAnswer } from "./call-gateway.ts";

/** Asks where something encrypted can be fetched, which holds for a short time. @throws DeliveryError */
export async function askDownload(
  { url, owner, signature }: FileReference,
  access: GatewayAccess,
  signal: AbortSignal,
): Promise<string> {
  const headers = { url, owner, signature };
  const response = await callGateway(access, { method: "GET", path: "preDownload", headers, signal });
  const address = asText((await readAnswer(response, limits.answer))["download-url"]);
  if (address === undefined) throw new DeliveryError("Apple named no address of the file", "content");
  return address;
}
