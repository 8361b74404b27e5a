import { expect, test } from "vitest";
import type { Fault } from "./fault.ts";
import type { FakeGraph } from "#fake-graph.ts";
import { callGraph, pageId, sendTo, startTestGraph } from "#test-graph.ts";
import type { FakeUser } from "#people/user.ts";

test("a scripted error strikes as often as ordered, then calls work again", async () => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  graph.failNext(2, { code: 1200 });
  const answers = [await send(graph, user), await send(graph, user), await send(graph, user)];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 200]);
  expect(answers[0]?.body.error).toMatchObject({ code: 1200, is_transient: true, type: "OAuthException" });
  expect(graph.sent(user.psid)).toHaveLength(1);
});

test("faults strike in the order they were ordered", async () => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  graph.failNext(1, { code: 613 });
  graph.failNext(1, { code: 190, subcode: 463 });
  expect((await send(graph, user)).body.error).toMatchObject({ code: 613 });
  expect((await send(graph, user)).body.error).toMatchObject({ code: 190, error_subcode: 463 });
});

test("a fault waits for the path it is meant for", async () => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  graph.failNext(1, { code: 4 }, { method: "POST", path: "/messages" });
  expect((await callGraph(graph, "GET", "/me")).status).toBe(200);
  expect((await send(graph, user)).body.error).toMatchObject({ code: 4 });
});

test("cleared faults do not strike", async () => {
  await using graph = await startTestGraph();
  graph.failNext(9, { code: 4 });
  graph.clearFaults();
  expect((await callGraph(graph, "GET", "/me")).status).toBe(200);
});

test("a scripted status is answered without JSON", async () => {
  await using graph = await startTestGraph();
  graph.failNext(1, { status: 500 });
  const response = await fetch(`${graph.baseUrl}/v26.0/me`);
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toBe("text/html");
  expect(graph.journal[0]?.outcome).toEqual({ type: "faulted", fault: { status: 500 }, accepted: false });
});

test.each<[string, Fault, number]>([
  ["is on the phone if the line broke after it was accepted", { closeAfterAccept: true }, 1],
  ["is lost if the line broke before", { closeBeforeAccept: true }, 0],
  ["is lost if the call hung", { hang: 20 }, 0],
])("a message %s", async (_, fault, bubbles) => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  graph.failNext(1, fault);
  await expect(send(graph, user)).rejects.toThrow("fetch failed");
  expect(user.conversation.bubbles).toHaveLength(bubbles);
  expect(graph.journal[0]?.outcome).toEqual({ type: "faulted", fault, accepted: bubbles === 1 });
});

test("a slow call is accepted at once and answered late", async () => {
  await using graph = await startTestGraph();
  const user = openUser(graph);
  graph.failNext(1, { slow: 200 });
  const answered: number[] = [];
  const answer = send(graph, user).then(({ status }) => answered.push(status));
  await graph.waitFor(() => graph.sent(user.psid).length === 1);
  expect(answered).toEqual([]);
  await answer;
  expect(answered).toEqual([200]);
});

test("a world that ends while calls hang ends at once", async () => {
  const graph = await startTestGraph();
  graph.failNext(1, { hang: 60_000 });
  const call = callGraph(graph, "GET", "/me").catch((error: unknown) => error);
  await graph.waitFor(() => graph.journal.length === 1);
  await graph[Symbol.asyncDispose]();
  expect(await call).toMatchObject({ message: "fetch failed" });
});

function openUser(graph: FakeGraph): FakeUser {
  const user = graph.user(pageId);
  user.openWindow();
  return user;
}

function send(graph: FakeGraph, user: FakeUser) {
  return sendTo(graph, user.psid, { text: "hello" });
}
