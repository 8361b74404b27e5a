import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { openGate } from "#connectors/meta/send/open-gate.ts";
import { SavedMedia } from "#connectors/meta/send/saved-media.ts";
import { createMetaRouter } from "#connectors/meta/webhook/meta-router.ts";
import { testWebhook } from "#connectors/meta/webhook/test-webhook.ts";
import { accessOf } from "./admin/check-live.ts";
import { fetchMedia } from "./fetch-media.ts";
import { capabilities, limits } from "./limits.ts";
import { type BusinessNumber, createBusinessNumbers } from "./numbers.ts";
import { findProblems, optionsSchema, toSettings, type WhatsAppOptions, type WhatsAppSettings } from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { createClient } from "./send/client.ts";
import { contentOf, deliver, type DeliverParts } from "./send/deliver.ts";
import type { Marked, WhatsAppPayload } from "./send/message.ts";
import { PairPace } from "./send/pair-pace.ts";
import { carriesBlob } from "./send/prepare-file.ts";
import { check, setup } from "./setup.ts";
import { peopleInLog } from "./user-id.ts";
import { receiveWebhook, type WebhookParts } from "./webhook/receive.ts";

export type { WhatsAppOptions } from "./options.ts";

type WhatsAppDefinition = ConnectorDefinition & Required<Pick<ConnectorDefinition, "problems" | "setup" | "check">>;

/**
 * Connects a business number of the WhatsApp Cloud API. Each number needs a connector of its own, with its own id and path. When several
 * numbers belong to one Meta app, enter the path of any of them at Meta: it receives the events of all numbers of the app.
 *
 * ```ts
 * whatsapp({
 *   appId: "1517776481860111",
 *   phoneNumberId: "106540352242922",
 *   accessToken: secrets.systemUserToken,
 *   appSecret: secrets.appSecret,
 *   verifyToken: secrets.verifyToken,
 * });
 * ```
 */
export function whatsapp(options: WhatsAppOptions): WhatsAppDefinition {
  const settings = toSettings(options);
  const { id, path, phoneNumberId } = settings;
  return {
    id,
    channel,
    path,
    account: `number ${phoneNumberId}`,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: WhatsAppSettings, host: ConnectorHost): RunningConnector {
  const { logger } = host;
  const { appId, phoneNumberId, id } = settings;
  let closing = false;
  let calledAt: number | undefined;
  const stopping = new AbortController();
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
  const gate = openGate(
    { appId, name: "the number", fields: { phoneNumberId, id }, mostPerSecond: limits.perSecond },
    host,
  );
  const client = createClient({ ...settings, fetch: host.fetch, gate });
  const pace = new PairPace(() => host.steady());
  const numbers = host.shared("whatsapp:numbers", createBusinessNumbers);
  const entry = numbers.add(toNumber(settings, host));
  const webhook: WebhookParts = {
    signature: { secrets: settings.appSecrets, allowSha1: false },
    findNumber: (given) => numbers.find(appId, given),
    now: () => host.now(),
    called: () => void (calledAt = host.now()),
    count,
    logger,
  };
  const delivering: DeliverParts = {
    client,
    files: { blobs: host.blobs, saved: new SavedMedia(() => host.now(), limits.upload.idMs) },
    pace,
    lateTemplate: settings.lateTemplate,
    now: () => host.now(),
    formRefused: (err) => logger.warn({ err }, "Meta refuses the form of a message; a simpler one is tried"),
  };
  const mark = (payload: unknown, actedAt?: number): Marked => ({
    late: payload as WhatsAppPayload,
    ...(actedAt === undefined ? {} : { actedAt }),
  });
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "WhatsApp",
    render: (message, toToken) => render(message, toToken, settings),
    forgotten: (user) => pace.forget(user),
    fetchFiles: async (content, signal) =>
      await fetchMedia(
        content,
        {
          access: accessOf(settings, host.fetch),
          token: settings.accessToken,
          phoneNumberId,
          blobs: host.blobs,
          maxFiles: settings.maxFiles,
          logger,
          count,
        },
        AbortSignal.any([signal, stopping.signal]),
      ),
    asUnasked: mark,
    asWritten: mark,
    carriesMedia: (payload) => carriesBlob(contentOf(payload as WhatsAppPayload | Marked).message),
    maxAgeMs: () => settings.maxAgeMinutes * 60_000,
    deliver: async (delivery, signal) => {
      const payload = delivery.payload as WhatsAppPayload | Marked;
      return await deliver(delivering, delivery, payload, AbortSignal.any([signal, stopping.signal]));
    },
    pause: () => gate.pause(),
    perSecond: () => gate.perSecond(),
    async typing({ route }, on) {
      const messageId = route?.["message"];
      // It ends by itself with the next message, or after 25 s.
      if (!on || messageId === undefined || !settings.typing || gate.isClosed) return;
      await client.showTyping(messageId, stopping.signal);
    },
  };
  return {
    connector,
    router: createMetaRouter({
      verifyToken: settings.verifyToken,
      subject: "a WhatsApp account",
      isClosing: () => closing,
      receive: async (bytes, headers) => await receiveWebhook(bytes, headers, webhook),
      count,
      logger,
    }),
    calledAt: () => calledAt,
    selfTest: async (call) =>
      await testWebhook(call, { ...settings, object: "whatsapp_business_account", name: "WhatsApp" }, logger),
    metrics: () => [
      {
        name: "whatsapp_webhook_total",
        help: "Requests and events of the webhook, by what became of them",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
      {
        name: "whatsapp_calls_held",
        help: "1 while Meta refuses all calls of the number or its app, and messages wait",
        kind: "gauge",
        values: [{ value: gate.isClosed ? 1 : 0 }],
      },
    ],
    async stopAccepting() {
      closing = true;
    },
    async [Symbol.asyncDispose]() {
      closing = true;
      entry[Symbol.dispose]();
      stopping.abort();
    },
  };
}

/** What the webhook needs of the number that an event is for. */
function toNumber(settings: WhatsAppSettings, host: ConnectorHost): BusinessNumber {
  const { appId, phoneNumberId, locale, agentPauseMinutes, id } = settings;
  return {
    appId,
    phoneNumberId,
    connectorId: id,
    locale,
    agentPauseMs: agentPauseMinutes * 60_000,
    accept: async (event) => await host.accept(event),
    findConversation: async (person) => await host.findConversation(person),
    ownerOf: async (conversationId) => await host.conversations.ownerOf(conversationId),
    redact: async (conversationId, eventId, messageId) =>
      await host.redact({ conversationId, eventId, content: { type: "deleted", messageId } }),
    confirmDelivery: async (deliveryId, externalId) => await host.confirmDelivery(deliveryId, externalId),
    reportDelivery: async (report) => await host.reportDelivery(report),
    readToken: async (token) => await host.readToken(token),
  };
}
