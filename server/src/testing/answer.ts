import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import type { Loss } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { BotMessage, Card } from "#channel/message.ts";
import { type Choice, choicesOf, toPlainText } from "#channel/plain-text.ts";
import { targetOf } from "./choice-target.ts";

/** What one event brought about, as a test looks at it. */
export type SimulatedAnswer = {
  /** What the person did. */
  readonly event: EventContent;
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
  /** What went wrong meanwhile; with `failures: "answer"` only, else it is thrown. */
  readonly errors: readonly Error[];
  /** The card with this title, also out of a carousel. @throws if there is none. */
  card(title: string): Card;
  /** The address that the choice with this label opens. @throws if there is none. */
  url(label: string): string;
};

export type AnswerParts = Omit<SimulatedAnswer, "texts" | "choices" | "labels" | "card" | "url">;

export function toAnswer(parts: AnswerParts): SimulatedAnswer {
  const { messages } = parts;
  const choices = choicesOnOffer(messages);
  return {
    ...parts,
    texts: messages.map(wordsOf),
    choices,
    labels: choices.map(({ label }) => label),
    card: (title) => {
      const cards = messages.flatMap(cardsOf);
      return cards.find((card) => card.title === title) ?? fail("card", title, cards.map(titleOf));
    },
    url: (label) => {
      const pages = choices.flatMap((choice) => {
        const target = targetOf(choice);
        return target.type === "url" ? [{ label: choice.label, url: target.url }] : [];
      });
      return pages.find((page) => page.label === label)?.url ?? fail("link to a page", label, pages.map(labelOf));
    },
  };
}

/** What can be chosen once all of an answer is there. */
export function choicesOnOffer(messages: readonly BotMessage[]): Choice[] {
  // Quick replies go away with the next message; all other choices stay with theirs.
  return messages.flatMap((message, index) =>
    choicesOf(index === messages.length - 1 ? message : { ...message, quickReplies: [] }),
  );
}

/** What a message says in plain words, without its choices. */
export function wordsOf(message: BotMessage): string {
  switch (message.type) {
    case "text":
    case "list":
    case "form":
      return message.text;
    case "card":
      return message.card.title;
    case "carousel":
      return message.cards.map(titleOf).join(", ");
    case "media":
      return message.caption ?? message.media.alt;
    case "location":
    case "custom":
      return toPlainText({ ...message, quickReplies: [] });
  }
}

function cardsOf(message: BotMessage): readonly Card[] {
  if (message.type === "card") return [message.card];
  return message.type === "carousel" ? message.cards : [];
}

function titleOf({ title }: Card): string {
  return title;
}

function labelOf({ label }: { label: string }): string {
  return label;
}

/** `"a", "b"`, or `none`. */
export function quoteAll(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
}

function fail(kind: string, name: string, others: readonly string[]): never {
  throw new Error(`there is no ${kind} "${name}" in this answer, only: ${quoteAll(others)}`);
}
