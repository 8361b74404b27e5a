import type { Fault } from "./faults/fault.ts";
import type { GraphErrorBody } from "./api/graph-error.ts";
import type { JsonObject } from "./parse/json.ts";

export type Outcome =
  /** Still in work. */
  | { type: "pending" }
  | { type: "accepted"; result: JsonObject }
  | { type: "refused"; status: number; error: GraphErrorBody }
  /** A scripted fault left the caller without a usable answer; `accepted` tells whether the call took effect. */
  | { type: "faulted"; fault: Fault; accepted: boolean };

/** One request, as it came in. */
export interface JournalEntry {
  /** On the virtual clock. */
  at: number;
  method: string;
  /** Without the version: `/me/messages`. */
  path: string;
  /** `v26.0`, or undefined if the path had none. */
  version: string | undefined;
  query: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
  token: string | undefined;
  outcome: Outcome;
}
