import type { NewPasskey, PasskeyProof } from "@causerie/protocol/desk";
import type { Passkey, PasskeyBody } from "#desk/people/accounts/passkey.ts";
import type { RelyingParty } from "./relying-party.ts";

type Expected = { challenge: string; site: RelyingParty };

/** What the authenticator has made; undefined: it does not fit to what was asked. */
export type MadePasskey = Pick<PasskeyBody, "credentialId" | "publicKey" | "counter" | "isSynced">;

/** Of COSE: EdDSA, ES256 and RS256, which together all authenticators have one of. */
export const algorithms = [-8, -7, -257];

/** Fetched when somebody first uses a passkey: it brings parsers of certificates with it, which few servers need. */
const library = () => import("@simplewebauthn/server");

/**
 * Looks at a new passkey: made for this site, by this challenge, in a page of ours, by a person whom their device has verified. Who made the device is
 * not asked for, so any certificate of it is no proof of anything.
 */
export async function verifyNewPasskey(
  { id, clientDataJSON, attestationObject }: NewPasskey,
  { challenge, site }: Expected,
): Promise<MadePasskey | undefined> {
  const { verifyRegistrationResponse } = await library();
  const response = {
    ...common(id),
    response: { clientDataJSON, attestationObject },
  };
  const made = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(asRefusal);
  if (made?.verified !== true) return undefined;
  const { credential, credentialBackedUp } = made.registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString("base64url"),
    counter: credential.counter,
    isSynced: credentialBackedUp,
  };
}

/** `counter`: what the authenticator says now; whether it may say so is for the caller. */
export type UsedPasskey = { counter: number; isSynced: boolean };

/** Looks at a proof in the same manner. @returns undefined: it is none. */
export async function verifyProof(
  { id, clientDataJSON, authenticatorData, signature, userHandle }: PasskeyProof,
  { credentialId, publicKey }: Passkey,
  { challenge, site }: Expected,
): Promise<UsedPasskey | undefined> {
  const { verifyAuthenticationResponse } = await library();
  const handle = userHandle === undefined ? {} : { userHandle };
  const response = {
    ...common(id),
    response: { clientDataJSON, authenticatorData, signature, ...handle },
  };
  const used = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.id,
    requireUserVerification: true,
    // Compared by the caller, which says in the audit log that there may be a copy.
    credential: { id: credentialId, publicKey: Uint8Array.from(Buffer.from(publicKey, "base64url")), counter: 0 },
  }).catch(asRefusal);
  if (used?.verified !== true) return undefined;
  return { counter: used.authenticationInfo.newCounter, isSynced: used.authenticationInfo.credentialBackedUp };
}

function common(id: string) {
  return { id, rawId: id, type: "public-key" as const, clientExtensionResults: {} };
}

/** The library throws for whatever does not fit, also for what is no CBOR at all: all of it is the browser's word, and none our mistake. */
function asRefusal(): undefined {
  return undefined;
}
