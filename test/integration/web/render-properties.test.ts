import { limits, type Message, parseLogEvent } from "@causerie/protocol";
import type { Json } from "@causerie/server/channel/json.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type {
  BotMessage,
  Button,
  Footnote,
  FormField,
  ListItem,
  QuickReply,
} from "@causerie/server/channel/message/message.ts";
import { renderMessage } from "@causerie/server/connectors/web/render/render.ts";
import { toWire } from "@causerie/server/connectors/web/render/to-wire.ts";
import * as fc from "fast-check";
import { panelMessages } from "#support/random/panels.ts";
import { expect, test } from "vitest";

const family = "👩‍👩‍👧‍👦";
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", maxLength: 30 }) },
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom("", " \n", "\ud83d", "\udc00x", "\0", family.repeat(100), `a${"\u0301".repeat(600)}`),
  fc.constantFrom("x".repeat(10_000), "😊".repeat(5000)),
);
const link = fc.oneof(
  fc.string({ maxLength: 20 }).map((name) => encodeLink(name === "" ? "x" : `to-${name}`)),
  fc.constant(encodeLink("x", { note: "n".repeat(4000) })),
);
const url = fc.oneof(
  fc.webUrl(),
  fc.constantFrom("javascript:alert(1)", "data:text/html,x", "//a.example", "/a", "", "https://", " https://a.example"),
);
const degrees = fc
  .oneof(
    fc.double(),
    fc.double({ min: -90, max: 90 }),
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1e300, 180, -180.0000001),
  )
  // JSON has no -0.
  .map((degree) => degree + 0);
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ type: fc.constant("postback" as const), label: words, link }),
  fc.record({ type: fc.constant("url" as const), label: words, url }),
);
const quickReply: fc.Arbitrary<QuickReply> = fc.oneof(
  fc.record(
    { type: fc.constant("location" as const), label: words, imageUrl: url },
    { requiredKeys: ["type", "label"] },
  ),
  fc.record({ type: fc.constant("postback" as const), label: words, link, imageUrl: url }),
  fc.record({ type: fc.constant("text" as const), label: words, text: words }, { requiredKeys: ["type", "label"] }),
);
const item: fc.Arbitrary<ListItem> = fc.record(
  { label: words, description: words, imageUrl: url, link },
  { requiredKeys: ["label", "link"] },
);
const part = {
  name: fc.oneof(words, fc.constantFrom("a", "b", "_step")),
  label: words,
  required: fc.boolean(),
  value: words,
};
const bound = fc.constantFrom("2027-01-31", "2027-02-30", "2028-02-29", "08:30", "24:00", "18:00", "soon", "");
const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record(
    { ...part, kind: fc.constantFrom("text", "long_text", "email", "telephone"), hint: words },
    { requiredKeys: ["name", "label", "required", "kind", "value"] },
  ),
  fc.record(
    { ...part, kind: fc.constant("number" as const), min: fc.double({ noNaN: true }), max: fc.double({ noNaN: true }) },
    { requiredKeys: ["name", "label", "required", "kind", "value"] },
  ),
  fc.record(
    { ...part, kind: fc.constantFrom("date", "time"), min: bound, max: bound },
    { requiredKeys: ["name", "label", "required", "kind", "value"] },
  ),
  fc.record({ ...part, kind: fc.constant("rating" as const), max: fc.oneof(fc.integer(), fc.constantFrom(2, 5, 10)) }),
  fc.record(
    { ...part, kind: fc.constant("consent" as const), page: fc.record({ label: words, url }) },
    { requiredKeys: ["name", "label", "required", "kind", "value"] },
  ),
  fc.record({
    ...part,
    kind: fc.constant("choice" as const),
    options: fc.array(fc.record({ label: words, value: words }), { maxLength: 4 }),
  }),
);
/** What a story may pass as data, whatever the types say. */
const data = fc.oneof(
  fc.jsonValue(),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
  fc.constantFrom("x".repeat(40_000), () => 1, undefined, Number.NaN),
) as fc.Arbitrary<Json>;
const buttons = fc.array(button, { maxLength: 30, size: "max" });
const media = fc.record({ kind: fc.constantFrom("image", "video", "audio", "file"), url, alt: words, name: words });
const card = fc.record({ title: words, subtitle: words, image: fc.record({ url, alt: words }), buttons });
const location = fc.record(
  { title: words, address: words, latitude: degrees, longitude: degrees, url },
  { requiredKeys: ["title", "latitude", "longitude"] },
);
const footnote: fc.Arbitrary<Footnote> = fc.record({ title: words, url, excerpt: words }, { requiredKeys: ["title"] });

