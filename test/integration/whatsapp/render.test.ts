import { card, carousel, image, list, location, text } from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { WhatsAppPayload } from "@causerie/server/connectors/whatsapp/send/message.ts";
import { expect, test } from "vitest";
import {
  whatsappMessage,
  whatsappReaction,
  whatsappTemplate,
} from "@causerie/server/connectors/whatsapp/render/native.ts";
import { render } from "@causerie/server/connectors/whatsapp/render/render.ts";

const to = encodeLink("fares");

function show(message: BotMessage) {
  const { payloads, losses } = render(message, (value) => `token${value.length}`, { listLabel: "☰" });
  return {
    messages: (payloads as WhatsAppPayload[]).map((payload) => payload.message),
    losses: losses.map(({ rule, detail }) => `${rule}: ${detail}`),
  };
}

test("words are marked as WhatsApp marks them, and only what is Markdown", () => {
  const { messages } = show(
    text("# Fares\n**Bold**, *slanted*, ~~gone~~, `code`, [site](https://a.example/x_y_z)\n- 2 * 3 * 4"),
  );
  expect(messages).toEqual([
    {
      type: "text",
      text: { body: "*Fares*\n*Bold*, _slanted_, ~gone~, `code`, site (https://a.example/x_y_z)\n• 2 * 3 * 4" },
    },
  ]);
});

test("three choices are buttons below the text, in one message", () => {
  const { messages, losses } = show(
    text("Which?", { buttons: [{ label: "Book", to }], quickReplies: [{ label: "Yes", to }, { label: "No" }] }),
  );
  expect(messages).toEqual([
    {
      type: "interactive",
      interactive: {
        type: "button",
        body: { text: "Which?" },
        action: {
          buttons: [
            { type: "reply", reply: { id: 'c1.0.{"link":"fares","label":"Book"}', title: "Book" } },
            { type: "reply", reply: { id: 'c1.1.{"link":"fares","label":"Yes"}', title: "Yes" } },
            { type: "reply", reply: { id: 'c1.2.{"say":"No"}', title: "No" } },
          ],
        },
      },
    },
  ]);
  expect(losses).toEqual([]);
});

test("more choices, and those with long labels, are the rows of a list; a label that is too long stands below its beginning", () => {
  const label = "From Marseille to Aix-en-Provence";
  const { messages, losses } = show(
    list("Which?", [
      { label, to },
      { label: "Lille", description: "at 10:05", to },
    ]),
  );
  expect(messages).toMatchObject([
    {
      interactive: {
        type: "list",
        action: {
          button: "☰",
          sections: [
            {
              rows: [
                { title: "From Marseille to Aix-e…", description: label },
                { title: "Lille", description: "at 10:05" },
              ],
            },
          ],
        },
      },
    },
  ]);
  expect(losses).toEqual([]);
});

test("an address alone is a button; beside other choices the text says it", () => {
  const site = { label: "Site", url: "https://a.example" };
  const alone = show(card({ title: "T", image: { url: "https://a.example/a.png", alt: "A" }, buttons: [site] }));
  expect(alone.messages).toEqual([
    {
      type: "interactive",
      interactive: {
        type: "cta_url",
        header: { type: "image", image: { link: "https://a.example/a.png" } },
        body: { text: "*T*" },
        action: { name: "cta_url", parameters: { display_text: "Site", url: "https://a.example" } },
      },
    },
  ]);
  expect(alone.losses).toEqual([]);
  const beside = show(text("Where?", { buttons: [site, { label: "Here", to }] }));
  expect(beside.messages).toMatchObject([{ interactive: { body: { text: "Where?\n\nSite: https://a.example" } } }]);
  expect(beside.losses).toEqual(["url_as_text: button 1"]);
});

