import { setTimeout as delay } from "node:timers/promises";
import { visitorIdOf } from "@causerie/server/connectors/web/tock/identity/visitor-id.ts";
import { expect, test } from "vitest";
import { startTcpProxy } from "#support/network/tcp-proxy.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { startTockServer, type TockServer } from "#support/web/tock/start-tock-server.ts";
import { push } from "#support/web/tock/tock-bot.ts";
import { type TockBody, TockClient, tockTexts } from "#support/web/tock/tock-client.ts";
import { startWebHost } from "#support/web/web-host.ts";

test("section 6: the stream opens at once with a ping, and its headers are those of an event stream", async () => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream();
  const { status, headers } = stream.response;
  expect([status, headers.get("content-type")]).toEqual([200, "text/event-stream;charset=UTF-8"]);
  expect(headers.get("cache-control")).toBe("no-cache");
  expect(headers.get("x-accel-buffering")).toBe("no");
  expect(await stream.next()).toEqual({ event: "ping", data: "1" });
});

test("section 6: a ping comes again and again, well within the 15 s of the kits", async () => {
  await using host = await startWebHost({ connectors: [{ tock: { identity: "passthrough" } }], pingMs: 50 });
  using stream = await new TockClient(`${host.url}/web`).stream();
  for (let count = 0; count < 4; count += 1) expect(await stream.next()).toEqual({ event: "ping", data: "1" });
});

test.for(["userid", "userId", "USERID"])("section 1: the parameter %s is understood", async (name) => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream(`${name}=${tock.client.userId}`);
  await stream.next();
  await tock.client.ask("hello");
  expect(tockTexts(await stream.message())).toEqual(["echo: hello"]);
});

test("section 6: no user id is 400; streams that are off are 404; both may be read by the page", async () => {
  await using on = await startTockServer();
  await using off = await startTockServer({ streams: false });
  const headers = { Origin: "https://shop.example" };
  const missing = await on.client.stream("", headers);
  const none = await off.client.stream(undefined, headers);
  expect(
    [missing, none].map(({ response }) => [response.status, response.headers.get("access-control-allow-origin")]),
  ).toEqual([
    [400, headers.Origin],
    [404, headers.Origin],
  ]);
});

test("section 6: each message is an event, and again in the answer, in one order and under one RESPONSE_ID", async () => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream();
  await stream.next();
  const answers = [await tock.client.ask("two"), await tock.client.ask("card")];
  const events = await stream.messages(3);
  expect(events.flatMap(({ responses }) => responses)).toEqual(answers.flatMap(({ responses }) => responses));
  expect(events.map(({ metadata }) => metadata)).toEqual(
    [answers[0], answers[0], answers[1]].map((answer) => answer?.metadata),
  );
  expect(events.every(({ responses }) => responses.length === 1)).toBe(true);
});

test("section 6: a message that is said while a stream is open comes before its turn is over", async () => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream();
  await stream.next();
  const answer = tock.client.ask("slow");
  expect(tockTexts(await stream.message())).toEqual(["at once"]);
  tock.gate.open.resolve();
  expect(tockTexts(await answer)).toEqual(["at once", "at last"]);
});

test("section 6: all open streams of a person get every event", async () => {
  await using tock = await startTockServer();
  using one = await tock.client.stream();
  using other = await tock.client.stream();
  await Promise.all([one.next(), other.next()]);
  await tock.client.ask("hello");
  const both = await Promise.all([one.message(), other.message()]);
  expect(both.map((body) => tockTexts(body))).toEqual([["echo: hello"], ["echo: hello"]]);
});

test("section 6: what is said while no stream is open is kept for the next one, once", async () => {
  await using tock = await startTockServer();
  using first = await tock.client.stream();
  await first.next();
  await tock.client.ask("hello");
  await first.message();
  first[Symbol.dispose]();
  await delay(1_200); // until the answer counts as arrived
  await notify(tock);
  using second = await tock.client.stream();
  // Not the answer, which the request has brought.
  const missed = await second.message();
  expect(missed).toMatchObject({
    responses: [{ text: "Your train is late" }],
    metadata: { RESPONSE_ID: expect.any(String) },
  });
  await delay(1_200); // or it could have crossed the end of the stream on its way
  second[Symbol.dispose]();
  await notify(tock);
  using third = await tock.client.stream();
  expect(tockTexts(await third.message())).toEqual(["Your train is late"]);
  await tock.client.ask("end");
  expect(tockTexts(await third.message())).toEqual(["echo: end"]);
});

test("section 9: what was sent into a dead line comes once more by the next stream", async () => {
  await using tock = await startTockServer();
  await using line = await startTcpProxy(tock.server.port);
  const page = new TockClient(`http://127.0.0.1:${line.port}/web`, tock.client.userId);
  using dead = await page.stream();
  await dead.next();
  await tock.client.ask("hello");
  await dead.message();
  line.swallow();
  await notify(tock);
  await delay(1_200); // until the answer counts as arrived, and what is in the dead line does not
  using next = await tock.client.stream();
  expect(tockTexts(await next.message())).toEqual(["Your train is late"]);
});

