import * as v from "valibot";
import { deskLimits } from "./limits.ts";

/** Without control characters: it is shown on screens and in the audit log. */
const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(deskLimits.nameLength), v.regex(/^\P{Cc}+$/u));
const bytes = (most: number) => v.pipe(v.string(), v.regex(/^[\w-]+$/), v.maxLength(most));

/**
 * `GET /desk/api/sign-in/methods`: by what people sign in here. `passkeys`: false where the address of the desk is no name, for which browsers make
 * none. `provider`: what the organisation calls the service that it signs in with (OpenID Connect).
 */
export const signInMethodsSchema = v.object({
  passwords: v.boolean(),
  passkeys: v.boolean(),
  provider: v.optional(v.string()),
});
export type SignInMethods = v.InferOutput<typeof signInMethodsSchema>;

/**
 * `POST /desk/api/sign-in/passkey/options`: what `navigator.credentials.get` is called with. All bytes are base64url. `expiresAt`: until when the
 * answer is accepted, in milliseconds since 1970.
 */
export const passkeyRequestSchema = v.object({
  challenge: v.string(),
  rpId: v.string(),
  timeout: v.number(),
  userVerification: v.literal("required"),
  expiresAt: v.number(),
});
export type PasskeyRequest = v.InferOutput<typeof passkeyRequestSchema>;

/** `POST /desk/api/sign-in/passkey`: what the browser has answered. WebAuthn level 3, 5.1; the id is at most 1,023 bytes (6.5.1). */
export const passkeyProofSchema = v.strictObject({
  id: bytes(1_400),
  clientDataJSON: bytes(4_000),
  authenticatorData: bytes(4_000),
  signature: bytes(2_000),
  userHandle: v.optional(bytes(100)),
});
export type PasskeyProof = v.InferOutput<typeof passkeyProofSchema>;

/** `POST /desk/api/me/passkeys/options`: what `navigator.credentials.create` is called with. All bytes are base64url. */
export const passkeyCreationSchema = v.object({
  rp: v.object({ id: v.string(), name: v.string() }),
  user: v.object({ id: v.string(), name: v.string(), displayName: v.string() }),
  challenge: v.string(),
  /** Numbers of COSE, the preferred one first. */
  algorithms: v.array(v.number()),
  timeout: v.number(),
  /** Ids of those that the person has: an authenticator makes no second one. */
  exclude: v.array(v.string()),
});
export type PasskeyCreation = v.InferOutput<typeof passkeyCreationSchema>;

/** `POST /desk/api/me/passkeys`: keeps the new one. `name`: by which the person knows it again. */
export const newPasskeySchema = v.strictObject({
  name,
  id: bytes(1_400),
  clientDataJSON: bytes(4_000),
  attestationObject: bytes(20_000),
  transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(30))), v.maxLength(10))),
});
export type NewPasskey = v.InferOutput<typeof newPasskeySchema>;

/** `isSynced`: it is also on other devices of the person, by the maker of the system or a password manager. */
export const deskPasskeySchema = v.object({
  id: v.string(),
  name: v.string(),
  isSynced: v.boolean(),
  createdAt: v.number(),
  lastUsedAt: v.optional(v.number()),
});
export type DeskPasskey = v.InferOutput<typeof deskPasskeySchema>;

/** `GET /desk/api/me/access`: what lets one in beside a password. `isConnected`: an account at the provider does. */
export const ownAccessSchema = v.object({ passkeys: v.array(deskPasskeySchema), isConnected: v.boolean() });
export type OwnAccess = v.InferOutput<typeof ownAccessSchema>;

/** `POST /desk/api/sign-in/provider/begin`. `invitation`: the token of a link, to make the account of an invitation in this manner. */
export const beginProviderSchema = v.strictObject({
  invitation: v.optional(v.pipe(v.string(), v.maxLength(200))),
});

/** Where the browser goes. */
export const providerUrlSchema = v.object({ url: v.string() });

/** `POST /desk/api/sign-in/provider`: the query of the address that the browser came back to, without its `?`. */
export const fromProviderSchema = v.strictObject({ query: v.pipe(v.string(), v.maxLength(8_000)) });

/** `POST /desk/api/sign-in/link`: the token of a link that a command of the server has made (`causerie desk sign-in-link`). */
export const signInLinkSchema = v.strictObject({ token: v.pipe(v.string(), v.maxLength(200)) });