test("a picture has its words and buttons in the same message", () => {
  const { messages, losses } = show(
    image("https://a.example/a.png", { alt: "A", caption: "Look", buttons: [{ label: "More", to }] }),
  );
  expect(messages).toMatchObject([
    { interactive: { type: "button", header: { image: { link: "https://a.example/a.png" } }, body: { text: "Look" } } },
  ]);
  expect(losses).toEqual([]);
});

test("a long text with buttons is one message with a list, because each one more makes the person wait", () => {
  const { messages, losses } = show(text("x".repeat(2_000), { buttons: [{ label: "Book", to }] }));
  expect(messages).toHaveLength(1);
  expect(losses).toEqual(["buttons_as_list: 1 buttons below a long text"]);
});

test("many cards share a list, and each row says whose it is", () => {
  const picture = { url: "https://a.example/a.png", alt: "A" };
  const cards = ["A", "B", "C", "D"].map((title) => ({ title, image: picture, buttons: [{ label: "Book", to }] }));
  const { messages, losses } = show(carousel(cards));
  expect(messages).toMatchObject([
    {
      interactive: {
        type: "list",
        body: { text: "*A*\n\n*B*\n\n*C*\n\n*D*" },
        action: { sections: [{ rows: [{ title: "1. Book", description: "A" }, { description: "B" }, {}, {}] }] },
      },
    },
  ]);
  expect(losses[0]).toBe("carousel_as_list: 4 cards");
});

test("a map is WhatsApp's own, and a wish for the person's location asks for it", () => {
  expect(
    show(location({ title: "Office", address: "12 rue du Port", latitude: 43.3, longitude: 5.4 })).messages,
  ).toEqual([
    { type: "location", location: { latitude: 43.3, longitude: 5.4, name: "Office", address: "12 rue du Port" } },
  ]);
  const asking: BotMessage = { ...text("Where are you?"), quickReplies: [{ type: "location", label: "Here" }] };
  expect(show(asking).messages).toEqual([
    {
      type: "interactive",
      interactive: {
        type: "location_request_message",
        body: { text: "Where are you?" },
        action: { name: "send_location" },
      },
    },
  ]);
});

test("a text that says where it stands in full is one message", () => {
  const readMore = { label: "All of it", url: "https://a.example/all" };
  const { messages, losses } = show(text("word ".repeat(2_000), { readMore }));
  expect(messages).toMatchObject([{ interactive: { type: "cta_url", action: { parameters: { url: readMore.url } } } }]);
  expect(losses).toEqual(["text_behind_link: text"]);
});

test("what a story says in WhatsApp's own words is sent as it is", () => {
  const own = whatsappTemplate({ name: "train_late", language: "en", parameters: ["12"] });
  expect(show(text("Late", { on: { whatsapp: [own] } })).messages).toEqual([
    {
      type: "template",
      template: {
        name: "train_late",
        language: { code: "en" },
        components: [{ type: "body", parameters: [{ type: "text", text: "12" }] }],
      },
    },
  ]);
  const reaction = whatsappReaction({ messageId: "wamid.1", emoji: "👍" });
  expect(show(text("", { on: { whatsapp: [reaction] } })).messages).toEqual([
    { type: "reaction", reaction: { message_id: "wamid.1", emoji: "👍" } },
  ]);
});

test("where it cannot be WhatsApp's, the neutral message is sent, and a loss says so", () => {
  const broken = { channel: "whatsapp" as const, payload: { message: { type: "hologram" } } };
  expect(show(text("Hello", { on: { whatsapp: [broken] } }))).toEqual({
    messages: [{ type: "text", text: { body: "Hello" } }],
    losses: ["native_refused: whatsapp messages 1"],
  });
  expect(() => whatsappTemplate({ name: "Train late", language: "en" })).toThrow(/small letters/);
  expect(() => whatsappTemplate({ name: "a", language: "en", parameters: ["a\nb"] })).toThrow(/parameter 1/);
  expect(() => whatsappMessage({ type: "text" } as never)).toThrow(/a field of that name/);
});
