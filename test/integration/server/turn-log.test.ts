import type { TurnReport } from "@causerie/server/bot/turn-report.ts";
import { createTurnLog } from "@causerie/server/app/turn-log.ts";
import { expect, test } from "vitest";
import { collectLogLines, type LogLine } from "#support/log-lines.ts";

function reportsOf(...reports: TurnReport[]): LogLine[] {
  const { logger, lines } = collectLogLines("info");
  const log = createTurnLog(logger);
  for (const report of reports) log(report);
  return lines;
}

const handled = (event: string, outcome: "answered" | "unhandled"): TurnReport => ({
  type: "handled",
  conversationId: "c",
  connectorId: "web",
  seq: 1,
  eventId: "e",
  event,
  source: "none",
  confidence: 0.123,
  outcome: { story: "", outcome },
  messages: 0,
  deliveries: [],
  ms: 1,
});

test("events that no story is there for are counted, each kind by itself", () => {
  const lines = reportsOf(
    handled("feedback", "unhandled"),
    handled("optin", "unhandled"),
    handled("text", "answered"),
    handled("feedback", "unhandled"),
  );
  expect(lines.map(({ event, unhandled, msg }) => [event, unhandled, msg])).toEqual([
    ["feedback", 1, "no story is there for this kind of event"],
    ["optin", 1, "no story is there for this kind of event"],
    ["text", undefined, "turn handled"],
    ["feedback", 2, "no story is there for this kind of event"],
  ]);
});
