import * as v from "valibot";
import { createBot, startServer, story, text, web } from "@causerie/server";
import { unlimitedRates } from "#support/web/unlimited-rates.ts";

export type OfficeServerOptions = {
  data: string;
  origins: readonly string[];
  /** In the place of Microsoft Entra, with one tenant. */
  entra: { authority: string; tenant: string; audience: string };
};

/** The help desk of an intranet. */
const start = story("start", { events: ["start"] });
const leave = story("leave", { keywords: ["leave", "holiday"] });
const apply = story("apply");
const laptop = story("laptop", { keywords: ["laptop", "computer"] });
const count = story("count", { keywords: ["count"] });
const who = story("who", { keywords: ["who am I"] });
const site = story("sharepoint", { params: v.object({ site: v.string(), title: v.string() }) });

const bot = createBot({
  stories: [
    start.handle(() => undefined),
    leave.handle(() =>
      text("You have **12 days** of leave left this year.", {
        quickReplies: [
          { label: "Apply for leave", to: apply.link() },
          { label: "Who approves it?", say: "Who approves my leave?" },
        ],
      }),
    ),
    apply.handle(() => "Done: your manager has the application."),
    laptop.handle(() => "A new laptop takes five working days. I have opened ticket 4711 for you."),
    count.handle((turn) => {
      turn.data.count = Number(turn.data.count ?? 0) + 1;
      return `That was number ${String(turn.data.count)}.`;
    }),
    who.handle(({ from }) => `You are ${from.profile?.name ?? "a stranger"}.`),
    site.handle((_turn, { title }) => `You come from ${title}.`),
  ],
  fallback: (turn, reason) => (reason === "said_nothing" ? undefined : `I do not know about ${turn.text ?? reason}.`),
});

const { data, origins, entra } = JSON.parse(process.argv[2] ?? "{}") as OfficeServerOptions;
const issuers = [{ authority: entra.authority, tenants: [entra.tenant], audience: entra.audience }];
const server = await startServer(
  {
    bot,
    connectors: [
      web({ origins, rates: unlimitedRates }),
      web({ id: "hr", path: "/hr", origins, rates: unlimitedRates }),
      web({ id: "staff", path: "/staff", origins, rates: unlimitedRates, signIn: { mode: "optional", issuers } }),
      web({ id: "named", path: "/named", origins, rates: unlimitedRates, signIn: { mode: "required", issuers } }),
    ],
    data,
    host: "127.0.0.1",
    port: 0,
    // The machine of the tests may be so busy that a server would turn visitors away, as it should.
    maxLoopDelayMs: 0,
    logLevel: "warn",
  },
  { variables: {} },
);
process.send?.({ url: server.url });
process.once("SIGTERM", () => void server[Symbol.asyncDispose]().then(() => process.exit(0)));
