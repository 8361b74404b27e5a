import type { LogConnector, Rendered } from "#channel/connector.ts";
import type { RunningConnector } from "#channel/connector-definition.ts";
import type { RateLimit } from "#channel/host/limits.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import type { BotMessage } from "#channel/message/message.ts";
import type { Router } from "express";
import { isProxied } from "#channel/kit/outgoing-agent.ts";
import { createOriginRule } from "#http/refusing/origins.ts";
import { addressPurpose } from "#http/connections/request-facts.ts";
import { createConnections, type ConnectionBound } from "./reading/connections.ts";
import { createConversationIds } from "./conversations/conversation-ids.ts";
import { capabilities } from "./capabilities.ts";
import { channel } from "./render/native.ts";
import type { WebRates, WebSettings } from "./options.ts";
import { render } from "./render/render.ts";
import { createFileLinks, type FileLinkParts } from "./files/file-links.ts";
import { LinkPreviews } from "./link-previews/link-previews.ts";
import { createPictureLinks } from "./link-previews/picture-links.ts";
import type { Network } from "./link-previews/site/network.ts";
import { withFileDefaults } from "./files/options.ts";
import { createVisitorFiles } from "./files/visitor-files.ts";
import { createErrorReports } from "./http/error-reports.ts";
import { createRouter } from "./http/router.ts";
import { createSessions } from "./session.ts";
import type { PushOptions } from "./push/options.ts";
import { PushSender } from "./push/push-sender.ts";
import { deriveVapidKey, type VapidKey, vapidKey } from "./push/vapid.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { createSockets } from "./socket/sockets.ts";
import { type TockSettings, withTockDefaults } from "./tock/options.ts";
import { startTock } from "./tock/start-tock.ts";
import { toContents } from "#connectors/web/tock/answer/to-contents.ts";
import type { WebContext } from "./web-context.ts";

/** The same router that the OpenAPI document describes. */
export type RunningWeb = RunningConnector &
  AsyncDisposable & { router: Router } & Required<Pick<RunningConnector, "stopAccepting" | "sockets">>;

/**
 * `stallMs`: how long a peer may leave its events unread before its connection is cut. `heartbeatMs`: how often an idle line gets
 * a sign of life. So often that a line which brings none is given up within 15 s, and no oftener: idle lines cost batteries.
 */
export type LineTimes = {
  stallMs?: number | undefined;
  heartbeatMs?: number | undefined;
  pushEveryMs?: number | undefined;
  pingMs?: number | undefined;
};

/** What tests put in the place of the internet. */
export type Outside = { network?: Network | undefined };

