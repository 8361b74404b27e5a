import { createHmac } from "node:crypto";
import { isSameSecret } from "#channel/kit/constant-time.ts";

/** Milliseconds that a person has to log in: Meta's own token lives for about five minutes. */
export const linkMs = 5 * 60_000;

/**
 * What travels over the login page of a site of yours and back: where Meta wants the person to return to. Sealed, because whoever may choose
 * that address could send people, with a code of the site, to a page of their own.
 */
export function sealLink(redirectUri: string, now: number, key: Uint8Array): string {
  const body = Buffer.from(JSON.stringify([redirectUri, now])).toString("base64url");
  return `${body}.${sealOf(body, key)}`;
}

/** @returns undefined for what this server has not sealed, or longer ago than five minutes. */
export function openLink(sealed: string, now: number, keys: readonly Uint8Array[]): string | undefined {
  const [, body = "", seal = ""] = /^([\w-]{1,4000})\.([0-9a-f]{64})$/.exec(sealed) ?? [];
  if (body === "" || !keys.some((key) => isSameSecret(seal, sealOf(body, key)))) return undefined;
  const [redirectUri, sealedAt] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, number];
  return now - sealedAt <= linkMs && now >= sealedAt ? redirectUri : undefined;
}

function sealOf(body: string, key: Uint8Array): string {
  return createHmac("sha256", key).update(`account link ${body}`).digest("hex");
}

const metaHosts = ["facebook.com", "messenger.com"];

/** Whether Meta may have given this address: a code that goes elsewhere links somebody else's conversation to the account. */
export function isMetas(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== "https:" || port !== "" || username !== "" || password !== "") return false;
  return metaHosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}
