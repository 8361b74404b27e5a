import { limits, type Message, parseClientMessage, parseLogEvent } from "@causerie/protocol";
import { encodeLink, type Link } from "@causerie/server/channel/message/link.ts";
import type { BotMessage, Button, QuickReply } from "@causerie/server/channel/message/message.ts";
import { render } from "@causerie/server/connectors/web/render/render.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";

const family = "👩‍👩‍👧‍👦";
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }) },
  fc.constantFrom("", " \n", "x".repeat(500), "x".repeat(501), family.repeat(100), `a${"\u0301".repeat(600)}`),
  fc.constantFrom("😊".repeat(4000), "😊".repeat(4001), "y".repeat(4001)),
);
const link = fc.oneof(
  fc.string({ maxLength: 20 }).map((name) => encodeLink(name)),
  fc.constantFrom("" as Link, encodeLink("x", { note: "n".repeat(3990) }), encodeLink("x", { note: "n".repeat(4000) })),
);
const url = fc.constantFrom("https://shop.example/a", "javascript:alert(1)");
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ type: fc.constant("postback" as const), label: words, link }),
  fc.record({ type: fc.constant("url" as const), label: words, url }),
);
const quickReply: fc.Arbitrary<QuickReply> = fc.oneof(
  fc.record(
    { type: fc.constant("location" as const), label: words, imageUrl: url },
    { requiredKeys: ["type", "label"] },
  ),
  fc.record({ type: fc.constant("postback" as const), label: words, link }),
  fc.record({ type: fc.constant("text" as const), label: words }),
  fc.record({ type: fc.constant("text" as const), label: words, text: words, imageUrl: url }),
);
const buttons = fc.array(button, { maxLength: 6 });
const quickReplies = fc.array(quickReply, { maxLength: 6 });
const message: fc.Arbitrary<BotMessage> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), text: fc.constant("t"), buttons, quickReplies }),
  fc.record({
    type: fc.constant("carousel" as const),
    cards: fc.array(fc.record({ title: fc.constant("T"), buttons }), { maxLength: 3 }),
    quickReplies,
  }),
);

function choicesOf(shown: BotMessage | Message): (Button | QuickReply | Message["quickReplies"][number])[] {
  const own = shown.type === "carousel" ? shown.cards.flatMap((card) => card.buttons) : [];
  return [...("buttons" in shown ? shown.buttons : own), ...shown.quickReplies] as (Button | QuickReply)[];
}

/** What the widget sends for a tap. It sends nothing for a link to a page. */
function tap(choice: ReturnType<typeof choicesOf>[number]): object[] {
  switch (choice.type) {
    case "postback":
      return [{ type: "postback", link: choice.link, label: choice.label }];
    case "text":
      return [{ type: "text", text: choice.text ?? choice.label }];
    case "location":
      return [{ type: "location", latitude: 48.38, longitude: -4.49 }];
    case "url":
      return [];
  }
}

test("whatever is offered can be tapped and read, and what is not offered is a loss", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { payloads, losses } = render(neutral);
      const shown = payloads[0] as Message;
      const event = { seq: 1, at: 1, type: "message", messageId: "m", author: { role: "bot" }, message: shown };
      expect(parseLogEvent(event)?.type).toBe("message");
      for (const choice of choicesOf(shown)) {
        expect(choice.label.trim()).not.toBe("");
        expect(choice.label.length).toBeLessThanOrEqual(limits.labelLength);
      }
      for (const content of choicesOf(shown).flatMap(tap))
        expect(parseClientMessage({ clientId: "a", content }).type).toBe("ok");
      const dropped = losses.filter(({ rule }) => rule === "button_dropped" || rule === "quick_reply_dropped");
      expect(choicesOf(neutral).length - choicesOf(shown).length).toBe(dropped.length);
      // The text or link of a tap never changes.
      const meant = choicesOf(neutral).map((choice) => JSON.stringify(meaning(choice)));
      for (const choice of choicesOf(shown)) expect(meant).toContain(JSON.stringify(meaning(choice)));
    }),
    { numRuns: 300 },
  );
});

function meaning(choice: ReturnType<typeof choicesOf>[number]): string {
  if (choice.type === "url") return choice.url;
  if (choice.type === "location") return choice.type;
  return choice.type === "postback" ? choice.link : (choice.text ?? choice.label);
}

test("each loss says which choice and why, never what it says", () => {
  const long = "a very private label ".repeat(30);
  const neutral: BotMessage = {
    type: "text",
    text: "t",
    buttons: [
      { type: "postback", label: long, link: encodeLink("fares") },
      { type: "postback", label: "Note", link: encodeLink("note", { text: "n".repeat(4000) }) },
    ],
    quickReplies: [
      { type: "text", label: " " },
      { type: "text", label: long },
      { type: "text", label: "Long", text: "z".repeat(4001) },
      { type: "postback", label: "", link: encodeLink("fares") },
    ],
  };
  const { payloads, losses } = render(neutral);
  const shortened = expect.stringMatching(/^a very private.{400,}…$/) as string;
  expect(payloads).toEqual([
    {
      type: "text",
      text: "t",
      buttons: [{ type: "postback", label: shortened, link: "fares" }],
      quickReplies: [
        { type: "text", label: shortened, text: long },
        { type: "postback", label: "…", link: "fares" },
      ],
    },
  ]);
  expect(losses).toEqual([
    { rule: "quick_reply_dropped", detail: "quick reply 1: what it says must have 1 to 4000 characters" },
    { rule: "label_shortened", detail: "quick reply 2" },
    { rule: "quick_reply_dropped", detail: "quick reply 3: what it says must have 1 to 4000 characters" },
    { rule: "label_missing", detail: "quick reply 4" },
    { rule: "label_shortened", detail: "button 1" },
    { rule: "button_dropped", detail: "button 2: its link must have 1 to 4000 characters" },
  ]);
});
