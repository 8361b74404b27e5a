import { asText, type JsonObject } from "#channel/kit/json-with-ids.ts";
import { readKey } from "#connectors/apple-messages/cipher.ts";

/** Where something encrypted is, and what opens it. `signature`: its checksum, base64. */
export type FileReference = {
  readonly url: string;
  readonly owner: string;
  readonly signature: string;
  readonly key: string;
};

/** Reads the reference to an attachment or a large answer. Undefined: it is not whole. */
export function readReference(given: JsonObject): FileReference | undefined {
  const [url, owner, key] = [given["url"], given["owner"], given["key"]].map(asText);
  const signature = asText(given["signature-base64"]) ?? fromHex(asText(given["signature"]));
  if (url === undefined || owner === undefined || key === undefined || signature === undefined) return undefined;
  // They go into headers.
  const isWhole = [url, owner, signature].every((each) => /^[!-~]{1,4000}$/.test(each)) && readKey(key) !== undefined;
  return isWhole ? { url, owner, signature, key } : undefined;
}

/** With an attachment the checksum comes as hex, and is asked for as base64. */
function fromHex(text: string | undefined): string | undefined {
  return text !== undefined && /^(?:[0-9a-f]{2}){1,200}$/i.test(text)
    ? Buffer.from(text, "hex").toString("base64")
    : undefined;
}
