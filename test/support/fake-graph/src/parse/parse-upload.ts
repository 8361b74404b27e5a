import { child, objectAt, oneOf, refuseOtherKeys } from "./param.ts";
import { type MediaType, mediaTypes } from "./content.ts";

/** What a multipart upload says of its file. The payload names no address. */
export function parseUpload(value: unknown, path: string): MediaType {
  const attachment = objectAt(value, path);
  refuseOtherKeys(attachment, path, ["type", "payload"]);
  if (attachment["payload"] !== undefined) {
    const here = child(path, "payload");
    refuseOtherKeys(objectAt(attachment["payload"], here), here, ["is_reusable"]);
  }
  return oneOf(attachment["type"], child(path, "type"), mediaTypes);
}
