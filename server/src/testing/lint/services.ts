import type { Bot } from "#bot/authoring/create-bot.ts";

/** Whether there is someone to understand what has no words in the contracts. */
export function hasServices({ services }: Bot): boolean {
  return services.length > 0;
}

/** The bot without remote services: the crawl must neither cost anything nor depend on the day. */
export function withoutServices(bot: Bot): Bot {
  return { ...bot, services: [] };
}
