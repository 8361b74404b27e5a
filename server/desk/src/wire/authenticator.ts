import type { NewPasskey, PasskeyCreation, PasskeyProof, PasskeyRequest } from "@causerie/protocol/desk";
import { CallError } from "./call-error.ts";

/** Whether this browser has passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === "function";
}

/** Whether the browser can offer them in the list of a field, to whoever begins to type an address. */
export async function canOffer(): Promise<boolean> {
  return hasPasskeys() && ((await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false);
}

/**
 * Asks the person for a passkey of this site.
 *
 * @param isOffer it stands in the list of a field, and nothing is opened.
 * @throws CallError `passkey_none`: the person has chosen none, or `signal` has ended it.
 */
export async function getPasskey(
  { challenge, rpId, timeout, userVerification }: PasskeyRequest,
  { isOffer, signal }: { isOffer: boolean; signal: AbortSignal },
): Promise<PasskeyProof> {
  const credential = await asked(() =>
    navigator.credentials.get({
      mediation: isOffer ? "conditional" : "optional",
      signal,
      publicKey: { challenge: toBytes(challenge), rpId, timeout, userVerification },
    }),
  );
  const { response } = credential;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw none();
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    id: credential.id,
    clientDataJSON: toText(clientDataJSON),
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    ...(userHandle === null ? {} : { userHandle: toText(userHandle) }),
  };
}

/** @throws CallError `passkey_none`, and `passkey_known`: the device has one already. */
export async function createPasskey(options: PasskeyCreation): Promise<Omit<NewPasskey, "name">> {
  const { rp, user, challenge, algorithms, timeout, exclude } = options;
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp,
        user: { ...user, id: toBytes(user.id) },
        challenge: toBytes(challenge),
        pubKeyCredParams: algorithms.map((alg) => ({ alg, type: "public-key" })),
        timeout,
        attestation: "none",
        // Kept by the device, so that nobody has to type who they are; and the device makes sure who holds it.
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        excludeCredentials: exclude.map((id) => ({ id: toBytes(id), type: "public-key" })),
      },
    }),
  );
  const { response } = credential;
  if (!(response instanceof AuthenticatorAttestationResponse)) throw none();
  return {
    id: credential.id,
    clientDataJSON: toText(response.clientDataJSON),
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports(),
  };
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (error) {
    // Of WebAuthn: a device that is excluded. All else is a person who closed it, or waited too long.
    if (error instanceof DOMException && error.name === "InvalidStateError")
      throw new CallError({ status: 409, code: "passkey_known" });
    if (!(error instanceof DOMException)) throw error;
  }
  throw none();
}

function none(): CallError {
  return new CallError({ status: 400, code: "passkey_none" });
}

/** Written here and not by `toJSON`, which not every browser, and not every password manager in one, has right. */
function toText(bytes: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}
