import type { BotMessage, Card } from "#channel/message/message.ts";
import { panelLines } from "#channel/message/panel.ts";
import { type Choice, toPlainText } from "#channel/message/plain-text.ts";
import { targetOf } from "./choice-target.ts";

/**
 * The plain text of a message, without its choices. Choices are numbered through the whole answer, because people type these
 * numbers. So the caller that shows the answer lists them.
 */
export function plainBody(message: BotMessage): string {
  return toPlainText(withoutChoices(message));
}

/** One line a choice, with the number that people type. A web address is opened and not typed, so it has none. */
export function choiceLines(choices: readonly Choice[]): string[] {
  let number = 0;
  return choices.map((choice) => {
    const mark = targetOf(choice).type === "url" ? "-" : `${(number += 1)}.`;
    return `${mark} ${describeForReading(choice)}`;
  });
}

/** The label, and the address if the choice opens a page. */
function describeForReading(choice: Choice): string {
  const target = targetOf(choice);
  return target.type === "url" ? `${choice.label}: ${target.url}` : choice.label;
}

function withoutChoices(message: BotMessage): BotMessage {
  const quickReplies: BotMessage["quickReplies"] = [];
  switch (message.type) {
    case "text":
    case "media":
    case "location":
      return { ...message, buttons: [], quickReplies };
    case "card":
      return { ...message, card: withoutButtons(message.card), quickReplies };
    case "carousel":
      return { ...message, cards: message.cards.map(withoutButtons), quickReplies };
    case "list":
      return { ...message, items: [], quickReplies };
    case "form": {
      const { type: _type, fields: _fields, submit: _submit, ...rest } = message;
      return { ...rest, type: "text", buttons: [], quickReplies };
    }
    case "custom":
      return { ...message, quickReplies };
    case "panel":
      return { type: "text", text: panelLines(message.panel.content).join("\n"), buttons: [], quickReplies };
  }
}

function withoutButtons(card: Card): Card {
  return { ...card, buttons: [] };
}
