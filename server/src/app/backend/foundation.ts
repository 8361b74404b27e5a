import { join } from "node:path";
import { ConfigError } from "#app/errors.ts";
import { watchEventLoop } from "#app/event-loop-watch.ts";
import { openKeptClock } from "#app/kept-clock.ts";
import { surviveLateStoryErrors } from "#app/late-story-errors.ts";
import type { Logger } from "#app/logger.ts";
import { logPurpose, maskPeople } from "#app/masked-logger.ts";
import { openServices, type Services } from "#app/open-services.ts";
import { openTracing, type Tracing } from "#app/tracing/tracing.ts";
import type { Settings } from "#config/config.ts";
import type { LaneRunner } from "#pipeline/lanes/lane-runner.ts";
import { describeJudgement, judge } from "#understanding/classifier/model/judgement.ts";
import type { Overrides } from "./overrides.ts";

export type BackendSettings = Settings & { publicUrl: string };

/** What all parts of one server share. */
export type Foundation = {
  settings: BackendSettings;
  overrides: Overrides;
  logger: Logger;
  services: Services;
  tracing: Tracing;
  /** The time of day. */
  now: () => number;
  /** A clock that nobody sets back: what waits goes by it. */
  steady: () => number;
  /** A connector may accept while it starts, before there are workers: their first sweep finds what it brought. */
  lanes: { worker?: LaneRunner; outbox?: LaneRunner };
};

/** @throws ConfigError when a part cannot be used, or the bot would understand nothing. */
export async function openFoundation(
  settings: BackendSettings,
  overrides: Overrides & { logger: Logger },
  parts: AsyncDisposableStack,
): Promise<Foundation> {
  const { now = Date.now } = overrides;
  const { connectors, channelKinds, desk } = settings;
  const writers = [...connectors, ...(desk === undefined ? [] : channelKinds)];
  // A pattern twice would hash a hash.
  const patterns = [...new Set(writers.flatMap(({ peopleInLog }) => peopleInLog ?? []))];
  const { logger, setKey } = maskPeople(overrides.logger, patterns);
  // It must look at the files before the store writes. A clock that is given is the whole truth.
  const steady = overrides.now ?? parts.use(openKeptClock(settings.data, logger)).now;
  const services = parts.use(await openServices(settings, { store: overrides.store, now, logger }));
  setKey(services.key(logPurpose));
  await trainClassifier(settings, overrides, logger);
  if (settings.lateStoryErrors === "log") parts.use(surviveLateStoryErrors());
  parts.use(watchEventLoop(logger));
  return { settings, overrides, logger, services, tracing: openTracing(), now, steady, lanes: {} };
}

/**
 * Before anything is answered: a bot that has not learnt yet would not understand. Kept for the next start.
 * @throws ConfigError when the classifier would understand nothing: a server that starts so would fail in silence.
 */
async function trainClassifier({ bot, data }: Settings, { store }: Overrides, logger: Logger): Promise<void> {
  const trained = await bot.train(store === undefined ? { cacheFolder: join(data, "models") } : {});
  if (trained === undefined) return;
  const { trainedInMs, fromCache, cacheProblem, heldOut } = trained;
  const problem = describeJudgement(heldOut);
  if (judge(heldOut) === "deaf") throw new ConfigError([`bot: ${problem ?? ""}`]);
  const facts = { examples: bot.examples.length, trainedInMs: Math.round(trainedInMs), fromCache, heldOut };
  logger.info(facts, "the classifier has learnt from the stories' examples");
  if (problem !== undefined) logger.warn({ ...heldOut }, problem);
  if (cacheProblem !== undefined) logger.warn({ cacheProblem }, "what the classifier has learnt could not be kept");
}
