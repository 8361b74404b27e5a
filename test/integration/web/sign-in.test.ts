import type { LogEvent } from "@causerie/protocol";
import { createBot, story, web } from "@causerie/server";
import type { SignInOptions } from "@causerie/server/connectors/web/sign-in/options.ts";
import { expect, test } from "vitest";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { startIssuer, type TestIssuer } from "#support/sign-in/issuer.ts";
import { postSession, signIn } from "#support/sign-in/sign-in-client.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { call, RestClient } from "#support/web/rest-client.ts";
import { refusalOf, SocketClient } from "#support/web/socket-client.ts";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

const origin = "https://contoso.sharepoint.com";

/** Says who it is talking to, keeps a note, and asks for a name in a form. */
function createClerk() {
  const me = story("me", { keywords: ["who am I"] });
  const note = story("note", { keywords: ["note"] });
  const recall = story("recall", { keywords: ["recall"] });
  const changed = story("changed", { events: ["identity_change"] });
  return createBot({
    stories: [
      me.handle(({ user, from }) => `${from.profile?.name ?? "nobody"} ${JSON.stringify(user.claims ?? null)}`),
      note.handle(({ user, text }) => {
        user.data["note"] = text;
        return "noted";
      }),
      recall.handle(({ user }) => `recalled: ${typeof user.data["note"] === "string" ? user.data["note"] : "nothing"}`),
      changed.handle(() => "welcome"),
    ],
    fallback: ({ text }) => `heard ${text}`,
  });
}

type Setting = {
  issuer: TestIssuer;
  servers: Awaited<ReturnType<typeof startTestServer>>[];
  bases: string[];
} & AsyncDisposable;

/** One server on SQLite, or two on one PostgreSQL: a device at each. */
async function open(kind: string, options: Partial<SignInOptions> = {}): Promise<Setting> {
  const issuer = await startIssuer();
  const database =
    kind === "PostgreSQL" ? { database: testSchema(), secret: "a secret that all servers share, long" } : {};
  const issuers = [{ issuer: issuer.url, audience: "chat" }];
  const start = () =>
    startTestServer({
      bot: createClerk(),
      connectors: [
        web({ origins: [origin], rates: unlimitedRates, signIn: { mode: "optional", issuers, ...options } }),
      ],
      ...database,
    });
  const servers = [await start()];
  if (kind === "PostgreSQL") servers.push(await start());
  const bases = [servers[0], servers.at(-1)].map((server) => `${server?.url}/web`);
  return {
    issuer,
    servers,
    bases,
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await issuer[Symbol.asyncDispose]();
    },
  };
}

let sent = 0;

/** Sends a text and waits for the answer. */
async function say(client: RestClient, text: string): Promise<string> {
  sent += 1;
  const { body, status } = await client.send(`m${sent}`, text);
  expect([text, status]).toEqual([text, 202]);
  const { seq } = body as { seq: number };
  let answer: string | undefined;
  await expect
    .poll(
      async () => {
        const events = (await client.snapshot()).body.events;
        const ended = events.findIndex((event) => event.type === "turn.end" && event.of === seq);
        answer = events
          .slice(0, ended)
          .map(wordsOf)
          .findLast((words) => words !== undefined);
        return ended;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(-1);
  return answer ?? "";
}

function wordsOf(event: LogEvent): string | undefined {
  return event.type === "message" && event.message.type === "text" ? event.message.text : undefined;
}

async function texts(client: RestClient): Promise<string[]> {
  return (await client.snapshot()).body.events.flatMap((event) =>
    event.type === "visitor" && event.content.type === "text" ? [`> ${event.content.text}`] : (wordsOf(event) ?? []),
  );
}

const kinds = ["SQLite", ...(sharedPostgres === undefined ? [] : ["PostgreSQL"])];

test.each(kinds)("a person finds their conversation on a second device, over every transport: %s", async (kind) => {
  await using setting = await open(kind);
  const { issuer } = setting;
  const [here = "", there = ""] = setting.bases;
  const desk = await signIn(here, await issuer.sign({ name: "Ada" }));
  expect(await say(desk, "hello")).toBe("heard hello");

  const phone = await signIn(there, await issuer.sign({ name: "Ada" }));
  expect(phone.session.conversationId).toBe(desk.session.conversationId);
  expect(phone.session.token).not.toBe(desk.session.token);
  expect(await texts(phone)).toEqual(["> hello", "heard hello"]);
  using socket = await new SocketClient(phone).connected();
  using stream = await phone.stream();
  const { cursor } = (await phone.snapshot()).body;
  const poll = phone.events(`?wait=20&since=${cursor}`);
  expect(await say(desk, "again")).toBe("heard again");
  expect((await socket.received(6)).map(wordsOf)).toContain("heard again");
  expect((await stream.logEvents(6)).map(wordsOf)).toContain("heard again");
  expect((await poll).body.events.length).toBeGreaterThan(0);

  const colleague = await signIn(here, await issuer.sign({ sub: "bob" }));
  expect(await texts(colleague)).toEqual([]);
  const stolen = new RestClient(here, { ...colleague.session, conversationId: desk.session.conversationId });
  expect((await stolen.snapshot()).status).toBe(404);
});

test.each(kinds)("what was said before signing in is the person's from then on: %s", async (kind) => {
  await using setting = await open(kind);
  const { issuer } = setting;
  const [here = "", there = ""] = setting.bases;
  const anonymous = await RestClient.start(here);
  expect(await say(anonymous, "note the blue bag")).toBe("noted");
  using line = await new SocketClient(anonymous).connected();

  const ada = await signIn(there, await issuer.sign({ name: "Ada" }), anonymous.session.refreshToken);
  expect(ada.session.conversationId).toBe(anonymous.session.conversationId);
  expect(await say(ada, "recall")).toBe("recalled: note the blue bag");
  expect(await texts(ada)).toEqual([
    "> note the blue bag",
    "noted",
    "welcome",
    "> recall",
    "recalled: note the blue bag",
  ]);
  // The next one at this screen has nothing of it, whatever the browser has kept.
  await expect.poll(() => line.socket.connected).toBe(false);
  await expect.poll(async () => (await anonymous.snapshot()).status).toBe(401);
  expect(await refusalOf(new SocketClient(anonymous))).toMatchObject({ code: "unauthorized" });
  const refreshed = await call<{ code: string }>(`${here}/v1/session/refresh`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refreshToken: anonymous.session.refreshToken }),
  });
  expect([refreshed.status, refreshed.body.code]).toEqual([401, "unauthorized"]);
  const phone = await signIn(here, await issuer.sign());
  expect(phone.session.conversationId).toBe(ada.session.conversationId);
  // A repeat, after a lost answer.
  const repeated = await signIn(here, await issuer.sign(), anonymous.session.refreshToken);
  expect(repeated.session.conversationId).toBe(ada.session.conversationId);
});

