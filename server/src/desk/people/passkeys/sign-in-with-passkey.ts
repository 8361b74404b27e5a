import { randomBytes } from "node:crypto";
import type { PasskeyProof, PasskeyRequest } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { putChallenge, redeemChallenge } from "#desk/people/accounts/challenge.ts";
import { type Passkey, putPasskey } from "#desk/people/accounts/passkey.ts";
import { putPerson } from "#desk/people/accounts/team-records.ts";
import {
  beginSession,
  type NewSession,
  recordRefusal,
  signedIn,
  type SignInParts,
  type Visit,
} from "#desk/people/sign-in.ts";
import { type PasskeyParts, requireSite } from "./make-passkey.ts";
import { userHandleOf } from "./user-handle.ts";
import { verifyProof } from "./verify-passkey.ts";

/** The page asks when it opens, and people may look at it for a while before they choose. */
const askMs = 10 * 60_000;

/** Asks for any passkey of this site: who has one need not type who they are. @throws RequestError `rate_limited`, `conflict` */
export async function askForPasskey(
  parts: PasskeyParts & { limits: Pick<SignInParts["limits"], "challenges"> },
  address: string,
): Promise<{ options: PasskeyRequest; token: string }> {
  const { id } = requireSite(parts);
  await parts.limits.challenges(address);
  const challenge = randomBytes(32).toString("base64url");
  const expiresAt = parts.now() + askMs;
  const token = await putChallenge(parts, { purpose: "passkey-sign-in", value: challenge }, expiresAt);
  return {
    options: { challenge, rpId: id, timeout: askMs, userVerification: "required", expiresAt },
    token,
  };
}

/**
 * Signs somebody in by a passkey alone: the device has it, and has verified who holds it, which are two factors.
 *
 * @param token of the cookie that came with the question.
 * @throws RequestError `unauthorized`, `rate_limited`, `conflict`
 */
export async function signInWithPasskey(
  parts: SignInParts & PasskeyParts,
  proof: PasskeyProof,
  token: string | undefined,
  visit: Visit,
): Promise<NewSession> {
  const { team, limits, now } = parts;
  const site = requireSite(parts);
  await limits.perAddress(visit.address);
  const challenge = await redeemChallenge(parts, token, "passkey-sign-in");
  if (challenge === undefined)
    throw new RequestError("unauthorized", "this took too long, or was begun in another browser; try again");
  const passkey = await team.passkeyOf(proof.id);
  const known = passkey === undefined ? undefined : await team.person(passkey.personId);
  const refuse = async (reason: string): Promise<never> => {
    await recordRefusal(parts, known, reason);
    throw refused();
  };
  if (passkey === undefined || known === undefined || known.isDisabled) return await refuse("passkey");
  const isTheirs = proof.userHandle === undefined || proof.userHandle === userHandleOf(known);
  const used = isTheirs ? await verifyProof(proof, passkey, { challenge: challenge.value, site }) : undefined;
  if (used === undefined) return await refuse("passkey");
  if (mayBeCopy(passkey, used.counter)) return await refuse("passkey-counter");
  return await beginSession(parts, visit, async () => {
    const [person, current] = await Promise.all([team.person(known.id), team.passkeyOf(proof.id)]);
    // Changed while the proof was being looked at; or the same device was used twice at once, of which the later one counts.
    if (person === undefined || person.isDisabled || current === undefined || mayBeCopy(current, used.counter))
      throw refused();
    const { id, version, ...body } = current;
    const at = now();
    const seen = { ...person, lastSeenAt: at };
    return {
      person: seen,
      changes: [putPerson(seen), putPasskey(id, { ...body, ...used, lastUsedAt: at }, version)],
      audit: [signedIn(person, "passkey", { passkey: id })],
    };
  });
}

/** An authenticator that counts never says a number twice: else there are two of it (WebAuthn level 3, 7.2, step 22). */
function mayBeCopy({ counter }: Passkey, said: number): boolean {
  return (counter > 0 || said > 0) && said <= counter;
}

function refused(): RequestError {
  return new RequestError(
    "unauthorized",
    "this passkey lets nobody in here; use another one, or ask an administrator of the desk",
  );
}
