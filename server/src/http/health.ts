import { setTimeout as delay } from "node:timers/promises";
import { toProblem } from "@causerie/protocol";
import { Router } from "express";
import type { Logger } from "#app/logger.ts";
import { apiHeaders } from "./headers.ts";
import { sendProblem } from "./problem.ts";
import { sendJson } from "./send-json.ts";

export type Health = {
  /** Resolves when the parts that a message needs (the store, above all) do their work. */
  ready: () => Promise<void>;
  /** The server is going down: no new work, please. */
  draining: () => boolean;
  logger: Logger;
};

/** In milliseconds: how long the parts may take, and how long their answer is good for. */
export type HealthTimes = { patienceMs?: number; keepMs?: number };

/** `live`: the process answers. `ready`: it may be given work; load balancers ask this one. */
export function createHealthRouter(
  { ready, draining, logger }: Health,
  { patienceMs = 3000, keepMs = 1000 }: HealthTimes = {},
): Router {
  const router = Router();
  const check = keepFor(keepMs, async (): Promise<boolean> => {
    try {
      await within(patienceMs, ready());
      return true;
    } catch (err) {
      logger.error({ err }, "not ready");
      return false;
    }
  });
  router.use("/health", apiHeaders);
  router.get("/health/live", (_request, response) => sendJson(response, 200, { status: "live" }));
  router.get("/health/ready", async (_request, response) => {
    if (draining()) {
      sendProblem(response, toProblem("unavailable", "the server is going down"));
      return;
    }
    if (await check()) sendJson(response, 200, { status: "ready" });
    else sendProblem(response, toProblem("unavailable", "a part of the server does not work"));
  });
  return router;
}

/** One question at a time, and none while the last answer is fresh: each is a write to the store, and anybody may ask. */
function keepFor(ms: number, ask: () => Promise<boolean>): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  let freshUntil = 0;
  return () => {
    if (answer === undefined || performance.now() >= freshUntil) {
      freshUntil = Infinity;
      answer = ask().finally(() => (freshUntil = performance.now() + ms));
    }
    return answer;
  };
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
