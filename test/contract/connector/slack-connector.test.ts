import { type ConnectorHarness, type DeliveryErrorKind, startConnectorTest } from "@causerie/server/connector";
import { slack } from "@causerie/server";
import { FakeSlack, type SlackFault, slackSecrets, textOf } from "#support/slack/fake-slack.ts";
import { buttonsIn } from "#support/slack/find-refusal.ts";
import { ana, ben, bot, direct, dm, eventBody, tapBody } from "#support/slack/payloads.ts";
import { waitUntil } from "#support/wait-until.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, SlackFault>> = {
  transient: { status: 503 },
  rate: { status: 429, retryAfter: 7 },
  recipient: { error: "channel_not_found" },
  auth: { error: "token_revoked" },
  content: { error: "msg_too_long" },
  platform: { error: "missing_scope" },
  unknown: "cut",
};

async function openSlack(isSocket: boolean): Promise<ConnectorHarness> {
  const platform = await FakeSlack.start();
  const { botToken, appToken, signingSecret } = slackSecrets;
  const { apiUrl } = platform;
  const host = await startConnectorTest(slack({ botToken, apiUrl, ...(isSocket ? { appToken } : { signingSecret }) }));
  platform.requestUrl = `${host.url}/slack`;
  if (isSocket) await waitUntil(() => platform.connections.length === 1, 10_000);
  /** By the id that the suite gives. */
  const times = new Map<string, string>();
  const tsOf = (id: string): string => {
    const ts = times.get(id) ?? `${1_700_000_000 + times.size}.000100`;
    times.set(id, ts);
    return ts;
  };
  const sendEvent = (event: Record<string, unknown>) =>
    isSocket ? platform.sendBySocket("events_api", eventBody(event)) : platform.sendEvent(eventBody(event));
  const say = (user: string, id: string, text: string) =>
    sendEvent(direct(text, { user, channel: `D${user.slice(1)}`, ts: tsOf(id) }));
  const forgery =
    (headersFor: (bytes: string) => Record<string, string>): ConnectorHarness["forgeries"][number] =>
    (id, text) => {
      const bytes = JSON.stringify(eventBody(direct(text, { ts: tsOf(id) })));
      return platform.post(bytes, "application/json", headersFor(bytes));
    };
  const forgeries = [
    forgery(() => ({ "x-slack-signature": "", "x-slack-request-timestamp": "" })),
    forgery((bytes) => platform.sign(bytes, { secret: "guessed" })),
    forgery((bytes) => platform.sign(`${bytes} `)),
    forgery((bytes) => platform.sign(bytes, { at: Date.now() - 310_000 })),
    forgery((bytes) => platform.sign(bytes, { at: Date.now() + 310_000 })),
    forgery((bytes) => ({
      ...platform.sign(bytes),
      "x-slack-request-timestamp": String(Math.floor(Date.now() / 1_000) + 1),
    })),
  ];
  return {
    host,
    say: (id, text) => say(ana, id, text),
    sayAsOther: (id, text) => say(ben, id, text),
    forgeries: isSocket ? [] : forgeries,
    unknownEvent: () => sendEvent({ type: "hologram_projected", user: ana }),
    ownEcho: () => sendEvent(direct("hello", { user: bot, bot_id: "B0BOT", app_id: "A0APP" })),
    tap: (id, payloads, label) => {
      const button = payloads.flatMap(buttonsIn).find((each) => each.label === label);
      const body = tapBody(button ?? { label, actionId: "1" }, {
        channel: dm,
        ts: "1800000000.000100",
        actionTs: tsOf(id),
      });
      return isSocket ? platform.sendBySocket("interactive", body) : platform.sendTap(body);
    },
    push: {
      address: { user: ana, scope: "direct", route: { channel: dm } },
      delivered: () => platform.messages.map(textOf),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext: (kind) => platform.failNext(faults[kind] ?? "cut"),
    },
    secrets: Object.values(slackSecrets),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Slack by requests", () => openSlack(false));
await testConnector("Slack by Socket Mode", () => openSlack(true));
