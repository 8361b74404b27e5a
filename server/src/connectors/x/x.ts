import type { PushConnector } from "#channel/connector.ts";
import type { Availability, ConnectorDefinition, RunningConnector } from "#channel/connector-definition.ts";
import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { webhook } from "#channel/kit/webhook.ts";
import { fetchFiles } from "./incoming/fetch-files.ts";
import { peopleInLog } from "./incoming/read-activity.ts";
import { receive } from "./incoming/receive.ts";
import { capabilities } from "./limits.ts";
import type { XMessage } from "./message.ts";
import { findProblems, optionsSchema, toSettings, type XOptions, type XSettings } from "./options.ts";
import { render } from "./render/render.ts";
import type { XAccess } from "./send/call-x.ts";
import { deliver } from "./send/deliver.ts";
import { RateWatch } from "./send/rate-watch.ts";
import { check, type RunningParts, setup } from "./setup.ts";
import { dollars, SpendBook } from "./spending/spend-book.ts";
import { UserToken } from "./token/user-token.ts";

export type { XOptions } from "./options.ts";

/** The kind of channel, as conversations name it. */
export const channel = "x";

export const availability: Availability = {
  status: "gated",
  reason:
    "X charges for each direct message, sent or received: its app needs credits, and monthlyCapDollars bounds them.",
};

/**
 * Connects an account of X: people write to it in direct messages. Each message costs money, and what a month may cost has a bound.
 *
 * ```ts
 * const { userId, consumerSecret, clientId, clientSecret, refreshToken } = secrets.x;
 * x({ userId, consumerSecret, clientId, clientSecret, refreshToken, monthlyCapDollars: 50 });
 * ```
 */
export function x(options: XOptions): ConnectorDefinition {
  const settings = toSettings(options);
  const { id, path, userId } = settings;
  let running: RunningParts | undefined;
  return {
    id,
    channel,
    path,
    account: `account ${userId}`,
    availability,
    options: optionsSchema,
    peopleInLog,
    problems: () => findProblems(options),
    setup: (publicUrl) => setup(settings, publicUrl),
    check: (context) => check(settings, context, running),
    start(host) {
      const book = new SpendBook(host.texts, settings, () => host.now());
      const access = accessOf(settings, host);
      running = { book, access };
      return start(settings, host, running);
    },
  };
}

/** Milliseconds between two questions whether X has read a film. */
const askEveryMs = 1_000;

function accessOf(settings: XSettings, host: ConnectorHost): XAccess {
  const { texts, limits, fetch, logger } = host;
  const now = (): number => host.now();
  const token = new UserToken({ settings, texts, limits, fetch, now, logger });
  return {
    apiUrl: settings.apiUrl,
    token: () => token.get(),
    reject: (each) => token.reject(each),
    fetch,
    now,
  };
}

function start(settings: XSettings, host: ConnectorHost, { book, access }: RunningParts): RunningConnector {
  const { id, apiUrl, maxAgeMinutes } = settings;
  const counts = new Map<string, number>();
  let calledAt: number | undefined;
  const count = (kind: string): void => void counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const watch = new RateWatch(() => host.now());
  const sending = { access, blobs: host.blobs, book, watch, askEveryMs };
  const files = { blobs: host.blobs, logger: host.logger, count, apiUrl, token: access.token };
  // The message is stored: that it could not be counted must not bring it again.
  const received = async (): Promise<void> =>
    await book.addReceived().catch((err: unknown) => {
      count("not_counted");
      host.logger.warn({ err }, "a message that X charges for could not be counted");
    });
  const connector: PushConnector = {
    id,
    channel,
    delivery: "push",
    capabilities,
    displayName: "X",
    render,
    deliver: (delivery, signal) => deliver(delivery, sending, signal),
    carriesMedia: (payload) => (payload as XMessage).file !== undefined,
    maxAgeMs: () => maxAgeMinutes * 60_000,
    pause: () => watch.pause(),
    fetchFiles: (content, signal) => fetchFiles(content, files, signal),
  };
  return {
    connector,
    router: webhook(async (request) => {
      const response = await receive(request, { host, settings, count, received });
      if (response.status === 200) calledAt = host.now();
      return response;
    }),
    calledAt: () => calledAt,
    metrics: () => [
      {
        name: "x_events_total",
        help: "What X has posted, by what became of it",
        kind: "counter",
        values: [...counts].map(([kind, value]) => ({ labels: { kind }, value })),
      },
      {
        name: "x_spent_dollars",
        help: "US dollars that direct messages have cost in this month, as far as this process knows",
        kind: "gauge",
        values: [{ value: Number(dollars(book.known.micros)) }],
      },
    ],
  };
}
