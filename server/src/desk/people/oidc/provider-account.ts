import { deskLimits } from "@causerie/protocol/desk";
import * as v from "valibot";

/** Somebody as the provider knows them. `email`: where they are written to; it is a proof only when it is verified. */
export type ProviderAccount = {
  issuer: string;
  subject: string;
  email: string | undefined;
  isEmailVerified: boolean;
  name: string;
  claims: Readonly<Record<string, unknown>>;
  endUrl: string | undefined;
};

const address = v.pipe(v.string(), v.trim(), v.toLowerCase(), v.email(), v.maxLength(deskLimits.emailLength));

/** @param claims proved by the signature. */
export function readAccount(
  claims: Readonly<Record<string, unknown>> & { readonly sub: string },
  issuer: string,
  endUrl: string | undefined,
): ProviderAccount {
  const stated = v.safeParse(address, claims["email"]);
  const login = v.safeParse(address, claims["preferred_username"]);
  const email = stated.success ? stated.output : login.success ? login.output : undefined;
  return {
    issuer,
    subject: claims.sub,
    email,
    // Another name of the account is none that anybody has verified.
    isEmailVerified: stated.success && claims["email_verified"] === true,
    name: nameOf(claims["name"], email ?? claims.sub),
    claims,
    endUrl,
  };
}

function nameOf(given: unknown, other: string): string {
  const text = typeof given === "string" ? given.replaceAll(/\p{Cc}/gu, " ").trim() : "";
  return (text === "" ? (other.split("@", 1)[0] ?? other) : text).slice(0, deskLimits.nameLength);
}
