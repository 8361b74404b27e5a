import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { type MessengerAdmin, createAdmin } from "./admin/admin.ts";
import { DeliveryError } from "#channel/delivery-error.ts";
import { accessOf } from "./admin/check-live.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { deletePerson } from "./privacy/delete-person.ts";
import { createDeletionRouter } from "./privacy/deletion-router.ts";
import { createGraphClient } from "./send/client.ts";
import {
  carriesFile,
  type DeliverParts,
  deliverPayload,
  type MessengerPayload,
} from "#connectors/messenger/send/payload/deliver-payload.ts";
import { contentOf, type Marked, whyOf, withContent } from "#connectors/messenger/send/payload/marked.ts";
import { SavedMedia } from "#connectors/meta/send/saved-media.ts";
import {
  type ControlPass,
  controlledByOther,
  needsControl,
  notOurs,
  rememberOtherOwner,
  passControl,
  toControlPass,
} from "#connectors/messenger/send/person/pass-control.ts";
import { SenderActions } from "#connectors/messenger/send/person/sender-actions.ts";
import { PeopleProfiles } from "./profile/people-profiles.ts";
import { openOwners, openPersonas } from "#connectors/messenger/send/payload/open-parts.ts";
import { openGate } from "#connectors/meta/send/open-gate.ts";
import { channel } from "./render/native.ts";
import { type MessengerOptions, type MessengerSettings, findProblems, optionsSchema, toSettings } from "./options.ts";
import { check, setup } from "./setup.ts";
import { type FacebookPage, type Receipt, createFacebookPages } from "./facebook-pages.ts";
import { openLinking } from "./linking/open-linking.ts";
import { createPayloads } from "./payload.ts";
import { render } from "./render/render.ts";
import { createMetaRouter } from "#connectors/meta/webhook/meta-router.ts";
import { peopleInLog } from "./webhook/to-inbound.ts";
import { fetchAttachments } from "./webhook/fetch-attachments.ts";
import { KnownConversations } from "./known-conversations.ts";
import { testWebhook } from "#connectors/meta/webhook/test-webhook.ts";
import { type WebhookParts, receiveWebhook } from "./webhook/webhook.ts";
import { notifyOthers, receiveNews } from "./other-processes.ts";
import { Calls } from "./watch/calls.ts";
import { startWatch } from "./watch/start-watch.ts";
import { capabilities, limits } from "./limits.ts";
import { isPsid } from "./user-ref.ts";

export type { MessengerOptions } from "./options.ts";

/** `counts`: how often each kind of request and event came in. The names are a bounded set. */
export type RunningMessenger = AsyncDisposable &
  Required<Pick<RunningConnector, "router" | "stopAccepting" | "metrics" | "selfTest" | "calledAt">> & {
    connector: PushConnector & Required<Pick<PushConnector, "typing">>;
    counts(): ReadonlyMap<string, number>;
    /** Asks Meta whether the page still works. Else it is asked from time to time. */
    look(): Promise<void>;
  };

export type MessengerDefinition = ConnectorDefinition &
  Required<Pick<ConnectorDefinition, "problems" | "setup" | "check">> & {
    start(host: ConnectorHost): RunningMessenger;
    /** What an operator's commands do with the page at Meta. @param call for all calls. */
    admin(call: typeof fetch): MessengerAdmin;
  };

/**
 * Connects a Facebook page. Each page needs a connector of its own, with its own id and path. When several pages belong
 * to one Meta app, enter the path of any of them at Meta: it receives the events of all pages of the app.
 *
 * ```ts
 * messenger({
 *   appId: "1517776481860111",
 *   pageId: "682498302938465",
 *   accessToken: secrets.pageToken,
 *   appSecret: secrets.appSecret,
 *   verifyToken: secrets.verifyToken,
 * });
 * ```
 */
export function messenger(options: MessengerOptions): MessengerDefinition {
  const settings = toSettings(options);
  const { id, path } = settings;
  return {
    id,
    channel,
    path,
    account: `page ${settings.pageId} of app ${settings.appId}`,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    admin: (call) => createAdmin(settings, call),
    start: (host) => start(settings, host),
  };
}

