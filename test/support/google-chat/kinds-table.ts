import type { GoogleChatMessage, Section, Widget } from "@causerie/server/connectors/google-chat/message.ts";
import { render } from "@causerie/server/connectors/google-chat/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token", { called: "causerie" });
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ");
    return [what, payloads.map(partsOf).join("; then "), rules];
  });
}

function partsOf({ text, cardsV2 = [] }: GoogleChatMessage): string {
  if (text !== undefined) return "text";
  const { sections } = (cardsV2[0]?.card ?? { sections: [] }) as { sections: Section[] };
  const counted = new Map<string, number>();
  for (const widget of sections.flatMap(({ widgets }) => widgets)) {
    const kind = kindOf(widget);
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  }
  return `card: ${[...counted].map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`)).join(", ")}`;
}

function kindOf(widget: Widget): string {
  return "carousel" in widget
    ? `carousel of ${widget.carousel.carouselCards.length} cards`
    : String(Object.keys(widget)[0]);
}
