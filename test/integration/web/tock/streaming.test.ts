import { expect, test } from "vitest";
import { SseClient } from "#support/web/sse-client.ts";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";
import { wholeTale } from "#support/web/tock/tock-bot.ts";
import { type TockBody, tockTexts } from "#support/web/tock/tock-client.ts";

const flagOf = ({ metadata }: TockBody): string | undefined => metadata["TOCK_STREAM_RESPONSE"];

/** What a newer kit shows: events, then what is left of the answer after as many as it has counted. Section 6, 7. */
function shown(events: readonly TockBody[], answer: TockBody): string[] {
  const bubbles: string[] = [];
  let grows = false;
  const show = (text: unknown, flag: string | undefined): void => {
    if (flag === "true" && grows) bubbles.pop();
    bubbles.push(String(text));
    grows = flag === "true";
  };
  for (const event of events) show(event.responses[0]?.["text"] ?? "card", flagOf(event));
  // Of the rest the first one stays, when it replaces.
  const rest = answer.responses.slice(events.length);
  const growing = flagOf(answer) === "true";
  for (const { text = "card" } of growing ? rest.slice(0, 1) : rest) show(text, flagOf(answer));
  return bubbles;
}

test("section 7: each event of a growing text has the text so far, and replaces the one before", async () => {
  await using tock = await startTockServer({ streaming: "growing" });
  using stream = await tock.client.stream();
  await stream.next();
  const asked = tock.client.ask("tale");
  const first = await stream.message();
  expect(first.responses).toMatchObject([{ text: wholeTale.slice(0, 20) }]);
  expect(first.metadata).toEqual({ INTENT: "tale", TOCK_STREAM_RESPONSE: "true", RESPONSE_ID: expect.any(String) });
  expect(tockTexts(await stream.message())).toEqual([wholeTale.slice(0, 40)]);
  tock.gate.open.resolve();
  const answer = await asked;
  // As often in the answer as in the stream, and whole each time.
  const left = await stream.messages(answer.responses.length - 2);
  expect(tockTexts(...left)).toEqual(left.map(() => wholeTale));
  expect(tockTexts(answer)).toEqual(answer.responses.map(() => wholeTale));
  expect([...left, answer].map(({ metadata }) => metadata)).toEqual([...left, answer].map(() => first.metadata));
  expect(shown([first, first, ...left], answer)).toEqual([wholeTale]);
});

test.for([0, 1, 2])(
  "section 7: after %i events of a growing text the line is lost, and the answer brings the whole",
  async (count) => {
    await using tock = await startTockServer({ streaming: "growing" });
    using stream = await tock.client.stream();
    await stream.next();
    const asked = tock.client.ask("tale");
    const events = await stream.messages(count);
    await tock.gate.begun.promise;
    stream[Symbol.dispose]();
    tock.gate.open.resolve();
    expect(shown(events, await asked)).toEqual([wholeTale]);
  },
);

test("section 7: without an open stream a growing text is one message", async () => {
  await using tock = await startTockServer({ streaming: "growing" });
  tock.gate.open.resolve();
  const answer = await tock.client.ask("tale");
  expect(tockTexts(answer)).toEqual([wholeTale]);
});

test("section 7: what is said before and after a growing text has bubbles of its own", async () => {
  await using tock = await startTockServer({ streaming: "growing" });
  using stream = await tock.client.stream();
  await stream.next();
  const asked = tock.client.ask("mixed");
  await tock.gate.begun.promise;
  tock.gate.open.resolve();
  const answer = await asked;
  const events = await stream.messages(answer.responses.length);
  expect(events.map(flagOf)).toEqual([undefined, ...events.slice(2).map(() => "true"), undefined]);
  expect(flagOf(answer)).toBe("false");
  expect(shown(events, answer)).toEqual(["before", wholeTale, "card"]);
});

test("section 7: by default a text that is being written is one event, for kits that show one bubble for each", async () => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream();
  await stream.next();
  tock.gate.open.resolve();
  const answer = await tock.client.ask("tale");
  expect(answer.responses).toHaveLength(1);
  const event = await stream.message();
  expect([tockTexts(event), event.metadata]).toEqual([[wholeTale], answer.metadata]);
});

test("section 8: /sse/direct is off by default", async () => {
  await using tock = await startTockServer();
  expect((await fetch(`${tock.base}/sse/direct`)).status).toBe(404);
});

test.for([
  ["POST, the request as its body", (base: string, request: string) => fetch(base, { method: "POST", body: request })],
  [
    "GET, the request in the header message",
    (base: string, request: string) => fetch(base, { headers: { message: request } }),
  ],
] as const)("section 8: %s: a stream of messages, the last one marked", async ([, open]) => {
  await using tock = await startTockServer({ direct: true });
  const response = await open(
    `${tock.base}/sse/direct`,
    JSON.stringify({ userId: "u", query: "two", streamedResponse: true }),
  );
  expect(response.headers.get("content-type")).toBe("text/event-stream;charset=UTF-8");
  using stream = new SseClient(response, new AbortController());
  const first = (await stream.named("message")) as TockBody;
  const last = (await stream.named("message")) as TockBody;
  expect(tockTexts(first, last)).toEqual(["first", "second"]);
  expect(last.metadata).toEqual({ ...first.metadata, LAST_ANSWER: "true" });
  await response.body?.cancel().catch(() => undefined);
});

test("section 8: without streamedResponse the answer is that of a plain request, and an empty one still ends a stream", async () => {
  await using tock = await startTockServer({ direct: true });
  const ask = (body: object): Promise<Response> =>
    fetch(`${tock.base}/sse/direct`, { method: "POST", body: JSON.stringify({ userId: "u", ...body }) });
  expect(tockTexts((await (await ask({ query: "hello" })).json()) as TockBody)).toEqual(["echo: hello"]);
  const abort = new AbortController();
  using stream = new SseClient(await ask({ query: "silence", streamedResponse: true }), abort);
  expect(await stream.named("message")).toMatchObject({ responses: [], metadata: { LAST_ANSWER: "true" } });
});
