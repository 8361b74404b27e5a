import { rocketChat } from "@causerie/server";
import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import {
  ana,
  ben,
  bot,
  directOf,
  FakeRocketChat,
  type RocketChatFault,
  room,
  secrets,
} from "#support/rocketchat/fake-rocketchat.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, RocketChatFault>> = {
  transient: { status: 503 },
  rate: { status: 429, resetInMs: 7_000 },
  recipient: { status: 400, errorType: "error-room-not-found" },
  auth: { status: 401 },
  content: { status: 400, error: "error-message-size-exceeded" },
  platform: { status: 403, error: "unauthorized" },
  unknown: "cut",
};

async function openRocketChat(): Promise<ConnectorHarness> {
  const platform = await FakeRocketChat.start();
  const host = await startConnectorTest(rocketChat({ serverUrl: platform.url, ...secrets }));
  platform.requestUrl = `${host.url}/rocketchat`;
  const visitor = (id: string, text: string, token?: string) =>
    platform.livechat("Message", { messages: [{ _id: `m${id}`, msg: text, ts: new Date().toISOString() }] }, token);
  return {
    host,
    say: (id, text) => platform.say(text, { id: `m${id}` }),
    sayAsOther: (id, text) => platform.say(text, { id: `m${id}`, user: ben }),
    forgeries: [
      (id, text) => platform.say(text, { id: `m${id}`, token: "guessed" }),
      (id, text) => platform.say(text, { id: `m${id}`, token: "" }),
      (id, text) => platform.say(text, { id: `m${id}`, token: secrets.livechatToken }),
      (id, text) => visitor(id, text, "guessed"),
      (id, text) => visitor(id, text, secrets.webhookToken),
    ],
    unknownEvent: () => platform.livechat("HologramProjected"),
    ownEcho: () => platform.say("hello", { user: bot, channel: room }),
    push: {
      address: { user: ana, scope: "direct", route: { room: directOf(ana) } },
      delivered: () => platform.shown().map((text) => text.replaceAll("\u200b", "")),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind] ?? "cut"),
    },
    secrets: [secrets.authToken, secrets.webhookToken, secrets.livechatToken],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Rocket.Chat", openRocketChat);
