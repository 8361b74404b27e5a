import { createHmac } from "node:crypto";
import { isHmacOf } from "#channel/kit/constant-time.ts";

/** Whether X signed exactly these bytes (docs.x.com, "Securing webhooks"). There is no time in it: what comes again is known by its id. */
export function isSigned(bytes: Uint8Array, header: string | undefined, secret: string): boolean {
  const signature = /^sha256=([A-Za-z0-9+/]{43}=)$/.exec(header ?? "")?.[1];
  if (signature === undefined) return false;
  return isHmacOf(bytes, Buffer.from(signature, "base64"), { algorithm: "sha256", secrets: [secret] });
}

/**
 * The answer to the question whether this server knows the secret (docs.x.com, "Challenge-Response Checks").
 *
 * X makes it with the same secret and in the same manner as the signatures of events. So a token that could be an event is not answered, or anybody
 * could have events signed here: of what has only these characters none is a JSON object.
 * @returns undefined: it is no token of X.
 */
export function answerCrc(token: string | null, secret: string): { response_token: string } | undefined {
  if (token === null || !/^[A-Za-z0-9+/=_-]{1,256}$/.test(token)) return undefined;
  return { response_token: `sha256=${createHmac("sha256", secret).update(token).digest("base64")}` };
}
