import type { JournalEntry, Outcome } from "./journal.ts";

/** The newest requests, one line each, for the message of a test that failed. */
export function describeJournal(journal: readonly JournalEntry[]): string {
  if (journal.length === 0) return "No request came in.";
  const lines = journal.slice(-10).map(({ method, path, outcome }) => `  ${method} ${path}: ${describe(outcome)}`);
  return `The newest requests:\n${lines.join("\n")}`;
}

function describe(outcome: Outcome): string {
  switch (outcome.type) {
    case "pending":
    case "accepted":
      return outcome.type;
    case "refused":
      return `refused, ${outcome.error.message}`;
    case "faulted":
      return `fault ${JSON.stringify(outcome.fault)}, ${outcome.accepted ? "accepted" : "not accepted"}`;
  }
}
