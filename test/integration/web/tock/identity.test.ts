import { expect, test } from "vitest";
import { RestClient } from "#support/web/rest-client.ts";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";
import { TockClient, tockTexts } from "#support/web/tock/tock-client.ts";
import { startIssuer } from "#support/sign-in/issuer.ts";
import { signIn } from "#support/sign-in/sign-in-client.ts";
import { collectLogLines } from "#support/log-lines.ts";

const page = "https://shop.example";
const remember = { query: "opinions" };
const vote = { feedback: { actionId: "a", vote: "UP" } };

function cookieOf(headers: Headers): string {
  return headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
}

test("section 11, cookie mode, the default: the cookie of the server replaces the page's id", async () => {
  await using tock = await startTockServer({ identity: "cookie" }, { origins: [page] });
  const first = await tock.client.post({ userId: "u", ...vote });
  const [cookie] = first.headers.getSetCookie();
  expect(cookie).toMatch(
    /^tock_user_id=[0-9a-f-]{36}\.[\w-]{43}; Path=\/web; Max-Age=2592000; HttpOnly; SameSite=Lax$/,
  );
  const own = { Cookie: cookieOf(first.headers) };
  // Another id of the page, the same person; the same id without the cookie, somebody else.
  expect(tockTexts((await tock.client.post({ userId: "other", ...remember }, own)).body)[0]).toContain("up");
  expect(tockTexts((await tock.client.post({ userId: "u", ...remember })).body)).toEqual(["null"]);
});

test("section 11, cookie mode: over HTTPS the cookie may come from the listed sites, which may send credentials", async () => {
  const overHttps = { publicUrl: "https://chat.example" };
  await using listed = await startTockServer({ identity: "cookie" }, { origins: [page] }, {}, overHttps);
  const { headers } = await listed.client.post({ userId: "u", query: "hello" }, { Origin: page });
  expect(headers.getSetCookie()[0]).toMatch(/HttpOnly; Secure; SameSite=None$/);
  expect(headers.get("access-control-allow-credentials")).toBe("true");
  const preflight = await fetch(listed.base, {
    method: "OPTIONS",
    headers: {
      Origin: page,
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type,x-own",
    },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-headers")]).toEqual([
    204,
    "content-type,x-own",
  ]);
  // With any site each page on the web could read the conversations of all who visit it.
  await using any = await startTockServer({ identity: "cookie" }, { origins: "any" }, {}, overHttps);
  const answer = await any.client.post({ userId: "u", query: "hello" }, { Origin: page });
  expect(answer.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax$/);
  expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
});

test("cookie mode: a cookie that this server has not made is none", async () => {
  await using tock = await startTockServer({ identity: "cookie" });
  const { headers } = await tock.client.post({ userId: "u", ...vote });
  const [, id = "", proof = ""] = /=(.+)\.(.+)$/.exec(cookieOf(headers)) ?? [];
  for (const forged of [id, `${id}.`, `${id}.${proof.slice(1)}A`, `${crypto.randomUUID()}.${proof}`]) {
    const answer = await tock.client.post({ userId: "u", ...remember }, { Cookie: `tock_user_id=${forged}` });
    expect([forged, tockTexts(answer.body)]).toEqual([forged, ["null"]]);
  }
});

test("cookie mode: the stream is that of the cookie's person", async () => {
  await using tock = await startTockServer({ identity: "cookie" });
  const { headers } = await tock.client.post({ userId: "u", query: "silence" });
  const own = { Cookie: cookieOf(headers) };
  using stream = await tock.client.stream("userid=whatever", own);
  await stream.next();
  await tock.client.post({ userId: "u", query: "hello" }, own);
  expect(tockTexts(await stream.message())).toEqual(["echo: hello"]);
});

test("jwt mode: a token of a session of ours, as a header or in the place of the page's id; nothing else", async () => {
  await using tock = await startTockServer({ identity: "jwt" });
  const { token } = (await RestClient.start(tock.base)).session;
  const asHeader = await tock.client.post({ userId: "u", ...vote }, { Authorization: `Bearer ${token}` });
  expect(asHeader.status).toBe(200);
  const asId = await tock.client.post({ userId: token, ...remember });
  expect(tockTexts(asId.body)[0]).toContain("up");
  for (const userId of [undefined, "u", `${token}x`]) {
    const { status, body } = await tock.client.post({ userId, query: "hello" });
    expect([status, body.code, tockTexts(body)]).toEqual([
      401,
      "unauthorized",
      ["Sorry, that did not work. Please try again."],
    ]);
  }
});

test("jwt mode: the token of an issuer is its person, also in our own widget, and any other token is refused", async () => {
  await using issuer = await startIssuer();
  const signedIn = { signIn: { issuers: [{ issuer: issuer.url, audience: "chat" }] } };
  await using tock = await startTockServer({ identity: "jwt" }, signedIn);
  const token = await issuer.sign({ sub: "ada" });
  using stream = await tock.client.stream(`userid=${token}`);
  await stream.next();
  expect((await tock.client.post({ userId: token, ...vote })).status).toBe(200);
  expect(tockTexts((await tock.client.post({ userId: token, ...remember })).body)[0]).toContain("up");
  expect(tockTexts(await stream.message())[0]).toContain("up");
  const widget = await signIn(tock.base, await issuer.sign({ sub: "ada" }));
  expect((await widget.events()).body.events).toHaveLength(5);
  expect(tockTexts((await tock.client.post({ userId: await issuer.sign({ sub: "bob" }), ...remember })).body)).toEqual([
    "null",
  ]);
  const anonymous = await tock.client.post({ userId: "u", query: "hello" });
  expect([anonymous.status, anonymous.body.code]).toEqual([401, "sign_in_failed"]);
});

test("cookie mode: a page of another origin is named in the log once, as its requests have no cookie", async () => {
  const { logger, lines } = collectLogLines("warn");
  await using tock = await startTockServer({ identity: "cookie" }, { origins: [page] }, { logger });
  for (let count = 0; count < 2; count += 1) await tock.client.post({ userId: "u", query: "hello" }, { Origin: page });
  expect(lines.filter(({ msg }) => msg.includes("without the cookie"))).toMatchObject([{ origin: page }]);
});

test("passthrough: the page's id is the person, and two pages with one id have one conversation", async () => {
  await using tock = await startTockServer({ identity: "passthrough" });
  await tock.client.send(vote);
  expect(tockTexts(await new TockClient(tock.base, tock.client.userId).send(remember))[0]).toContain("up");
  expect(tockTexts(await new TockClient(tock.base).send(remember))).toEqual(["null"]);
  const { status, body } = await tock.client.post({ query: "hello" });
  expect([status, body.detail]).toEqual([400, "userId: is missing"]);
});

test("passthrough is warned of at the start, and no page's id, token or word is ever logged", async () => {
  const { logger, printed } = collectLogLines("debug");
  const secret = "KX3SECRETUSERID";
  {
    await using tock = await startTockServer({ identity: "passthrough" }, {}, { logger });
    const client = new TockClient(tock.base, secret);
    using stream = await client.stream();
    await stream.next();
    await client.ask("Rosebud");
    await client.post({ userId: secret });
    await client.post(`{"userId": "${secret}", `);
    await client.stream(`userid=${secret}&userid=${secret}`);
    await client.ask("broken");
  }
  expect(printed()).toContain("passthrough");
  expect(printed()).not.toContain(secret);
  expect(printed()).not.toContain("Rosebud");
});
