import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBot, messenger } from "@causerie/server";
import { type Fault, startFakeGraph } from "@causerie/fake-graph";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

/** Far longer than the echo takes below, and far longer than a message that was refused has to wait. */
const retry = { firstMs: 10, maxMs: 20, echoMs: 1_500, maxAttempts: 20 };

/** What the person reads, when the first call for the answer to "one" ends in this way, and the echo comes late. */
async function readBy(fault: Fault): Promise<(string | undefined)[]> {
  await using graph = await startFakeGraph({ ...metaPage, echoDelayMs: 200 });
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  await using server = await startTestServer(
    { bot: createBot({ stories: [], fallback: (turn) => `to ${turn.text}` }), connectors: [page] },
    { retry },
  );
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  graph.failNext(1, fault, { path: "/messages" });
  const ana = graph.user("2001");
  await ana.say("one");
  await ana.say("two");
  const read = (): (string | undefined)[] => graph.sent(ana.psid).map(({ text }) => text);
  await graph.waitFor(() => read().includes("to two"), 8_000);
  await graph.idle();
  return read();
}

type Refusal = Extract<Fault, { code: number } | { status: number }>;

const codes = [1, 2, -1].map((code) => ({ code }));

test("an answer that does not say whether the message was taken waits for the echo, and nothing is sent twice", async () => {
  const statuses = fc.integer({ min: 500, max: 599 }).map((status) => ({ status }));
  const errors = fc.constantFrom<Refusal[]>({ code: 1, subcode: 1357046 }, ...codes, { code: 99_999, status: 500 });
  const examples: Refusal[] = [
    { status: 500 },
    { status: 502 },
    { status: 504 },
    { code: 1, subcode: 1357046 },
    ...codes,
  ];
  await fc.assert(
    fc.asyncProperty(fc.oneof(statuses, errors), async (fault) => {
      expect(await readBy({ ...fault, accepted: true })).toEqual(["to one", "to two"]);
    }),
    { numRuns: 12, examples: examples.map((fault): [Refusal] => [fault]) },
  );
});

test("without an echo it is sent again, in order", async () => {
  for (const fault of [{ status: 502 }, { code: 1 }, { code: -1 }, { closeBeforeAccept: true }] satisfies Fault[])
    expect(await readBy(fault)).toEqual(["to one", "to two"]);
});
