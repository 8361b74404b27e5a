import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startFakeGraph } from "@causerie/fake-graph";
import { createBot, messenger } from "@causerie/server";
import { readConfirmation, writeConfirmation } from "@causerie/server/connectors/messenger/privacy/confirmation.ts";
import { deletePerson } from "@causerie/server/connectors/messenger/privacy/delete-person.ts";
import { readSignedRequest } from "@causerie/server/connectors/messenger/privacy/signed-request.ts";
import { expect, test } from "vitest";
import { appSecret, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const bot = createBot({ stories: [], fallback: (turn) => `to ${turn.text}` });

function signedRequest(fields: object, secret = appSecret): string {
  const body = Buffer.from(JSON.stringify({ algorithm: "HMAC-SHA256", ...fields })).toString("base64url");
  return `${createHmac("sha256", secret).update(body).digest("base64url")}.${body}`;
}

async function startWorld() {
  const graph = await startFakeGraph({
    apps: [{ appId: "1001", appSecret, verifyToken }],
    pages: ["2001", "2002"].map((pageId) => ({ pageId, accessToken: `EAAB-${pageId}`, appId: "1001" })),
  });
  const connectors = ["2001", "2002"].map((pageId) =>
    messenger({
      ...pageOptions(),
      id: `page-${pageId}`,
      path: `/m/${pageId}`,
      pageId,
      accessToken: `EAAB-${pageId}`,
      graphBaseUrl: graph.baseUrl,
    }),
  );
  const server = await startTestServer({ bot, connectors });
  graph.setWebhookUrl("1001", `${server.url}/m/2001`);
  return {
    graph,
    server,
    ask: (request: string) =>
      fetch(`${server.url}/m/2001/data-deletion`, {
        method: "POST",
        body: new URLSearchParams({ signed_request: request }),
      }),
    kept: async (userId: string) =>
      (
        await Promise.all(
          ["2001", "2002"].map((pageId) => server.people.export({ connectorId: `page-${pageId}`, userId })),
        )
      ).flatMap(({ conversations }) => conversations).length,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("who takes the app's rights away is deleted on all pages, and reads that at the address they get; others stay", async () => {
  await using world = await startWorld();
  const [ana, onOther, ben] = [world.graph.user("2001"), world.graph.user("2002"), world.graph.user("2001")];
  for (const user of [ana, onOther, ben]) await user.say("hello");
  await world.server.idle();
  world.graph.knownToLogin("218471", ana);
  world.graph.knownToLogin("218471", onOther);
  expect(await world.kept(ana.psid)).toBe(1);
  const response = await world.ask(signedRequest({ user_id: "218471", issued_at: Math.floor(Date.now() / 1000) }));
  expect(response.status).toBe(200);
  const { url, confirmation_code: code } = (await response.json()) as { url: string; confirmation_code: string };
  expect(url.endsWith(`/m/2001/data-deletion/${code}`)).toBe(true);
  for (const { psid } of [ana, onOther]) expect(await world.kept(psid)).toBe(0);
  expect(await world.kept(ben.psid)).toBe(1);
  const notes = await world.server.people.deletions();
  expect(notes.map(({ connectorId, wantedBy, conversations }) => [connectorId, wantedBy, conversations])).toEqual([
    ["page-2002", "person", 1],
    ["page-2001", "person", 1],
  ]);
  const page = await fetch(`${world.server.url}/m/2001/data-deletion/${code}`);
  expect(await page.text()).toContain("was deleted");
  expect(code).not.toContain("218471");
  expect((await fetch(`${world.server.url}/m/2001/data-deletion/${code.replace(/.$/, "z")}`)).status).toBe(404);
});

test("somebody who has never written learns that nothing was kept", async () => {
  await using world = await startWorld();
  const response = await world.ask(signedRequest({ user_id: 99 }));
  const { url } = (await response.json()) as { url: string };
  expect(await (await fetch(new URL(new URL(url).pathname, world.server.url))).text()).toContain(
    "nothing was kept of you",
  );
});

test("when Meta does not say who it is, nothing is confirmed", async () => {
  await using world = await startWorld();
  world.graph.failNext(1, { code: 200 }, { path: "/ids_for_pages" });
  expect((await world.ask(signedRequest({ user_id: "218471" }))).status).toBe(503);
});

test.each([
  ["another secret", signedRequest({ user_id: "1" }, "other")],
  ["no signature", "x"],
  ["a year ago", signedRequest({ user_id: "1", issued_at: Math.floor(Date.now() / 1000) - 366 * 86_400 })],
  ["a path in place of an id", signedRequest({ user_id: "1/../me" })],
  ["another algorithm", signedRequest({ user_id: "1", algorithm: "none" })],
])("a request with %s is refused, and asks nobody", async (_what, request) => {
  await using world = await startWorld();
  expect((await world.ask(request)).status).toBe(403);
  expect(world.graph.journal).toEqual([]);
});

test("a signed request of Meta's form is read, by any secret that is valid", () => {
  const given =
    "Ykr8DwkH_gfQZbPzE_a_RaJHYEeDi-Vl0zAT6b1HtCE.eyJ1c2VyX2lkIjoiMjE4NDcxIiwiYWxnb3JpdGhtIjoiSE1BQy1TSEEyNTYiLCJpc3N1ZWRfYXQiOjEyOTE4MzY4MDAsImV4cGlyZXMiOjEyOTE4NDA0MDB9";
  const expected = { userId: "218471", issuedAt: 1_291_836_800_000 };
  expect(readSignedRequest(given, [appSecret])).toEqual(expected);
  expect(readSignedRequest(given, ["new", appSecret])).toEqual(expected);
  for (const index of [0, 20, 42, 44, 80])
    expect(
      readSignedRequest(given.slice(0, index) + (given[index] === "A" ? "B" : "A") + given.slice(index + 1), [
        appSecret,
      ]),
    ).toBeUndefined();
});

test("a confirmation is read by the key that made it, and by no other", () => {
  const key = Buffer.alloc(32, 1);
  const code = writeConfirmation({ at: 1_790_000_000_000, pages: 3 }, key);
  expect(readConfirmation(code, [Buffer.alloc(32, 2), key])).toEqual({ at: 1_790_000_000_000, pages: 3 });
  expect(readConfirmation(code, [Buffer.alloc(32, 2)])).toBeUndefined();
  expect(readConfirmation(code.replace("-3-", "-9-"), [key])).toBeUndefined();
});

test("a list of pages that goes on for ever is left, and the deletion is not called done", async () => {
  let asked = 0;
  const meta = createServer((_request, response) => {
    asked += 1;
    const data = [{ id: `${asked}`, page: { id: "another" } }];
    response.end(JSON.stringify({ data, paging: { next: "more", cursors: { after: `${asked}` } } }));
  });
  await new Promise<void>((resolve) => void meta.listen(0, "127.0.0.1", resolve));
  const { port } = meta.address() as AddressInfo;
  const access = { graphBaseUrl: `http://127.0.0.1:${port}`, graphVersion: "v26.0", appId: "1001", appSecrets: ["s"] };
  expect(await deletePerson({ ...access, fetch }, "218471", [])).toBeUndefined();
  expect(asked).toBeLessThan(100);
  meta.closeAllConnections();
  await new Promise((resolve) => meta.close(resolve));
});

test("with a person go the comments that they have written, by the id of theirs that Meta tells of them; others stay", async () => {
  await using world = await startWorld();
  const commentOf = (id: string, comment: string) =>
    world.graph.changes("2001", "feed", {
      item: "comment",
      verb: "add",
      comment_id: comment,
      post_id: "9",
      message: "my secret",
      from: { id },
    });
  await commentOf("218471", "c1");
  await commentOf("218471", "c2");
  await commentOf("99", "c3");
  await world.server.idle();
  expect(await world.kept("218471")).toBe(2);
  const found = await world.server.people.export({ connectorId: "page-2001", userId: "218471" });
  expect(JSON.stringify(found)).toContain("my secret");
  expect((await world.ask(signedRequest({ user_id: "218471" }))).status).toBe(200);
  expect(await world.kept("218471")).toBe(0);
  expect(await world.kept("comment:c1")).toBe(0);
  // An operator who is told the id finds them, too.
  expect(await world.kept("99")).toBe(1);
  await world.server.people.delete({ connectorId: "page-2001", userId: "99" });
  expect(await world.kept("comment:c3")).toBe(0);
});
