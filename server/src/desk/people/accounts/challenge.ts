import * as v from "valibot";
import type { Json } from "#channel/json.ts";
import { readBody } from "./read-body.ts";
import { hashToken, newToken } from "./secret-token.ts";
import type { TeamRecords } from "./team-records.ts";

/**
 * What a browser was asked, so that its answer counts once, and in that browser alone. `value`: the challenge of a passkey. `personId`: who is
 * signed in while it is asked. `invitation`: hash of the token of one that is accepted by it.
 */
const challengeSchema = v.variant("purpose", [
  v.object({ purpose: v.literal("passkey-make"), value: v.string(), personId: v.string() }),
  v.object({ purpose: v.literal("passkey-sign-in"), value: v.string() }),
  v.object({
    purpose: v.literal("oidc"),
    state: v.string(),
    nonce: v.string(),
    verifier: v.string(),
    personId: v.optional(v.string()),
    invitation: v.optional(v.string()),
  }),
  v.object({ purpose: v.literal("link"), personId: v.string() }),
]);

type ChallengeBody = v.InferOutput<typeof challengeSchema>;
type Purpose = ChallengeBody["purpose"];
export type Challenge<Of extends Purpose> = Extract<ChallengeBody, { purpose: Of }>;

type Parts = { team: TeamRecords; now: () => number };

/** @returns the token that the browser shows with its answer: who reads the database cannot make it. */
export async function putChallenge(
  { team, now }: Parts,
  body: ChallengeBody,
  expiresAt: number,
  audit: Parameters<TeamRecords["records"]["write"]>[1] = [],
): Promise<string> {
  const { token, hash } = newToken();
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Json;
  const kept = { until: expiresAt, given };
  await team.records.write(
    [{ kind: "challenge", id: hash, version: 0, type: "put", body: kept, expiresAt }],
    audit,
    now(),
  );
  return token;
}

const keptSchema = v.object({ until: v.number(), given: challengeSchema });

/**
 * Reads a challenge and removes it: of two who come with the same one, one gets it, in whatever process. It is gone whatever becomes of the answer.
 *
 * @returns undefined: there is none, it is over or used, or it was made for something else.
 */
export async function redeemChallenge<Of extends Purpose>(
  { team, now }: Parts,
  token: string | undefined,
  purpose: Of,
): Promise<Challenge<Of> | undefined> {
  if (token === undefined) return undefined;
  const record = await team.records.read("challenge", hashToken(token));
  if (record === undefined) return undefined;
  const { id, version } = record;
  const isMine = await team.records.write([{ kind: "challenge", id, version, type: "remove" }], [], now());
  const { until, given } = readBody(keptSchema, record);
  return isMine && until > now() && isFor(given, purpose) ? given : undefined;
}

function isFor<Of extends Purpose>(body: ChallengeBody, purpose: Of): body is Challenge<Of> {
  return body.purpose === purpose;
}
