import { mattermost } from "@causerie/server";
import {
  type ConnectorDefinition,
  type ConnectorHarness,
  type DeliveryErrorKind,
  type RunningConnector,
  startConnectorTest,
  type Verdict,
} from "@causerie/server/connector";
import { signContext } from "@causerie/server/connectors/mattermost/tap.ts";
import {
  ana,
  ben,
  benDm,
  bot,
  dm,
  FakeMattermost,
  idOf,
  type MattermostFault,
  room,
  token,
} from "#support/mattermost/fake-mattermost.ts";
import { waitUntil } from "#support/wait-until.ts";
import { testConnector } from "./connector-contract.ts";

const faults: Partial<Record<DeliveryErrorKind, MattermostFault>> = {
  transient: { status: 503 },
  rate: { status: 429, retryAfter: 7 },
  recipient: { status: 404, id: "app.channel.get.existing.app_error" },
  auth: { status: 401, id: "api.context.session_expired.app_error" },
  content: { status: 400, id: "model.post.is_valid.message_length.app_error" },
  platform: { status: 403, id: "api.context.permissions.app_error" },
  unknown: "cut",
};

/** Mattermost sends events by a connection on which nobody answers: what became of one is seen at the store's door. */
function watched(definition: ConnectorDefinition) {
  const waiting = new Map<string, ((verdict: Verdict) => void)[]>();
  let running: RunningConnector | undefined;
  const settle = (id: string, verdict: Verdict): void => waiting.get(id)?.shift()?.(verdict);
  return {
    definition: {
      ...definition,
      start(host) {
        running = definition.start({
          ...host,
          async accept(event) {
            try {
              const stored = await host.accept(event);
              settle(event.id, "accepted");
              return stored;
            } catch (error) {
              settle(event.id, "not_stored");
              throw error;
            }
          },
        });
        return running;
      },
    } satisfies ConnectorDefinition,
    outcomeOf(id: string): Promise<Verdict> {
      const { promise, resolve } = Promise.withResolvers<Verdict>();
      waiting.set(id, [...(waiting.get(id) ?? []), resolve]);
      return promise;
    },
    /** How many events were read. */
    read: (): number =>
      (running?.metrics?.() ?? []).flatMap(({ values }) => values).reduce((sum, { value }) => sum + value, 0),
  };
}

async function openMattermost(version: string): Promise<ConnectorHarness> {
  const platform = await FakeMattermost.start();
  platform.version = version;
  const watch = watched(mattermost({ serverUrl: platform.url, botToken: token }));
  const host = await startConnectorTest(watch.definition);
  const isConnected = (): Promise<boolean> => waitUntil(() => platform.connections.length === 1, 10_000);
  await isConnected();
  const say = async (user: string, id: string, text: string): Promise<Verdict> => {
    await isConnected();
    const outcome = watch.outcomeOf(`post:${idOf(`c${id}`)}`);
    const channel = user === ana ? dm : benDm;
    const kept = platform.posts.find((post) => post.id === idOf(`c${id}`));
    if (kept === undefined) platform.post(text, { user, channel, id: idOf(`c${id}`) });
    else platform.tell(kept);
    return await outcome;
  };
  /** Something that is no event of a person: read when the counts have grown. */
  const sendOther = async (send: () => void): Promise<Verdict> => {
    const before = watch.read();
    send();
    return (await waitUntil(() => watch.read() > before, 5_000)) ? "accepted" : "not_stored";
  };
  const url = `${host.url}/mattermost`;
  const verdictOf = (status: number): Verdict =>
    status === 200 ? "accepted" : status === 401 ? "refused" : "not_stored";
  const context = { tap: '{"say":"hello"}', label: "hello", channel: dm, scope: "direct" as const };
  const forgery =
    (contextFor: (tap: string) => Record<string, unknown>, channel = dm): ConnectorHarness["forgeries"][number] =>
    async (id, text) => {
      const tap = JSON.stringify({ say: text });
      const where = { user: ana, channel, post: idOf(`c${id}`), trigger: id };
      return verdictOf(await platform.callAction({ url, context: contextFor(tap) }, where));
    };
  /** One that the connector has signed, for a button of its own. */
  const realContext = async (): Promise<Record<string, unknown>> => {
    const delivery = {
      connectorId: "mattermost",
      conversationId: "c",
      address: { user: ana, scope: "direct", route: { channel: dm } },
    };
    const payload = { parts: [{ type: "buttons", buttons: [{ label: "hello", tap: context.tap }] }] };
    await host.connector.deliver(
      { ...delivery, id: "ob_0", payload, attempt: 1, address: { user: ana, scope: "direct", route: { channel: dm } } },
      AbortSignal.timeout(10_000),
    );
    return platform.buttons()[0]?.action?.context ?? {};
  };
  return {
    host,
    say: (id, text) => say(ana, id, text),
    sayAsOther: (id, text) => say(ben, id, text),
    forgeries: [
      forgery(() => ({})),
      forgery((tap) => ({ ...context, tap })),
      forgery((tap) => signContext({ ...context, tap }, Buffer.from("guessed"))),
      async (id, text) => {
        const real = await realContext();
        return await forgery((tap) => ({ ...real, tap }))(id, `${text} and pay`);
      },
      async (id, text) => {
        const real = await realContext();
        return await forgery(() => real, room)(id, text);
      },
    ],
    unknownEvent: () =>
      sendOther(() => {
        platform.send("hologram_projected", { user_id: ana }, dm);
        platform.post("somebody has joined", { type: "system_join_channel", channel: room });
      }),
    ownEcho: () => sendOther(() => platform.post("hello", { user: bot, props: { from_bot: "true" } })),
    async tap(id, payloads, label) {
      for (const [index, payload] of payloads.entries())
        await host.connector.deliver(
          {
            id: `${id}${index}`,
            connectorId: "mattermost",
            conversationId: "c",
            payload,
            attempt: 1,
            address: { user: ana, scope: "direct", route: { channel: dm } },
          },
          AbortSignal.timeout(10_000),
        );
      return verdictOf((await platform.tap(label, { trigger: id })) ?? 0);
    },
    push: {
      address: { user: ana, scope: "direct", route: { channel: dm } },
      delivered: () => platform.shown(),
      failures: Object.keys(faults) as DeliveryErrorKind[],
      failNext(kind) {
        platform.failNext(faults[kind] ?? "cut");
        platform.failsTyping = true;
      },
    },
    secrets: [token],
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await platform[Symbol.asyncDispose]();
    },
  };
}

await testConnector("Mattermost with blocks", () => openMattermost("11.10.1"));
await testConnector("Mattermost with attachments", () => openMattermost("10.11.0"));
