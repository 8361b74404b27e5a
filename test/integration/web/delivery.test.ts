import { expect, test } from "vitest";
import { botText } from "#support/bot-text.ts";
import { startWebHost } from "#support/web/web-host.ts";
import { RestClient } from "#support/web/rest-client.ts";
import { SocketClient } from "#support/web/socket-client.ts";

test("a message sent by socket is acknowledged and reaches socket, stream and poll under one seq", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using stream = await visitor.stream();
  using socket = await new SocketClient(visitor).connected();

  expect(await socket.send("a", "hello")).toEqual({ ok: true, result: { seq: 1, duplicate: false } });
  host.log.append(visitor.session.conversationId, botText("hi"), { type: "turn.end", of: 1 });

  const expected = [
    { seq: 1, at: expect.any(Number), type: "visitor", clientId: "a", content: { type: "text", text: "hello" } },
    {
      seq: 2,
      at: expect.any(Number),
      type: "message",
      messageId: "m-hi",
      author: { role: "bot" },
      message: { type: "text", text: "hi", buttons: [], quickReplies: [] },
    },
    { seq: 3, at: expect.any(Number), type: "turn.end", of: 1 },
  ];
  expect(await socket.received(3)).toEqual(expected);
  expect(await stream.logEvents(3)).toEqual(expected);
  expect((await visitor.events()).body).toEqual({ events: expected, cursor: "e1.3", more: false });
});

test("the same message sent fifty times over REST and socket is stored once, and every answer is the same", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();

  const byRest = Array.from({ length: 25 }, () => visitor.send("same", "hello"));
  const bySocket = Array.from({ length: 25 }, () => socket.send("same", "hello"));
  const answers = [
    ...(await Promise.all(byRest)).map(({ body }) => body),
    ...(await Promise.all(bySocket)).map((ack) => ack.ok && ack.result),
  ];

  expect(answers.filter((answer) => answer !== false && (answer as { duplicate: boolean }).duplicate)).toHaveLength(49);
  expect(answers.map((answer) => (answer as { seq: number }).seq)).toEqual(Array.from({ length: 50 }, () => 1));
  expect((await visitor.events()).body.events).toHaveLength(1);
});

test("a clientId that was used for another message is refused", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  await visitor.send("same", "hello");
  expect(await visitor.send("same", "something else")).toMatchObject({
    status: 409,
    body: { code: "client_id_reused", retryable: false },
  });
});

test("a message is answered only after it is stored", async () => {
  const { promise: stored, resolve: store } = Promise.withResolvers<{ seq: number; duplicate: boolean }>();
  await using host = await startWebHost({ accept: () => stored });
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  let answers = 0;
  const sent = [visitor.send("a", "hello"), socket.send("b", "hello")].map((answer) =>
    answer.then(() => (answers += 1)),
  );

  await visitor.snapshot();
  await visitor.snapshot();
  expect(answers).toBe(0);
  store({ seq: 1, duplicate: false });
  await Promise.all(sent);
  expect(answers).toBe(2);
});

test("a client that returns with a cursor continues right after it, by socket, stream and poll", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, ...Array.from({ length: 450 }, (_, index) => botText(`number ${index + 1}`)));
  const expected = Array.from({ length: 400 }, (_, index) => index + 51);

  using socket = new SocketClient(visitor, { since: "e1.50" });
  using byQuery = await visitor.stream("?since=e1.50");
  using byHeader = await visitor.stream("?since=e1.3", { "Last-Event-ID": "e1.50" });
  const first = (await visitor.events("?since=e1.50")).body;
  const second = (await visitor.events(`?since=${first.cursor}`)).body;

  expect((await socket.received(400)).map(({ seq }) => seq)).toEqual(expected);
  expect(socket.pages).toBe(2);
  expect((await byQuery.logEvents(400)).map(({ seq }) => seq)).toEqual(expected);
  expect((await byHeader.logEvents(400)).map(({ seq }) => seq)).toEqual(expected);
  expect([...first.events, ...second.events].map(({ seq }) => seq)).toEqual(expected);
  expect([first.more, second.more]).toEqual([true, false]);
});

