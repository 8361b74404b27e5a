import type { ConversationList, NewConversation, Problem } from "@causerie/protocol";
import { createBot, story, web } from "@causerie/server";
import { expect, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { startIssuer } from "#support/sign-in/issuer.ts";
import { signIn } from "#support/sign-in/sign-in-client.ts";
import { call, RestClient, type RestResponse } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

type WebOptions = Partial<Parameters<typeof web>[0]>;

const hello = story("hello", { events: ["start"] });
const bot = createBot({
  stories: [hello.handle(() => "Hello, **what** can I do?")],
  fallback: ({ text }) => `heard ${text}`,
});

const start = (options: WebOptions = {}, rest: { database?: string; secret?: string } = {}) =>
  startTestServer({ bot, connectors: [web({ origins: "any", rates: unlimitedRates, ...options })], ...rest });

const kinds = ["SQLite", ...(sharedPostgres === undefined ? [] : ["PostgreSQL"])];
const databaseOf = (kind: string): { database?: string; secret?: string } =>
  kind === "PostgreSQL" ? { database: testSchema(), secret: "a secret that all servers share, long" } : {};

function begin(visitor: RestClient): Promise<RestResponse<NewConversation & Problem>> {
  return call(`${visitor.base}/v1/conversations`, { method: "POST", headers: visitor.authorization() });
}

async function list(visitor: RestClient): Promise<ConversationList["conversations"]> {
  const { status, body } = await call<ConversationList>(`${visitor.base}/v1/conversations`, {
    headers: visitor.authorization(),
  });
  expect(status).toBe(200);
  return body.conversations;
}

/** The same visitor, in another of their conversations. */
function at(visitor: RestClient, conversationId: string): RestClient {
  return new RestClient(visitor.base, { ...visitor.session, conversationId });
}

async function beginAnother(visitor: RestClient): Promise<RestClient> {
  const { status, body } = await begin(visitor);
  expect(status).toBe(201);
  return at(visitor, body.conversationId);
}

let sent = 0;

/** Sends a text and waits until its answer is complete. */
async function say(client: RestClient, text: string): Promise<void> {
  sent += 1;
  const { status, body } = await client.send(`m${sent}`, text);
  expect([text, status]).toEqual([text, 202]);
  await answered(client, (body as { seq: number }).seq);
}

async function answered(client: RestClient, seq: number): Promise<void> {
  const ended = async (): Promise<boolean> =>
    (await client.snapshot()).body.events.some((event) => event.type === "turn.end" && event.of === seq);
  await expect.poll(ended, { timeout: 10_000 }).toBe(true);
}

async function words(client: RestClient): Promise<string[]> {
  return (await client.snapshot()).body.events.flatMap((event) => {
    if (event.type === "visitor" && event.content.type === "text") return [`> ${event.content.text}`];
    return event.type === "message" && event.message.type === "text" ? [event.message.text] : [];
  });
}

test.each(kinds)("a visitor has several conversations, and the token of their session opens each: %s", async (kind) => {
  await using server = await start({}, databaseOf(kind));
  const first = await RestClient.start(`${server.url}/web`);
  await say(first, "one");
  const second = await beginAnother(first);
  expect(await words(second)).toEqual([]);
  await say(second, "two");
  expect(await words(first)).toEqual(["> one", "heard one"]);
  expect(await words(second)).toEqual(["> two", "heard two"]);

  using socket = await new SocketClient(second).connected();
  using stream = await second.stream();
  expect((await stream.logEvents(2)).map(({ type }) => type)).toEqual(["visitor", "message"]);
  expect(await socket.send("s", "by socket")).toMatchObject({ ok: true });
  await expect.poll(() => words(second)).toContain("heard by socket");
  expect((await second.post("stop", {})).status).toBe(204);

  const renewed = await call<typeof first.session>(`${first.base}/v1/session/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: first.session.refreshToken }),
  });
  const again = new RestClient(first.base, renewed.body);
  expect(again.session.conversationId).toBe(first.session.conversationId);
  expect(await words(at(again, second.session.conversationId))).toContain("> two");
  expect(await socket.socket.emitWithAck("renew", again.session.token)).toEqual({ ok: true });
});

test.each(kinds)("they are listed by what was last, with titles, last words and what is unread: %s", async (kind) => {
  await using server = await start({}, databaseOf(kind));
  const first = await RestClient.start(`${server.url}/web`);
  expect(await list(first)).toEqual([]);
  await answered(
    first,
    ((await first.post("messages", { clientId: "s", content: { type: "start" } })).body as { seq: number }).seq,
  );
  expect(await list(first)).toMatchObject([
    { id: first.session.conversationId, last: { role: "bot", text: "Hello, what can I do?" }, unread: 1 },
  ]);
  expect(await list(first)).not.toMatchObject([{ title: expect.anything() }]);

  await say(first, `Is there a [train](https://rail.example) to ${"a".repeat(200)}?`);
  const second = await beginAnother(first);
  await say(second, "one");
  await say(second, "two");
  const listed = await list(first);
  expect(listed.map(({ id }) => id)).toEqual([second.session.conversationId, first.session.conversationId]);
  expect(listed).toMatchObject([
    { title: "one", last: { role: "bot", text: "heard two" }, unread: 1 },
    { title: expect.stringMatching(/^Is there a train to a+…$/), unread: 1 },
  ]);
  expect(listed[1]?.title?.length).toBe(80);
  expect(listed[0]?.at).toBeGreaterThan(listed[1]?.at ?? 0);

  const { cursor, events } = (await second.snapshot()).body;
  const answer = events.findLast((event) => event.type === "message");
  expect(listed[0]?.firstUnread).toBe(answer?.messageId);
  expect((await second.post("read", { cursor })).status).toBe(204);
  const [epoch] = cursor.split(".");
  // Late, of another log, and beyond the end: the mark stays.
  for (const late of [`${epoch}.1`, "other.9999", `${epoch}.999999`])
    expect((await second.post("read", { cursor: late })).status).toBe(204);
  expect((await list(first))[0]).toMatchObject({ unread: 0 });
  expect((await list(first))[0]).not.toHaveProperty("firstUnread");
  await say(second, "three");
  expect((await list(first))[0]).toMatchObject({ unread: 1 });

  // A page that has not loaded the chat asks for all at once: what came after its cursor, and what is unread in the others.
  const unread = async (): Promise<unknown> => {
    const { refreshToken } = first.session;
    const body = JSON.stringify({ refreshToken, since: (await first.snapshot()).body.cursor });
    const headers = { "Content-Type": "application/json" };
    return (await call(`${first.base}/v1/session/unread`, { method: "POST", headers, body })).body;
  };
  expect(await unread()).toEqual({ unread: 1 });
  expect((await second.post("read", { cursor: (await second.snapshot()).body.cursor })).status).toBe(204);
  expect(await unread()).toEqual({ unread: 0 });
  for (const body of [{}, { cursor: 1 }, { cursor: "no cursor" }, { cursor: "x".repeat(100) }])
    expect(await second.post("read", body)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
});

test.each(kinds)(
  "nobody opens another's conversation, neither before something is said in it nor after: %s",
  async (kind) => {
    await using server = await start({}, databaseOf(kind));
    const owner = await RestClient.start(`${server.url}/web`);
    const other = await RestClient.start(`${server.url}/web`);
    const own = await beginAnother(owner);
    const { conversationId } = own.session;
    const [name = "", proof = ""] = conversationId.slice(2).split(".");
    const changed = (text: string): string => (text.startsWith("A") ? "B" : "A") + text.slice(1);
    const refused = async (client: RestClient): Promise<void> => {
      for (const answer of [
        await client.send("x", "let me in"),
        await client.snapshot(),
        await client.events(),
        await client.post("stop", {}),
        await client.post("read", { cursor: "e.1" }),
      ])
        expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
      expect(await refusalOf(new SocketClient(client))).toMatchObject({ code: "not_found" });
    };
    await refused(at(other, conversationId));
    for (const forged of [
      `c_${changed(name)}.${proof}`,
      `c_${name}.${changed(proof)}`,
      `c_${name}.`,
      `c_${name}`,
      "c_",
      "",
    ])
      if (forged !== "") await refused(at(owner, forged));
    await say(own, "mine");
    await refused(at(other, conversationId));
    await refused(at(other, owner.session.conversationId));
    expect((await list(other)).length).toBe(0);
    expect(await words(own)).toEqual(["> mine", "heard mine"]);
    // Its visitor cannot be taken for another by a token of theirs either: the socket of one does not go on with another's.
    using socket = await new SocketClient(own).connected();
    expect(await socket.socket.emitWithAck("renew", other.session.token)).toMatchObject({
      ok: false,
      problem: { code: "not_found" },
    });
  },
);

test("ids that one connector has made open nothing on another", async () => {
  const both = [web({ origins: "any" }), web({ id: "help", path: "/help", origins: "any" })];
  await using server = await startTestServer({ bot, connectors: both });
  const here = await RestClient.start(`${server.url}/web`);
  const there = await RestClient.start(`${server.url}/help`);
  const own = await beginAnother(here);
  expect((await at(there, own.session.conversationId).send("a", "hello")).status).toBe(404);
  await say(own, "hello");
  expect((await at(there, own.session.conversationId).snapshot()).status).toBe(404);
});

test("a visitor has no more conversations than the operator allows, and begins them no faster", async () => {
  await using server = await start({ maxConversationsPerVisitor: 2 });
  const first = await RestClient.start(`${server.url}/web`);
  await say(first, "one");
  // Begun before, so each is one too many only when something is said in it.
  const [second, third] = [await beginAnother(first), await beginAnother(first)];
  await say(second, "two");
  expect(await third.send("x", "three")).toMatchObject({ status: 409, body: { code: "too_many_conversations" } });
  expect(await begin(first)).toMatchObject({ status: 409, body: { code: "too_many_conversations" } });
  await say(second, "still here");

  await using slow = await start({ rates: { newConversations: { count: 1, seconds: 3600 } } });
  const hasty = await RestClient.start(`${slow.url}/web`);
  expect((await begin(hasty)).status).toBe(201);
  expect(await begin(hasty)).toMatchObject({ status: 429, body: { code: "rate_limited" } });
});

test.each(kinds)("whoever signs in takes all conversations along, and finds them on each device: %s", async (kind) => {
  await using issuer = await startIssuer();
  const issuers = [{ issuer: issuer.url, audience: "chat" }];
  await using server = await start({ signIn: { mode: "optional", issuers } }, databaseOf(kind));
  const base = `${server.url}/web`;
  const visitor = await RestClient.start(base);
  // The session's own conversation stays empty: only the second one has words.
  const second = await beginAnother(visitor);
  await say(second, "before");
  const third = await beginAnother(visitor);
  await say(third, "before, too");
  const desk = await signIn(base, await issuer.sign({ sub: "ada" }), visitor.session.refreshToken);
  const phone = await signIn(base, await issuer.sign({ sub: "ada" }));
  const eve = await signIn(base, await issuer.sign({ sub: "eve" }));
  for (const device of [desk, phone])
    expect(new Set((await list(device)).map(({ title }) => title))).toEqual(new Set(["before", "before, too"]));
  expect(await list(eve)).toEqual([]);
  expect((await at(eve, second.session.conversationId).snapshot()).status).toBe(404);
  expect((await second.snapshot()).status).toBe(401);

  const here = at(desk, second.session.conversationId);
  const there = at(phone, second.session.conversationId);
  await say(here, "at the desk");
  expect(await words(there)).toContain("> at the desk");
  expect(await list(phone)).toMatchObject([{ title: "before", unread: 1 }, { unread: 1 }]);
  expect((await there.post("read", { cursor: (await there.snapshot()).body.cursor })).status).toBe(204);
  expect(await list(desk)).toMatchObject([{ title: "before", unread: 0 }, { unread: 1 }]);
});
