import type { RequestHandler } from "express";
import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { KeySet } from "#channel/kit/issuer/key-set.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import { proveRequest, type ProofParts } from "./incoming/prove-request.ts";
import { receive, type ReceiveParts } from "./incoming/receive.ts";
import { peopleInLog } from "./incoming/where.ts";
import { capabilities } from "./limits.ts";
import type { TeamsPayload } from "./message.ts";
import { findProblems, optionsSchema, type TeamsOptions, type TeamsSettings, toSettings } from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { deliver, edit, isPicture, showTyping } from "./send/deliver.ts";
import { check, setup } from "./setup.ts";
import { isForTeams, tokenOf } from "./tokens.ts";

export type { TeamsOptions } from "./options.ts";

/**
 * Connects a bot of Microsoft Teams: people write to it, or call it by its name in group chats and channels.
 *
 * ```ts
 * teams({ appId: secrets.teamsAppId, appPassword: secrets.teamsSecret, tenantId: secrets.tenantId });
 * ```
 */
export function teams(options: TeamsOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path, appId } = settings;
  return {
    id,
    channel,
    path,
    account: `bot ${appId}`,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: TeamsSettings, host: ConnectorHost): RunningConnector {
  const { id, locale, tenantId, serviceOrigins } = settings;
  const { fetch, logger, steady } = host;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const token = new AccessToken(tokenOf(settings, { fetch, steady }));
  const access = { token, serviceOrigins, fetch };
  const sending = { access, blobs: host.blobs };
  const files = { blobs: host.blobs, token, serviceOrigins, logger, count };
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Microsoft Teams",
    render,
    deliver: async (delivery, signal) => await deliver(delivery, sending, signal),
    edit: async (delivery, externalId, signal) => await edit(delivery, externalId, sending, signal),
    carriesMedia: (payload) => isPicture(payload as TeamsPayload),
    maxAgeMs: () => settings.maxAgeMinutes * 60_000,
    fetchFiles: async (content, signal) => await fetchFiles(content, files, signal),
    async typing(address, on) {
      // It ends by itself with the next message. In channels Teams shows none.
      if (on && address.thread === undefined) await showTyping(address, access, AbortSignal.timeout(typingMs));
    },
  };
  const keys = new KeySet({
    name: "Bot Framework",
    keysUrl: settings.keysUrl,
    issuer: settings.issuer,
    fetch,
    logger,
    steady,
    accepts: isForTeams,
  });
  const receiving = { host, settings: { connectorId: id, locale, tenantId }, count };
  const called = (): void => {
    calledAt = host.now();
  };
  return {
    connector,
    router: createRouter({ ...settings, keys, now: host.now }, receiving, called),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "teams_activities_total",
        help: "What Teams has sent, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}

const typingMs = 5_000;

/** What Teams shows where somebody has tapped a button that wants an answer at once; the bot's answer comes as a message. */
const received = { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "✓" };

/** Microsoft posts each activity by itself, and waits 15 seconds for the answer. */
function createRouter(
  proof: ProofParts,
  parts: ReceiveParts & { host: Pick<ConnectorHost, "logger"> },
  called: () => void,
): RequestHandler {
  return webhook(async (request) => {
    if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const proved = await proveRequest(request, proof);
    switch (proved.type) {
      case "refused":
        parts.count("forged");
        parts.host.logger.debug({ reason: proved.reason }, "a request that is not proved to be Microsoft's is refused");
        return { status: 401 };
      case "unreadable":
        return { status: 400 };
      case "foreign_service":
        parts.count("foreign_service");
        parts.host.logger.error(
          { origin: proved.origin },
          "Microsoft names an address for answers that is not in serviceOrigins: add it if it is Microsoft's",
        );
        return { status: 403 };
      case "proved":
        break;
    }
    called();
    const isKnown = await receive(proved.activity, parts);
    if (proved.activity["type"] !== "invoke") return { status: 200 };
    if (!isKnown) return { status: 501 };
    return { status: 200, body: proved.activity["name"] === "adaptiveCard/action" ? received : {} };
  });
}
