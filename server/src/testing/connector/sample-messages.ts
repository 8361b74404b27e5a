import { badge, box, button, chart, checkbox, column, divider, heading, input } from "#bot/authoring/messages.ts";
import { card, carousel, custom, field, form, image, list, location, text } from "#bot/authoring/messages.ts";
import { panel, row, table } from "#bot/authoring/messages.ts";
import { encodeLink } from "#channel/message/link.ts";
import type { BotMessage } from "#channel/message/message.ts";

const to = encodeLink("fares");
const picture = { url: "https://a.example/a.png", alt: "A" };

/** One message of each kind, as stories usually send it. Every channel shows these without a loss. */
export const ordinaryMessages: readonly BotMessage[] = [
  text("hello"),
  text("Which?", { buttons: [{ label: "Book", to }], quickReplies: [{ label: "Yes", to }, { label: "No" }] }),
  card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "Site", url: "https://a.example" }] }),
  carousel([
    { title: "A", image: picture },
    { title: "B", image: picture },
  ]),
  image("https://a.example/a.png", { alt: "A" }),
  list("Which?", [
    { label: "A", to },
    { label: "B", imageUrl: "https://a.example/b.png", to },
  ]),
  location({ title: "Office", address: "12 rue du Port", latitude: 43.3, longitude: 5.4 }),
  text("Snow.", { footnotes: [{ title: "Report", url: "https://a.example/r" }], alt: "Snow", speak: "Snow", delay: 9 }),
];

const many = Array.from({ length: 40 }, (_, index) => ({ label: `${index} ${"👩‍👩‍👧‍👦".repeat(20)}`, to }));

/** Empty, huge, hostile and broken. */
export const extremeMessages: readonly BotMessage[] = [
  text(""),
  text("x".repeat(20_000), { buttons: many, quickReplies: many }),
  card({ title: "", buttons: many }),
  carousel([]),
  carousel(Array.from({ length: 40 }, () => ({ title: "y".repeat(500), subtitle: "z".repeat(500), buttons: many }))),
  image("javascript:alert(1)", { alt: "", caption: "\ud83d\0" }),
  list("", []),
  list("x".repeat(20_000), [...many, ...many], { quickReplies: many }),
  location({ title: "", latitude: Number.NaN, longitude: 1e300, url: "maps:x" }, { buttons: many }),
  form("", { fields: [], submit: { label: "", to } }),
  form("Who?", { fields: [field.choice("c", "", [])], submit: { label: "y".repeat(900), to } }),
  custom("map", "x".repeat(100_000), { alt: "" }),
  panel(column(), { alt: "" }),
  panel(
    column(
      heading("x".repeat(3_000)),
      row("10:05", badge("Late", "danger"), image("javascript:alert(1)", { alt: "" })),
      table({ caption: "Fares", columns: ["Zone", { label: "Price", align: "end" }], rows: [["A", 3]] }),
      chart("donut", { title: "Seats", labels: ["Free", "Taken"], values: [0, 0] }),
      input(field.choice("day", "Day", ["Today", "y".repeat(300)]), { to }),
      checkbox("bicycle", "", { to }),
      divider(),
      ...many.slice(0, 12).map((spec) => button(spec, { submit: true })),
      ...many.slice(0, 12).map((spec) => box(undefined, image(picture.url, { alt: "A" }), button(spec))),
    ),
    { quickReplies: many },
  ),
  text("x".repeat(9_000), { document: { title: "" }, reasoning: { text: "y".repeat(9_000), seconds: 1e9 } }),
  text("", { footnotes: Array.from({ length: 40 }, () => ({ title: "z".repeat(900), url: "javascript:alert(1)" })) }),
];

/** A text with so many choices of each kind. The links are as long as links of forms become. */
export function messageWithChoices(count: number): BotMessage {
  const choices = Array.from({ length: count }, (_, index) => ({
    label: `Choice ${index + 1}`,
    to: encodeLink("order", { item: index + 1, text: "n".repeat(index % 3 === 0 ? 1200 : 12) }),
  }));
  return text("Which one?", { buttons: choices.slice(0, count / 2), quickReplies: choices.slice(count / 2) });
}
