/**
 * Translates times between a process and the database. Only differences cross the line: what a process calls `now` says how
 * far ahead another time of the same process is, and the database adds that to its own clock. So a process whose clock is
 * wrong makes nothing due too early or too late, and takes no lease from anybody.
 */
export class ProcessClock {
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Milliseconds from now until that time; below 0 if it is past. @throws TypeError for what is no time. */
  until(time: number): number {
    requireTime(time);
    return Math.round(time - this.#now());
  }
}

/** The tables keep whole milliseconds. */
export function requireTime(time: number): void {
  if (!Number.isInteger(time)) throw new TypeError(`${time} is not a time in whole milliseconds`);
}