function start(settings: MessengerSettings, host: ConnectorHost): RunningMessenger {
  const { logger } = host;
  let closing = false;
  const stopping = new AbortController();
  const { appId, pageId, id } = settings;
  const account = { appId, name: "the page", fields: { pageId, id }, mostPerSecond: limits.callsPerSecond };
  const gate = openGate(account, host);
  const personas = openPersonas(settings, host);
  const client = createGraphClient({ ...settings, personas, fetch: host.fetch, gate, logger });
  const payloads = createPayloads(host.key("messenger:payload"), host.formerKeys("messenger:payload"));
  const { reuseFiles } = settings;
  const files = { blobs: host.blobs, saved: new SavedMedia(() => host.now(), limits.upload.idMs), reuseFiles };
  const counts = new Map<string, number>();
  const count = (name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

  const actions = new SenderActions({
    send: (psid, action) =>
      client.sendAction(psid, action, stopping.signal).catch((error: unknown) => {
        logger.debug({ err: error, action }, "sender action failed");
      }),
    isHeld: () => !settings.typing || gate.isClosed,
    dropped: () => count("sender_action_dropped"),
  });

  const owners = openOwners(settings, host);
  const profiles = new PeopleProfiles({
    access: accessOf(settings, host.fetch),
    token: settings.accessToken,
    fields: settings.userProfile,
    isHeld: () => gate.isClosed,
    now: () => host.now(),
  });
  const page: FacebookPage = {
    ...settings,
    connectorId: settings.id,
    payloads,
    agentPauseMs: settings.agentPauseMinutes * 60_000,
    keepsTokens: settings.notificationTokens,
    conversations: new KnownConversations((user) => host.findConversation(user)),
    accept: (event) => host.accept(event),
    redact: (conversationId, eventId, messageId) =>
      host.redact({ conversationId, eventId, content: { type: "deleted", messageId } }),
    reportReceipt: (receipt) => reportReceipt(host, receipt),
    confirmDelivery: (deliveryId, externalId) => host.confirmDelivery(deliveryId, externalId),
    confirmPart: (deliveryId, partsOut) => host.confirmPart(deliveryId, partsOut),
    readToken: (token) => host.readToken(token),
    saw: (event) => owners.saw(event),
    hasRoles: async (roles) => await watch.roles(roles),
    async forget(psid) {
      await host.forget(psid);
    },
    judged(action, at) {
      if (!gate.judged(action, at)) return;
      if (action === "warning") logger.error({ pageId: settings.pageId }, "Meta warns the page: its policy was broken");
      notifyOthers(host, { type: "judged", action, at });
    },
    // Sender actions need an id of Meta's.
    markSeen(user) {
      if (isPsid(user)) actions.seen(user);
    },
  };
  const pages = host.shared("messenger:pages", createFacebookPages);
  const entry = pages.add(page);
  const calls = host.shared(`messenger:calls:${settings.appId}`, () => new Calls(() => host.steady()));
  const watch = startWatch(settings, page, calls, host);
  const receiving = receiveNews(host, (news) => {
    if (news.type === "problem") watch.received(news);
    else if (news.type === "called") calls.cameElsewhere();
    else gate.judged(news.action, news.at);
  });
  const webhook: WebhookParts = {
    signature: { secrets: settings.appSecrets, allowSha1: settings.allowSha1 },
    findPage: (pageId) => pages.find(settings.appId, pageId),
    now: () => host.now(),
    called: () => calls.came(() => notifyOthers(host, { type: "called" })),
    count,
    logger,
  };
  const connector: RunningMessenger["connector"] = {
    id: settings.id,
    channel,
    delivery: "push",
    capabilities,
    render: (message, toToken) => render(message, payloads, toToken, { asksForTokens: settings.notificationTokens }),
    displayName: "Messenger",
    linkTo: (ref) => `https://m.me/${settings.pageId}?ref=${encodeURIComponent(ref)}`,
    forgotten(user) {
      profiles.forget(user);
      page.conversations.forget(user);
    },
    profileOf: async ({ user }) => (isPsid(user) ? await profiles.of(user) : {}),
    fetchFiles: (content, signal) =>
      fetchAttachments(
        content,
        { blobs: host.blobs, graphBaseUrl: settings.graphBaseUrl, maxFiles: settings.maxFiles, logger, count },
        AbortSignal.any([signal, stopping.signal]),
      ),
    asUnasked: (payload, actedAt): Marked => ({
      unasked: payload as MessengerPayload,
      ...(actedAt === undefined ? {} : { actedAt }),
    }),
    asWritten: (payload, actedAt): Marked => ({
      written: payload as MessengerPayload,
      ...(actedAt === undefined ? {} : { actedAt }),
    }),
    carriesMedia,
    // Whoever is to answer must be given the conversation, however late: the bot is silent meanwhile.
    maxAgeMs: (payload) => ("pass" in (payload as object) ? Infinity : settings.maxAgeMinutes * 60_000),
    async deliver(delivery, signal) {
      const ending = AbortSignal.any([signal, stopping.signal]);
      const payload = delivery.payload as MessengerPayload | Marked | ControlPass;
      const { user } = delivery.address;
      if ("pass" in payload) {
        await passControl(client, delivery, payload, host, ending);
        return owners.lost(user, host.now());
      }
      const content = contentOf(payload);
      if (needsControl(user, content) && !(await owners.mayWrite(user))) throw notOurs();
      const steps: DeliverParts = {
        client,
        files,
        now: () => host.now(),
        keepRest: (rest, partsOut) => host.keepRest(delivery.id, withContent(payload, rest), partsOut),
        formRefused: (err) =>
          logger.warn({ deliveryId: delivery.id, err }, "Meta refuses the form of a message; a simpler one is tried"),
      };
      const receipt = await deliverPayload(steps, delivery, content, whyOf(payload), ending).catch(
        async (error: unknown) => {
          if (error instanceof DeliveryError && error.code === controlledByOther) {
            owners.lost(user, host.now());
            await rememberOtherOwner(delivery, host);
          }
          throw error;
        },
      );
      if ("control" in content && content.control.type === "take") owners.regained(user);
      actions.messageSent(delivery.address.user);
      return receipt;
    },
    handover: (context) => toControlPass(settings.handoverTo, context),
    pause: () => gate.pause(),
    perSecond: () => gate.perSecond(),
    async typing({ user }, on) {
      if (isPsid(user)) await actions.typing(user, on);
    },
  };
  return {
    connector,
    router: createMetaRouter({
      verifyToken: settings.verifyToken,
      subject: "a page",
      isClosing: () => closing,
      receive: (bytes, headers) => receiveWebhook(bytes, headers, webhook),
      routes: {
        // Meta's callback for people who want to be deleted.
        "/data-deletion": createDeletionRouter({
          appSecrets: settings.appSecrets,
          keys: [host.key("messenger:deletion"), ...host.formerKeys("messenger:deletion")],
          url: `${webhookUrl(settings, host.publicUrl)}/data-deletion`,
          deletePerson: (userId) => deletePerson(accessOf(settings, host.fetch), userId, pages.of(settings.appId)),
          now: () => host.now(),
          count,
          logger,
        }),
        "/account-linking": openLinking(settings, host, count),
      },
      count,
      logger,
    }),
    counts: () => counts,
    look: () => watch.look(),
    calledAt: () => (calls.isKnown ? host.now() - calls.quietMs : undefined),
    selfTest: (call) => testWebhook(call, { ...settings, object: "page", name: "Messenger" }, logger),
    metrics: () => [
      {
        name: "messenger_webhook_total",
        help: "Requests and events of the webhook, by what became of them",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
      {
        name: "messenger_calls_held",
        help: "1 while Meta refuses all calls of the page or its app, and messages wait",
        kind: "gauge",
        values: [{ value: gate.isClosed ? 1 : 0 }],
      },
      ...watch.metrics(),
    ],
    async stopAccepting() {
      closing = true;
    },
    async [Symbol.asyncDispose]() {
      closing = true;
      entry[Symbol.dispose]();
      receiving[Symbol.dispose]();
      watch[Symbol.dispose]();
      stopping.abort();
    },
  };
}

/** Names so many messages at most one by one: the time says it of all. */
const mostMids = 50;

async function reportReceipt(host: ConnectorHost, { status, conversationId, mids, until }: Receipt): Promise<void> {
  for (const externalId of mids.slice(0, mostMids)) await host.reportDelivery({ externalId, conversationId, status });
  if (until !== undefined) await host.reportDelivery({ conversationId, until, status });
}

/** Meta fetches the file before it answers. */
function carriesMedia(payload: unknown): boolean {
  const waiting = payload as MessengerPayload | Marked | ControlPass;
  return !("pass" in waiting) && carriesFile(contentOf(waiting));
}
