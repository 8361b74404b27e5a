import type { RequestHandler } from "express";
import type { PushConnector } from "#channel/connector.ts";
import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { AccessToken } from "#channel/kit/issuer/access-token.ts";
import { KeySet } from "#channel/kit/issuer/key-set.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import { proveRequest, type ProofParts, signerOf } from "./incoming/prove-request.ts";
import { receive, type ReceiveParts } from "./incoming/receive.ts";
import { peopleInLog } from "./incoming/where.ts";
import { capabilities } from "./limits.ts";
import { findProblems, type GoogleChatOptions, type GoogleChatSettings, optionsSchema, toSettings } from "./options.ts";
import { channel } from "./render/native.ts";
import { render } from "./render/render.ts";
import { deliver, edit } from "./send/deliver.ts";
import { tokenOf } from "./service-account.ts";
import { check, setup } from "./setup.ts";

export type { GoogleChatOptions } from "./options.ts";

/**
 * Connects an app of Google Chat: people write to it, or call it by its name in spaces.
 *
 * ```ts
 * googleChat({ projectNumber: "1234567890", serviceAccountKey: secrets.googleChatKey });
 * ```
 */
export function googleChat(options: GoogleChatOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path, projectNumber } = settings;
  return {
    id,
    channel,
    path,
    account: `project ${projectNumber}`,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: GoogleChatSettings, host: ConnectorHost): RunningConnector {
  const { id, locale, apiUrl, endpointUrl } = settings;
  const { fetch, logger, steady, now } = host;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const token = new AccessToken(tokenOf(settings, { fetch, steady, now }));
  const access = { token, apiUrl, fetch };
  const files = { blobs: host.blobs, token, apiUrl, logger, count };
  const called = { called: endpointUrl ?? "causerie" };
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "Google Chat",
    render: (message, toToken) => render(message, toToken, called),
    deliver: async (delivery, signal) => await deliver(delivery, access, signal),
    edit: async (delivery, externalId, signal) => await edit(delivery, externalId, access, signal),
    maxAgeMs: () => settings.maxAgeMinutes * 60_000,
    fetchFiles: async (content, signal) => await fetchFiles(content, files, signal),
  };
  const signer = signerOf(settings);
  const [issuer = ""] = signer.issuer;
  const keys = new KeySet({ name: signer.name, keysUrl: signer.keysUrl, issuer, fetch, logger, steady });
  const receiving = { host, settings: { connectorId: id, locale }, count };
  const onCall = (): void => {
    calledAt = now();
  };
  return {
    connector,
    router: createRouter({ ...settings, keys, now }, receiving, onCall),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "google_chat_events_total",
        help: "What Google Chat has sent, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
  };
}

/** Google posts each event by itself, and waits 30 seconds. An empty answer says nothing in the space: the bot's follows by the API. */
function createRouter(
  proof: ProofParts,
  parts: ReceiveParts & { host: Pick<ConnectorHost, "logger"> },
  onCall: () => void,
): RequestHandler {
  return webhook(async (request) => {
    if (request.method !== "POST") return { status: 405, headers: { allow: "POST" } };
    const proved = await proveRequest(request, proof);
    switch (proved.type) {
      case "refused":
        parts.count("forged");
        parts.host.logger.debug({ reason: proved.reason }, "a request that is not proved to be Google's is refused");
        return { status: 401 };
      case "unreadable":
        return { status: 400 };
      case "proved":
        onCall();
        await receive(proved.body, parts);
        return { status: 200, body: {} };
    }
  });
}
