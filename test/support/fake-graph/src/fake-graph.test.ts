import { expect, test } from "vitest";
import { startFakeGraph } from "./fake-graph.ts";
import { sign } from "./webhook/signature.ts";
import { appId, appSecret, callGraph, pageId, sendTo, startTestGraph, token } from "./test-graph.ts";

const proof = sign(appSecret, token).sha256;

test("an accepted message is answered, recorded and journalled", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  user.openWindow();
  const answer = await sendTo(graph, user.psid, { text: "hello", metadata: "ob_1" });
  const [sent] = graph.sent(user.psid);
  expect(answer).toMatchObject({ status: 200, body: { recipient_id: user.psid, message_id: sent?.mid } });
  expect(sent).toMatchObject({ pageId, appId, text: "hello", metadata: "ob_1", quickReplies: [] });
  expect(graph.journal).toEqual([
    expect.objectContaining({
      method: "POST",
      path: "/me/messages",
      version: "v26.0",
      token,
      body: expect.objectContaining({ message: { text: "hello", metadata: "ob_1" } }) as object,
      outcome: { type: "accepted", result: answer.body },
    }),
  ]);
});

test("a refusal has the full shape of a Graph error", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  const { status, body } = await sendTo(graph, user.psid, { text: "hello" });
  expect(status).toBe(400);
  expect(body.error).toEqual({
    message: "(#10) This message is sent outside of allowed window.",
    type: "OAuthException",
    code: 10,
    error_subcode: 2018278,
    error_user_title: expect.any(String) as string,
    error_user_msg: expect.any(String) as string,
    fbtrace_id: expect.stringMatching(/^A/) as string,
  });
  expect(graph.journal[0]?.outcome).toEqual({ type: "refused", status: 400, error: body.error });
  expect(graph.sent(user.psid)).toEqual([]);
});

test.each(["/", "/me/wishes", "/a/b/c"])("the unknown path %s is error 2500", async (path) => {
  await using graph = await startTestGraph();
  const { status, body } = await callGraph(graph, "GET", path);
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 2500, message: `Unknown path components: ${path}` });
});

test("any version prefix is understood, and none as well", async () => {
  await using graph = await startTestGraph();
  for (const prefix of ["/v19.0", "/v26.0", ""]) {
    const response = await fetch(`${graph.baseUrl}${prefix}/me?access_token=${token}`);
    expect(await response.json()).toEqual({ id: pageId, name: `Page ${pageId}` });
  }
});

test("a body that is not JSON is refused", async () => {
  await using graph = await startTestGraph();
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const response = await fetch(`${graph.baseUrl}/v26.0/me/messages`, { method: "POST", headers, body: "{" });
  expect(await response.json()).toMatchObject({ error: { code: 100 } });
});

test("a form body is read like JSON", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  user.openWindow();
  const form = {
    recipient: JSON.stringify({ id: user.psid }),
    messaging_type: "RESPONSE",
    message: JSON.stringify({ text: "hello" }),
    access_token: token,
  };
  const body = new URLSearchParams(form);
  const response = await fetch(`${graph.baseUrl}/v26.0/me/messages`, { method: "POST", body });
  expect(response.status).toBe(200);
});

test.each<[string, string, Record<string, string>, object]>([
  ["an unknown token", "/me", { Authorization: "Bearer other" }, { code: 190 }],
  ["no token", "/me", {}, { code: 104 }],
  ["a wrong proof", `/me?appsecret_proof=${"0".repeat(64)}`, { Authorization: `Bearer ${token}` }, { code: 100 }],
  ["another page's path", "/9999/messages", { Authorization: `Bearer ${token}` }, { code: 100, error_subcode: 33 }],
])("%s is refused", async (_, path, headers, error) => {
  await using graph = await startTestGraph();
  const method = path.endsWith("/messages") ? "POST" : "GET";
  expect((await callGraph(graph, method, path, undefined, headers)).body.error).toMatchObject(error);
});

