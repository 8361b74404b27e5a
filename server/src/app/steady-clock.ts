/** Milliseconds since 1970 that only grow. */
export type SteadyClock = {
  now(): number;
  /** How far it is before the clock of the machine. */
  aheadMs(): number;
};

export type SteadyClockOptions = {
  /** The clock of the machine, which an operator or NTP may set. Default `Date.now`. */
  wall?: () => number;
  /** Milliseconds that have passed, whatever is set. Default `performance.now`. */
  elapsed?: () => number;
  /** The time that was reached already, before this process. */
  reached?: number;
};

/**
 * The clock that waits are measured by: it never goes back, and is never behind the clock of the machine. When that one is
 * set back, what is due would else wait until it has caught up. What people see and what tokens say goes by the clock of the
 * machine.
 */
export function createSteadyClock(options: SteadyClockOptions = {}): SteadyClock {
  const { wall = Date.now, elapsed = () => performance.now(), reached = 0 } = options;
  let at = elapsed();
  let time = Math.max(wall(), reached);
  const advance = (): number => {
    const since = elapsed();
    time = Math.max(time + since - at, wall());
    at = since;
    return time;
  };
  return { now: () => Math.floor(advance()), aheadMs: () => Math.max(0, advance() - wall()) };
}
