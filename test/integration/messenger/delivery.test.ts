import { expect, test } from "vitest";
import { text } from "@causerie/server/bot/authoring/messages.ts";
import type { Delivery } from "@causerie/server/channel/connector.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import { type RunningMessenger, messenger } from "@causerie/server/connectors/messenger/messenger.ts";
import { direct } from "@causerie/server/channel/address.ts";
import {
  DeliveryError,
  type DeliveryErrorKind,
  type DeliveryOutcome,
} from "@causerie/server/channel/delivery-error.ts";
import { type Fault, type FakeGraph, sign, startFakeGraph } from "@causerie/fake-graph";
import { type ConnectorTestHost, startConnectorHost } from "#support/server/connector-host.ts";
import { freePort } from "#support/listen.ts";
import { accessToken, appSecret, metaPage, pageOptions, verifyToken } from "#support/messenger/facebook-page.ts";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { rejectionOf } from "#support/rejection-of.ts";

type MessengerConnector = RunningMessenger["connector"];

type World = AsyncDisposable & {
  graph: FakeGraph;
  host: ConnectorTestHost<RunningMessenger>;
  connector: MessengerConnector;
};

async function startWorld(more: Parameters<typeof pageOptions>[0] = {}): Promise<World> {
  const graph = await startFakeGraph({ ...metaPage, requireProof: true });
  const host = await startConnectorHost([messenger(pageOptions({ graphBaseUrl: graph.baseUrl, ...more }))]);
  graph.setWebhookUrl("1001", `${host.url}/messenger`);
  return {
    graph,
    host,
    connector: pushConnector(host),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

function pushConnector(host: ConnectorTestHost<RunningMessenger>): MessengerConnector {
  const connector = host.running[0]?.connector;
  if (connector === undefined) throw new Error("no connector");
  return connector;
}

function deliveryOf(userId: string, payload: unknown, id = "ob_1"): Delivery {
  return { id, connectorId: "messenger", conversationId: "c", address: direct(userId), payload, attempt: 1 };
}

const never = new AbortController().signal;

const failureOf = (delivering: Promise<unknown>): Promise<DeliveryError> => rejectionOf(delivering, DeliveryError);

test("a message arrives, and its echo confirms the delivery", async () => {
  await using world = await startWorld();
  const { graph, host, connector } = world;
  const ana = graph.user("2001");
  ana.openWindow();
  const receipt = await connector.deliver(deliveryOf(ana.psid, { text: "hello" }, "ob_42"), never);
  const [sent] = graph.sent(ana.psid);
  expect(receipt).toEqual({ externalId: sent?.mid });
  expect(sent?.body).toEqual({
    recipient: { id: ana.psid },
    messaging_type: "RESPONSE",
    message: { text: "hello", metadata: "ob_42" },
  });
  await graph.waitFor(() => host.confirmed.length > 0);
  expect(host.confirmed).toEqual([{ deliveryId: "ob_42", externalId: sent?.mid }]);
  expect(host.events).toEqual([]);
});

test("the token goes in a header and its proof in the address, on the configured version", async () => {
  await using world = await startWorld({ graphVersion: "v25.0", personaId: "9001" });
  const ana = world.graph.user("2001");
  ana.openWindow();
  await world.connector.deliver(deliveryOf(ana.psid, { text: "hello" }), never).catch(() => undefined);
  const [call] = world.graph.journal;
  expect(call).toMatchObject({
    method: "POST",
    path: "/2001/messages",
    version: "v25.0",
    query: { appsecret_proof: sign(appSecret, accessToken).sha256 },
    body: { persona_id: "9001" },
  });
  expect(call?.headers["authorization"]).toBe(`Bearer ${accessToken}`);
  expect(JSON.stringify(call?.query)).not.toContain(accessToken);
});

test("the phone shows what was rendered, and a tap comes back as its link", async () => {
  await using world = await startWorld();
  const { graph, host, connector } = world;
  const ana = graph.user("2001");
  ana.openWindow();
  const message = text("Which zone?", {
    buttons: [{ label: "All the zones of the mountain", to: encodeLink("zones", { all: true }) }],
    quickReplies: [
      { label: "North", to: encodeLink("fares", { zone: "north" }) },
      { label: "Something else", say: "I want something else" },
    ],
  });
  const { payloads, losses } = connector.render(message, collectTokens().toToken);
  expect(losses).toEqual([{ rule: "label_shortened", detail: "button 1" }]);
  for (const payload of payloads) await connector.deliver(deliveryOf(ana.psid, payload), never);
  await ana.tapQuickReply("North");
  for (const payload of payloads) await connector.deliver(deliveryOf(ana.psid, payload), never);
  await ana.tapQuickReply("Something else");
  await ana.tapButton("All the zones of th…");
  expect(host.events.map((event) => event.content)).toEqual([
    { type: "postback", link: "fares?zone=north", label: "North" },
    { type: "text", text: "I want something else" },
    { type: "postback", link: "zones?all=true", label: "All the zones of the mountain" },
  ]);
});

test.each<[fault: Fault, kind: DeliveryErrorKind, outcome: DeliveryOutcome, code: string]>([
  [{ code: 1200 }, "transient", "retry", "1200"],
  [{ code: 613 }, "rate", "retry", "613"],
  [{ code: 190, subcode: 463 }, "auth", "retry", "190/463"],
  [{ code: 10, subcode: 2018278 }, "window", "refused", "10/2018278"],
  [{ code: 551, subcode: 1545041 }, "recipient", "refused", "551/1545041"],
  [{ code: 100, subcode: 2018001 }, "recipient", "refused", "100/2018001"],
  [{ code: 100, subcode: 1893061 }, "content", "refused", "100/1893061"],
  [{ code: 230 }, "platform", "refused", "230"],
  [{ code: 368 }, "rate", "retry", "368"],
  [{ code: 1, subcode: 1357046 }, "unknown", "unknown", "1/1357046"],
  [{ status: 502 }, "unknown", "unknown", "http/502"],
  [{ status: 404 }, "transient", "retry", "http/404"],
  [{ status: 200 }, "unknown", "unknown", "unreadable"],
  [{ closeAfterAccept: true }, "unknown", "unknown", "connection_broke"],
  [{ closeBeforeAccept: true }, "unknown", "unknown", "connection_broke"],
])("when Meta does %j, the error's kind is %s and the outcome %s", async (fault, kind, outcome, code) => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  ana.openWindow();
  world.graph.failNext(1, fault);
  const error = await failureOf(world.connector.deliver(deliveryOf(ana.psid, { text: "hello" }), never));
  expect({ kind: error.kind, outcome: error.outcome, code: error.code }).toEqual({ kind, outcome, code });
});

test("Meta's own rules are understood: a closed window, a blocked page, a message it cannot take", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  const deliver = (payload: unknown) => failureOf(world.connector.deliver(deliveryOf(ana.psid, payload), never));
  expect(await deliver({ text: "hello" })).toMatchObject({ kind: "window", outcome: "refused" });
  ana.openWindow();
  expect(await deliver({ text: "x".repeat(2001) })).toMatchObject({
    outcome: "refused",
    kind: "content",
    code: "100",
    message: expect.stringContaining("message[text]") as unknown,
  });
  ana.block();
  expect(await deliver({ text: "hello" })).toMatchObject({
    kind: "recipient",
    outcome: "refused",
    code: "551/1545041",
  });
});

