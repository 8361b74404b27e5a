import { createHash } from "node:crypto";

/**
 * The id of a message, made from its delivery's: the same in every attempt, so that Apple can know it again. A UUID of the version for ids of one's
 * own making (RFC 9562, section 5.8).
 */
export function messageIdOf(deliveryId: string): string {
  const bytes = createHash("sha256").update(deliveryId).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
