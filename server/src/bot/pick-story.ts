import type { InboundEvent } from "#channel/event.ts";
import { parseLink } from "#channel/link.ts";
import { clear, type Understanding } from "#understanding/understanding.ts";
import type { Bot, FallbackReason } from "./create-bot.ts";
import type { Part, StoryDefinition } from "./story.ts";

/** A handler that may answer, with parameters that its schema has yet to read. */
export type Candidate = { story: StoryDefinition; part: Part; step?: string; params: Record<string, unknown> };

/**
 * Who may answer, the likeliest first: the first whose schema takes the parameters does. `otherwise`: what it means when
 * none does; `silence`: nothing needs an answer, e.g. a conversation was opened and the bot has no welcome.
 */
export type Pick = { candidates: Candidate[]; otherwise: FallbackReason | "silence" };

/**
 * Whose subject is it? A tap or referral says so itself. A text goes to the question that waits for it, unless it
 * clearly asks for another story.
 */
export function pickStory(
  bot: Bot,
  event: InboundEvent,
  understanding: Understanding,
  waitingFor: string | undefined,
): Pick {
  const understood = find(bot, understanding);
  switch (event.content.type) {
    case "start":
      return { candidates: welcome(bot), otherwise: "silence" };
    case "referral":
      return { candidates: [...understood, ...welcome(bot)], otherwise: "silence" };
    case "postback":
      return { candidates: understood, otherwise: "unknown_link" };
    case "text":
    case "attachment": {
      const isClear = understanding.intent !== undefined && understanding.confidence >= clear;
      // After a deployment the step may be gone, or want other parameters; then the text is taken for what it says.
      const question = waitingFor === undefined ? [] : find(bot, parseLink(waitingFor));
      return {
        candidates: isClear ? [...understood, ...question] : [...question, ...understood],
        otherwise: "not_understood",
      };
    }
  }
}

function find(bot: Bot, link: { intent?: string; step?: string; params: Record<string, unknown> }): Candidate[] {
  const story = bot.stories.get(link.intent ?? "");
  const part = link.step === undefined ? story?.run : story?.steps.get(link.step);
  if (story === undefined || part === undefined) return [];
  return [{ story, part, ...(link.step === undefined ? {} : { step: link.step }), params: link.params }];
}

function welcome(bot: Bot): Candidate[] {
  return bot.welcome === undefined ? [] : [{ story: bot.welcome, part: bot.welcome.run, params: {} }];
}
