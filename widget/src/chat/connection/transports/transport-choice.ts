import type { TransportName } from "#chat/chat.ts";
import type { Clock } from "#chat/clock.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { type Candidate, raceTransports } from "./race-transports.ts";
import { createTransportJudge, type TransportJudge } from "./transport-judge.ts";
import { createTransportRecord, type TransportRecord } from "./transport-record.ts";
import { transports } from "./transports.ts";

export type TransportChoice = {
  /** The best first. */
  candidates: readonly Candidate[];
  race: typeof raceTransports;
  judge: TransportJudge;
  record: TransportRecord;
};

/** Where WebSockets are blocked, the next page must not lose time with them again: `storage` keeps that, by `network`. */
export function createTransportChoice(
  names: readonly TransportName[],
  storage: KeyValueStorage,
  clock: Clock,
  network: () => string,
): TransportChoice {
  const record = createTransportRecord(storage, clock, network);
  return {
    candidates: names.map((name) => ({ name, open: transports[name] })),
    race: raceTransports,
    judge: createTransportJudge(record),
    record,
  };
}
