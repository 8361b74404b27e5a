import { createServer } from "node:http";
import { expect, test } from "vitest";
import type { FakeGraph } from "#fake-graph.ts";
import { type Answer, callGraph, pageId, sendTo, startTestGraph, token } from "#test-graph.ts";
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

test("a file is uploaded by its address, or with its bytes, and sent by its id: of its own type only", async () => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  const attachment = { type: "image", payload: { is_reusable: true, url: "https://a.example/a.png" } };
  const byUrl = await callGraph(graph, "POST", "/me/message_attachments", { message: { attachment } });
  const byBytes = await upload(graph, "image", "image/png", "abc");
  for (const { body } of [byUrl, byBytes])
    expect((await send(graph, user, { attachment_id: body["attachment_id"] })).status).toBe(200);
  const { content } = user.conversation.bubbles.at(-1) ?? {};
  expect(content).toMatchObject({ source: { url: `data:image/png;base64,${btoa("abc")}` } });
  const video = { attachment: { type: "video", payload: { attachment_id: byBytes.body["attachment_id"] } } };
  expect((await sendTo(graph, user.psid, video)).body.error).toMatchObject({ error_subcode: 2018047 });
});

test("an upload of another type than it says, or over 8 MB, is refused", async () => {
  await using graph = await startTestGraph();
  expect((await upload(graph, "image", "text/html", "abc")).body.error).toMatchObject({ error_subcode: 2018047 });
  const big = "x".repeat(8 * 1024 * 1024 + 1);
  expect((await upload(graph, "image", "image/png", big)).body.error).toMatchObject({ error_subcode: 2018109 });
  expect((await upload(graph, "template", "image/png", "abc")).body.error).toMatchObject({ code: 100 });
  expect((await upload(graph, "file", "application/pdf", big)).status).toBe(200);
});

async function upload(graph: FakeGraph, type: string, contentType: string, bytes: string) {
  const form = new FormData();
  form.set("message", JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set("filedata", new Blob([bytes], { type: contentType }), "a");
  const headers = { Authorization: `Bearer ${token}` };
  const url = `${graph.baseUrl}/v26.0/me/message_attachments`;
  const response = await fetch(url, { method: "POST", headers, body: form });
  return { status: response.status, body: (await response.json()) as Answer["body"] };
}

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
