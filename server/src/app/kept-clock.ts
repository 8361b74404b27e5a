import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "./logger.ts";
import { createSteadyClock, type SteadyClock } from "./steady-clock.ts";

const keepEveryMs = 5_000;
/** Less than this is no clock that was set back: it is how clocks are compared. */
const toleranceMs = 2_000;

export type KeptClock = Disposable & { now: () => number };

/**
 * A clock for waits that also goes on over a restart. It knows from the database's files when something was last written; how
 * far it is ahead of the machine's clock it keeps in the file `clock`, only while it is.
 */
export function openKeptClock(folder: string, logger: Logger): KeptClock {
  const clock = createSteadyClock({ reached: reachedTime(folder) });
  report(clock, logger, "the machine's clock is behind what was stored before: waits go on by the stored time");
  let isAhead = clock.aheadMs() > toleranceMs;
  let hasFailed = false;
  const keep = (): void => {
    const wasAhead = isAhead;
    isAhead = clock.aheadMs() > toleranceMs;
    if (isAhead && !wasAhead) report(clock, logger, "the machine's clock was set back: waits go on without it");
    if (!isAhead) return;
    try {
      writeFileSync(join(folder, fileName), String(clock.now()));
    } catch (error) {
      if (!hasFailed) logger.warn({ err: error }, "how far waits have come could not be kept");
      hasFailed = true;
    }
  };
  const timer = setInterval(keep, keepEveryMs).unref();
  return {
    now: () => clock.now(),
    [Symbol.dispose]() {
      clearInterval(timer);
      keep();
    },
  };
}

const fileName = "clock";

function report(clock: SteadyClock, logger: Logger, message: string): void {
  const behindMs = Math.round(clock.aheadMs());
  if (behindMs > toleranceMs) logger.warn({ behindMs }, message);
}

/** The newest time that a process before this one has reached, as far as the folder tells; 0: nothing is known. */
function reachedTime(folder: string): number {
  const written = ["causerie.db", "causerie.db-wal"].map(
    (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(keptTime(folder), ...written);
}

function keptTime(folder: string): number {
  try {
    const time = Number(readFileSync(join(folder, fileName), "utf8"));
    return Number.isSafeInteger(time) ? time : 0;
  } catch {
    // There is none while both clocks agree.
    return 0;
  }
}
