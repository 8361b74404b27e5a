import type { TurnInspection } from "#bot/turn-inspection.ts";
import type { StoryOutcome } from "#bot/running/story-outcome.ts";
import type { Loss } from "#channel/connector.ts";
import type { EventContent } from "#channel/event.ts";
import type { BotMessage, Card } from "#channel/message/message.ts";
import { type Panel, panelLines } from "#channel/message/panel.ts";
import { type Choice, choicesOf, toPlainText } from "#channel/message/plain-text.ts";
import { targetOf } from "./choice-target.ts";

/** The answer to one event, as a test sees it. */
export type SimulatedAnswer = {
  /** What the person did. */
  readonly event: EventContent;
  /** The messages before the channel renders them, in order. A streamed text is complete. */
  readonly messages: readonly BotMessage[];
  /** The id of each message. Two messages with one id: the second has taken the place of the first. */
  readonly messageIds: readonly string[];
  /** The plain text of each message, without its choices. */
  readonly texts: readonly string[];
  /** The choices that can be tapped, in the order in which the person sees them. */
  readonly choices: readonly Choice[];
  /** Labels of the choices. */
  readonly labels: readonly string[];
  /** The payloads for the channel. */
  readonly payloads: readonly unknown[];
  /** What the short tokens in the payloads stand for, where the channel has no room for the whole. */
  readonly tokens: ReadonlyMap<string, string>;
  /** What the channel cannot show as the message has it. */
  readonly losses: readonly Loss[];
  /** Which story answered, and how it ended. */
  readonly outcome: StoryOutcome;
  /** What understood the event: `link`, `choice`, `keywords`, `classifier` … */
  readonly source: string;
  /** Why it went as it did: what each understander made of the words, and which stories might have answered. */
  readonly inspections: readonly TurnInspection[];
  /** Errors of stories and services. Only with `failures: "answer"`; otherwise the first one is thrown. */
  readonly errors: readonly Error[];
  /** The card with this title, alone or in a carousel. @throws if there is none. */
  card(title: string): Card;
  /** The newest panel of the answer. @throws if there is none. */
  readonly panel: Panel;
  /** The address that the choice with this label opens. @throws if there is none. */
  url(label: string): string;
};

export type SimulatedAnswerParts = Omit<SimulatedAnswer, "texts" | "choices" | "labels" | "card" | "panel" | "url">;

export function toSimulatedAnswer(parts: SimulatedAnswerParts): SimulatedAnswer {
  const { messages } = parts;
  const choices = choicesOnOffer(messages);
  const answer: Omit<SimulatedAnswer, "panel"> = {
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
  // Not enumerable, because a test may spread an answer that has none.
  return Object.defineProperty(answer, "panel", { get: () => panelOf(messages) }) as SimulatedAnswer;
}

function panelOf(messages: SimulatedAnswerParts["messages"]): Panel {
  const panel = messages.findLast((message) => message.type === "panel")?.panel;
  if (panel === undefined) throw new Error("there is no panel in this answer");
  return panel;
}

/** The choices that are left once the whole answer is there. */
export function choicesOnOffer(messages: readonly BotMessage[]): Choice[] {
  // Quick replies disappear with the next message; all other choices stay with their message.
  return messages.flatMap((message, index) =>
    choicesOf(index === messages.length - 1 ? message : { ...message, quickReplies: [] }),
  );
}

/** The plain text of a message, without its choices. */
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
    case "panel":
      return panelLines(message.panel.content).join("\n");
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
