import type { Tabs } from "#chat/browser/tabs.ts";
import { type ParsedEvent, type ParsedSnapshot, readSnapshot } from "#chat/connection/parse.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { toJson } from "#chat/to-json.ts";
import type { TurnRecord } from "./joined-answers.ts";

/**
 * An event of the log, and what is known of it that no screen shows. `responseId`, `shown`: the turn that it belongs to, and how many of
 * its messages are in the log with this one. `ends`: there are no more. `actionId`: what a vote refers to.
 */
export type LogRecord = {
  event: ParsedEvent;
  responseId?: string | undefined;
  shown?: number | undefined;
  ends?: boolean | undefined;
  actionId?: string | undefined;
};

/** Omits the `seq` of each kind of event by itself. */
export type Unnumbered = LogRecord extends infer Each
  ? Each extends { event: infer Event }
    ? Omit<Each, "event"> & { event: Event extends unknown ? Omit<Event, "seq"> : never }
    : never
  : never;

/** The log of a conversation that no server keeps: in this browser's storage, shared by its tabs. */
export type TockLog = {
  /** All that is there, the oldest first. */
  load(): Promise<LogRecord[]>;
  /** Numbers them and stores them, one append at a time in all tabs. */
  append(records: readonly Unnumbered[]): Promise<LogRecord[]>;
  clear(): Promise<void>;
};

/** So many events are kept: the oldest goes when one more comes. */
export const keptEvents = 400;

const prefix = "tock/log/";
const headKey = "tock/head";
const keyOf = (seq: number): string => prefix + String(seq).padStart(9, "0");

export function createTockLog(storage: KeyValueStorage, tabs: Tabs): TockLog {
  /** In this tab, for a browser without storage. */
  let records: LogRecord[] = [];
  let last = 0;
  let appending: Promise<unknown> = Promise.resolve();

  async function append(added: readonly Unnumbered[]): Promise<LogRecord[]> {
    last = Math.max(last, Number(await storage.get(headKey).catch(() => "0")) || 0);
    const numbered = added.map((record, index): LogRecord => ({
      ...record,
      event: { ...record.event, seq: last + index + 1 },
    }));
    last += numbered.length;
    records = [...records, ...numbered].slice(-keptEvents);
    // First of all: a page that ends in between leaves a hole, and not two events of one number.
    await storage.set(headKey, String(last)).catch(() => {});
    for (const record of numbered) {
      await storage.set(keyOf(record.event.seq), toJson(record)).catch(() => {}); // The screen has it; the next page will not.
      await storage.delete(keyOf(record.event.seq - keptEvents)).catch(() => {});
    }
    return numbered;
  }

  const inOrder = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const running = appending.then(() => tabs.exclusive("tock-log", run));
    appending = running.catch(() => {});
    return running;
  };

  return {
    async load() {
      const stored = await storage.list(prefix).catch(() => []);
      const read = stored.flatMap((text) => readRecord(text) ?? []);
      if (read.length > 0) records = read;
      last = Math.max(last, records.at(-1)?.event.seq ?? 0);
      return records;
    },
    append: (added) => inOrder(() => append(added)),
    clear: () =>
      inOrder(async () => {
        const all = await storage.list(prefix).catch(() => []);
        records = [];
        for (const { event } of all.flatMap((text) => readRecord(text) ?? []))
          await storage.delete(keyOf(event.seq)).catch(() => {});
        await storage.delete(headKey).catch(() => {});
        last = 0;
      }),
  };
}

/** What the screen loads. */
export function toSnapshot(records: readonly LogRecord[], epoch: string): ParsedSnapshot {
  const [first, last] = [records[0]?.event.seq ?? 1, records.at(-1)?.event.seq ?? 0];
  const events = records.map(({ event }) => event);
  return { events, cursor: { epoch, seq: last }, oldestSeq: first, pending: false };
}

/** The turns whose messages the log holds. */
export function turnsOf(records: readonly LogRecord[]): Map<string, TurnRecord> {
  const turns = new Map<string, TurnRecord>();
  for (const { responseId, shown = 0, ends = false } of records)
    if (responseId !== undefined) {
      const known = turns.get(responseId);
      turns.set(responseId, {
        shown: Math.max(known?.shown ?? 0, shown),
        isFinished: ends || known?.isFinished === true,
      });
    }
  return turns;
}

/** @returns undefined for what another version has written in a form that this one does not know. */
function readRecord(text: string): LogRecord | undefined {
  try {
    const record = JSON.parse(text) as LogRecord;
    const [event] = readSnapshot({
      events: [record.event],
      cursor: "tock.0",
      oldestSeq: 1,
      pending: false,
      conversationId: "",
    }).events;
    return event && { ...record, event };
  } catch {
    return undefined;
  }
}
