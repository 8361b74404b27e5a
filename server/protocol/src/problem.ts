import * as v from "valibot";
import { type DeskErrorCode, deskErrorCodes } from "./desk/error-code.ts";
import { errorCodes, type ErrorCode } from "./error-code.ts";

/** An error answer (RFC 9457 `application/problem+json`), also carried by Socket.IO acknowledgements. */
export const problemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  /** One of {@link errorCodes}; an open string, because a newer server may know more codes. */
  code: v.string(),
  retryable: v.boolean(),
  /** What exactly was wrong and what to do about it. Never quotes the text of a message. */
  detail: v.optional(v.string()),
  /** Milliseconds to wait before the next try, where the server knows. */
  retryAfterMs: v.optional(v.number()),
  /** With `resync`: the seq of the oldest event that can still be read. */
  oldestSeq: v.optional(v.number()),
  /** With `offset_mismatch`: how many bytes of the upload the server has. */
  offset: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof problemSchema>;

/**
 * Why a token was refused, with `sign_in_failed`. `too_large`, `malformed`: it is no token that is taken. `algorithm`: not an
 * asymmetric one. `key`, `signature`: not the issuer's. `issuer`, `tenant`, `audience`, `scope`: not one that is configured.
 * `expired`, `not_yet_valid`: by its times. `claims`: one is missing.
 */
export const signInRefusals = [
  "too_large",
  "malformed",
  "algorithm",
  "key",
  "signature",
  "issuer",
  "tenant",
  "audience",
  "scope",
  "expired",
  "not_yet_valid",
  "claims",
] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

/** A {@link Problem} with the code `sign_in_failed`. */
export const signInProblemSchema = v.object({ ...problemSchema.entries, reason: v.picklist(signInRefusals) });

export function toProblem(code: ErrorCode | DeskErrorCode, detail?: string, retryAfterMs?: number): Problem {
  const { status, retryable, title } = isOfDesk(code) ? deskErrorCodes[code] : errorCodes[code];
  return {
    type: `https://causerie.dev/errors/${code}`,
    title,
    status,
    code,
    retryable,
    ...(detail === undefined ? {} : { detail }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function isOfDesk(code: ErrorCode | DeskErrorCode): code is DeskErrorCode {
  return Object.hasOwn(deskErrorCodes, code);
}
