import type { DeskPasskey, PasskeyCreation, PasskeyRequest, SignedIn } from "@causerie/protocol/desk";
import type { DeskAnswer, DeskClient } from "#support/desk/desk-client.ts";
import type { Authenticator, Misbehaviour } from "./authenticator.ts";

type Refusal = { code?: string; detail?: string };

/** Somebody who is signed in adds a passkey. */
export async function addPasskey(
  client: DeskClient,
  authenticator: Authenticator,
  as: Misbehaviour = {},
): Promise<DeskAnswer<DeskPasskey & Refusal>> {
  const { body } = await client.call<PasskeyCreation>("POST", "/me/passkeys/options", {});
  return await client.call("POST", "/me/passkeys", authenticator.make(body, "My phone", as));
}

export async function askForPasskey(client: DeskClient): Promise<PasskeyRequest> {
  return (await client.call<PasskeyRequest>("POST", "/sign-in/passkey/options", {})).body;
}

/** Somebody signs in by a passkey alone. */
export async function usePasskey(
  client: DeskClient,
  authenticator: Authenticator,
  as: Misbehaviour = {},
): Promise<DeskAnswer<SignedIn & Refusal>> {
  return await client.call("POST", "/sign-in/passkey", authenticator.prove(await askForPasskey(client), as));
}
