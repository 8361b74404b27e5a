import { expect, test } from "vitest";
import { createLogger } from "#app/logger.ts";
import { createBot } from "#bot/authoring/create-bot.ts";
import { story } from "#bot/authoring/story.ts";
import type { TurnReport } from "#bot/turn-report.ts";
import type { FoundSentence } from "#desk/records/unknown-sentences.ts";
import { SentenceCollector } from "./collect-sentences.ts";

type Handled = Extract<TurnReport, { type: "handled" }>;

const bot = createBot({ stories: [story("fares", { keywords: ["fares"] }).handle(() => "3")], fallback: () => "?" });
const turn = (seq: number, more: Partial<Handled>): Handled => ({
  type: "handled",
  conversationId: "ada",
  connectorId: "web",
  seq,
  eventId: String(seq),
  event: "text",
  locale: "en",
  source: "classifier",
  confidence: 0.5,
  intent: "fares",
  outcome: { story: "fares", outcome: "answered" },
  messages: 1,
  deliveries: [],
  ms: 1,
  ...more,
});

test("texts that nobody understood and guesses are noted; answers, taps, keywords and what is sure are not", async () => {
  const kept: FoundSentence[] = [];
  const sentences = {
    add: async (found: readonly FoundSentence[]) => void kept.push(...found),
    read: async () => [],
    trim: async () => 0,
  };
  const collector = new SentenceCollector({ sentences, bot, now: () => 7, logger: createLogger("silent") });
  const missed = { story: "fallback", outcome: "not_understood" } as const;
  collector.observe(turn(1, { outcome: missed, source: "none", confidence: 0, intent: undefined }));
  collector.observe(turn(2, {}));
  collector.observe(turn(3, { confidence: 0.8 }));
  collector.observe(turn(4, { source: "keywords" }));
  collector.observe(turn(5, { event: "postback", outcome: missed }));
  collector.observe(turn(6, { outcome: { story: "order", outcome: "answered" } }));
  collector.observe(turn(7, { locale: undefined, outcome: missed }));
  expect(kept).toEqual([]);
  await collector[Symbol.asyncDispose]();
  const found = { conversationId: "ada", connectorId: "web", language: "en", at: 7 };
  expect(kept).toEqual([
    { ...found, seq: 1, confidence: 0 },
    { ...found, seq: 2, confidence: 0.5 },
  ]);
});
