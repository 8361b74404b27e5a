import type { Loss } from "#channel/connector.ts";
import type { BotMessage } from "#channel/message.ts";
import { type Choice, choicesOf, toPlainText } from "#channel/plain-text.ts";
import type { StoryOutcome } from "#bot/run-story.ts";

/** What one event brought about, as a test looks at it. */
export type SimulatedAnswer = {
  /** In neutral words, in order. A streamed text is whole. */
  readonly messages: readonly BotMessage[];
  /** What each message says in plain words, without its choices. */
  readonly texts: readonly string[];
  /** What can be tapped, in the order in which it is seen. */
  readonly choices: readonly Choice[];
  /** Labels of the choices. */
  readonly labels: readonly string[];
  /** What the channel would be given. */
  readonly payloads: readonly unknown[];
  /** What the channel could not show as it was meant. */
  readonly losses: readonly Loss[];
  /** Which story answered, and how it ended. */
  readonly outcome: StoryOutcome;
  /** Who understood the event: `link`, `choice`, `keywords`, `classifier` … */
  readonly source: string;
};

export type AnswerParts = Pick<SimulatedAnswer, "messages" | "payloads" | "losses" | "outcome" | "source">;

export function toAnswer(parts: AnswerParts): SimulatedAnswer {
  const { messages } = parts;
  // Quick replies go away with the next message; all other choices stay with theirs.
  const choices = messages.flatMap((message, index) =>
    choicesOf(index === messages.length - 1 ? message : { ...message, quickReplies: [] }),
  );
  return {
    ...parts,
    texts: parts.messages.map(wordsOf),
    choices,
    labels: choices.map(({ label }) => label),
  };
}

function wordsOf(message: BotMessage): string {
  switch (message.type) {
    case "text":
    case "list":
    case "form":
      return message.text;
    case "card":
      return message.card.title;
    case "carousel":
      return message.cards.map(({ title }) => title).join(", ");
    case "media":
      return message.caption ?? message.media.alt;
    case "location":
    case "custom":
      return toPlainText({ ...message, quickReplies: [] });
  }
}
