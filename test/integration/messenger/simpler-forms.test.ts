import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBot, messenger, type Overrides, story, text } from "@causerie/server";
import { carousel } from "@causerie/server/bot/authoring/messages.ts";
import { createPayloads } from "@causerie/server/connectors/messenger/payload.ts";
import { render } from "@causerie/server/connectors/messenger/render/render.ts";
import { simplerForms } from "@causerie/server/connectors/messenger/render/simpler-forms.ts";
import type { SendMessage } from "@causerie/server/connectors/messenger/send/send-api.ts";
import { parseSend, startFakeGraph } from "@causerie/fake-graph";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { metaPage, pageOptions } from "#support/messenger/facebook-page.ts";
import { startTestServer } from "#support/server/start-test-server.ts";

const fares = story("fares", { keywords: ["fares"] });
const menu = story("menu", { keywords: ["menu"] });
const bot = createBot({
  stories: [
    fares.handle(() => "5 euros"),
    menu.handle(() =>
      text("What next?", {
        buttons: [
          { label: "Fares", to: fares.link() },
          { label: "Plan", url: "https://a.example/plan" },
        ],
        quickReplies: [{ label: "Again", to: menu.link() }],
      }),
    ),
  ],
  fallback: () => "?",
});

async function startWorld(said = bot, overrides: Overrides = {}) {
  const graph = await startFakeGraph(metaPage);
  const page = messenger({ ...pageOptions(), graphBaseUrl: graph.baseUrl });
  const server = await startTestServer({ bot: said, connectors: [page] }, overrides);
  graph.setWebhookUrl("1001", `${server.url}/messenger`);
  return {
    graph,
    server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await graph[Symbol.asyncDispose]();
    },
  };
}

test("a template that Meta refuses becomes its words with quick replies, which can be tapped", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  world.graph.failNext(9, { code: 100 }, { body: /"template_type"/ });
  await ana.say("menu");
  await world.graph.waitFor(() => world.graph.sent(ana.psid).length === 1);
  expect(world.graph.sent(ana.psid)[0]).toMatchObject({ text: "What next?\n• Plan: https://a.example/plan" });
  expect(ana.conversation.quickReplies.map(({ title }) => title)).toEqual(["Fares", "Again"]);
  await ana.tapQuickReply("Fares");
  await world.graph.waitFor(() => world.graph.sent(ana.psid)[1]?.text === "5 euros");
});

test("where Meta refuses those, too, the choices are lines whose labels can be typed", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  world.graph.failNext(9, { code: 100 }, { body: /"template_type"|"quick_replies"/ });
  await ana.say("menu");
  await world.graph.waitFor(() => world.graph.sent(ana.psid).length === 1);
  const lines = "What next?\n• Fares\n• Plan: https://a.example/plan\n• Again";
  expect(world.graph.sent(ana.psid)[0]).toMatchObject({ text: lines });
  await ana.say("Fares");
  await world.graph.waitFor(() => world.graph.sent(ana.psid)[1]?.text === "5 euros");
});

test("what Meta takes in no form is given up, and what follows is sent", async () => {
  await using world = await startWorld();
  const ana = world.graph.user("2001");
  world.graph.failNext(3, { code: 100 });
  await ana.say("menu");
  await ana.say("fares");
  await world.graph.waitFor(() => world.graph.sent(ana.psid).length === 1);
  expect(world.graph.sent(ana.psid)[0]).toMatchObject({ text: "5 euros" });
});

/** Ten cards with a long address each: their words are several messages. */
const manyCards = story("cards", { keywords: ["cards"] });
const address = `https://a.example/${"x".repeat(200)}`;
const cardsBot = createBot({
  stories: [
    manyCards.handle(() => {
      const buttons = [
        { label: "Open it", url: address },
        { label: "Ask", to: fares.link() },
      ];
      const [first, ...rest] = Array.from({ length: 10 }, (_, at) => ({ title: `Card ${at}`, buttons }));
      return first === undefined ? "" : carousel([first, ...rest]);
    }),
    fares.handle(() => "5 euros"),
  ],
  fallback: () => "?",
});
const quick = { firstMs: 20, maxMs: 40, echoMs: 200, maxAttempts: 4 };

test.each([
  { fault: { code: 1200 }, what: "refused for now" },
  { fault: { code: 2, status: 500 }, what: "not known to be taken" },
  { fault: { status: 503 }, what: "answered by a gateway" },
])("a part of a simpler form that is $what is sent again alone: the parts before it are out", async ({ fault }) => {
  await using world = await startWorld(cardsBot, { retry: quick });
  const ana = world.graph.user("2001");
  world.graph.failNext(99, { code: 100 }, { body: /"template_type"/ });
  world.graph.failNext(1, fault, { body: /quick_replies/ });
  await ana.say("cards");
  await ana.say("fares");
  const words = (): string[] => world.graph.sent(ana.psid).map(({ text = "" }) => text);
  await world.graph.waitFor(() => words().at(-1) === "5 euros");
  expect(words().filter((text) => text.startsWith("Card 0"))).toHaveLength(1);
  for (let card = 0; card < 10; card += 1) expect(words().join("\n").split(`Card ${card}\n`)).toHaveLength(2);
});

test("a part that Meta refuses becomes simpler by itself: the parts before it are not said again", async () => {
  await using world = await startWorld(cardsBot, { retry: quick });
  const ana = world.graph.user("2001");
  world.graph.failNext(99, { code: 100 }, { body: /"template_type"|"quick_replies"/ });
  await ana.say("cards");
  await ana.say("fares");
  const words = (): string[] => world.graph.sent(ana.psid).map(({ text = "" }) => text);
  await world.graph.waitFor(() => words().at(-1) === "5 euros");
  for (let card = 0; card < 10; card += 1) expect(words().join("\n").split(`Card ${card}\n`)).toHaveLength(2);
  expect(words().join("\n").split("• Ask")).toHaveLength(11);
});

const title = fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 90 });
const button = fc.oneof(
  fc.record({ label: title, to: fc.constant(fares.link()) }),
  fc.record({ label: title, url: fc.webUrl() }),
);
const buttons = fc.array(button, { maxLength: 8 });
const message = fc.oneof(
  fc.record({ words: title, buttons }).map(({ words, buttons }) => text(words, { buttons })),
  fc
    .array(fc.record({ title, subtitle: title, buttons }), { minLength: 1, maxLength: 10 })
    .map((cards) => carousel(cards)),
);

test("Meta takes every simpler form of whatever a story says, and each names all that the refused one showed", () => {
  fc.assert(
    fc.property(message, (said) => {
      const { payloads } = render(said, createPayloads(Buffer.alloc(32, 1)), collectTokens().toToken);
      for (const payload of payloads) {
        for (const form of simplerForms(payload as SendMessage)) {
          for (const each of form)
            parseSend({ recipient: { id: "1" }, messaging_type: "RESPONSE", message: { ...each, metadata: "d" } });
          const shown = form.map(({ text: words = "", quick_replies = [] }) => words + JSON.stringify(quick_replies));
          for (const label of labelsIn(payload)) expect(flat(shown.join(""))).toContain(flat(label));
        }
      }
    }),
    { numRuns: 200 },
  );
});

/** All titles of the message. */
function labelsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "title" && typeof inner === "string" ? [inner] : labelsIn(inner),
  );
}

/** A split text may end a part at a blank. */
function flat(words: string): string {
  return words.replaceAll(/[\s\\"]+/g, "");
}
