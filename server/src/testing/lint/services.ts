import type { Bot } from "#bot/create-bot.ts";

/** Understanders that come with the bot's own words, and always say the same. */
const own = ["keywords", "classifier"];

/** Whether there is someone to understand what has no words in the contracts. */
export function hasServices({ understanding }: Bot): boolean {
  return understanding.some(({ name }) => !own.includes(name));
}

/** The bot without remote services: the crawl must neither cost anything nor depend on the day. */
export function withoutServices(bot: Bot): Bot {
  return { ...bot, understanding: bot.understanding.filter(({ name }) => own.includes(name)) };
}
