import { type CauserieConfig, createBot, startServer, story, text, web } from "@causerie/server";
import { disposableFolder } from "#support/disposable-folder.ts";
import { expect, test as base } from "#e2e/fixtures.ts";

export { expect };

const hello = story("hello", { events: ["start"] }).handle(() =>
  text("Hello from the harbour.", { quickReplies: [{ label: "Ferries", to: ferries.link() }] }),
);
const campaign = story("campaign", { events: ["referral"] }).handle(() => "You come from the tickets.");
const ferries = story("ferries", { keywords: ["ferries"] });
const answers = [
  ferries.handle(() =>
    text("All are at https://ferries.example/times?line=2 or call us.", {
      buttons: [
        { label: "Timetable", url: "https://ferries.example/table" },
        { label: "Call", url: "tel:+33123456789" },
      ],
    }),
  ),
  story("later", { keywords: ["later"] }).handle(async function* () {
    yield "One moment.";
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    yield "This is the late answer.";
  }),
];

const bot = createBot({ stories: [hello, campaign, ...answers], fallback: () => "I only know ferries." });

/** A real server, built as it is published, whose web connector has the page for apps of these kinds. */
export const test = base.extend<object, { startSite: (shells: Shells) => Promise<string> }>({
  startSite: [
    async ({}, use) => {
      await using parts = new AsyncDisposableStack();
      await use(async (mobileShells) => {
        const data = disposableFolder();
        parts.defer(() => data.remove());
        const config: CauserieConfig = {
          bot,
          connectors: [web({ origins: [], mobileShells })],
          data: data.path,
          host: "127.0.0.1",
          port: 0,
          logLevel: "silent",
          // The load is that of the tests.
          maxLoopDelayMs: 0,
        };
        return parts.use(await startServer(config, { variables: {} })).url;
      });
    },
    { scope: "worker" },
  ],
});

export type Shells = ("android" | "flutter" | "ios" | "react-native")[];

export const everyKind: Shells = ["android", "flutter", "ios", "react-native"];
