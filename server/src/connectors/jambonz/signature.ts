import { isHmacOf } from "#channel/kit/constant-time.ts";
import { limits } from "./verbs.ts";

/**
 * Whether jambonz has signed exactly these bytes, within the last five minutes: `t=…,v1=…`, several `v1` while the secret is replaced
 * (docs.jambonz.org/guides/features/securing-http-endpoints).
 */
export function isSigned(
  body: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
  now: number,
): boolean {
  const parts = (header ?? "").split(",").map((part) => part.trim());
  const time = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2);
  if (time === undefined || Math.abs(now / 1_000 - Number(time)) > limits.signatureSeconds) return false;
  // Each costs a look at the whole body, and jambonz sends one, or two while a secret is replaced.
  const digests = parts.flatMap((part) => /^v1=([\da-f]{64})$/.exec(part)?.[1] ?? []).slice(0, 4);
  const signed = Buffer.concat([Buffer.from(`${time}.`), body]);
  return digests.some((digest) => isHmacOf(signed, Buffer.from(digest, "hex"), { algorithm: "sha256", secrets }));
}