test.each(kinds)(
  "who has a conversation and comes without words gets it; words under way go on, with the memory of both: %s",
  async (kind) => {
    await using setting = await open(kind);
    const { issuer, servers } = setting;
    const [here = "", there = ""] = setting.bases;
    const first = await signIn(here, await issuer.sign());
    expect(await say(first, "note the red bag")).toBe("noted");

    const visitor = await RestClient.start(there);
    await visitor.post("messages", { clientId: "start", content: { type: "start" } });
    const back = await signIn(there, await issuer.sign(), visitor.session.refreshToken);
    expect(back.session.conversationId).toBe(first.session.conversationId);

    const other = await RestClient.start(there);
    expect(await say(other, "I need help")).toBe("heard I need help");
    const joined = await signIn(there, await issuer.sign(), other.session.refreshToken);
    expect(joined.session.conversationId).toBe(other.session.conversationId);
    expect(await say(joined, "recall")).toBe("recalled: note the red bag");
    expect((await signIn(here, await issuer.sign())).session.conversationId).toBe(other.session.conversationId);

    // An operator finds all of it by the name that the issuer has for the person.
    const people = servers[0]?.people;
    const found = await people?.export({ connectorId: "web", userId: "ada" });
    expect(found?.conversations.map(({ id }) => id).sort()).toEqual(
      [first.session.conversationId, other.session.conversationId].sort(),
    );
    expect(found?.aliases).toEqual([{ type: issuer.url, value: "ada" }]);
    expect(await people?.delete({ connectorId: "web", userId: "ada" })).toMatchObject({ conversations: 2 });
    expect((await people?.export({ connectorId: "web", userId: "ada" }))?.conversations).toEqual([]);
    const anew = await signIn(here, await issuer.sign());
    expect(await texts(anew)).toEqual([]);
    expect(await say(anew, "recall")).toBe("recalled: nothing");
  },
);

test("a stolen or foreign anonymous session joins nothing, and a replaced refresh token is none", async () => {
  await using setting = await open("SQLite");
  const { issuer } = setting;
  const [here = ""] = setting.bases;
  const ada = await signIn(here, await issuer.sign());
  expect(await say(ada, "secret")).toBe("heard secret");
  for (const refreshToken of ["", "x", ada.session.refreshToken, ada.session.token]) {
    const eve = await signIn(here, await issuer.sign({ sub: "eve" }), refreshToken);
    expect(await texts(eve)).toEqual([]);
  }
  expect(await texts(ada)).toEqual(["> secret", "heard secret"]);
});

test("signing out ends this device's session and no other; to be forgotten takes all", async () => {
  await using setting = await open("SQLite");
  const { issuer } = setting;
  const [here = ""] = setting.bases;
  const [desk, phone] = [await signIn(here, await issuer.sign()), await signIn(here, await issuer.sign())];
  expect(await say(desk, "hello")).toBe("heard hello");
  const end = (client: RestClient, forget: boolean) =>
    call(`${here}/v1/session/end`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refreshToken: client.session.refreshToken, forget }),
    });
  using line = await new SocketClient(desk).connected();
  expect((await end(desk, false)).status).toBe(204);
  await expect.poll(() => line.socket.connected).toBe(false);
  expect((await desk.snapshot()).status).toBe(401);
  expect(await say(phone, "still here")).toBe("heard still here");
  const again = await signIn(here, await issuer.sign());
  expect(await texts(again)).toHaveLength(4);
  expect((await end(again, true)).status).toBe(204);
  expect(await texts(await signIn(here, await issuer.sign()))).toEqual([]);
});

