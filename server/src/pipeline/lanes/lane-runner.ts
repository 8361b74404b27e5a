/**
 * Runs work that is queued in lanes: what is in one lane runs one after another, lanes run side by side. What is queued
 * is the store's business; a runner only knows which lanes to look into: those it was woken for, and those that the
 * store names as due, at the start, when something falls due, and every so often in case a wake was lost.
 */
export type LaneRunnerOptions = {
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  /** When the first of what falls due after `now` does. */
  nextDue(now: number): Promise<number | undefined>;
  /** Does the lane's next piece of work. False: there was none that is due. */
  step(lane: string): Promise<boolean>;
  /** A step that threw is a defect or a store that is away; the lane is looked into again at the next sweep. */
  failed(lane: string, error: unknown): void;
  /** A lane that has work and is not begun here soon: the runner is full, or stops. Another process may begin it. */
  passOn?(lane: string): void;
  concurrency: number;
  now: () => number;
  /** Longest pause between two looks at what is due, in milliseconds. */
  sweepMs?: number;
};

export type LaneRunner = {
  /** There may be work in this lane. */
  wake(lane: string): void;
  /** Another process has passed this lane on: it is begun if there is room. */
  takeOver(lane: string): void;
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
  /** Woken while it runs: look again before leaving the lane. */
  const again = new Set<string>();
  /** The last sweep found as much as it may at once: when this batch has run, there is more to find. */
  let backlog = false;
  let batch = new Set<string>();
  /** Where nothing could be done: in a backlog they are passed over, or they would hide what comes after them. */
  const fruitless = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wakeAt = Infinity;
  let sweeping: Promise<void> | undefined;

  function enqueue(lane: string): void {
    if (stopped) return;
    if (running.has(lane)) again.add(lane);
    else waiting.add(lane);
    fill();
  }

  function wake(lane: string): void {
    enqueue(lane);
    if (stopped || waiting.has(lane)) options.passOn?.(lane);
  }

  /** Not passed on again: full processes would toss it to and fro. The next sweep finds it. */
  function takeOver(lane: string): void {
    if (running.size < concurrency) enqueue(lane);
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
          if (batch.delete(lane) && batch.size === 0) wakeBy(options.now());
          fill();
        }),
      );
    }
  }

  async function run(lane: string): Promise<void> {
    fruitless.add(lane);
    try {
      for (;;) {
        again.delete(lane);
        // Before the step: what falls due while it looks must not slip through between the two questions.
        const now = options.now();
        const worked = await options.step(lane);
        if (worked) fruitless.delete(lane);
        if (stopped) return;
        if (!worked) {
          wakeBy((await options.nextDue(now)) ?? Infinity);
          return;
        }
      }
    } catch (error) {
      fruitless.add(lane);
      options.failed(lane, error);
    }
  }

  function sweep(): Promise<void> {
    sweeping ??= look().finally(() => {
      sweeping = undefined;
      setAlarm();
    });
    return sweeping;
  }

  async function look(): Promise<void> {
    if (stopped) return;
    wakeAt = Infinity;
    const now = options.now();
    wakeBy(now + sweepMs);
    if (!backlog) fruitless.clear();
    try {
      const lanes = await options.due(now, dueLimit, new Set([...running.keys(), ...waiting, ...fruitless]));
      backlog = lanes.length >= dueLimit;
      batch = new Set(backlog ? lanes : []);
      // Every process finds these, so there is nobody to pass them on to.
      for (const lane of lanes) enqueue(lane);
      wakeBy((await options.nextDue(now)) ?? Infinity);
    } catch (error) {
      options.failed("", error);
    }
  }

  /** Only ever earlier: a later time must not hide one that somebody counts on. A sweep alone begins anew. */
  function wakeBy(time: number): void {
    if (time >= wakeAt) return;
    wakeAt = time;
    // A sweep under way may be past the lane in question, so the alarm is kept for its end.
    if (sweeping === undefined) setAlarm();
  }

  function setAlarm(): void {
    clearTimeout(timer);
    if (stopped) return;
    // The upper bound is for a clock that is set back.
    const pause = Math.min(sweepMs, Math.max(0, wakeAt - options.now()));
    timer = setTimeout(() => void sweep(), pause);
  }

  void sweep();

  return {
    wake,
    takeOver,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      for (const lane of waiting) options.passOn?.(lane);
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