test("each event of a stream carries its cursor, and frames do not move it", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  host.log.append(id, botText("one"), botText("two"));
  using stream = await visitor.stream();
  const opening = await stream.next();
  expect(Number(opening?.retry)).toBeGreaterThanOrEqual(1000);
  expect([await stream.next(), await stream.next()].map((event) => event?.id)).toEqual(["e1.1", "e1.2"]);
  host.frame(id, { type: "typing", on: true });
  expect(await stream.next()).toEqual({ event: "frame", data: `{"type":"typing","on":true}` });
});

test("pieces of a streamed answer reach socket and stream in order and complete, also while a page is on its way", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  using stream = await visitor.stream();
  using socket = await new SocketClient(visitor).connected();
  await socket.send("a", "tell me");

  host.frame(id, { type: "typing", on: true });
  host.log.append(id, { type: "message.start", messageId: "m", author: { role: "bot" } });
  const words = Array.from({ length: 40 }, (_, index) => `word ${index} `);
  let offset = 0;
  for (const text of words) {
    host.frame(id, { type: "delta", messageId: "m", offset, text });
    offset += text.length;
  }

  let text = "";
  let fromStream = "";
  while (fromStream.length < offset) {
    const frame = (await stream.named("frame")) as { type: string; offset: number; text: string };
    if (frame.type !== "delta") continue;
    expect(frame.offset).toBe(fromStream.length);
    fromStream += frame.text;
  }
  for (let count = 1; text.length < offset; count += 1) {
    const frame = (await socket.framed(count))[count - 1];
    if (frame?.type !== "delta") continue;
    expect(frame.offset).toBe(text.length);
    text += frame.text;
  }
  expect([text, fromStream]).toEqual([words.join(""), words.join("")]);
});

test("a long poll waits for the next event, and ends empty when there is none", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const waiting = visitor.events("?since=e1.0&wait=20");
  await visitor.snapshot();
  host.log.append(visitor.session.conversationId, botText("at last"));
  expect((await waiting).body).toMatchObject({ events: [{ seq: 1 }], cursor: "e1.1", more: false });
  expect((await visitor.events("?since=e1.1&wait=1")).body).toEqual({ events: [], cursor: "e1.1", more: false });
});

test("a snapshot holds the newest fifty events, and earlier ones are paged backwards without a gap", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  expect((await visitor.snapshot()).body).toEqual({
    conversationId: visitor.session.conversationId,
    events: [],
    cursor: "e1.0",
    oldestSeq: 1,
    pending: false,
  });
  host.log.append(
    visitor.session.conversationId,
    ...Array.from({ length: 120 }, (_, index) => botText(`${index + 1}`)),
  );
  const { events, cursor } = (await visitor.snapshot()).body;
  expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 71));
  expect(cursor).toBe("e1.120");

  const middle = (await visitor.events("?before=71&limit=50")).body;
  const oldest = (await visitor.events("?before=21&limit=50")).body;
  expect([middle.events[0]?.seq, middle.events.at(-1)?.seq, middle.more, middle.cursor]).toEqual([
    21,
    70,
    true,
    "e1.70",
  ]);
  expect([oldest.events[0]?.seq, oldest.events.at(-1)?.seq, oldest.more, oldest.cursor]).toEqual([
    1,
    20,
    false,
    "e1.20",
  ]);
  expect((await visitor.events("?before=1")).body).toEqual({ events: [], cursor: "e1.0", more: false });
});

test("text arrives byte for byte: line breaks, separators and field names cannot break out of a stream", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const id = visitor.session.conversationId;
  const nasty = "a\n\ndata: {}\n\nid: e1.99\r\revent: bye\r\n\u2028\u2029\u0000\ud83d\ude00 \ud800 \u0085 </script>";
  await visitor.post("messages", { clientId: "a", content: { type: "text", text: nasty } });
  host.log.append(id, botText(nasty, "m"));
  using stream = await visitor.stream();
  using socket = new SocketClient(visitor);

  const expected = [
    { seq: 1, content: { text: nasty } },
    { seq: 2, message: { text: nasty } },
  ];
  expect(await stream.logEvents(2)).toMatchObject(expected);
  expect(await socket.received(2)).toMatchObject(expected);
  expect((await visitor.events()).body.events).toMatchObject(expected);
});

