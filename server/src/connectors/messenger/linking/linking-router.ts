import express, { type Request, type Response, type Router } from "express";
import type { Logger } from "#app/logger.ts";
import { logSummed } from "#http/refusing/summed-log.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import { asId } from "#channel/kit/json-with-ids.ts";
import { callGraph, type GraphAccess } from "#connectors/meta/graph/graph-call.ts";
import { isMetas, openLink, sealLink } from "./link-state.ts";

export type LinkingParts = {
  /** The login page of the operator's site. */
  loginUrl: string;
  /** The first seals; the others did. */
  keys: readonly [Uint8Array, ...Uint8Array[]];
  access: GraphAccess;
  accessToken: string;
  /** How often Meta is asked whose a token is. */
  mayAsk: RateLimit;
  now: () => number;
  count: (name: string) => void;
  logger: Logger;
};

/** Milliseconds. A person waits, and the answer only saves them a login that would link nothing. */
const askMs = 3_000;

/**
 * The way of a person who links an account: Meta opens `/account-linking`, which sends them to the site's login page; from there the site
 * sends them to `/account-linking/done` with a code of its own, and this back to Meta, which tells the bot of it.
 */
export function createLinkingRouter(parts: LinkingParts): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    // The addresses hold what links an account: neither a cache nor the next page learns them.
    response.set({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    });
    next();
  });
  router.get("/", (request, response) => begin(request, response, parts));
  router.get("/done", (request, response) => end(request, response, parts));
  return router;
}

async function begin(request: Request, response: Response, parts: LinkingParts): Promise<void> {
  const { loginUrl, keys, now, count } = parts;
  const redirectUri = only(request, "redirect_uri") ?? "";
  const token = only(request, "account_linking_token") ?? "";
  if (!isMetas(redirectUri) || !/^[\w.-]{1,1000}$/.test(token) || (await isRefused(token, parts)))
    return refuse(response, parts, "This link is over, or is none of Messenger's. Tap the button in Messenger again.");
  const url = new URL(loginUrl);
  url.searchParams.set("causerie-link", sealLink(redirectUri, now(), keys[0]));
  count("account_link_begun");
  response.redirect(303, url.href);
}

/** Whether Meta knows the token. Where it does not say, the person goes on: Meta looks again at the end. */
async function isRefused(token: string, { access, accessToken, mayAsk }: LinkingParts): Promise<boolean> {
  try {
    await mayAsk("page");
  } catch {
    return false;
  }
  const query = { fields: "recipient", account_linking_token: token };
  const answer = await callGraph(access, { path: "me", query, token: accessToken, timeoutMs: askMs });
  if (answer.type === "answered") return asId(answer.body["recipient"]) === undefined;
  return answer.type === "refused" && (answer.code === 10303 || answer.code === 100);
}

function end(request: Request, response: Response, parts: LinkingParts): void {
  const { keys, now, count } = parts;
  const redirectUri = openLink(only(request, "link") ?? "", now(), keys);
  if (redirectUri === undefined)
    return refuse(response, parts, "It took too long to log in. Tap the button in Messenger again.");
  const code = only(request, "code");
  const url = new URL(redirectUri);
  // Without a code Meta links nothing: the person has given up.
  if (code !== undefined && code !== "") url.searchParams.set("authorization_code", code);
  count(url.searchParams.has("authorization_code") ? "account_link_ended" : "account_link_given_up");
  response.redirect(303, url.href);
}

function refuse(response: Response, { count, logger }: LinkingParts, words: string): void {
  count("account_link_refused");
  logSummed(logger, "info", {}, {}, "a way to link an account was refused: it is over, or none of Meta's");
  response.status(403).type("text/plain").send(`${words}\n`);
}

/** Undefined when it is missing, or there several times. */
function only(request: Request, name: string): string | undefined {
  const values = new URL(request.originalUrl, "http://localhost").searchParams.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}
