import { createBot, story, text, whatsappTemplate } from "@causerie/server";
import { expect, test } from "vitest";
import { ana, messageOf, textOf } from "#support/whatsapp/business-number.ts";
import { startNumber } from "#support/whatsapp/start-number.ts";

/** A day after the person's last message Meta takes templates only. */

const news = story("news");
const own = story("own");
const bot = createBot({
  stories: [
    news.handle(() => "Your train\nis late."),
    own.handle(() =>
      text("Late", {
        on: { whatsapp: [whatsappTemplate({ name: "train_late", language: "en", parameters: ["12"] })] },
      }),
    ),
  ],
  fallback: (turn) => `to ${turn.text}`,
});
const to = { connectorId: "whatsapp", userId: ana.id ?? "" };
const dayAgo = Math.floor(Date.now() / 1_000) - 24 * 3_600;
const lateTemplate = { name: "news", language: "en", parameters: ["{message}"] };

async function startWorld(options: Parameters<typeof startNumber>[1] = {}) {
  const world = await startNumber(bot, { maxAgeMinutes: 1440, ...options });
  await world.platform.send(messageOf(ana, textOf("hello"), { at: dayAgo }));
  await world.server.idle();
  world.platform.sent.length = 0;
  return world;
}

test("without a template nothing is sent, and whoever has asked for it learns why", async () => {
  await using world = await startWorld();
  expect(await world.server.notify(to, news.link())).toEqual({ outcome: "blocked", why: "window_closed" });
  expect(await world.server.notify(to, news.link(), { anyTime: true })).toMatchObject({ outcome: "blocked" });
  expect(world.platform.sent).toEqual([]);
});

test("with one the template is sent, and carries the words", async () => {
  await using world = await startWorld({ lateTemplate });
  expect(await world.server.notify(to, news.link(), { anyTime: true })).toEqual({ outcome: "sent" });
  expect(world.platform.sent).toMatchObject([
    {
      type: "template",
      content: { name: "news", components: [{ parameters: [{ type: "text", text: "Your train is late." }] }] },
    },
  ]);
});

test("a template of the story's own is sent at any time", async () => {
  await using world = await startWorld();
  expect(await world.server.notify(to, own.link(), { anyTime: true })).toEqual({ outcome: "sent" });
  expect(world.platform.sent).toMatchObject([{ type: "template", content: { name: "train_late" } }]);
});

test("once the person has written again, the words themselves are sent", async () => {
  await using world = await startWorld({ lateTemplate });
  await world.after(() => world.platform.say("hello"));
  expect(await world.server.notify(to, news.link())).toEqual({ outcome: "sent" });
  expect(world.platform.texts.at(-1)).toBe("Your train\nis late.");
});
