import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";

const cannotBeServed = {
  "of another log": "e0.3",
  "beyond the end": "e1.6",
  "before the oldest event that is kept": "e1.1",
};

test.each(Object.entries(cannotBeServed))(
  "a cursor %s is answered with resync, on every transport",
  async (_, since) => {
    await using host = await startWebHost();
    const visitor = await RestClient.start(`${host.url}/web`);
    const id = visitor.session.conversationId;
    host.log.append(id, botText("1"), botText("2"), botText("3"), botText("4"), botText("5"));
    host.log.cut(id, 3);

    expect(await visitor.events(`?since=${since}`)).toMatchObject({
      status: 410,
      body: { code: "resync", oldestSeq: 3 },
    });
    using stream = await visitor.stream(`?since=${since}`);
    expect(await stream.named("resync")).toEqual({ oldestSeq: 3 });
    expect(await stream.next()).toBeUndefined();
    using socket = new SocketClient(visitor, { since });
    expect(await socket.once("resync")).toEqual({ oldestSeq: 3 });
    await socket.once("disconnect");
  },
);

test.each(["", "3", "e1.", "e1.-1", "e1.3.4", "e1.9007199254740992", "e1.1e3", "e1.03", " e1.3", "é.3"])(
  "what is no cursor (%o) is an invalid request, on every transport",
  async (since) => {
    await using host = await startWebHost();
    const visitor = await RestClient.start(`${host.url}/web`);
    const refused = { code: "invalid_request" };
    const query = `?since=${encodeURIComponent(since)}`;
    expect(await visitor.events(query)).toMatchObject({ status: 400, body: refused });
    expect(await visitor.get(`/stream${query}`)).toMatchObject({ status: 400, body: refused });
    expect(await refusalOf(new SocketClient(visitor, { since }))).toMatchObject(refused);
  },
);

test("a cursor before everything that is kept is answered with resync, also when nothing is kept", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, botText("1"), botText("2"));
  host.log.cut(id, 3);
  expect(await visitor.events("?since=e1.1")).toMatchObject({ status: 410, body: { code: "resync", oldestSeq: 3 } });
  expect((await visitor.events("?since=e1.2")).body).toEqual({ events: [], cursor: "e1.2", more: false });
});

test("without a cursor reading begins at the oldest event that is kept", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, botText("1"), botText("2"), botText("3"));
  host.log.cut(id, 2);
  using stream = await visitor.stream();
  using socket = new SocketClient(visitor);
  expect((await stream.logEvents(2)).map(({ seq }) => seq)).toEqual([2, 3]);
  expect((await socket.received(2)).map(({ seq }) => seq)).toEqual([2, 3]);
  expect((await visitor.events()).body.events.map(({ seq }) => seq)).toEqual([2, 3]);
  expect((await visitor.events("?since=e1.1")).body.events.map(({ seq }) => seq)).toEqual([2, 3]);
});

test("a reader that the retention overtakes gets resync, and never a gap", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, ...Array.from({ length: 300 }, (_, index) => botText(`${index}`)));
  using socket = new SocketClient(visitor, { neverTakes: true });
  const { promise: arrived, resolve } = Promise.withResolvers<() => void>();
  socket.socket.once("events", (_page, received) => resolve(received));
  const received = await arrived;
  host.log.cut(id, 251);
  received();
  expect(await socket.once("resync")).toEqual({ oldestSeq: 251 });
  expect(socket.events.at(-1)?.seq).toBe(200);
});

test.each([
  "since=e1.0&since=e1.1",
  "limit=0",
  "limit=201",
  "limit=ten",
  "limit=1e2",
  "wait=26",
  "wait=-1",
  "before=0",
  "before=x",
  "before=9007199254740993",
  "before=3&since=e1.0",
  "limit[__proto__][x]=1&limit=-1",
])("a query out of bounds (%s) is an invalid request", async (query) => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  expect(await visitor.events(`?${query}`)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
});
