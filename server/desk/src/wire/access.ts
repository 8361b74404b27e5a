import {
  deskPasskeySchema,
  type NewPasskey,
  ownAccessSchema,
  passkeyCreationSchema,
  type PasskeyProof,
  passkeyRequestSchema,
  providerUrlSchema,
  signedInSchema,
  signInMethodsSchema,
} from "@causerie/protocol/desk";
import { call, nothing } from "./call.ts";

/** By what people come in beside a password. All of it throws CallError. */
export const access = {
  methods: () => call("GET", "/sign-in/methods", signInMethodsSchema),
  own: () => call("GET", "/me/access", ownAccessSchema),
  askPasskey: () => call("POST", "/sign-in/passkey/options", passkeyRequestSchema),
  provePasskey: (body: PasskeyProof) => call("POST", "/sign-in/passkey", signedInSchema, { body }),
  askNewPasskey: () => call("POST", "/me/passkeys/options", passkeyCreationSchema),
  addPasskey: (body: NewPasskey) => call("POST", "/me/passkeys", deskPasskeySchema, { body }),
  removePasskey: (id: string) => call("DELETE", `/me/passkeys/${encodeURIComponent(id)}`, nothing),
  removePassword: () => call("DELETE", "/me/password", nothing),
  goToProvider: (invitation?: string) =>
    call("POST", "/sign-in/provider/begin", providerUrlSchema, {
      body: invitation === undefined ? {} : { invitation },
    }),
  connect: () => call("POST", "/me/provider/begin", providerUrlSchema),
  disconnect: () => call("DELETE", "/me/provider", nothing),
  comeFromProvider: (query: string) => call("POST", "/sign-in/provider", signedInSchema, { body: { query } }),
  enterByLink: (token: string) => call("POST", "/sign-in/link", signedInSchema, { body: { token } }),
};
