import { expect, test } from "vitest";
import { appId, appSecret, callGraph, pageId, startTestGraph } from "#test-graph.ts";
import { startReceiver } from "#test-receiver.ts";

const asApp = { Authorization: `Bearer ${appId}|${appSecret}` };
const fields = "messages,messaging_postbacks";

test("a person's profile shows the fields that were asked for", async () => {
  await using graph = await startTestGraph();
  const user = graph.user(pageId, {
    profile: { first_name: "Ana", last_name: "Lima", locale: "pt_PT", timezone: 0.5 },
  });
  const { body } = await callGraph(graph, "GET", `/${user.psid}?fields=first_name,timezone,gender`);
  expect(body).toEqual({ first_name: "Ana", timezone: 0.5, id: user.psid });
  const refused = await callGraph(graph, "GET", `/${user.psid}?fields=shoe_size`);
  expect(refused.body.error).toMatchObject({
    code: 100,
    message: "(#100) Tried accessing nonexisting field (shoe_size)",
  });
});

test("a hidden profile is error 2018218, an unknown person 2018001", async () => {
  await using graph = await startTestGraph();
  const hidden = graph.user(pageId, { profile: "hidden" });
  expect((await callGraph(graph, "GET", `/${hidden.psid}`)).body.error).toMatchObject({ error_subcode: 2018218 });
  expect((await callGraph(graph, "GET", "/12345")).body.error).toMatchObject({ code: 100, error_subcode: 2018001 });
});

test("the messenger_profile is changed field by field", async () => {
  await using graph = await startTestGraph();
  const path = "/me/messenger_profile";
  const greeting = [{ locale: "default", text: "Hello" }];
  const get_started = { payload: "GET_STARTED" };
  expect((await callGraph(graph, "GET", `${path}?fields=greeting`)).body).toEqual({ data: [] });
  expect((await callGraph(graph, "POST", path, { greeting, get_started })).body).toEqual({ result: "success" });
  expect((await callGraph(graph, "GET", `${path}?fields=greeting,get_started`)).body).toEqual({
    data: [{ greeting, get_started }],
  });
  await callGraph(graph, "DELETE", path, { fields: ["greeting"] });
  expect((await callGraph(graph, "GET", `${path}?fields=greeting,get_started`)).body).toEqual({
    data: [{ get_started }],
  });
  expect((await callGraph(graph, "POST", path, { colour: "red" })).body.error).toMatchObject({ code: 100 });
});

test("the eleventh profile call within ten minutes is refused", async () => {
  await using graph = await startTestGraph(undefined, { now: () => 0 });
  const call = () => callGraph(graph, "GET", "/me/messenger_profile?fields=greeting");
  for (let index = 0; index < 10; index++) expect((await call()).status).toBe(200);
  expect((await call()).body.error).toMatchObject({ code: 613 });
  graph.advance(10 * 60 * 1000);
  expect((await call()).status).toBe(200);
});

test("a page lists the apps that are subscribed to it", async () => {
  await using graph = await startTestGraph();
  const path = `/${pageId}/subscribed_apps`;
  expect((await callGraph(graph, "POST", `${path}?subscribed_fields=${fields}`)).body).toEqual({ success: true });
  expect((await callGraph(graph, "GET", path)).body).toMatchObject({
    data: [{ id: appId, subscribed_fields: ["messages", "messaging_postbacks"] }],
  });
  const refused = await callGraph(graph, "POST", `${path}?subscribed_fields=messaging_handover`);
  expect(refused.body.error).toMatchObject({ code: 100 });
});

test("an app's subscription is saved once the address has answered the challenge", async () => {
  await using server = await startReceiver(({ url }, response) => response.end(url.searchParams.get("hub.challenge")));
  await using graph = await startTestGraph();
  const path = `/${appId}/subscriptions`;
  const body = { object: "page", callback_url: server.url, fields, verify_token: "verify-me" };
  expect((await callGraph(graph, "GET", path, undefined, asApp)).body).toEqual({ data: [] });
  expect((await callGraph(graph, "POST", path, body, asApp)).body).toEqual({ success: true });
  expect(Object.fromEntries(server.received[0]?.url.searchParams ?? [])).toEqual({
    "hub.mode": "subscribe",
    "hub.challenge": expect.stringMatching(/^\d+$/) as string,
    "hub.verify_token": "verify-me",
  });
  expect((await callGraph(graph, "GET", path, undefined, asApp)).body).toMatchObject({
    data: [
      {
        object: "page",
        callback_url: server.url,
        active: true,
        fields: [{ name: "messages" }, { name: "messaging_postbacks" }],
      },
    ],
  });
});

test("an address that does not give back the challenge is refused and not saved", async () => {
  await using server = await startReceiver((_, response) => response.end("OK"));
  await using graph = await startTestGraph();
  const body = { object: "page", callback_url: server.url, fields, verify_token: "verify-me" };
  const { body: answer } = await callGraph(graph, "POST", `/${appId}/subscriptions`, body, asApp);
  expect(answer.error).toMatchObject({ code: 2200, message: expect.stringContaining("challenge") as string });
  expect(await graph.user(pageId).say("hello")).toMatchObject({ receipt: "not_subscribed" });
  await expect(graph.verifyAndSave(appId, server.url)).rejects.toThrow("The challenge was not echoed");
  await expect(graph.verifyAndSave(appId, "https://example.org/")).rejects.toThrow("not plain http on loopback");
});

test("subscriptions need the app's own token", async () => {
  await using graph = await startTestGraph();
  expect((await callGraph(graph, "GET", `/${appId}/subscriptions`)).body.error).toMatchObject({ code: 100 });
});

test("an address can be set later", async () => {
  await using server = await startReceiver();
  await using graph = await startTestGraph();
  graph.setWebhookUrl(appId, server.url);
  await graph.user(pageId).say("hello");
  expect(server.received).toHaveLength(1);
});
