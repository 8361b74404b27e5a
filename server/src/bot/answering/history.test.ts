import type { LogBody } from "#channel/log.ts";
import { emptyState } from "#conversation/conversation.ts";
import { direct } from "#channel/address.ts";
import { expect, test } from "vitest";
import { historyBefore } from "./history.ts";

const says = (clientId: string): LogBody => ({
  type: "visitor",
  clientId,
  content: { type: "text", text: clientId },
});

test("an event that still waits was not said before, also when it came in first; one that came later and is answered was", async () => {
  const bodies: LogBody[] = [says("second"), says("first"), { type: "turn.end", of: 2 }, says("third")];
  const events = bodies.map((body, index) => ({ seq: index + 1, at: 1_000, ...body }));
  const conversation = { id: "ada", connectorId: "page", address: direct("ada"), state: emptyState };
  const log = { tail: async () => events };
  expect(await historyBefore(log, { conversation, seq: 2 }, 10)).toEqual([{ role: "user", text: "first" }]);
  expect(await historyBefore({ tail: async () => events.slice(0, 2) }, { conversation, seq: 2 }, 10)).toEqual([]);
});
