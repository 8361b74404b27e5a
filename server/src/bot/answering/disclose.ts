import { type EventContent, isSpeech } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";
import type { Bot } from "#bot/authoring/create-bot.ts";

/** What is said before the answer, so that nobody takes the bot for a human; undefined: it was said, or none is wanted. */
export function disclosureFor(
  bot: Pick<Bot, "disclosure">,
  { disclosed, handover }: ConversationState,
  content: EventContent,
  locale: string,
): string | undefined {
  // Beside the conversation nobody waits for an answer.
  const isAnswered = isSpeech(content) || ["start", "referral", "notification"].includes(content.type);
  // A handover that is over has not been cleared yet: people have answered in between.
  const isKnown = disclosed === true && handover === undefined;
  return isAnswered && !isKnown ? bot.disclosure(locale) : undefined;
}
