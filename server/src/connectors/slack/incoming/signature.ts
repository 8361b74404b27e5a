import { isHmacOf } from "#channel/kit/constant-time.ts";
import { limits } from "#connectors/slack/limits.ts";

export type SignatureHeaders = { timestamp: string | undefined; signature: string | undefined };

/**
 * Whether Slack has signed exactly these bytes, within the last five minutes: an older request is a copy that somebody has kept
 * (docs.slack.dev/authentication/verifying-requests-from-slack).
 */
export function isSigned(
  body: Uint8Array,
  { timestamp = "", signature = "" }: SignatureHeaders,
  secrets: readonly string[],
  now: number,
): boolean {
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now / 1_000 - Number(timestamp)) > limits.signatureSeconds)
    return false;
  const [, digest] = /^v0=([\da-f]{64})$/.exec(signature) ?? [];
  if (digest === undefined) return false;
  const signed = Buffer.concat([Buffer.from(`v0:${timestamp}:`), body]);
  return isHmacOf(signed, Buffer.from(digest, "hex"), { algorithm: "sha256", secrets });
}