const body = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: words, buttons }),
  fc.record({ type: fc.constant("card" as const), card }),
  fc.record({ type: fc.constant("carousel" as const), cards: fc.array(card, { maxLength: 5 }) }),
  fc.record({ type: fc.constant("media" as const), media, caption: words, buttons }),
  fc.record({ type: fc.constant("list" as const), text: words, items: fc.array(item, { maxLength: 30, size: "max" }) }),
  fc.record({ type: fc.constant("location" as const), location, buttons }),
  fc.record({
    type: fc.constant("form" as const),
    text: words,
    fields: fc.array(field, { maxLength: 8 }),
    submit: fc.record({ label: words, link }),
  }),
  fc.record({ type: fc.constant("custom" as const), name: words, data, alt: words }),
  panelMessages({ words, link, button, url }),
);
const quickReplies = fc.array(quickReply, { maxLength: 30, size: "max" });
const native = fc.record({
  channel: fc.constant("web" as const),
  payload: fc.oneof(
    fc.anything(),
    fc.tuple(body, quickReplies).map(([own, replies]) => ({ ...own, quickReplies: replies })),
  ),
});
const modifiers = fc.record(
  {
    footnotes: fc.array(footnote, { maxLength: 4 }),
    delay: fc.double(),
    alt: words,
    speak: words,
    on: fc.record({ web: fc.array(native, { maxLength: 2 }) }),
  },
  { requiredKeys: [] },
);
const message: fc.Arbitrary<BotMessage> = fc
  .tuple(body, modifiers, quickReplies)
  .map(([own, others, replies]) => ({ ...others, quickReplies: replies, ...own }));

const runs = { numRuns: 400 };

test("whatever a story says, a page gets a message of the protocol, and the same one from the log", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { message: shown } = renderMessage(neutral);
      const stamp = { seq: 1, at: 1, type: "message", messageId: "m", author: { role: "bot" } } as const;
      expect(parseLogEvent({ ...stamp, message: shown })?.type).toBe("message");
      const event: unknown = JSON.parse(JSON.stringify({ ...stamp, message: shown }));
      expect(event).toEqual({ ...stamp, message: shown });
      expect(parseLogEvent(event)?.type).toBe("message");
      // Only JSON gets into the log.
      const isJson = neutral.type !== "custom" && neutral.on === undefined;
      const kept = isJson ? (JSON.parse(JSON.stringify(neutral)) as BotMessage) : neutral;
      expect(toWire({ ...stamp, message: kept }, () => "https://chat.example/file")).toEqual(event);
    }),
    runs,
  );
});

test("no page is led anywhere but to the web, and every choice is within its bounds", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { message: shown } = renderMessage(neutral);
      const named = (name: string): string[] => textsIn(shown).flatMap(([own, value]) => (own === name ? [value] : []));
      for (const url of [...named("url"), ...named("imageUrl")]) expect(url).toMatch(/^https?:\/\//);
      for (const link of named("link")) expect(link.length).toBeLessThanOrEqual(limits.linkLength);
      for (const label of named("label")) {
        expect(label.trim()).not.toBe("");
        expect(label.length).toBeLessThanOrEqual(limits.labelLength);
      }
      const json = shown.type === "custom" ? JSON.stringify(shown.data) : "";
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(limits.customDataBytes);
      expect(shown).not.toHaveProperty("delay");
      expect(shown).not.toHaveProperty("on");
    }),
    runs,
  );
});

test("what has been rendered once loses nothing when it is rendered again", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { message: shown } = renderMessage(neutral);
      expect(renderMessage(shown as BotMessage)).toEqual({ message: shown, losses: [] });
    }),
    runs,
  );
});

/** All texts of a message under their names, except those in custom data, which belongs to the site. */
function textsIn(shown: Message): [name: string, value: string][] {
  const walk = (value: unknown, name: string): [string, string][] => {
    if (typeof value === "string") return [[name, value]];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([key, part]) => (key === "data" ? [] : walk(part, key)));
  };
  return walk(shown, "message");
}