test("an operator blocks a person by the issuer's name for them, on all devices; their sessions are the issuer's to end", async () => {
  await using setting = await open("SQLite");
  const { issuer, servers } = setting;
  const [here = ""] = setting.bases;
  const ada = await signIn(here, await issuer.sign());
  expect(await say(ada, "hello")).toBe("heard hello");
  const people = servers[0]?.people;
  await expect(people?.revokeSession({ connectorId: "web", userId: ada.session.visitorId })).rejects.toThrow(
    "use block",
  );
  await people?.block({ connectorId: "web", userId: "ada" });
  const phone = await signIn(here, await issuer.sign());
  for (const client of [ada, phone])
    expect(await client.send("b1", "still here")).toMatchObject({ status: 403, body: { code: "blocked" } });
  expect(await say(await signIn(here, await issuer.sign({ sub: "bob" })), "hi")).toBe("heard hi");
});

test("a session ends with the person's token, and is renewed by another token only", async () => {
  await using setting = await open("SQLite");
  const { issuer } = setting;
  const [here = ""] = setting.bases;
  const soon = await postSession(here, await issuer.sign({ exp: Math.floor(Date.now() / 1000) + 100 }));
  expect(soon.body.expiresInMs).toBeGreaterThan(150_000);
  expect(soon.body.expiresInMs).toBeLessThanOrEqual(160_000);
  expect((await postSession(here, await issuer.sign())).body.expiresInMs).toBeGreaterThan(890_000);
  const refreshed = await call<{ code: string }>(`${here}/v1/session/refresh`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refreshToken: soon.body.refreshToken }),
  });
  expect([refreshed.status, refreshed.body.code]).toEqual([401, "sign_in_required"]);
});

test("stories see the claims that the operator names, and no others", async () => {
  await using setting = await open("SQLite");
  const { issuer } = setting;
  const [here = ""] = setting.bases;
  const claims = { name: "Ada", email: "ada@example.com", groups: ["x"] };
  expect(await say(await signIn(here, await issuer.sign(claims)), "who am I")).toBe('Ada {"name":"Ada"}');
  expect(await say(await RestClient.start(here), "who am I")).toBe("nobody null");
  await using asked = await open("SQLite", { claims: ["email", "groups", "missing", "__proto__"] });
  const token = await asked.issuer.sign({ ...claims, groups: ["x".repeat(3000)] });
  expect(await say(await signIn(asked.bases[0] ?? "", token), "who am I")).toBe('nobody {"email":"ada@example.com"}');
});

test("where signing in is required nobody else gets in, not even with a session from before", async () => {
  const issuer = await startIssuer();
  await using _issuer = issuer;
  const data = temporaryFolder();
  const config = (mode: NonNullable<SignInOptions["mode"]>) => ({
    bot: createClerk(),
    data,
    connectors: [web({ origins: [origin], signIn: { mode, issuers: [{ issuer: issuer.url, audience: "chat" }] } })],
  });
  const before = await startTestServer(config("optional"));
  const visitor = await RestClient.start(`${before.url}/web`);
  expect(await say(visitor, "hello")).toBe("heard hello");
  await before[Symbol.asyncDispose]();

  await using after = await startTestServer(config("required"));
  const base = `${after.url}/web`;
  const refusal = { status: 401, body: { code: "sign_in_required" } };
  expect(await call(`${base}/v1/session`, { method: "POST" })).toMatchObject(refusal);
  const late = visitor.at(base);
  expect(await late.snapshot()).toMatchObject(refusal);
  expect(await refusalOf(new SocketClient(late))).toMatchObject({ code: "sign_in_required" });
  // Signing in takes it along.
  const ada = await signIn(base, await issuer.sign(), visitor.session.refreshToken);
  expect(await texts(ada)).toContain("> hello");
});

test("pages of the tenant may send the token, and may read why it was refused; others may not", async () => {
  await using setting = await open("SQLite");
  const [here = ""] = setting.bases;
  const preflight = await fetch(`${here}/v1/session`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, origin]);
  expect(preflight.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("authorization");
  const post = (from: string) =>
    fetch(`${here}/v1/session`, {
      method: "POST",
      headers: { origin: from, authorization: "Bearer x.y.z", "content-type": "application/json" },
      body: "{}",
    });
  const refused = await post(origin);
  expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([401, origin]);
  expect(await refused.json()).toMatchObject({ code: "sign_in_failed", reason: "malformed" });
  const foreign = await post("https://evil.sharepoint.com");
  expect([foreign.status, foreign.headers.get("access-control-allow-origin")]).toEqual([403, null]);
});

test("without `signIn` a token opens nothing, and the visitor is anonymous as ever", async () => {
  await using server = await startTestServer({ bot: createClerk(), connectors: [web({ origins: [origin] })] });
  const { status, body } = await postSession(`${server.url}/web`, "x.y.z");
  expect([status, body.visitorId.slice(0, 2)]).toEqual([201, "v_"]);
});