test("without a connection nothing was sent, so it is sent later", async () => {
  await using host = await startConnectorHost([
    messenger(pageOptions({ graphBaseUrl: `http://127.0.0.1:${await freePort()}` })),
  ]);
  const error = await failureOf(pushConnector(host).deliver(deliveryOf("77", { text: "hello" }), never));
  expect({ outcome: error.outcome, code: error.code }).toEqual({ outcome: "retry", code: "unreachable" });
});

test("a call that is aborted while Meta works may have been delivered; one that never began was not", async () => {
  await using world = await startWorld();
  const { graph, connector } = world;
  const ana = graph.user("2001");
  ana.openWindow();
  graph.failNext(1, { slow: 5000 });
  const giveUp = new AbortController();
  const failing = failureOf(connector.deliver(deliveryOf(ana.psid, { text: "hello" }), giveUp.signal));
  await graph.waitFor(() => graph.sent(ana.psid).length === 1);
  giveUp.abort();
  expect((await failing).outcome).toBe("unknown");
  const late = await failureOf(connector.deliver(deliveryOf(ana.psid, { text: "hello" }), giveUp.signal));
  expect(late.outcome).toBe("retry");
  expect(graph.sent(ana.psid)).toHaveLength(1);
});

test("when the answer to a send is lost, its echo still confirms the delivery", async () => {
  await using world = await startWorld();
  const { graph, host, connector } = world;
  const ana = graph.user("2001");
  ana.openWindow();
  graph.failNext(1, { closeAfterAccept: true });
  await failureOf(connector.deliver(deliveryOf(ana.psid, { text: "hello" }, "ob_7"), never));
  await graph.waitFor(() => host.confirmed.length > 0);
  expect(host.confirmed.map(({ deliveryId }) => deliveryId)).toEqual(["ob_7"]);
});

