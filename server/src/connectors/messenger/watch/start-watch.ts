import type { ConnectorHost } from "#channel/host/connector-host.ts";
import { direct } from "#channel/address.ts";
import type { Metric } from "#channel/host/metric.ts";
import { webhookUrl } from "#connectors/meta/webhook/webhook-url.ts";
import { accessOf } from "#connectors/messenger/admin/check-live.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import type { MessengerSettings } from "#connectors/messenger/options.ts";
import { pageItself } from "#connectors/messenger/user-ref.ts";
import { conversationIdOf } from "#connectors/messenger/webhook/to-inbound.ts";
import { type News, notifyOthers } from "#connectors/messenger/other-processes.ts";
import type { Calls } from "./calls.ts";
import { lookAtPage } from "./look-at-page.ts";
import { type PageNews, PageWatch, SaidOnce, type Subject, subjects } from "./page-watch.ts";

export type StartedWatch = Disposable & {
  look(): Promise<void>;
  /** Meta says what this app is on the page. */
  roles(roles: readonly string[]): Promise<void>;
  /** Another process has found it. */
  received(news: Extract<News, { type: "problem" }>): void;
  metrics(): readonly Metric[];
};

const minute = 60_000;
/** After the start: the server has to listen, so that Meta can call it. */
const firstLookMs = 30_000;
/** The webhook is the app's, so one of its pages speaks for all. */
const ofTheApp = new Set<Subject>(["webhook", "silence"]);

/** Looks from time to time whether Meta still lets a page work, and tells the log, the figures and the stories. */
export function startWatch(
  settings: MessengerSettings,
  page: FacebookPage,
  calls: Calls,
  host: ConnectorHost,
): StartedWatch {
  const { appId, checkMinutes, quietMinutes } = settings;
  const { logger } = host;
  const saidOfApp = host.shared(`messenger:said:${appId}`, () => new SaidOnce());
  const access = accessOf(settings, host.fetch);
  const callbackUrl = webhookUrl(settings, host.publicUrl);
  const watch = new PageWatch({
    look: async () => await lookAtPage(settings, access, { callbackUrl, now: host.now() }),
    isNew: (about, title) => !ofTheApp.has(about) || saidOfApp.isNew(about, title),
    share: (about, problem) => notifyOthers(host, { type: "problem", about, problem: problem ?? null }),
    report: async (news) => await report(news, page, host),
    logger,
  });

  async function listen(): Promise<void> {
    const title = `No webhook has come for ${quietMinutes} minutes`;
    const fix = "If people have written meanwhile: causerie messenger check says what is wrong.";
    await watch.found("silence", calls.quietMs < quietMinutes * minute ? [] : [{ level: "warning", title, fix }]);
  }

  const timers = [
    ...(checkMinutes > 0 ? every(checkMinutes * minute, firstLookMs, () => watch.look()) : []),
    ...(quietMinutes > 0 ? every(Math.min(minute, (quietMinutes * minute) / 4), 0, listen) : []),
  ];
  return {
    look: async () => {
      await watch.look();
      if (quietMinutes > 0) await listen();
    },
    async roles(roles) {
      logger.info({ roles }, "Meta says what this app is on the page");
      await watch.found("role", roles.some((role) => role.startsWith("secondary")) ? [secondary(appId)] : []);
    },
    received: ({ about, problem }) => watch.received(about, problem ?? undefined),
    metrics: () => [
      {
        name: "messenger_page_problem",
        help: "1 while this is wrong with the page at Meta",
        kind: "gauge",
        values: subjects.map((about) => ({ labels: { about }, value: watch.problems.has(about) ? 1 : 0 })),
      },
      {
        name: "messenger_last_webhook_seconds",
        help: "Seconds since Meta called the app's webhook last, or since the start",
        kind: "gauge",
        values: [{ value: Math.max(0, Math.round(calls.quietMs / 1000)) }],
      },
    ],
    [Symbol.dispose]: () => timers.forEach((timer) => clearTimeout(timer)),
  };
}

/** Such an app gets a conversation only when another one passes it on. */
function secondary(appId: string) {
  const title = "This app is not the page's default app any more: it gets a conversation only when it is passed one";
  const fix = `Make ${appId} the page's default app (Page settings, Advanced messaging, Conversation routing).`;
  return { level: "warning" as const, title, fix };
}

function every(ms: number, firstMs: number, look: () => Promise<void>): NodeJS.Timeout[] {
  // Several pages and servers do not ask all in the same moment.
  const spread = firstMs * Math.random();
  const first = setTimeout(() => void look(), Math.min(ms, firstMs + spread));
  const others = setInterval(() => void look(), ms + spread);
  return [first.unref(), others.unref()];
}

/** As an event about nobody, which a story may pass on to the operator. */
async function report(
  { about, state, level, title, fix }: PageNews,
  page: FacebookPage,
  host: ConnectorHost,
): Promise<void> {
  const at = host.now();
  try {
    await page.accept({
      id: `page_status:${about}:${state}:${at}`,
      connectorId: page.connectorId,
      conversationId: conversationIdOf(page, pageItself),
      address: direct(pageItself),
      at,
      inOrder: true,
      content: { type: "channel_event", name: "page_status", data: { about, state, level, title, fix } },
    });
  } catch (err) {
    host.logger.warn({ about, err }, "stories could not be told of the page's state");
  }
}
