import {
  card,
  carousel,
  custom,
  field,
  form,
  image,
  list,
  location,
  text,
  video,
} from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { slackMessage } from "@causerie/server/connectors/slack/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/slack/render/render.ts";
import { toMrkdwn } from "@causerie/server/connectors/slack/render/mrkdwn.ts";
import { toWords, withoutMention } from "@causerie/server/connectors/slack/words.ts";
import { expect, test } from "vitest";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token");
const section = (words: string) => ({ type: "section", text: { type: "mrkdwn", text: words } });
const button = (label: string, id: number, more: object) => ({
  type: "button",
  text: { type: "plain_text", text: label, emoji: true },
  action_id: String(id),
  ...more,
});
const tap = (label: string) => ({ value: JSON.stringify({ link: to, label }) });

test("a text has its marks, its buttons, its sources and its choices", () => {
  const message = text("**Snow** on [all pistes](https://a.example/p?a=1&b=2)", {
    buttons: [
      { label: "Book", to },
      { label: "Map", url: "https://a.example/map" },
      { label: "Call", url: "tel:+33123" },
    ],
    footnotes: [{ title: "Report", url: "https://a.example/r" }],
    quickReplies: [{ label: "Yes", to }, { label: "No" }],
  });
  expect(render(message)).toEqual({
    payloads: [
      {
        text: "Snow on all pistes (https://a.example/p?a=1&amp;b=2)",
        blocks: [
          section("*Snow* on <https://a.example/p?a=1&amp;b=2|all pistes>"),
          section("• <tel:+33123|Call>"),
          {
            type: "actions",
            elements: [button("Book", 1, tap("Book")), button("Map", 2, { url: "https://a.example/map" })],
          },
          { type: "context", elements: [{ type: "mrkdwn", text: "[1] <https://a.example/r|Report>" }] },
          { type: "actions", elements: [button("Yes", 3, tap("Yes")), button("No", 4, { value: '{"say":"No"}' })] },
        ],
      },
    ],
    losses: [],
  });
});

test("Markdown becomes Slack's own marks, and nothing that a bot quotes calls anybody", () => {
  const markdown = [
    "# Fares *now*",
    "**bold _and_ more**, ~~old~~, `code <b>`, 2 * 3 * 4, \\*no\\* mark",
    "- one",
    "  - two",
    "1. first",
    "- [x] done",
    "",
    "> so they say",
    "",
    "```",
    "a < b && c",
    "```",
    "| To | Costs |",
    "|---|---|",
    "| Lille | 5 |",
    "",
    "<!channel> <@U0ANA> & co",
  ].join("\n");
  expect(toMrkdwn(markdown, 3_000)).toEqual([
    [
      "*Fares now*",
      "",
      "*bold _and_ more*, ~old~, `code &lt;b&gt;`, 2 * 3 * 4, *\u200bno* mark",
      "",
      "• one",
      "    • two",
      "1. first",
      "☑ done",
      "",
      "> so they say",
      "",
      "```\na &lt; b &amp;&amp; c\n```",
      "",
      "```\nTo     Costs\nLille  5\n```",
      "",
      "&lt;!channel&gt; &lt;@U0ANA&gt; &amp; co",
    ].join("\n"),
  ]);
});

test("what people write is read as words", () => {
  expect(
    toWords("&lt;3 &amp; <https://a.example/x?a=1&amp;b=2> <https://b.example|b.example> <https://c.example|here>"),
  ).toBe("<3 & https://a.example/x?a=1&b=2 https://b.example here (https://c.example)");
  expect(
    toWords(
      "<mailto:a@b.example|a@b.example> <tel:+331|+331> <@U1|ana> <@U2> <#C1|team> <!here> <!date^1^{date}|today>",
    ),
  ).toBe("a@b.example +331 @ana @U2 #team @here today");
  expect(withoutMention("<@U0BOT>, what <@U0BOT|bot> about <@U1>?", "U0BOT")).toBe("what about <@U1>?");
  expect(withoutMention("<@U0BOT> hello", undefined)).toBe("hello");
});

