import { setTimeout as sleep } from "node:timers/promises";
import type { BlobStore } from "#channel/host/blob-store.ts";
import { type Expired, type Kind, kinds, type Operator } from "./operator.ts";

/** After how many days what is kept goes, by kind. What is not named is kept for good. */
export type RetentionDays = { [Each in Kind]?: number };

/** `connectors`: what is other on single connectors, by their id. */
export type Retention = RetentionDays & { connectors?: Readonly<Record<string, RetentionDays>> };

const dayMs = 86_400_000;

/** So few at once that a message that comes meanwhile waits for a moment only. */
const batch = 100;

export type RetentionParts = {
  operator: Operator;
  blobs: BlobStore;
  retention: Retention;
  /** Of the configuration and of the desk. They may come and go. */
  connectorIds: () => readonly string[];
  now: () => number;
  /** Asked before each batch: false when another process has taken the work over. */
  mayGoOn: () => Promise<boolean>;
};

/**
 * Removes all that is older than it may be, also what a connector has left behind that was taken out of the configuration: for it the
 * days hold that are named for all.
 * @returns how much, by kind.
 */
export async function applyRetention(
  parts: RetentionParts,
  signal?: AbortSignal,
): Promise<Partial<Record<Kind, number>>> {
  const removed: Partial<Record<Kind, number>> = {};
  for (const connectorId of new Set([...parts.connectorIds(), ...(await parts.operator.connectorIds())])) {
    const days: RetentionDays = { ...parts.retention, ...parts.retention.connectors?.[connectorId] };
    for (const kind of kinds) {
      const limit = days[kind];
      if (limit === undefined) continue;
      const count = await expireAll(parts, { kind, connectorId, before: parts.now() - limit * dayMs }, signal);
      if (count > 0) removed[kind] = (removed[kind] ?? 0) + count;
    }
  }
  return removed;
}

async function expireAll(
  { operator, blobs, now, mayGoOn }: RetentionParts,
  what: { kind: Kind; connectorId: string; before: number },
  signal: AbortSignal | undefined,
): Promise<number> {
  let total = 0;
  let after: string | undefined = "";
  while (after !== undefined && signal?.aborted !== true && (await mayGoOn())) {
    const startedAt = performance.now();
    const { count, files, next }: Expired = await operator.expire({ ...what, after }, batch, now(), signal);
    await Promise.all(files.map((file) => blobs.delete(file)));
    total += count;
    after = next;
    // As long again as it took: messages have at least half of the time of the store.
    await sleep(performance.now() - startedAt, undefined, { signal }).catch(() => undefined);
  }
  return total;
}

/**
 * What is wrong with the setting, each a sentence.
 * @param connectorIds undefined: not all of them are known.
 */
export function retentionProblems(retention: Retention, connectorIds: readonly string[] | undefined): string[] {
  const { connectors = {}, ...everywhere } = retention;
  const strangers = connectorIds === undefined ? [] : strangersOf(retention, connectorIds);
  return [
    ...daysProblems("retention", everywhere),
    ...Object.entries(connectors).flatMap(([id, days]) => daysProblems(`retention.connectors.${id}`, days)),
    ...strangers.map((id) => `retention.connectors.${id}: there is no connector of this id`),
  ];
}

/** Ids that no connector has. */
export function strangersOf({ connectors = {} }: Retention, connectorIds: readonly string[]): string[] {
  return Object.keys(connectors).filter((id) => !connectorIds.includes(id));
}

function daysProblems(path: string, days: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(days).flatMap(([kind, value]) => {
    if (!(kinds as readonly string[]).includes(kind))
      return [`${path}.${kind}: there is no such kind; there are ${kinds.join(", ")}`];
    return typeof value === "number" && value > 0 ? [] : [`${path}.${kind}: must be a number of days above 0`];
  });
}
