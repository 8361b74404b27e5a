import type { InboundEvent } from "#channel/event.ts";
import { parseLink } from "#channel/link.ts";
import { clear, type Understanding } from "#understanding/understanding.ts";
import type { Bot, FallbackReason } from "./create-bot.ts";
import type { Part, StoryDefinition } from "./story.ts";

/** Which handler answers, with which parameters (not yet read by its schema). */
export type Pick =
  | { type: "story"; story: StoryDefinition; part: Part; step?: string; params: Record<string, unknown> }
  | { type: "fallback"; reason: FallbackReason; wanted?: string }
  /** Nothing to answer, e.g. a conversation was opened and the bot has no welcome. */
  | { type: "silence" };

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
  switch (event.content.type) {
    case "start":
      return welcome(bot);
    case "referral": {
      const asked = pickLink(bot, understanding);
      return asked.type === "story" ? asked : welcome(bot);
    }
    case "postback":
      return pickLink(bot, understanding);
    case "text":
    case "attachment": {
      if (waitingFor !== undefined && !(understanding.intent !== undefined && understanding.confidence >= clear)) {
        const answered = pickLink(bot, parseLink(waitingFor));
        // After a deployment the step may be gone; then the text is taken for what it says.
        if (answered.type === "story") return answered;
      }
      return understanding.intent === undefined
        ? { type: "fallback", reason: "not_understood" }
        : pickLink(bot, understanding);
    }
  }
}

function pickLink(bot: Bot, link: { intent?: string; step?: string; params: Record<string, unknown> }): Pick {
  const wanted = link.intent ?? "";
  const story = bot.stories.get(wanted);
  const part = link.step === undefined ? story?.run : story?.steps.get(link.step);
  if (story === undefined || part === undefined) return { type: "fallback", reason: "unknown_link", wanted };
  return { type: "story", story, part, ...(link.step === undefined ? {} : { step: link.step }), params: link.params };
}

function welcome(bot: Bot): Pick {
  return bot.welcome === undefined
    ? { type: "silence" }
    : { type: "story", story: bot.welcome, part: bot.welcome.run, params: {} };
}
