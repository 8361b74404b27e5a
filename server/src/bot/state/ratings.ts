import type { EventContent } from "#channel/event.ts";
import type { ConversationState } from "#conversation/conversation.ts";

type Ratings = ConversationState["ratings"];

/** An opinion as it is counted. */
export type CountedOpinion = { value: "up" | "down" | "neutral"; score?: number };

/** With the answer of the person, so that the same answer with a comment does not count twice. */
export function ratingsAfter(ratings: Ratings, content: EventContent): Ratings {
  if (content.type !== "feedback" || content.question === undefined) return ratings;
  const { question, value, score } = content;
  return { ...ratings, [question]: { value, ...(score === undefined ? {} : { score }) } };
}

/** Undefined: it is no opinion, or one that has been counted and comes again with a comment. */
export function countedOpinion(ratings: Ratings = {}, content: EventContent): CountedOpinion | undefined {
  if (content.type !== "feedback" || content.value === "none") return undefined;
  const { question, value, score, comment } = content;
  const before = question === undefined ? undefined : ratings[question];
  const isKnown = question === undefined || (before?.value === value && before.score === score);
  if (comment !== undefined && isKnown) return undefined;
  return { value, ...(score === undefined ? {} : { score }) };
}
