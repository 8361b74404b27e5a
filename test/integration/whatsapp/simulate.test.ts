import { createBot, list, story, text, whatsapp } from "@causerie/server";
import { simulate, storyLint } from "@causerie/server/testing";
import { expect, test } from "vitest";
import { numberOptions } from "#support/whatsapp/business-number.ts";

/** A bot's own tests try WhatsApp without the platform. */

const fares = story("fares", { keywords: ["fares"] });
const zones = story("zones", { keywords: ["zones"] });
const menu = story("menu", { keywords: ["menu"] });
const bot = createBot({
  stories: [
    fares.handle(() => "A ticket is 5 euros."),
    zones.handle(() =>
      list(
        "Which zone?",
        ["A", "B", "C", "D"].map((label) => ({ label: `Zone ${label}`, to: fares.link() })),
      ),
    ),
    menu.handle(() => text("What?", { quickReplies: [{ label: "Zones", to: zones.link() }] })),
  ],
  fallback: () => "Sorry, I did not understand.",
});

test("a simulated person taps buttons and rows, and nothing is lost", async () => {
  const ana = simulate(bot, { channel: whatsapp(numberOptions()) });
  expect((await ana.say("menu")).losses).toEqual([]);
  const answer = await ana.tap("Zones");
  expect(answer.losses).toEqual([]);
  expect(answer.texts).toEqual(["Which zone?"]);
  expect((await ana.tap("Zone D")).texts).toEqual(["A ticket is 5 euros."]);
});

test("the lint of a bot finds every choice within reach on WhatsApp", async () => {
  const findings = await storyLint(bot, { channels: [whatsapp(numberOptions())] });
  expect(findings).toEqual([]);
});
