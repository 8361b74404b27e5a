import { carousel, table, column, panel, text, video } from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { PartsMessage } from "@causerie/server/connectors/rocketchat/message.ts";
import { toRocketChat } from "@causerie/server/connectors/rocketchat/render/markdown.ts";
import { rocketChatMessage } from "@causerie/server/connectors/rocketchat/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/rocketchat/render/render.ts";
import { writeMessage } from "@causerie/server/connectors/rocketchat/send/write-message.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { messageWithContacts } from "#support/random/messages.ts";
import { isAttachment } from "#support/rocketchat/fake-rocketchat.ts";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token");
const written = (message: BotMessage) => (render(message).payloads as PartsMessage[]).map(writeMessage);

test("a text has its marks, its buttons, its sources and its choices", () => {
  const message = text("**Snow** on [all pistes](https://a.example/p)", {
    buttons: [
      { label: "Book", to },
      { label: "Map", url: "https://a.example/map" },
    ],
    footnotes: [{ title: "Report", url: "https://a.example/r" }],
    quickReplies: [{ label: "No", say: "not now" }],
  });
  const says = (label: string, msg: string) => ({
    type: "button",
    text: label,
    msg,
    msg_in_chat_window: true,
    msg_processing_type: "sendMessage",
  });
  expect(written(message)).toEqual([
    {
      text: "*Snow* on [all pistes](https://a.example/p)",
      attachments: [
        {
          button_alignment: "horizontal",
          actions: [says("Book", "Book"), { type: "button", text: "Map", url: "https://a.example/map" }],
        },
        { text: "[1] [Report](https://a.example/r)" },
        { button_alignment: "horizontal", actions: [says("No", "not now")] },
      ],
    },
  ]);
  expect(render(message).losses).toEqual([]);
});

test("cards stand under one another; a table is columns of code", () => {
  const cards = carousel([
    { title: "One", image: { url: "https://a.example/1.png", alt: "A" }, buttons: [{ label: "Book", to }] },
    { title: "Two" },
  ]);
  expect(written(cards)).toMatchObject([
    {
      text: "",
      attachments: [
        { image_url: "https://a.example/1.png", title: "A" },
        { text: "*One*" },
        { actions: [{ text: "Book" }] },
        { text: "*Two*" },
      ],
    },
  ]);
  const fares = panel(column(table({ caption: "Fares", columns: ["To", "Costs"], rows: [["Lille", 5]] })));
  expect(render(fares).losses.map(({ rule }) => rule)).toContain("table_as_text");
  expect(render(video("https://a.example/v.mp4", { alt: "A film" })).losses.map(({ rule }) => rule)).toEqual([
    "media_as_link",
  ]);
});

test("Markdown becomes Rocket.Chat's own marks, and nothing that a bot quotes calls anybody", () => {
  const markdown =
    "# Fares\n**bold** _it_ ~~old~~ `a*b` 2 * 3, snake_case\n- one\n  - two\n\n@all #general a@b.example \\[x](https://evil.example) \\![x](https://evil.example)";
  expect(toRocketChat(markdown, 3_000)).toEqual([
    [
      "*Fares*",
      "",
      "*bold* _it_ ~old~ `a*b` 2 *\u200b 3, snake_case",
      "",
      "- one",
      "  - two",
      "",
      "@\u200ball #\u200bgeneral a@b.example [x]\u200b(https://evil.example) !\u200b[x](https://evil.example)",
    ].join("\n"),
  ]);
});

test("whatever a story says, Rocket.Chat takes every message of it, and no choice is out of reach", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const messages = written(message);
      for (const { text: words, attachments = [] } of messages) {
        expect(words.length).toBeLessThanOrEqual(5_000);
        expect(words !== "" || attachments.length > 0).toBe(true);
        for (const attachment of attachments) expect(isAttachment(attachment)).toBe(true);
      }
      const actions = messages.flatMap(({ attachments = [] }) =>
        attachments.flatMap(({ actions: some = [] }) => some as { msg?: string; url?: string }[]),
      );
      const wanted = choicesOf(message).filter(({ url }) => {
        const address = url === undefined ? "" : webUrlOf(url);
        return address !== undefined && address.length <= 3_000;
      });
      expect(actions).toHaveLength(wanted.length);
    }),
    { numRuns: 60 },
  );
});

test("a story's own message is sent as it is; one that Rocket.Chat would refuse is replaced", () => {
  const own = { text: "Lift 3 is closed.", attachments: [{ color: "#FF8000", text: "Until noon." }] };
  expect(render(text("Closed", { on: { rocketchat: [rocketChatMessage(own)] } }))).toEqual({
    payloads: [own],
    losses: [],
  });
  const refused = text("Closed", { on: { rocketchat: [rocketChatMessage({ text: " " })] } });
  expect(render(refused)).toMatchObject({
    payloads: [{ parts: [{ text: "Closed" }] }],
    losses: [{ rule: "native_refused" }],
  });
});
