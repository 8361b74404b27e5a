import type { BotMessage } from "./message.ts";
export type Choice = { label: string } & ({ link: string } | { say: string } | { url: string });
export function choicesOf(message: BotMessage): Choice[] {
  const buttons =
    "buttons" in message
      ? message.buttons
      : message.type === "card"
        ? message.card.buttons
        : message.type === "carousel"
          ? message.cards.flatMap((c) => c.buttons)
          : [];
  return [
    ...buttons.map((b): Choice =>
      b.type === "url" ? { label: b.label, url: b.url } : { label: b.label, link: b.link },
    ),
    ...message.quickReplies.map((r): Choice =>
      r.type === "postback" ? { label: r.label, link: r.link } : { label: r.label, say: r.text ?? r.label },
    ),
  ];
}
export function toPlainText(message: BotMessage): string {
  return message.type === "text" ? message.text : "";
}
