/** How many errors of one kind came since the last report of it, and the newest of them. */
export type Digest = { error: unknown; count: number };

export type FailureDigest = {
  add(kind: string, error: unknown): void;
  /** What is to be reported now, each kind at most once in a period. */
  take(): Digest[];
};

/** Keeps a service that is down from flooding the log: one report a minute for each kind of failure, with a count. */
export function createDigest(now: () => number, periodMs = 60_000): FailureDigest {
  const waiting = new Map<string, Digest>();
  const reportedAt = new Map<string, number>();
  return {
    add(kind, error) {
      waiting.set(kind, { error, count: (waiting.get(kind)?.count ?? 0) + 1 });
    },
    take() {
      const due = [...waiting].filter(([kind]) => now() - (reportedAt.get(kind) ?? -Infinity) >= periodMs);
      for (const [kind] of due) {
        waiting.delete(kind);
        reportedAt.set(kind, now());
      }
      return due.map(([, digest]) => digest);
    },
  };
}
