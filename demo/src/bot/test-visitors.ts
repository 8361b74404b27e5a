import type { Link } from "@causerie/server";
import { simulate, type SimulatedChannel, type SimulatedPerson, type SimulateOptions } from "@causerie/server/testing";
import { createRailwayBot } from "./bot.ts";

/** For the tests: the bot, and visitors who talk to it. */
export const publicUrl = "https://www.aubrelle.example";

/** The reminders that the bot has asked for. */
export const reminders: { conversationId: string; link: Link; inMs: number }[] = [];

export const bot = createRailwayBot({
  publicUrl,
  remind: (conversationId, link, inMs) => void reminders.push({ conversationId, link, inMs }),
  wordPause: 0,
});

export const channels: readonly SimulatedChannel[] = ["web", "messenger"];

/** A Friday, 15:30 in the time zone of the railway. */
export const friday = Date.UTC(2026, 10, 20, 14, 30);
export const fridayEvening = Date.UTC(2026, 10, 20, 21, 30);
export const sunday = Date.UTC(2026, 10, 22, 10, 0);

/** A visitor on that Friday. By default they speak English. */
export function talk(options: SimulateOptions): SimulatedPerson {
  return simulate(bot, { locale: "en", at: friday, ...options });
}
