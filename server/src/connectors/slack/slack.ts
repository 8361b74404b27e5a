import type { RequestHandler } from "express";
import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { ProfileMemory } from "#channel/kit/platform/profile-memory.ts";
import { followSocket } from "#channel/kit/socket/follow-socket.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { askProfile } from "./ask-profile.ts";
import type { SlackPayload } from "./block.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import { receive, type ReceiveParts } from "./incoming/receive.ts";
import { isSigned } from "./incoming/signature.ts";
import { readHttpRequest, type SlackRequest } from "./incoming/slack-request.ts";
import { isUser, peopleInLog } from "./incoming/where.ts";
import { capabilities } from "./limits.ts";
import { findProblems, hostsOf, optionsSchema, type SlackOptions, type SlackSettings, toSettings } from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { deliver, edit } from "./send/deliver.ts";
import { check, setup } from "./setup.ts";
import { checkReason, connectSocket } from "./socket/connect-socket.ts";

export type { SlackOptions } from "./options.ts";

/**
 * Connects a Slack app: people write to the bot, call it by its name in a channel, or use a slash command.
 *
 * ```ts
 * slack({ botToken: secrets.slackBotToken, signingSecret: secrets.slackSigningSecret });
 * // Where Slack cannot reach the server:
 * slack({ botToken: secrets.slackBotToken, appToken: secrets.slackAppToken });
 * ```
 */
export function slack(options: SlackOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path, teamId } = settings;
  return {
    id,
    channel,
    path,
    ...(teamId === undefined ? {} : { account: `workspace ${teamId}` }),
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: SlackSettings, host: ConnectorHost): RunningConnector {
  const { id, appToken, apiUrl, botToken, locale, teamId } = settings;
  const hosts = hostsOf(settings);
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const access = { apiUrl, token: botToken, fetch: host.fetch };
  const profiles = new ProfileMemory(
    (user, signal) => askProfile(access, user, signal),
    () => host.now(),
  );
  const parts: ReceiveParts & { host: ConnectorHost } = {
    host,
    settings: { connectorId: id, locale, teamId, responseOrigins: hosts.responseOrigins },
    count,
  };
  const files = { blobs: host.blobs, token: botToken, ...hosts, logger: host.logger, count };
  const sending = { access, blobs: host.blobs };
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Slack",
    render,
    deliver: (delivery, signal) => deliver(delivery, sending, signal),
    edit: (delivery, externalId, signal) => edit(delivery, externalId, sending, signal),
    carriesMedia: (payload) => "file" in (payload as SlackPayload),
    maxAgeMs: () => settings.maxAgeMinutes * 60_000,
    fetchFiles: (content, signal) => fetchFiles(content, files, signal),
    profileOf: async ({ user }, signal) => (isUser(user) ? await profiles.of(user, signal) : {}),
    forgotten: (user) => profiles.forget(user),
  };
  const called = (): void => {
    calledAt = host.now();
  };
  const inward =
    appToken === undefined
      ? { router: createRouter(settings, parts, called) }
      : { run: createRun(settings, appToken, parts, called) };
  return {
    connector,
    ...inward,
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "slack_events_total",
        help: "What Slack has sent, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}

/** Slack posts to one address, and sends what is not answered with 200 within three seconds three times more. */
function createRouter({ signingSecrets }: SlackSettings, parts: ReceiveParts, called: () => void): RequestHandler {
  return webhook(async ({ method, body, header }) => {
    if (method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const headers = { timestamp: header("x-slack-request-timestamp"), signature: header("x-slack-signature") };
    if (!isSigned(body, headers, signingSecrets, parts.host.now())) {
      parts.count("forged");
      return { status: 401 };
    }
    called();
    const request = readHttpRequest(body, header("content-type"));
    if (request.type === "challenge") return { status: 200, body: request.challenge };
    if (request.type === "unreadable") return { status: 400 };
    await receive(request, parts);
    return { status: 200 };
  });
}

function createRun(
  { apiUrl }: SlackSettings,
  appToken: string,
  parts: ReceiveParts & { host: Pick<ConnectorHost, "fetch"> },
  called: () => void,
): (signal: AbortSignal) => Promise<void> {
  const { host, count } = parts;
  const connecting = {
    access: { apiUrl, token: appToken, fetch: host.fetch },
    async receive(request: SlackRequest) {
      called();
      await receive(request, parts);
    },
    logger: host.logger,
  };
  const connect = (signal: AbortSignal) => connectSocket(connecting, signal);
  return (signal) => followSocket({ platform: "Slack", connect, checkReason, count, logger: host.logger }, signal);
}
