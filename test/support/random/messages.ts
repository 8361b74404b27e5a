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
import * as fc from "fast-check";
import { panelMessages } from "./panels.ts";

/** Messages of every kind as no story would send them: empty, huge, hostile, with up to thirty choices of each kind. */
const anything = fc.string({ unit: "grapheme", maxLength: 60 });
const label = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: "grapheme-composite", minLength: 1, maxLength: 25 }) },
  fc.constantFrom("", "  ", "👩‍👩‍👧‍👦".repeat(9), "\ud83d", `a${"\u0301".repeat(60)}`, "x".repeat(1_200), "&<>".repeat(40)),
);
const words = fc.oneof(
  anything,
  fc
    .array(fc.oneof(anything, fc.webUrl(), fc.constantFrom("\n", "\n\n", ". ", " ", "**b**", "- ", "```\n", "> ")), {
      maxLength: 80,
    })
    .map((all) => all.join(" ")),
  fc.string({ unit: "grapheme", minLength: 9_000, maxLength: 10_000 }),
  fc.constantFrom(
    "",
    " \n ",
    "😊".repeat(5_000),
    "x".repeat(10_000),
    "&".repeat(10_000),
    `https://a.example/${"y".repeat(3_500)}`,
  ),
);
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    "/fares",
    "javascript:alert(1)",
    "",
    "https://",
    "mailto:a@b.example",
    "tel:+33123",
    "https://a.example/a|b>c",
    `https://a.example/${"z".repeat(3_500)}`,
  ),
);
const link = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 20 }).map((name) => encodeLink(`to-${name}`)) },
  fc.constant(encodeLink("long", { note: "n".repeat(2_500) })),
);
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ type: fc.constant("postback" as const), label, link }),
  fc.record({ type: fc.constant("url" as const), label, url }),
);
const quickReply: fc.Arbitrary<QuickReply> = fc.oneof(
  fc.record({ type: fc.constant("location" as const), label }),
  fc.record({ type: fc.constant("postback" as const), label, link }),
  fc.record({ type: fc.constant("text" as const), label, text: fc.string({ minLength: 1, maxLength: 900 }) }),
);
const buttons = fc.array(button, { maxLength: 30, size: "max" });
const image = fc.record({ url, alt: anything });
const card: fc.Arbitrary<Card> = fc.oneof(
  fc.record({ title: words, subtitle: words, image, buttons: fc.array(button, { maxLength: 6, size: "max" }) }),
  fc.record({ title: anything, buttons: fc.array(button, { maxLength: 2 }) }),
);
const media = fc.record({ kind: fc.constantFrom("image", "video", "audio", "file"), url, alt: anything });
const item: fc.Arbitrary<ListItem> = fc.record(
  { label, link, description: words, imageUrl: url },
  { requiredKeys: ["label", "link"] },
);
const degrees = fc.oneof(fc.double(), fc.double({ min: -90, max: 90 }), fc.constantFrom(Number.NaN, 1e300, -0));
const location = fc.record(
  { title: words, address: words, latitude: degrees, longitude: degrees, url },
  { requiredKeys: ["title", "latitude", "longitude"] },
);
const formField: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    kind: fc.constant("consent" as const),
    name: anything,
    label,
    required: fc.boolean(),
    page: fc.record({ label, url }),
  }),
  fc.record({ kind: fc.constant("text" as const), name: anything, label, required: fc.boolean() }),
);
const footnote: fc.Arbitrary<Footnote> = fc.record({ title: words, url, excerpt: words }, { requiredKeys: ["title"] });

const body = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: words, buttons }),
  fc.record({ type: fc.constant("card" as const), card }),
  fc.record({ type: fc.constant("carousel" as const), cards: fc.array(card, { maxLength: 25, size: "max" }) }),
  fc.record({ type: fc.constant("media" as const), media, caption: words, buttons }),
  fc.record({ type: fc.constant("list" as const), text: words, items: fc.array(item, { maxLength: 30, size: "max" }) }),
  fc.record({ type: fc.constant("location" as const), location, buttons }),
  fc.record({
    type: fc.constant("form" as const),
    text: words,
    fields: fc.array(formField, { maxLength: 5 }),
    submit: fc.record({ label, link }),
  }),
  fc.record({ type: fc.constant("custom" as const), name: anything, data: fc.constant(null), alt: words }),
  panelMessages({ words, link, button, url }),
);
const modifiers = fc.record(
  { footnotes: fc.array(footnote, { maxLength: 6 }), alt: words, speak: words, delay: fc.double() },
  { requiredKeys: [] },
);

export const anyMessage: fc.Arbitrary<BotMessage> = fc
  .tuple(body, modifiers, fc.array(quickReply, { maxLength: 30, size: "max" }))
  .map(([own, others, quickReplies]) => ({ ...others, quickReplies, ...own }));

export const anyWords: fc.Arbitrary<string> = words;