test("section 6: what a page has got is still known after a restart, and what it has not got is kept", async () => {
  const data = temporaryFolder();
  const userId = "a page that lives longer than the server";
  {
    await using tock = await startTockServer({}, {}, {}, { data });
    const page = new TockClient(tock.base, userId);
    using stream = await page.stream();
    await stream.next();
    await page.ask("hello");
    await stream.message();
    await delay(1_200);
    stream[Symbol.dispose]();
    await page.post({ userId, query: "slow" }, {}, AbortSignal.timeout(500)).catch(() => undefined);
    tock.gate.open.resolve();
    await tock.server.idle();
  }
  await using tock = await startTockServer({}, {}, {}, { data });
  using stream = await new TockClient(tock.base, userId).stream();
  expect(tockTexts(...(await stream.messages(2)))).toEqual(["at once", "at last"]);
});

test("section 6: an answer whose request was given up is kept for the next stream", async () => {
  await using tock = await startTockServer();
  const gone = new AbortController();
  const request = tock.client.post({ userId: tock.client.userId, query: "slow" }, {}, gone.signal);
  await tock.gate.begun.promise;
  gone.abort();
  await expect(request).rejects.toThrow("aborted");
  tock.gate.open.resolve();
  await tock.server.idle();
  using stream = await tock.client.stream();
  expect(tockTexts(...(await stream.messages(2)))).toEqual(["at once", "at last"]);
});

test("section 6: what is said after its request was answered comes under another id, or kits would drop it", async () => {
  await using tock = await startTockServer({ waitSeconds: 1 });
  using stream = await tock.client.stream();
  await stream.next();
  const early = await tock.client.ask("slow");
  expect(tockTexts(early)).toEqual(["at once"]);
  tock.gate.open.resolve();
  const [first, late] = (await stream.messages(2)) as [TockBody, TockBody];
  expect(first.metadata).toEqual(early.metadata);
  expect(tockTexts(late)).toEqual(["at last"]);
  expect(late.metadata["RESPONSE_ID"]).not.toBe(early.metadata["RESPONSE_ID"]);
});

test("section 9: a probe is answered 200 and ends, gets no missed events, and is no reader", async () => {
  await using tock = await startTockServer();
  await tock.client.ask("hello");
  await notify(tock);
  const probe = await fetch(`${tock.base}/sse?userid=${tock.client.userId}`, { headers: { Accept: "*/*" } });
  expect([probe.status, await probe.text()]).toEqual([200, "event: ping\ndata: 1\n\n"]);
  using stream = await tock.client.stream();
  expect(tockTexts(await stream.message())).toContain("Your train is late");
});

test("section 9: a stream that is opened in the middle of a turn leaves the rest of it to the answer", async () => {
  await using tock = await startTockServer();
  using first = await tock.client.stream();
  await first.next();
  const answer = tock.client.ask("slow");
  await first.message();
  first[Symbol.dispose]();
  using second = await tock.client.stream();
  expect(await second.next()).toEqual({ event: "ping", data: "1" });
  tock.gate.open.resolve();
  expect(tockTexts(await answer)).toEqual(["at once", "at last"]);
  await tock.client.ask("next");
  expect(tockTexts(await second.message())).toEqual(["echo: next"]);
});

test("section 9: a stream of a server that goes down ends, and its client may come again", async () => {
  const tock = await startTockServer();
  using stream = await tock.client.stream();
  await stream.next();
  await tock[Symbol.asyncDispose]();
  expect(await stream.next()).toBeUndefined();
});

test("a poll, a stream of ours and one of Tock's see the same conversation", async () => {
  await using tock = await startTockServer({ identity: "jwt" });
  const widget = await RestClient.start(tock.base);
  using own = await widget.stream();
  using theirs = await tock.client.stream(`userid=${widget.session.token}`);
  await theirs.next();
  await widget.send("1", "from ours");
  expect(tockTexts(await theirs.message())).toEqual(["echo: from ours"]);
  const { body } = await tock.client.post({ userId: widget.session.token, query: "from theirs" });
  expect(tockTexts(body)).toEqual(["echo: from theirs"]);
  const inStream = await own.logEvents(6);
  const { body: page } = await widget.events();
  expect(page.events).toEqual(inStream);
  expect(
    inStream.flatMap((event) => ("message" in event && "text" in event.message ? [event.message.text] : [])),
  ).toEqual(["echo: from ours", "echo: from theirs"]);
});

/** The bot speaks to the page of the test unasked. */
async function notify({ server, client }: TockServer): Promise<void> {
  const userId = visitorIdOf("web", client.userId);
  expect(await server.notify({ connectorId: "web", userId }, push.link())).toEqual({ outcome: "sent" });
}