test("with requireProof a call needs the proof, and a right one is enough", async () => {
  await using graph = await startTestGraph(undefined, { requireProof: true });
  expect((await callGraph(graph, "GET", "/me")).body.error).toMatchObject({
    code: 100,
    message: "API calls from the server require an appsecret_proof argument",
  });
  expect((await callGraph(graph, "GET", `/me?appsecret_proof=${proof}`)).status).toBe(200);
  expect(
    (await callGraph(graph, "GET", `/me?appsecret_proof=${proof}&access_token=${token}`, undefined, {})).status,
  ).toBe(200);
});

test("a person of another page does not exist for this page's token", async () => {
  await using graph = await startFakeGraph({
    apps: [{ appId: "1", appSecret, verifyToken: "v" }],
    pages: [
      { pageId: "A", accessToken: "token-a", appId: "1" },
      { pageId: "B", accessToken: "token-b", appId: "1" },
    ],
  });
  const user = graph.user("B");
  user.openWindow();
  const body = { recipient: { id: user.psid }, messaging_type: "RESPONSE", message: { text: "hello" } };
  const send = (bearer: string) =>
    callGraph(graph, "POST", "/me/messages", body, { Authorization: `Bearer ${bearer}` });
  expect((await send("token-a")).body.error).toMatchObject({ code: 100, error_subcode: 2018001 });
  expect((await send("token-b")).status).toBe(200);
});

test("a person who blocked the page is unavailable until the block ends", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId);
  user.openWindow();
  user.block();
  expect((await sendTo(graph, user.psid, { text: "hello" })).body.error).toMatchObject({
    code: 551,
    error_subcode: 1545041,
  });
  user.unblock();
  expect((await sendTo(graph, user.psid, { text: "hello" })).status).toBe(200);
});

test("the window closes by the virtual clock, and a human agent has seven days", async () => {
  await using graph = await startTestGraph(undefined, { now: () => 0 });
  const user = graph.user(pageId);
  await user.say("hello");
  const hour = 60 * 60 * 1000;
  const asHuman = { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
  graph.advance(24 * hour);
  expect((await sendTo(graph, user.psid, { text: "a" })).status).toBe(200);
  graph.advance(1);
  expect((await sendTo(graph, user.psid, { text: "a" })).body.error).toMatchObject({
    code: 10,
    error_subcode: 2018278,
  });
  expect((await sendTo(graph, user.psid, { text: "a" }, asHuman)).status).toBe(200);
  await user.read();
  expect((await sendTo(graph, user.psid, { text: "a" })).status).toBe(400);
  graph.advance(6 * 24 * hour);
  expect((await sendTo(graph, user.psid, { text: "a" }, asHuman)).body.error).toMatchObject({ code: 10 });
  await user.say("still there?");
  expect((await sendTo(graph, user.psid, { text: "a" })).status).toBe(200);
});

test("with enforceSendRate the 301st message within a second is refused", async () => {
  await using graph = await startTestGraph(undefined, { now: () => 0, enforceSendRate: true });
  const user = graph.user(pageId);
  user.openWindow();
  const answers = await Promise.all(Array.from({ length: 301 }, () => sendTo(graph, user.psid, { text: "a" })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(300);
  expect(answers.find(({ status }) => status !== 200)?.body.error).toMatchObject({ code: 613 });
  graph.advance(1000);
  expect((await sendTo(graph, user.psid, { text: "a" })).status).toBe(200);
});

test("usage headers tell the chosen percentage", async () => {
  await using graph = await startTestGraph();
  expect((await callGraph(graph, "GET", "/me")).headers.get("x-app-usage")).toBeNull();
  graph.setUsage({ percent: 85, minutesToRegain: 3 });
  const { headers } = await callGraph(graph, "GET", "/me");
  expect(JSON.parse(headers.get("x-app-usage") ?? "")).toEqual({ call_count: 85, total_time: 85, total_cputime: 85 });
  expect(JSON.parse(headers.get("x-business-use-case-usage") ?? "")).toEqual({
    [pageId]: [
      { type: "messenger", call_count: 85, total_time: 85, total_cputime: 85, estimated_time_to_regain_access: 3 },
    ],
  });
});

test("waiting in vain tells what happened instead", async () => {
  await using graph = await startTestGraph();
  await callGraph(graph, "GET", "/me/wishes");
  await expect(graph.waitFor(() => false, 10)).rejects.toThrow("GET /me/wishes: refused, Unknown path components");
});