test("a carousel stands side by side; a card alone stands under its picture", () => {
  const picture = { url: "https://a.example/a.png", alt: "A" };
  const buttons = [1, 2, 3, 4].map((number) => ({ label: `B${number}`, to }));
  const { payloads, losses } = render(
    carousel([{ title: "One", subtitle: "s".repeat(201), image: picture, buttons }, { title: "Two" }]),
  );
  expect(losses).toEqual([
    { rule: "card_text_moved", detail: "card 1" },
    { rule: "buttons_split", detail: "card 1, 1 buttons" },
  ]);
  expect(payloads).toMatchObject([
    {
      blocks: [
        section("*One*"),
        section("s".repeat(201)),
        {
          type: "carousel",
          elements: [
            {
              type: "card",
              hero_image: { image_url: "https://a.example/a.png", alt_text: "A" },
              title: { text: "One" },
              body: { text: `${"s".repeat(199)}…` },
              actions: [{ action_id: "1" }, { action_id: "2" }, { action_id: "3" }],
            },
            { type: "card", title: { text: "Two" } },
          ],
        },
        section("*One*"),
        { type: "actions", elements: [{ action_id: "4" }] },
      ],
    },
  ]);
  expect(render(card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "Book", to }] }))).toMatchObject({
    payloads: [{ blocks: [{ type: "image", alt_text: "A" }, section("*T*"), section("S"), { type: "actions" }] }],
    losses: [],
  });
});

test("forty choices are forty buttons, and long ones can still be told from one another", () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ label: `Choice ${index + 1}`, to }));
  const { payloads, losses } = render(text("Which?", { quickReplies: many }));
  expect(losses).toEqual([]);
  expect(payloads).toMatchObject([
    { blocks: [section("Which?"), { elements: { length: 25 } }, { elements: { length: 15 } }] },
  ]);
  const long = ["a", "b"].map((end) => ({ label: `${"x".repeat(80)} ${end}`, to }));
  const shortened = render(text("Which?", { buttons: long }));
  expect(shortened.losses.map(({ rule }) => rule)).toEqual(["label_shortened", "label_shortened"]);
  expect(JSON.stringify(shortened.payloads)).toContain(`• ${"x".repeat(80)} b`);
});

test.each<[what: string, message: BotMessage, rules: string[]]>([
  ["a film at an address", video("https://a.example/v.mp4", { alt: "A film" }), ["media_as_link"]],
  ["a picture at no address", image("javascript:alert(1)", { alt: "A picture" }), ["address_refused"]],
  ["a form", form("Who?", { fields: [field.text("name", "Name")], submit: { label: "Send", to } }), ["form_as_button"]],
  ["a message of the page's own", custom("map", { at: 1 }, { alt: "A map" }), ["custom_replaced"]],
  ["a long text with its title", text("Much", { document: { title: "Title" } }), ["document_as_text"]],
  ["how the bot came to it", text("So", { reasoning: { text: "because" } }), ["reasoning_dropped"]],
  [
    "a question for the location",
    text("Where?", { quickReplies: [{ label: "Here", share: "location" }] }),
    ["location_request_as_words"],
  ],
  ["a map of nowhere", location({ title: "Office", latitude: Number.NaN, longitude: 0 }), ["map_dropped"]],
  ["nothing", text(""), ["text_missing"]],
])("%s loses what it must, and says so", (_what, message, rules) => {
  expect(render(message).losses.map(({ rule }) => rule)).toEqual(rules);
});

test("a text of 30,000 letters goes out in as few messages as it can, or behind its link", () => {
  const long = "Snow is falling. ".repeat(1_800);
  const { payloads, losses } = render(text(long));
  expect(payloads).toHaveLength(3);
  expect(losses).toEqual([{ rule: "text_split", detail: "3 messages" }]);
  const behind = render(text(long, { readMore: { label: "More", url: "https://a.example/more" } }));
  expect(behind.payloads).toHaveLength(1);
  expect(behind.losses.map(({ rule }) => rule)).toEqual(["text_behind_link"]);
});

test("a list shows what belongs to each thing beside its button", () => {
  const message = list("Which?", [
    { label: "A", to },
    { label: "B", description: "Blue", imageUrl: "https://a.example/b.png", to },
  ]);
  expect(render(message)).toMatchObject({
    payloads: [
      {
        blocks: [
          section("Which?"),
          { type: "actions", elements: [{ action_id: "1" }] },
          { ...section("*B*"), accessory: { type: "image", alt_text: "B" } },
          section("Blue"),
          { type: "actions", elements: [{ action_id: "2" }] },
        ],
      },
    ],
    losses: [],
  });
});

test("a story's own message is sent as it is; one that Slack would refuse is replaced", () => {
  const own = { text: "Lift 3 is closed.", blocks: [{ type: "alert", level: "warning" }] };
  const native = text("Closed", { on: { slack: [slackMessage(own)] } });
  expect(render(native)).toEqual({ payloads: [own], losses: [] });
  const refused = text("Closed", { on: { slack: [slackMessage({ text: " " })] } });
  expect(render(refused)).toMatchObject({ payloads: [{ text: "Closed" }], losses: [{ rule: "native_refused" }] });
});
