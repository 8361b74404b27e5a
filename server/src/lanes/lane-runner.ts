/**
 * Runs work that is queued in lanes: what is in one lane runs one after another, lanes run side by side. What is queued
 * is the store's business; a runner only knows which lanes to look into: those it was poked for, and those that the
 * store names as due, at the start, when something falls due, and every so often in case a poke was lost.
 */
export type LaneRunnerOptions = {
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  nextDue(now: number): Promise<number | undefined>;
  /** Does the lane's next piece of work. False: there was none that is due. */
  step(lane: string): Promise<boolean>;
  /** A step that threw is a defect or a store that is away; the lane is looked into again at the next sweep. */
  failed(lane: string, error: unknown): void;
  concurrency: number;
  now: () => number;
  /** Longest pause between two looks at what is due, in milliseconds. */
  sweepMs?: number;
};

export type LaneRunner = {
  /** There may be work in this lane. */
  poke(lane: string): void;
  /** Starts nothing new. Resolves when all that runs has ended. */
  stop(): Promise<void>;
  /** Resolves when nothing runs and nothing is waiting to run. For tests. */
  idle(): Promise<void>;
};

const dueLimit = 500;

export function startLaneRunner(options: LaneRunnerOptions): LaneRunner {
  const { concurrency, sweepMs = 5_000 } = options;
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<string>();
  /** Poked while running: look again before leaving the lane. */
  const again = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;

  function poke(lane: string): void {
    if (stopped) return;
    if (running.has(lane)) again.add(lane);
    else waiting.add(lane);
    fill();
  }

  function fill(): void {
    for (const lane of waiting) {
      if (stopped || running.size >= concurrency) return;
      waiting.delete(lane);
      running.set(
        lane,
        run(lane).finally(() => {
          running.delete(lane);
          if (again.delete(lane)) waiting.add(lane);
          fill();
        }),
      );
    }
  }

  async function run(lane: string): Promise<void> {
    try {
      do again.delete(lane);
      while ((await options.step(lane)) && !stopped);
      if (!stopped) await schedule();
    } catch (error) {
      options.failed(lane, error);
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= look().finally(() => {
      sweeping = undefined;
    });
    return sweeping;
  }

  async function look(): Promise<void> {
    if (stopped) return;
    try {
      const except = new Set([...running.keys(), ...waiting]);
      for (const lane of await options.due(options.now(), dueLimit, except)) poke(lane);
    } catch (error) {
      options.failed("", error);
    }
    await schedule();
  }

  /** Sets the alarm for what falls due next. */
  async function schedule(): Promise<void> {
    let pause = sweepMs;
    try {
      const next = await options.nextDue(options.now());
      if (next !== undefined) pause = Math.min(sweepMs, Math.max(0, next - options.now()));
    } catch (error) {
      options.failed("", error);
    }
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void sweep(), pause);
  }

  void sweep();

  return {
    poke,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      waiting.clear();
      await Promise.all([...running.values(), sweeping]);
      clearTimeout(timer);
    },
    idle: async () => {
      while (running.size > 0 || waiting.size > 0 || sweeping !== undefined)
        await Promise.all([...running.values(), sweeping]);
    },
  };
}
