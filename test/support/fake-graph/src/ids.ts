import { randomBytes, randomInt } from "node:crypto";

export function newMid(): string {
  return `m_${randomBytes(32).toString("base64url")}`;
}

/** 17 digits, above 2^53: a receiver that reads ids as numbers loses the last one. */
export function newPsid(): string {
  return `27${digits(15)}`;
}

/** 16 digits that still fit a JavaScript number, because echoes carry them as numbers. */
export function newAttachmentId(): string {
  return `1${digits(15)}`;
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}
