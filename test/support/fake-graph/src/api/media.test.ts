import { createServer } from "node:http";
import { expect, test } from "vitest";
import type { FakeGraph } from "#fake-graph.ts";
import { pageId, sendTo, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";
import type { FakeUser } from "#people/user.ts";

const day = 24 * 60 * 60 * 1000;

test("a reusable file gets an id that can be sent for ninety days", async () => {
  await using graph = await startTestGraph(undefined, { now: () => 0 });
  const user = openUser(graph);
  const url = "https://a.example/a.png";
  const { body } = await send(graph, user, { url, is_reusable: true });
  const attachment_id = body["attachment_id"];
  await send(graph, user, { attachment_id });
  expect(user.conversation.bubbles.at(-1)?.content).toEqual({
    type: "media",
    mediaType: "image",
    source: { type: "url", url },
  });
  graph.advance(90 * day);
  user.openWindow();
  expect((await send(graph, user, { attachment_id })).body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
});

test("an id that was never given out is refused", async () => {
  await using graph = await startTestGraph();
  const answer = await send(graph, openUser(graph), { attachment_id: "1" });
  expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
});

test("without fetchMedia an address is taken on trust", async () => {
  await using graph = await startTestGraph();
  expect((await send(graph, openUser(graph), { url: "http://127.0.0.1:1/a.png" })).status).toBe(200);
});

test("with fetchMedia the file must be there and of its kind", async () => {
  await using files = await startReceiver(({ url }, response) => {
    const isImage = url.pathname.endsWith(".png");
    response
      .writeHead(url.pathname.includes("gone") ? 404 : 200, { "Content-Type": isImage ? "image/png" : "text/html" })
      .end("x");
  });
  await using graph = await startTestGraph(undefined, { fetchMedia: true });
  const user = openUser(graph);
  const subcodeOf = async (path: string) =>
    (await send(graph, user, { url: new URL(path, files.url).href })).body.error?.["error_subcode"];
  expect(await subcodeOf("/a.png")).toBeUndefined();
  expect(await subcodeOf("/gone.png")).toBe(2018008);
  expect(await subcodeOf("/page.html")).toBe(2018047);
  expect(await subcodeOf(`http://127.0.0.1:${await freePort()}/a.png`)).toBe(2018008);
  expect(await subcodeOf("https://a.example/a.png")).toBe(2018008);
});

test("with fetchMedia an image over 8 MB is refused", async () => {
  await using files = await startReceiver((_, response) =>
    response.writeHead(200, { "Content-Type": "image/png" }).end(Buffer.alloc(8 * 1024 * 1024 + 1)),
  );
  await using graph = await startTestGraph(undefined, { fetchMedia: true });
  const answer = await send(graph, openUser(graph), { url: files.url });
  expect(answer.body.error).toMatchObject({ code: 100, error_subcode: 2018109 });
});

function openUser(graph: FakeGraph): FakeUser {
  const user = graph.user(pageId);
  user.openWindow();
  return user;
}

function send(graph: FakeGraph, user: FakeUser, payload: Record<string, unknown>) {
  return sendTo(graph, user.psid, { attachment: { type: "image", payload } });
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = createServer().listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 1));
  });
  return promise;
}
