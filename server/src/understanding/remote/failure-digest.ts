/** The newest error of one kind, and how many of that kind came since the last report. */
export type Digest = { error: unknown; count: number };

export type FailureDigest = {
  add(kind: string, error: unknown): void;
  /** The errors to report now, each kind at most once in a period. They are removed. */
  takeDue(): Digest[];
};

/** Collects errors, so that a service that is down does not flood the log: one report a minute for each kind, with a count. */
export function createDigest(now: () => number, periodMs = 60_000): FailureDigest {
  const waiting = new Map<string, Digest>();
  const reportedAt = new Map<string, number>();
  return {
    add(kind, error) {
      waiting.set(kind, { error, count: (waiting.get(kind)?.count ?? 0) + 1 });
    },
    takeDue() {
      const due = [...waiting].filter(([kind]) => now() - (reportedAt.get(kind) ?? -Infinity) >= periodMs);
      for (const [kind] of due) {
        waiting.delete(kind);
        reportedAt.set(kind, now());
      }
      return due.map(([, digest]) => digest);
    },
  };
}
