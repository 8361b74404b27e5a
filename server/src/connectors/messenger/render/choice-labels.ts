import type { BotMessage } from "#channel/message/message.ts";
import { asText } from "#channel/kit/json-with-ids.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { distinguish } from "#channel/kit/distinguish.ts";
import { isContactUrl, isWebUrl } from "#channel/kit/web-url.ts";
import { limits } from "#connectors/messenger/limits.ts";
import { phoneNumberOf } from "./phone-number.ts";
import { type Choice, formButtons, type Positioned, positioned, positionedReplies } from "./render-choices.ts";

/** A panel is shown as several of the others. */
type ShownMessage = Exclude<BotMessage, { type: "panel" }>;

export type ChoiceLabels = {
  /** What the button of a position shows, where its shortened label would look like another one. */
  titles: ReadonlyMap<string, string>;
  /** The whole labels of those, and addresses that no button can open: lines for the text. */
  lines: readonly string[];
};

/** Buttons and quick replies have the same room. */
const max = limits.button.title;

/** Finds the choices of a message that a person could not tell from one another, or not use. */
export function labelChoices(message: ShownMessage): ChoiceLabels {
  const titles = new Map<string, string>();
  const lines: string[] = [];
  for (const group of choiceGroups(message)) {
    const labels = group.map(([{ label }]) => asText(label) ?? "");
    const apart = distinguish(labels, max);
    group.forEach(([choice, position], index) => {
      const label = (labels[index] ?? "").trim();
      const title = apart[index] ?? "";
      const address = unopenable(choice);
      if (address !== undefined) lines.push(`• ${label}: ${address}`);
      else if (title !== shorten(label, max)) {
        titles.set(position, title);
        lines.push(`• ${label}`);
      }
    });
  }
  return { titles, lines: [...new Set(lines)] };
}

/** The choices that are shown side by side. A card's title tells its buttons from those of other cards. */
function choiceGroups(message: ShownMessage): Positioned[][] {
  const replies = positionedReplies(message.quickReplies);
  switch (message.type) {
    case "text":
    case "media":
    case "location":
      return [[...positioned(message.buttons, "button"), ...replies]];
    case "card":
      return [positioned(message.card.buttons, "card, button"), replies];
    case "carousel": {
      const nameOf = (index: number): string => (message.cards.length === 1 ? "card" : `card ${index + 1}`);
      return [...message.cards.map(({ buttons }, index) => positioned(buttons, `${nameOf(index)}, button`)), replies];
    }
    case "list": {
      // As cards, items have their whole labels as titles.
      const items = message.items.map(({ label, link }) => ({ type: "postback" as const, label, link }));
      const areReplies = items.length + replies.length <= limits.quickReplies.count;
      return areReplies ? [[...positioned(items, "item"), ...replies]] : [replies];
    }
    case "form":
      return [[...formButtons(message), ...replies]];
    case "custom":
      return [replies];
  }
}

/** The mail address or number that Messenger has no button for. */
function unopenable(choice: Choice): string | undefined {
  if (choice.type !== "url" || isWebUrl(choice.url) || !isContactUrl(choice.url)) return undefined;
  if (phoneNumberOf(choice.url) !== undefined) return undefined;
  return choice.url.replace(/^\w+:/, "").replace(/[?;].*$/, "");
}

/** The message with these lines in its text. What has no text gets them as a text before it. */
export function withLines(message: ShownMessage, lines: readonly string[]): { message: ShownMessage; before: string } {
  const text = lines.join("\n");
  if (text === "") return { message, before: "" };
  const join = (words = ""): string => [words, text].filter((part) => part.trim() !== "").join("\n\n");
  switch (message.type) {
    case "text":
    case "list":
    case "form":
      return { message: { ...message, text: join(message.text) }, before: "" };
    case "custom":
      return { message: { ...message, alt: join(message.alt) }, before: "" };
    case "media":
    case "card":
    case "carousel":
    case "location":
      return { message, before: text };
  }
}
