import type { ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { LogConnector } from "#channel/connector.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { channel } from "./channel.ts";
import { capabilitiesFor } from "./limits.ts";
import { findProblems, type OpenAiOptions, type OpenAiSettings, optionsSchema, toSettings } from "./options.ts";
import { render } from "./render/render.ts";
import { createRouter } from "./router.ts";
import { check, setup } from "./setup.ts";

export type { OpenAiOptions } from "./options.ts";

/**
 * Answers programs that talk to a model by OpenAI's interface for chats, such as Open WebUI, LibreChat or your own: the bot is the model.
 *
 * ```ts
 * openai({ key: process.env["OPENAI_ENDPOINT_KEY"] });
 * ```
 */
export function openai(options: OpenAiOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path } = settings;
  return {
    id,
    channel,
    path,
    options: optionsSchema,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context),
    start: (host) => start(settings, host),
  };
}

function start(settings: OpenAiSettings, host: ConnectorHost): RunningConnector {
  const { id, waitSeconds, requestsPerMinute } = settings;
  const closing = new AbortController();
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const connector: LogConnector = {
    id,
    channel,
    delivery: "log",
    capabilities: capabilitiesFor(waitSeconds * 1_000),
    displayName: settings.model,
    render,
  };
  return {
    connector,
    router: createRouter({
      host,
      settings,
      limit: host.limits.rate(`openai:${id}`, { count: requestsPerMinute, seconds: 60 }),
      closing: closing.signal,
      count: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1),
      called: () => {
        calledAt = host.now();
      },
    }),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "openai_requests_total",
        help: "Requests to the OpenAI-compatible endpoint, by how they were answered",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
    ],
    // What the bot says until now is delivered; who still waits then should ask another process.
    [Symbol.asyncDispose]: async () => closing.abort(),
  };
}
