import { FairQueue } from "./fair-queue.ts";
import { RunningShares, type Share, type ShareBounds } from "./share.ts";

/**
 * Runs work that is queued in lanes: what is in one lane runs one after another, lanes run side by side. What is queued
 * is the store's business; a runner only knows which lanes to look into: those it was woken for, and those that the
 * store names as due, at the start, when something falls due, and every so often in case a wake was lost.
 */
export type LaneRunnerOptions = {
  due(now: number, limit: number, except: ReadonlySet<string>): Promise<string[]>;
  /** When the first of what falls due after `now` does. */
  nextDue(now: number): Promise<number | undefined>;
  /**
   * Does the lane's next piece of work.
   * @param slot to be told whose work this is, as soon as that is known.
   */
  step(lane: string, slot: LaneSlot): Promise<StepResult>;
  /** A step that threw is a defect or a store that is away; the lane is looked into again at the next sweep. */
  failed(lane: string, error: unknown): void;
  /** A lane that has work and is not begun here soon: the runner is full, or stops. Another process may begin it. */
  passOn?(lane: string): void;
  /** Pieces of work that are at work at the same time. One that only waits (for a service, a timer) is not one of them. */
  concurrency: number;
  /** Bounds what is under way, at work or waiting. */
  most?: ShareBounds;
  /** Milliseconds after which a piece of work counts as one that waits, and gives its place to another. */
  asleepAfterMs?: number;
  now: () => number;
  /** Longest pause between two looks at what is due, in milliseconds. */
  sweepMs?: number;
};

/**
 * False: no piece of work was due. `last`: one is done, and when it was, the lane had no other, now or later. `no_room`: it was left, because its
 * share is full; the lane waits for a place of that share.
 */
export type StepResult = boolean | "last" | "no_room";

/**
 * What a lane occupies while it runs. `isKnown`: somebody has said already whose work this is. `belongsTo`: says it, and the lane counts there from
 * now on. `mayJoin`: the same where that share has room; else false: the lane leaves, and waits for that share when it is woken again.
 */
export type LaneSlot = { readonly isKnown: boolean; belongsTo(share: Share): void; mayJoin(share: Share): boolean };

export type LaneRunner = {
  /** There may be work in this lane. `share`: whose it is, where that is known already. */
  wake(lane: string, share?: Share): void;
  /** Another process has passed this lane on: it is begun if there is room. */
  takeOver(lane: string): void;
  /** Starts nothing new. Resolves when all that runs has ended. */
  stop(): Promise<void>;
  /** Resolves when nothing runs and nothing is waiting to run. For tests. */
  idle(): Promise<void>;
};

const dueLimit = 500;
const knownSharesLimit = 10_000;
const noBounds: ShareBounds = { all: Infinity, outer: Infinity, inner: Infinity };

export function startLaneRunner(options: LaneRunnerOptions): LaneRunner {
  const { concurrency, sweepMs = 5_000, asleepAfterMs = 250 } = options;
  const running = new Map<string, Promise<void>>();
  const shares = new RunningShares(options.most ?? noBounds);
  const shareOf = new Map<string, Share>();
  const waiting = new FairQueue();
  let atWork = 0;
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

  function enqueue(lane: string, share?: Share): void {
    if (stopped) return;
    if (share !== undefined) know(lane, share);
    if (running.has(lane)) again.add(lane);
    else waiting.add(lane, knownShare(lane));
    fill();
  }

  function wake(lane: string, share?: Share): void {
    enqueue(lane, share);
    if (stopped || waiting.has(lane)) options.passOn?.(lane);
  }

  /** Not passed on again: full processes would toss it to and fro. The next sweep finds it. */
  function takeOver(lane: string): void {
    if (hasRoom()) enqueue(lane);
  }

  function hasRoom(): boolean {
    return atWork < concurrency && !shares.isFull;
  }

  function know(lane: string, share: Share): void {
    if (!shareOf.has(lane) && shareOf.size >= knownSharesLimit) shareOf.delete(shareOf.keys().next().value ?? "");
    shareOf.set(lane, share);
  }

  /** Lanes that nobody knows yet, after a start, are nobody's: each is a share of its own. */
  function knownShare(lane: string): Share {
    return shareOf.get(lane) ?? { outer: "", inner: lane };
  }

  function fill(): void {
    while (!stopped && hasRoom()) {
      const lane = waiting.take(shares);
      if (lane === undefined) return;
      const slot = enter(lane);
      running.set(
        lane,
        run(lane, slot).finally(() => {
          slot.leave();
          running.delete(lane);
          if (again.delete(lane)) waiting.add(lane, knownShare(lane));
          if (batch.delete(lane) && batch.size === 0) wakeBy(options.now());
          fill();
        }),
      );
    }
  }

  function enter(lane: string): OpenSlot {
    let share = knownShare(lane);
    let isAtWork = true;
    shares.add(share);
    atWork += 1;
    const sleep = (): void => {
      if (isAtWork) atWork -= 1;
      isAtWork = false;
    };
    const timer = setTimeout(() => {
      sleep();
      fill();
    }, asleepAfterMs);
    const join = (known: Share): void => {
      know(lane, known);
      shares.remove(share);
      share = known;
      shares.add(share);
    };
    return {
      get isAtWork() {
        return isAtWork;
      },
      get isKnown() {
        return shareOf.has(lane);
      },
      belongsTo: join,
      mayJoin(known) {
        know(lane, known);
        shares.remove(share);
        const fits = shares.mayEnterOuter(known.outer) && shares.mayEnterInner(known.outer, known.inner);
        // One that leaves takes no room from those that may stay, not even until it has left.
        shares.add(share);
        if (fits) join(known);
        return fits;
      },
      leave() {
        clearTimeout(timer);
        sleep();
        shares.remove(share);
      },
    };
  }

  async function run(lane: string, slot: OpenSlot): Promise<void> {
    fruitless.add(lane);
    try {
      for (;;) {
        again.delete(lane);
        // Before the step: what falls due while it looks must not slip through between the two questions.
        const now = options.now();
        const worked = await options.step(lane, slot);
        if (worked !== false) fruitless.delete(lane);
        if (stopped) return;
        if (worked === "no_room") return void again.add(lane);
        // Whoever brings more wakes it; nothing need be asked of the store.
        if (worked === "last" && !again.has(lane)) return;
        // Its next piece of work waits its turn, as that of others does.
        if (worked !== false && (waiting.size > 0 || !slot.isAtWork)) return void again.add(lane);
        if (worked === false) {
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
      const lanes = await options.due(now, dueLimit, new Set([...running.keys(), ...waiting.lanes(), ...fruitless]));
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
      for (const lane of waiting.lanes()) options.passOn?.(lane);
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

type OpenSlot = LaneSlot & { readonly isAtWork: boolean; leave(): void };
