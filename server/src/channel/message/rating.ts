import type { EventContent } from "#channel/event.ts";
import { encodeLink, parseLink } from "./link.ts";
import type { BotMessage, QuickReply, Rating } from "./message.ts";

type Feedback = Extract<EventContent, { type: "feedback" }>;

const intent = "causerie:rate";

/** The best first. */
const thumbs = [
  { label: "👍", value: "up" },
  { label: "👎", value: "down" },
] as const;

/** Scores from this one on are good, and up to `lowest` bad. */
const good = 4;
const lowest = 2;

/** The answers to a rating as choices: for who types, and for channels that know no ratings. */
export function ratingReplies({ question, scale }: Rating): Extract<QuickReply, { type: "postback" }>[] {
  if (scale === "thumbs")
    return thumbs.map(({ label, value }) => ({
      type: "postback",
      label,
      link: encodeLink(intent, { question, value }),
    }));
  return [1, 2, 3, 4, 5].map((score) => ({
    type: "postback",
    label: `${score} ★`,
    link: encodeLink(intent, { question, score }),
  }));
}

/** The message for a channel that knows no ratings. */
export function withRatingReplies({ rating, ...message }: BotMessage): BotMessage {
  if (rating === undefined) return message;
  return { ...message, quickReplies: [...ratingReplies(rating), ...message.quickReplies] };
}

/** What a tap on such a choice says. Undefined: it is none. */
export function readRating(link: string): Feedback | undefined {
  const { intent: name, params } = parseLink(link);
  if (name !== parseLink(encodeLink(intent)).intent) return undefined;
  const { question = "" } = params;
  const thumb = thumbs.find(({ value }) => value === params["value"]);
  if (thumb !== undefined) return { type: "feedback", value: thumb.value, question };
  const score = Number(params["score"]);
  if (!(score >= 1 && score <= 5)) return undefined;
  return { type: "feedback", value: valueOf(score), question, score };
}

/** What a score of 1 to 5 means. */
function valueOf(score: number): "up" | "down" | "neutral" {
  return score >= good ? "up" : score <= lowest ? "down" : "neutral";
}
