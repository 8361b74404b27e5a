import type { BotMessage } from "#channel/message/message.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";
import { type MessageOptions, messageOptions, toModifiers } from "./options.ts";

/**
 * `question`: names what is rated, for the story that gets the answer and for the statistics: up to 64 letters, digits and `_ . -`.
 * `scale`: one to five stars (the default), or a thumb up or down. `comment`: asks for words beside it, where the channel can.
 */
export type RatingOptions = MessageOptions & { question: string; scale?: "stars" | "thumbs"; comment?: string };

const ratingOptions: Record<keyof RatingOptions, true> = {
  ...messageOptions,
  question: true,
  scale: true,
  comment: true,
};

/**
 * Asks how content the person is. The answer comes as an event `feedback`, to the story that has `events: ["feedback"]`: with
 * `question`, `value`, the `score` of 1 to 5 where there are stars, and the `comment` where the person wrote one. A person may
 * put the question aside: then `value` is `none`. In one conversation a question is asked once: another rating with the same
 * `question` is left out.
 *
 * ```ts
 * const goodbye = story("goodbye", { events: ["end"] });
 * goodbye.handle(() => rating("How did we do?", { question: "service", comment: "What could be better?" }));
 * ```
 * @throws TypeError when `question` is no name, or an option is unknown
 */
export function rating(content: string, options: RatingOptions): BotMessage {
  assertKnown("rating", options, ratingOptions);
  const { question, scale = "stars", comment, ...rest } = options;
  if (!/^[\w.-]{1,64}$/.test(question))
    throw new TypeError(`rating: "${question}" is no name; use up to 64 letters, digits and _ . -`);
  return {
    type: "text",
    text: content,
    buttons: [],
    ...toModifiers(rest),
    rating: { question, scale, ...(comment === undefined ? {} : { comment }) },
  };
}
