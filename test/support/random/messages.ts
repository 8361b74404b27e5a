import * as fc from "fast-check";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type {
  BotMessage,
  Button,
  Card,
  Footnote,
  FormField,
  ListItem,
  QuickReply,
} from "@causerie/server/channel/message/message.ts";
import { panelMessages } from "./panels.ts";

/**
 * Messages of every kind, as stories and those who abuse them say: empty and huge, with broken characters, and with addresses that are none.
 * @module
 */

const anything = fc.string({ unit: "grapheme", maxLength: 60 });
const label = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 25 }) },
  fc.constantFrom("", "  ", "👩‍👩‍👧‍👦".repeat(9), "\ud83d", `a${"\u0301".repeat(60)}`, "x".repeat(1200), "&<>".repeat(40)),
);
export const words = fc.oneof(
  anything,
  fc
    .array(fc.oneof(anything, fc.webUrl(), fc.constantFrom("\n", "\n\n", ". ", " ", "**b**", "- ", "```\n", "> ")), {
      maxLength: 80,
    })
    .map((all) => all.join(" ")),
  fc.string({ unit: "grapheme", minLength: 9000, maxLength: 10_000 }),
  fc.constantFrom(
    "",
    " \n ",
    "😊".repeat(5000),
    "x".repeat(10_000),
    "&".repeat(10_000),
    `https://a.example/${"y".repeat(3000)}`,
  ),
);
/** Addresses that a browser would put right, and what Meta gets of them: nothing, or a form that needs no putting right. */
export const odd = new Map<string, string | undefined>([
  ["https:///x", undefined],
  ["https://a b", undefined],
  ["https://a.example/\tb", undefined],
  ["https://a.example/a b", "https://a.example/a%20b"],
  ["https://exämple.example/ü", "https://xn--exmple-cua.example/%C3%BC"],
]);
const webUrl = fc.oneof(
  fc.webUrl(),
  fc.constantFrom("/fares", "javascript:alert(1)", "", "https://", "ftp://a.example/x"),
  fc.constantFrom("https://a.example/a|b>c", `https://a.example/${"z".repeat(3500)}`),
  fc.constantFrom(...odd.keys()),
);
const link = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 20 }).map((name) => encodeLink(`to-${name}`)) },
  fc.constantFrom(encodeLink("long", { note: "n".repeat(900) }), encodeLink("longer", { note: "n".repeat(2_500) })),
);
/** `more`: addresses that buttons, sources and places have beside those of the web and those that are none. */
export function messagesWith(...more: readonly string[]) {
  const url = more.length === 0 ? webUrl : fc.oneof(webUrl, fc.constantFrom(...more));
  const button: fc.Arbitrary<Button> = fc.oneof(
    fc.record({ type: fc.constant("postback" as const), label, link }),
    fc.record({ type: fc.constant("url" as const), label, url }),
  );
  const quickReply: fc.Arbitrary<QuickReply> = fc.oneof(
    fc.record(
      { type: fc.constant("location" as const), label: label, imageUrl: url },
      { requiredKeys: ["type", "label"] },
    ),
    fc.record({ type: fc.constant("postback" as const), label, link }),
    fc.record({ type: fc.constant("text" as const), label, imageUrl: url }),
    fc.record({ type: fc.constant("text" as const), label, text: fc.string({ minLength: 1, maxLength: 900 }) }),
  );
  const buttons = fc.array(button, { maxLength: 30, size: "max" });
  const quickReplies = fc.array(quickReply, { maxLength: 30, size: "max" });
  const image = fc.record({ url, alt: anything });
  const card: fc.Arbitrary<Card> = fc.oneof(
    fc.record({ title: words, subtitle: words, image, buttons: fc.array(button, { maxLength: 6, size: "max" }) }),
    fc.record({ title: anything, buttons: fc.array(button, { maxLength: 2 }) }),
  );
  const picture: fc.Arbitrary<Card> = fc.record({
    title: fc.constantFrom("", " "),
    image,
    buttons: fc.constant<Button[]>([]),
  });
  const media = fc.record({ kind: fc.constantFrom("image", "video", "audio", "file"), url, alt: anything });
  const item: fc.Arbitrary<ListItem> = fc.oneof(
    fc.record({ label, link }),
    fc.record({ label, link, description: words, imageUrl: url }, { requiredKeys: ["label", "link"] }),
  );
  const short = fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 });
  const items = fc.oneof(
    fc.array(item, { maxLength: 30, size: "max" }),
    fc.array(fc.record({ label: short, link }), { maxLength: 30, size: "max" }),
  );
  const degrees = fc.oneof(
    fc.double(),
    fc.double({ min: -90, max: 90 }),
    fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, 1e300, 1e-7, -0),
  );
  const location = fc.record(
    { title: words, address: words, latitude: degrees, longitude: degrees, url },
    { requiredKeys: ["title", "latitude", "longitude"] },
  );
  const field: fc.Arbitrary<FormField> = fc.oneof(
    fc.record({
      kind: fc.constant("consent" as const),
      name: anything,
      label,
      required: fc.boolean(),
      page: fc.record({ label, url }),
    }),
    fc.record({ kind: fc.constant("text" as const), name: anything, label, required: fc.boolean() }),
    fc.record({
      kind: fc.constant("choice" as const),
      name: anything,
      label,
      required: fc.boolean(),
      options: fc.array(fc.record({ label, value: anything }), { maxLength: 5 }),
    }),
  );
  const footnote: fc.Arbitrary<Footnote> = fc.record(
    { title: words, url, excerpt: words },
    { requiredKeys: ["title"] },
  );

  const body = fc.oneof(
    fc.record({ type: fc.constant("text" as const), text: words, buttons }),
    fc.record({ type: fc.constant("card" as const), card }),
    fc.record({ type: fc.constant("carousel" as const), cards: fc.array(card, { maxLength: 25, size: "max" }) }),
    fc.record({ type: fc.constant("media" as const), media, caption: words, buttons }),
    fc.record({ type: fc.constant("media" as const), media, buttons: fc.array(button, { maxLength: 4 }) }),
    fc.record({ type: fc.constant("carousel" as const), cards: fc.array(picture, { maxLength: 15, size: "max" }) }),
    fc.record({ type: fc.constant("list" as const), text: words, items }),
    fc.record({ type: fc.constant("location" as const), location, buttons }),
    fc.record({
      type: fc.constant("form" as const),
      text: words,
      fields: fc.array(field, { maxLength: 5 }),
      submit: fc.record({ label, link }),
    }),
    fc.record({ type: fc.constant("custom" as const), name: anything, data: fc.constant(null), alt: words }),
    panelMessages({ words, link, button, url }),
  );
  const modifiers = fc.record(
    { footnotes: fc.array(footnote, { maxLength: 6 }), alt: words, speak: words, delay: fc.double() },
    { requiredKeys: [] },
  );
  const message: fc.Arbitrary<BotMessage> = fc
    .tuple(body, modifiers, quickReplies)
    .map(([own, others, replies]) => ({ ...others, quickReplies: replies, ...own }));
  return { buttons, message };
}

export const { buttons, message } = messagesWith();
export const messageWithContacts = messagesWith("mailto:a@b.example", "tel:+33123").message;
