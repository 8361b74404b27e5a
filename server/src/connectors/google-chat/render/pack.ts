import { limits } from "#connectors/google-chat/limits.ts";
import type { GoogleChatMessage, Section, Widget } from "#connectors/google-chat/message.ts";
import { bytesOf } from "./bytes.ts";

/** Bytes of what is around the widgets of a section. */
const aroundSection = 20;

/** The sections in as few messages as Chat takes, in order, each with one card. `words`: what a notification says. */
export function packSections(sections: readonly Section[], words: string): GoogleChatMessage[] {
  const cards: Section[][] = [];
  let left = { bytes: 0, widgets: 0 };
  for (const section of sections) {
    let open: Section | undefined;
    for (const widget of section.widgets) {
      const needs = { bytes: bytesOf(widget) + 1, widgets: countOf(widget) };
      const around = open === undefined ? aroundSection : 0;
      if (needs.bytes + around > left.bytes || needs.widgets > left.widgets) {
        cards.push([]);
        left = { bytes: limits.widgets, widgets: limits.widgetsPerCard };
        open = undefined;
      }
      if (open === undefined) {
        open = { widgets: [] };
        cards.at(-1)?.push(open);
        left.bytes -= aroundSection;
      }
      open.widgets.push(widget);
      left = { bytes: left.bytes - needs.bytes, widgets: left.widgets - needs.widgets };
    }
  }
  return cards.map((some) => ({
    ...(words === "" ? {} : { fallbackText: words }),
    cardsV2: [{ cardId: "causerie", card: { sections: some } }],
  }));
}

function countOf(widget: Widget): number {
  if (!("carousel" in widget)) return 1;
  const cards = widget.carousel.carouselCards;
  return cards.reduce((sum, { widgets, footerWidgets = [] }) => sum + widgets.length + footerWidgets.length, 1);
}
