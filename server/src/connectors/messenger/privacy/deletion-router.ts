import express, { type Request, type Response, type Router } from "express";
import type { Logger } from "#app/logger.ts";
import { boundedBody } from "#http/bounded-body.ts";
import { logSummed } from "#http/refusing/summed-log.ts";
import { type Deletion, readConfirmation, writeConfirmation } from "./confirmation.ts";
import { readSignedRequest } from "./signed-request.ts";

export type DeletionParts = {
  appSecrets: readonly string[];
  /** The first signs the codes; the others did. */
  keys: readonly [Uint8Array, ...Uint8Array[]];
  /** Where this router is mounted, as people reach it. */
  url: string;
  /** @returns on how many pages the person was known; undefined when Meta does not say. */
  deletePerson: (userId: string) => Promise<number | undefined>;
  now: () => number;
  count: (name: string) => void;
  logger: Logger;
};

/** A request that somebody has kept must not delete what the person says years later. Meta sends one at once. */
const validMs = 24 * 3_600_000;

/**
 * Meta's data deletion callback: somebody takes the app's rights away in their Facebook settings, and gets an address at which
 * they read what was done.
 */
export function createDeletionRouter(parts: DeletionParts): Router {
  const router = express.Router();
  const limit = 16_384;
  const readText = boundedBody(limit, express.text({ type: () => true, limit, inflate: false }));
  router.post("/", readText, (request, response) => deleteOnWish(request, response, parts));
  router.get("/:code", (request, response) => showStatus(request.params["code"] ?? "", response, parts));
  return router;
}

async function deleteOnWish(request: Request, response: Response, parts: DeletionParts): Promise<void> {
  const { appSecrets, keys, url, deletePerson, now, count, logger } = parts;
  const body = typeof request.body === "string" ? request.body : "";
  const signed = readSignedRequest(new URLSearchParams(body).get("signed_request") ?? "", appSecrets);
  if (signed === undefined || Math.abs(now() - (signed.issuedAt ?? now())) > validMs) {
    count("deletion_refused");
    logSummed(logger, "info", {}, {}, "a request to delete somebody was refused: Meta has not signed it, or long ago");
    return void response.sendStatus(403);
  }
  try {
    const pages = await deletePerson(signed.userId);
    if (pages === undefined) {
      count("deletion_failed");
      logger.error("Meta does not say who wants to be deleted; look at appId, appSecret and the app's permissions");
      return void response.set("retry-after", "60").sendStatus(503);
    }
    count("deletion");
    logger.info({ pages }, "a person was deleted, as they wish");
    const code = writeConfirmation({ at: now(), pages }, keys[0]);
    response.json({ url: `${url}/${code}`, confirmation_code: code });
  } catch (error) {
    count("deletion_failed");
    logger.error({ err: error }, "a person could not be deleted");
    response.sendStatus(500);
  }
}

function showStatus(code: string, response: Response, { keys }: DeletionParts): void {
  const deletion = readConfirmation(code, keys);
  response
    .status(deletion === undefined ? 404 : 200)
    .set("x-content-type-options", "nosniff")
    .set("cache-control", "no-store")
    .type("text/plain")
    .send(deletion === undefined ? "There is no such confirmation.\n" : sentenceOf(deletion));
}

function sentenceOf({ at, pages }: Deletion): string {
  const when = `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const done =
    pages === 0
      ? "nothing was kept of you: you have not written to a page that this service answers for"
      : `all that this service kept of you was deleted: what was said, what was remembered, files and waiting messages (pages: ${pages})`;
  return `On ${when} ${done}.\nWhat you see in Messenger itself is kept by Meta: delete the conversation there.\n`;
}
