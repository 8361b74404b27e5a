import type { MessagePart, PartButton, SimplePart } from "#channel/kit/parts/parts.ts";
import { choiceField } from "#connectors/google-chat/choice-field.ts";
import { limits } from "#connectors/google-chat/limits.ts";
import type { CarouselWidget, GoogleChatButton, NestedWidget, Section } from "#connectors/google-chat/message.ts";
import { bytesOf } from "./bytes.ts";
import { cardText } from "./marks.ts";

/** `called`: what a button calls. Add-ons want the URL of the endpoint; of other apps it only comes back. */
export type Called = { readonly called: string };

/** Parts as sections of a card: each card stands apart, and several of them side by side where `sideBySide`. */
export function toSections(
  parts: readonly MessagePart[],
  { called, sideBySide }: Called & { sideBySide: boolean },
): Section[] {
  const sections: Section[] = [];
  let cards: NestedWidget[][] = [];
  let open: Section | undefined;
  const flush = (): void => {
    if (cards.length > 1) sections.push(...toCarousels(cards).map((carousel) => ({ widgets: [carousel] })));
    else sections.push(...cards.map((widgets) => ({ widgets })));
    cards = [];
  };
  for (const part of parts) {
    if (part.type === "card") {
      open = undefined;
      cards.push(part.parts.map((each) => toWidget(each, called)));
      if (!sideBySide) flush();
      continue;
    }
    flush();
    if (open === undefined) sections.push((open = { widgets: [] }));
    open.widgets.push(toWidget(part, called));
  }
  flush();
  return sections;
}

function toWidget(part: SimplePart, called: string): NestedWidget {
  switch (part.type) {
    case "text":
      return { textParagraph: { text: part.text } };
    case "image":
      // Chat fetches pictures by https only.
      return part.url.startsWith("https:")
        ? { image: { imageUrl: part.url, altText: part.alt } }
        : { textParagraph: { text: cardText.link(part.url, part.alt) } };
    case "buttons":
      return { buttonList: { buttons: part.buttons.map((button) => toButton(button, called)) } };
  }
}

function toButton({ label, url, tap = "" }: PartButton, called: string): GoogleChatButton {
  if (url !== undefined) return { text: label, onClick: { openLink: { url } } };
  return { text: label, onClick: { action: { function: called, parameters: [{ key: choiceField, value: tap }] } } };
}

/** Cards side by side, as many to a carousel as there is room for. Their buttons stand at their foot. */
function toCarousels(cards: readonly NestedWidget[][]): CarouselWidget[] {
  const groups: NestedWidget[][][] = [];
  let bytes = 0;
  for (const card of cards) {
    const group = groups.at(-1);
    bytes += bytesOf(card);
    if (group !== undefined && group.length < limits.carousel.cards && bytes <= limits.carousel.bytes) group.push(card);
    else {
      groups.push([card]);
      bytes = bytesOf(card);
    }
  }
  return groups.map((group) => ({ carousel: { carouselCards: group.map(toCarouselCard) } }));
}

function toCarouselCard(all: NestedWidget[]): CarouselWidget["carousel"]["carouselCards"][number] {
  const widgets = all.filter((widget) => !("buttonList" in widget));
  const footerWidgets = all.filter((widget) => "buttonList" in widget);
  return widgets.length === 0 || footerWidgets.length === 0 ? { widgets: all } : { widgets, footerWidgets };
}