test("two connectors on one server keep to themselves", async () => {
  await using host = await startWebHost({ connectors: [{}, { id: "help", path: "/help" }] });
  const shop = await RestClient.start(`${host.url}/web`);
  const help = await RestClient.start(`${host.url}/help`);
  using shopSocket = await new SocketClient(shop).connected();
  using helpSocket = await new SocketClient(help).connected();
  await shopSocket.send("a", "shop");
  await helpSocket.send("a", "help");
  expect(await shopSocket.received(1)).toMatchObject([{ content: { text: "shop" } }]);
  expect(await helpSocket.received(1)).toMatchObject([{ content: { text: "help" } }]);
  expect(host.accepted.map(({ connectorId }) => connectorId)).toEqual(["web", "help"]);
});

test("ten tabs of one visitor show the same list", async () => {
  await using host = await startWebHost({ connectors: [{ maxSocketsPerVisitor: 10 }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const tabs = Array.from({ length: 10 }, () => new SocketClient(visitor));
  const connected = await Promise.all(tabs.map((tab) => tab.connected()));
  await Promise.all(connected.map((tab, index) => tab.send(`m${index}`, `from tab ${index}`)));
  const lists = await Promise.all(connected.map((tab) => tab.received(10)));
  for (const list of lists) expect(list).toEqual(lists[0]);
  for (const tab of tabs) tab[Symbol.dispose]();
});

test("a visitor's message becomes a neutral event, with the identity of the token and the language of the message", async () => {
  await using host = await startWebHost({ connectors: [{ locale: "fr" }] });
  const visitor = await RestClient.start(`${host.url}/web`);
  const { visitorId, conversationId } = visitor.session;
  const content = { type: "postback", link: "fares?from=Paris", label: "Fares" };
  const claims = { userId: "v_other", conversationId: "c_other", connectorId: "other" };
  await visitor.post("messages", { clientId: "a", content, ...claims });
  await visitor.post("messages", { content: { type: "start" }, locale: "en-GB" }, { "Idempotency-Key": "b" });
  expect(host.accepted).toEqual([
    {
      id: "a",
      connectorId: "web",
      conversationId,
      address: { user: visitorId, scope: "direct" },
      at: expect.any(Number),
      inOrder: true,
      locale: "fr",
      content,
      network: expect.stringMatching(/^[\w-]{12}$/),
    },
    {
      id: "b",
      connectorId: "web",
      conversationId,
      address: { user: visitorId, scope: "direct" },
      at: expect.any(Number),
      inOrder: true,
      locale: "en-GB",
      content: { type: "start" },
      network: expect.stringMatching(/^[\w-]{12}$/),
    },
  ]);
});

test("a location, an opinion and an end are accepted like any message, over REST and by socket, and come back as they were", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  using socket = await new SocketClient(visitor).connected();
  const contents = [
    { type: "location", latitude: 50.63, longitude: 3.06, title: "Lille" },
    { type: "location", latitude: -90, longitude: 180 },
    { type: "feedback", value: "down", messageId: "m1" },
    { type: "feedback", value: "none" },
    { type: "feedback", value: "neutral", messageId: "m2", question: "service", score: 3, comment: "😐".repeat(1_000) },
    { type: "end" },
  ];
  for (const [index, content] of contents.entries()) {
    const message = { clientId: `c${index}`, content };
    const sent = index % 2 === 0 ? visitor.post("messages", message) : socket.sendRaw(message);
    expect(await sent).toMatchObject(index % 2 === 0 ? { status: 202 } : { ok: true });
  }
  expect(host.accepted.map((event) => event.content)).toEqual(contents);
  const { events } = (await visitor.events()).body;
  expect(events.map((event) => (event.type === "visitor" ? event.content : event))).toEqual(contents);
});

test("an event that is not shown keeps its seq: readers step over it without a gap", async () => {
  await using host = await startWebHost();
  const visitor = await RestClient.start(`${host.url}/web`);
  const content = { type: "notification", link: "fares?note=secret" } as const;
  host.log.append(
    visitor.session.conversationId,
    { type: "visitor", clientId: "n", content },
    { type: "turn.end", of: 1 },
  );
  const { events } = (await visitor.events()).body;
  expect(events).toEqual([
    { type: "note", seq: 1, at: expect.any(Number) },
    { type: "turn.end", seq: 2, at: expect.any(Number), of: 1 },
  ]);
});
