import type { CaseStore } from "./inbox/case-store.ts";
import type { FiguresStore } from "./figures/figures-store.ts";
import type { DeskRecords } from "./records/desk-records.ts";
import type { UnknownSentences } from "./records/unknown-sentences.ts";

/** What the desk keeps, behind the ports of those who need it. */
export type DeskStore = {
  readonly records: DeskRecords;
  readonly cases: CaseStore;
  readonly sentences: UnknownSentences;
  readonly figures: FiguresStore;
};
