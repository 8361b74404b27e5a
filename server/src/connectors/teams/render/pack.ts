import { wordsOf } from "#channel/kit/markdown/markdown.ts";
import { parseInline } from "#channel/kit/markdown/parse-inline.ts";
import { shorten } from "#channel/kit/shorten.ts";
import { limits } from "#connectors/teams/limits.ts";
import { type CardElement, type TeamsMessage, toCard } from "#connectors/teams/message.ts";
import { lengthOf } from "./lengths.ts";

/** An element of a card, or cards that stand side by side. */
export type Piece = CardElement | { type: "carousel"; cards: CardElement[][] };

/** The pieces in as few messages as Teams takes, in order: elements one under the other on a card. */
export function packPieces(pieces: readonly Piece[]): TeamsMessage[] {
  const messages: TeamsMessage[] = [];
  let open: CardElement[] = [];
  let room = whole;
  const close = (): void => {
    if (open.length > 0) messages.push(withSummary([toCard(open)], open));
    open = [];
    room = whole;
  };
  for (const piece of pieces) {
    if (piece.type === "carousel") {
      close();
      messages.push(...packCarousel(piece.cards));
      continue;
    }
    const needs = { units: lengthOf(piece) + 1, buttons: buttonsIn(piece) };
    if (needs.units > room.units || (needs.buttons > 0 && needs.buttons > room.buttons)) close();
    open.push(piece);
    room = { units: room.units - needs.units, buttons: room.buttons - needs.buttons };
  }
  close();
  return messages;
}

const whole: { units: number; buttons: number } = { units: limits.body, buttons: limits.actions.perMessage };

/** Units of what is around the elements of a card. */
const aroundCard = 200;

function packCarousel(cards: readonly CardElement[][]): TeamsMessage[] {
  const groups: CardElement[][][] = [];
  let units = 0;
  for (const card of cards) {
    const needs = lengthOf(card) + aroundCard;
    const group = groups.at(-1);
    units += needs;
    if (group !== undefined && group.length < limits.carousel.cards && units <= limits.body) group.push(card);
    else {
      groups.push([card]);
      units = needs;
    }
  }
  return groups.map((group) => ({
    ...withSummary(group.map(toCard), group.flat()),
    attachmentLayout: "carousel" as const,
  }));
}

function withSummary(
  attachments: TeamsMessage["attachments"] & object,
  elements: readonly CardElement[],
): TeamsMessage {
  const words = elements.map(wordsIn).find((each) => each.trim() !== "") ?? "";
  const summary = shorten(words.replaceAll(/\s+/g, " "), limits.summary);
  return { attachments, ...(summary === "" ? {} : { summary }) };
}

function wordsIn(element: CardElement): string {
  switch (element.type) {
    case "TextBlock":
      return wordsOf(parseInline(element.text.slice(0, 1_000).toWellFormed()));
    case "Image":
      return element.altText;
    case "Container":
      return element.items.map(wordsIn).find((each) => each.trim() !== "") ?? "";
    case "ActionSet":
      return element.actions.map(({ title }) => title).join(", ");
    case "Input.Text":
    case "Input.Number":
    case "Input.Date":
    case "Input.Time":
    case "Input.Toggle":
    case "Input.ChoiceSet":
      return element.label;
  }
}

function buttonsIn(element: CardElement): number {
  if (element.type === "ActionSet") return element.actions.length;
  return element.type === "Container" ? element.items.reduce((sum, item) => sum + buttonsIn(item), 0) : 0;
}
