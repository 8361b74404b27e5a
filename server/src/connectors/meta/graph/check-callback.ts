import { randomInt } from "node:crypto";
import { type Finding, good, warning, wrong } from "./finding.ts";

const timeoutMs = 10_000;

/** Does what Meta does at "Verify and save": the address must give the challenge back, and must not to a wrong token. */
export async function checkCallback(url: string, verifyToken: string, call: typeof fetch): Promise<Finding> {
  const right = await challenge(url, verifyToken, call);
  if (right === undefined)
    return warning(
      `The webhook's address ${url} cannot be reached from this machine`,
      "Start the server; if it runs, look at its proxy or tunnel and at its certificate. Behind some networks only Meta reaches it.",
    );
  if (right !== "given")
    return wrong(
      `At ${url} something else answers than this connector`,
      right === "refused"
        ? "The server there has another verifyToken: start it anew with this configuration."
        : "Look whether CAUSERIE_PUBLIC_URL and the connector's path are the ones of this server.",
    );
  return (await challenge(url, `${verifyToken}-`, call)) === "given"
    ? wrong(`${url} takes any verify token`, "Something before the server answers in its place: take it away.")
    : good("The webhook answers Meta's challenge");
}

/** @returns undefined when nobody answers. */
async function challenge(
  address: string,
  token: string,
  call: typeof fetch,
): Promise<"given" | "refused" | "other" | undefined> {
  const word = `causerie-${randomInt(1_000_000_000)}`;
  const url = new URL(address);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.verify_token", token);
  url.searchParams.set("hub.challenge", word);
  try {
    const response = await call(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 403) return "refused";
    return response.ok && (await response.text()) === word ? "given" : "other";
  } catch {
    return undefined;
  }
}
