import { toProblem } from "@causerie/protocol";
import { Router } from "express";
import type { Logger } from "#app/logger.ts";
import { RequestError } from "#app/errors.ts";
import { rejectOnAbort } from "#async/reject-on-abort.ts";
import { TimeLimit } from "#async/time-limit.ts";
import { apiHeaders } from "#http/json-api.ts";
import { refuseOtherMethods } from "#http/refusing/methods.ts";
import { sendJson, sendProblem } from "#http/responses.ts";
import { ownPaths } from "#http/own-paths.ts";

export type Health = {
  /** Resolves when the parts that a message needs work, above all the store. */
  ready: () => Promise<void>;
  /** Whether the server is going down and should get no new work. */
  draining: () => boolean;
  logger: Logger;
};

/** `patienceMs`: how long the parts may take to answer. `keepMs`: how long the result is reused. */
export type HealthTimes = { patienceMs?: number; keepMs?: number };

/** `live` says that the process answers, `ready` that it may get work. Load balancers should ask `ready`. */
export function createHealthRouter(
  { ready, draining, logger }: Health,
  { patienceMs = 3000, keepMs = 1000 }: HealthTimes = {},
): Router {
  const router = Router();
  const check = reuseFor(keepMs, async (): Promise<boolean> => {
    try {
      await within(patienceMs, ready());
      return true;
    } catch (err) {
      logger.error({ err }, "not ready");
      return false;
    }
  });
  router.use(ownPaths.health, apiHeaders);
  router.get(`${ownPaths.health}/live`, (_request, response) => sendJson(response, 200, { status: "live" }));
  router.get(`${ownPaths.health}/ready`, async (_request, response) => {
    if (draining()) {
      sendProblem(response, toProblem("unavailable", "the server is going down"));
      return;
    }
    if (await check()) sendJson(response, 200, { status: "ready" });
    else sendProblem(response, toProblem("unavailable", "a part of the server does not work"));
  });
  router.use(refuseOtherMethods(router));
  return router;
}

/** Runs one check at a time and reuses its result: a check writes to the store, and anybody may ask for one. */
function reuseFor(ms: number, check: () => Promise<boolean>): () => Promise<boolean> {
  let result: Promise<boolean> | undefined;
  let validUntil = 0;
  return () => {
    if (result === undefined || performance.now() >= validUntil) {
      validUntil = Infinity;
      result = check().finally(() => (validUntil = performance.now() + ms));
    }
    return result;
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  using limit = new TimeLimit({
    ms,
    timeoutReason: () => new RequestError("unavailable", `no answer within ${ms} ms`),
  });
  await rejectOnAbort(work, limit.signal);
}