test("a picture that Meta cannot fetch is sent as its link, with the quick replies", async () => {
  await using world = await startWorld();
  const { graph, connector } = world;
  const ana = graph.user("2001");
  ana.openWindow();
  graph.failNext(1, { code: 100, subcode: 2018008 });
  const quick_replies = [{ content_type: "text", title: "Yes", payload: "p" }];
  const attachment = { type: "image", payload: { url: "https://a.example/a.png" } };
  await connector.deliver(deliveryOf(ana.psid, { attachment, quick_replies }), never);
  expect(graph.sent(ana.psid).map(({ body }) => body["message"])).toEqual([
    { text: "https://a.example/a.png", quick_replies, metadata: "ob_1" },
  ]);
  expect(world.host.logged()).toContain("a simpler one is tried");
});

test("the person sees that the page has read and is writing", async () => {
  await using world = await startWorld({ typing: true });
  const { graph, connector } = world;
  const ana = graph.user("2001");
  await ana.say("hello");
  await graph.waitFor(() => ana.conversation.seenAt !== undefined);
  await connector.typing(direct(ana.psid), true);
  expect(ana.conversation.typing).toBe(true);
  await connector.typing(direct(ana.psid), false);
  expect(ana.conversation.typing).toBe(false);
});

test("an app that lost the conversation to another one does nothing in it", async () => {
  await using world = await startWorld({ typing: true });
  const { graph, host, connector } = world;
  const ana = graph.user("2001");
  await ana.sendRaw({ take_thread_control: { previous_owner_app_id: "1001", new_owner_app_id: "3003" } });
  expect(host.events.map(({ content }) => content)).toEqual([{ type: "handover", to: "agent" }]);
  await ana.say("hello");
  await graph.waitFor(() => ana.conversation.seenAt !== undefined);
  await connector.typing(direct(ana.psid), true);
  const actions = graph.journal.map(({ body }) => (body as Record<string, unknown>)["sender_action"]);
  expect(actions).toEqual(["mark_seen", "typing_on"]);
});

test("typing that fails is nobody's error, and can be switched off", async () => {
  await using world = await startWorld({ typing: true });
  const ana = world.graph.user("2001");
  for (const fault of [{ code: 190 }, { status: 500 }, { closeBeforeAccept: true }] as Fault[]) {
    world.graph.failNext(1, fault);
    await world.connector.typing(direct(ana.psid), true);
  }
  expect(world.host.logged()).toContain("sender action failed");
  await using quiet = await startWorld({ typing: false });
  await quiet.connector.typing(direct(quiet.graph.user("2001").psid), true);
  expect(quiet.graph.journal).toEqual([]);
});

test("no secret and nothing that anyone wrote is ever logged", async () => {
  await using world = await startWorld({ typing: true });
  const { graph, host, connector } = world;
  const ana = graph.user("2001");
  await ana.say("my secret diary");
  await ana.sendRaw({ reaction: { mid: "m_1", emoji: "private emoji" } });
  host.failNext(1);
  await ana.say("my second diary");
  await fetch(`${host.url}/messenger?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=1`);
  await fetch(`${host.url}/messenger`, { method: "POST", body: "forged diary" });
  for (const fault of [
    { code: 190, message: `Malformed access token ${accessToken}` },
    { status: 500 },
    { closeBeforeAccept: true },
    { code: 100, message: '(#100) "my answer" is bad' },
  ] as Fault[]) {
    graph.failNext(1, fault);
    await connector.typing(direct(ana.psid), true);
    graph.failNext(1, fault);
    const error = await failureOf(connector.deliver(deliveryOf(ana.psid, { text: "my answer" }), never));
    // As the outbox does.
    host.logger.warn({ err: error }, "the channel did not take the delivery");
  }
  const logged = host.logged();
  expect(logged).not.toBe("");
  for (const secret of [accessToken, appSecret, verifyToken, sign(appSecret, accessToken).sha256, "guess"]) {
    expect(logged).not.toContain(secret);
  }
  expect(logged).not.toMatch(/diary|private emoji|my answer/);
});
