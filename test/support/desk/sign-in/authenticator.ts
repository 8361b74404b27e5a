import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type { NewPasskey, PasskeyCreation, PasskeyProof, PasskeyRequest } from "@causerie/protocol/desk";
import { cbor } from "./cbor.ts";

/** What it says otherwise than a good one would. */
export type Misbehaviour = {
  origin?: string;
  rpId?: string;
  isVerified?: boolean;
  type?: string;
  counter?: number;
  challenge?: string;
  userHandle?: string;
};

type Credential = { id: Buffer; privateKey: KeyObject; userHandle: string };

/** An authenticator and its browser: real keys and signatures (WebAuthn level 3, 6), and no screen. */
export class Authenticator {
  readonly #origin: string;
  readonly #credentials = new Map<string, Credential>();
  #counter = 0;

  /** @param origin of the page that the browser shows. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  make(options: PasskeyCreation, name = "My phone", as: Misbehaviour = {}): NewPasskey {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const id = randomBytes(32);
    this.#credentials.set(id.toString("base64url"), { id, privateKey, userHandle: options.user.id });
    const { x = "", y = "" } = publicKey.export({ format: "jwk" });
    // COSE_Key of ES256 (RFC 9053, 7.1).
    const key = cbor(
      new Map<number, number | Buffer>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, "base64url")],
        [-3, Buffer.from(y, "base64url")],
      ]),
    );
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, id, key]);
    const authData = this.#data(options.rp.id, as, attested);
    const attestation = cbor(
      new Map<string, string | Buffer | Map<string, string>>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]),
    );
    return {
      name,
      id: id.toString("base64url"),
      clientDataJSON: this.#clientData("webauthn.create", options.challenge, as).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      transports: ["internal"],
    };
  }

  prove(options: PasskeyRequest, as: Misbehaviour = {}): PasskeyProof {
    const [credential] = this.#credentials.values();
    if (credential === undefined) throw new Error("the authenticator has no passkey");
    const authData = this.#data(options.rpId, as);
    const clientData = this.#clientData("webauthn.get", options.challenge, as);
    const signed = Buffer.concat([authData, createHash("sha256").update(clientData).digest()]);
    return {
      id: credential.id.toString("base64url"),
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: authData.toString("base64url"),
      signature: sign("sha256", signed, credential.privateKey).toString("base64url"),
      userHandle: as.userHandle ?? credential.userHandle,
    };
  }

  #clientData(type: string, challenge: string, as: Misbehaviour): Buffer {
    const origin = as.origin ?? this.#origin;
    return Buffer.from(
      JSON.stringify({ type: as.type ?? type, challenge: as.challenge ?? challenge, origin, crossOrigin: false }),
    );
  }

  /** Flags (6.1): 1 a person is there, 4 and is verified, 64 a credential follows. */
  #data(rpId: string, { rpId: said = rpId, isVerified = true, counter }: Misbehaviour, attested?: Buffer): Buffer {
    this.#counter += 1;
    const head = Buffer.alloc(5);
    head.writeUInt8(1 + (isVerified ? 4 : 0) + (attested === undefined ? 0 : 64));
    head.writeUInt32BE(counter ?? this.#counter, 1);
    return Buffer.concat([createHash("sha256").update(said).digest(), head, attested ?? Buffer.alloc(0)]);
  }
}
