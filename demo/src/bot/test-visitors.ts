import type { Link } from "@causerie/server";
import { simulate, type SimulatedChannel, type SimulatedPerson, type SimulateOptions } from "@causerie/server/testing";
import { createRailwayBot } from "./bot.ts";

/** For the tests: the bot, and people who talk to it. */
export const publicUrl = "https://www.aubrelle.example";

/** What the bot asked to be reminded of. */
export const reminders: { conversationId: string; link: Link; inMs: number }[] = [];

export const bot = createRailwayBot({
  publicUrl,
  remind: (conversationId, link, inMs) => void reminders.push({ conversationId, link, inMs }),
  wordPause: 0,
});

export const channels: readonly SimulatedChannel[] = ["web", "messenger"];

/** A Friday, 15:30 at the railway. */
export const friday = Date.UTC(2026, 10, 20, 14, 30);
export const fridayEvening = Date.UTC(2026, 10, 20, 21, 30);
export const sunday = Date.UTC(2026, 10, 22, 10, 0);

/** Somebody who speaks English, on that Friday, unless told. */
export function talk(options: SimulateOptions): SimulatedPerson {
  return simulate(bot, { locale: "en", at: friday, ...options });
}
