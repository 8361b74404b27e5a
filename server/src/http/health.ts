import { setTimeout as delay } from "node:timers/promises";
import { toProblem } from "@causerie/protocol";
import { Router } from "express";
import type { Logger } from "#logger.ts";
import { apiHeaders } from "./headers.ts";
import { sendProblem } from "./problem.ts";
import { sendJson } from "./send-json.ts";

export type Health = {
  /** Resolves when the parts that a message needs (the store, above all) do their work. */
  ready: () => Promise<void>;
  /** The server is going down: no new work, please. */
  draining?: () => boolean;
  logger: Logger;
};

/** `live`: the process answers. `ready`: it may be given work; load balancers ask this one. */
export function createHealthRouter({ ready, draining = () => false, logger }: Health, patienceMs = 3000): Router {
  const router = Router();
  router.use("/health", apiHeaders);
  router.get("/health/live", (_request, response) => sendJson(response, 200, { status: "live" }));
  router.get("/health/ready", async (_request, response) => {
    if (draining()) {
      sendProblem(response, toProblem("unavailable", "the server is going down"));
      return;
    }
    try {
      await within(patienceMs, ready());
      sendJson(response, 200, { status: "ready" });
    } catch (err) {
      logger.error({ err }, "not ready");
      sendProblem(response, toProblem("unavailable", "a part of the server does not work"));
    }
  });
  return router;
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const late = delay(ms, undefined, { signal: done.signal }).then(
    () => {
      throw new Error(`no answer within ${ms} ms`);
    },
    () => undefined,
  );
  try {
    await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