export function startWeb(settings: WebSettings, host: ConnectorHost, times: LineTimes & Outside = {}): RunningWeb {
  const { stallMs = 60_000, heartbeatMs = 13_000 } = times;
  const { id, path, rates, tokenTtl, refreshTtl, locale } = settings;
  const limit = (name: keyof WebRates): RateLimit => host.limits.rate(`web:${id}:${name}`, rates[name]);
  const bound = (name: string, most: number): ConnectionBound => ({
    most,
    permit: (key) => host.limits.acquire(`web:${id}:${name}`, key, most),
  });
  const sessions = createSessions({
    key: host.key(`web:${id}`),
    formerKeys: host.formerKeys(`web:${id}`),
    addressKey: host.key(addressPurpose),
    audience: id,
    tokenTtl,
    refreshTtl,
    now: host.now,
    keeper: host.sessions,
    isSignInRequired: settings.signIn !== undefined && settings.signIn.mode !== "optional",
  });
  const linkParts = (route: string): FileLinkParts => ({
    base: `${host.publicUrl.replace(/\/$/, "")}${path}/v1/${route}/`,
    key: host.key(`web:${id}:${route}`),
    formerKeys: host.formerKeys(`web:${id}:${route}`),
    now: host.now,
  });
  const pushKeys = settings.push === undefined ? [] : vapidKeysOf(settings.push, id, host);
  const linkPreviews =
    settings.linkPreviews &&
    new LinkPreviews({ options: settings.linkPreviews, steady: host.steady, network: times.network });
  if (settings.linkPreviews?.hosts === "any" && isProxied())
    host.logger.warn(
      "linkPreviews: behind a proxy nobody can check where a name leads, so no host is visited; list the hosts instead of any",
    );
  const context: WebContext = {
    id,
    path,
    host,
    locale,
    stallMs,
    heartbeatMs,
    isAllowedOrigin: createOriginRule(settings.origins, host.publicUrl),
    sessions,
    conversationIds: createConversationIds(
      host.key(`web:${id}:conversations`),
      host.formerKeys(`web:${id}:conversations`),
    ),
    maxConversationsPerVisitor: settings.maxConversationsPerVisitor,
    signIn: settings.signIn && createSignIn(settings.signIn, { connectorId: id, host, sessions }),
    files: settings.uploads && createVisitorFiles(withFileDefaults(settings.uploads), { id, host }),
    fileLinks: createFileLinks(linkParts("files")),
    linkPreviews,
    pictureLinks: createPictureLinks(linkParts("previews")),
    proactive: settings.proactive,
    push: settings.push && { options: settings.push, key: pushKeys[0] ?? deriveVapidKey(host.key(`web:${id}:push`)) },
    refreshTtl,
    connections: createConnections({
      visitor: bound("lines", settings.maxSocketsPerVisitor),
      address: bound("address-lines", settings.maxSocketsPerAddress),
      hasEnded: (sessionId) => host.sessions.hasEnded(sessionId),
      now: host.now,
    }),
    limits: {
      send: limit("send"),
      conversation: limit("conversation"),
      address: limit("address"),
      sessions: limit("sessions"),
      handshakes: limit("handshakes"),
      reads: limit("reads"),
      refreshes: limit("refreshes"),
      uploads: limit("uploads"),
      newConversations: limit("newConversations"),
    },
  };
  const sockets = createSockets(context);
  const tockSettings = withTockDefaults(settings.tock);
  const tock =
    tockSettings &&
    startTock({
      web: context,
      settings: tockSettings,
      isForAnySite: settings.origins === "any",
      pingMs: times.pingMs,
    });
  const reports = settings.errorReports ? createErrorReports(context) : undefined;
  const pushes =
    settings.push &&
    new PushSender({
      id,
      host,
      options: settings.push,
      keys: pushKeys,
      everyMs: times.pushEveryMs,
      isPresent: async (visitorId) => await isPresent(host, `web:${id}:lines`, visitorId),
    });
  const ends = host.sessions.watch((sessionId) => {
    context.connections.revoke(sessionId);
    if (settings.push !== undefined)
      host.push
        .endSession(id, sessionId)
        .catch((err: unknown) => host.logger.warn({ err }, "the push subscriptions of a session could not be removed"));
  });
  let closed: Promise<void> | undefined;
  const stopAccepting = (): Promise<void> => {
    ends[Symbol.dispose]();
    pushes?.[Symbol.dispose]();
    linkPreviews?.[Symbol.dispose]();
    context.connections.close();
    return (closed ??= Promise.all([sockets.close(), tock?.stop()]).then(() => undefined));
  };
  return {
    connector: {
      id,
      channel,
      delivery: "log",
      capabilities,
      render: tockSettings === undefined ? render : (message) => withTockLosses(message, tockSettings),
      ...nameOf(settings),
      ...linkToPage(settings.pageUrl),
    },
    router: createRouter(context, { errorReports: reports?.router, tock }),
    sockets,
    stopAccepting,
    metrics: () => [
      {
        name: "web_connections",
        help: "Open connections of visitors, by transport",
        kind: "gauge",
        values: [...context.connections.counts].map(([transport, value]) => ({ labels: { transport }, value })),
      },
      ...(context.files?.metrics() ?? []),
      ...(reports?.metrics() ?? []),
      ...(linkPreviews?.metrics() ?? []),
    ],
    [Symbol.asyncDispose]: stopAccepting,
  };
}

/** What one client shows, another may not. */
function withTockLosses(message: BotMessage, settings: TockSettings): Rendered {
  const { payloads, losses } = render(message);
  return { payloads, losses: [...losses, ...toContents(message, settings.texts).losses] };
}

function vapidKeysOf({ privateKey }: PushOptions, id: string, host: ConnectorHost): VapidKey[] {
  if (privateKey !== undefined) return [vapidKey(privateKey)];
  const purpose = `web:${id}:push`;
  return [host.key(purpose), ...host.formerKeys(purpose)].map(deriveVapidKey);
}

/** All permits of a visitor's connections are free: then no page of theirs is connected, to whichever process. */
async function isPresent({ limits }: ConnectorHost, name: string, visitorId: string): Promise<boolean> {
  const permit = await limits.acquire(name, visitorId, 1);
  permit?.[Symbol.dispose]();
  return permit === undefined;
}

/** The site, where it is known by one name. */
function nameOf({ pageUrl, origins }: Pick<WebSettings, "pageUrl" | "origins">): Pick<LogConnector, "displayName"> {
  const [origin, ...others] = origins === "any" ? [] : origins;
  const site = pageUrl ?? (others.length === 0 && origin?.includes("*") === false ? origin : undefined);
  return site === undefined || !URL.canParse(site) ? {} : { displayName: new URL(site).host };
}

/** The page hands the ref to the chat as its referral: the widget needs to know nothing of it. */
function linkToPage(pageUrl: string | undefined): Pick<LogConnector, "linkTo"> {
  if (pageUrl === undefined) return {};
  return {
    linkTo(ref) {
      const url = new URL(pageUrl);
      url.searchParams.set("causerie-ref", ref);
      return url.href;
    },
  };
}
