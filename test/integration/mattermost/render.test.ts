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
import { isForSomebodyElse, mentions, withoutMention } from "@causerie/server/channel/kit/platform/mention.ts";
import type { PartsPost } from "@causerie/server/connectors/mattermost/post.ts";
import { toMattermost } from "@causerie/server/connectors/mattermost/render/markdown.ts";
import { mattermostMessage } from "@causerie/server/connectors/mattermost/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/mattermost/render/render.ts";
import { hasBlocks } from "@causerie/server/connectors/mattermost/send/account.ts";
import { writePost } from "@causerie/server/connectors/mattermost/send/write-post.ts";
import { expect, test } from "vitest";

const to = encodeLink("fares");
const tap = (label: string) => JSON.stringify({ link: to, label });
const render = (message: BotMessage) => renderMessage(message, () => "token");
const target = { url: "https://bot.example/m", contextOf: ({ label }: { label: string }) => ({ label }) };

/** The first post, as both kinds of servers get it. */
function written(message: BotMessage) {
  const [first] = render(message).payloads as PartsPost[];
  const post = first ?? { parts: [] };
  return { blocks: writePost(post, target, true), attachments: writePost(post, target, false) };
}

const external = (label: string) => ({ type: "external", url: target.url, context: { label } });
const action = (name: string, id: string) => ({
  id,
  type: "button",
  name,
  integration: { url: target.url, context: { label: name } },
});

test("a text has its marks, its buttons, its sources and its choices, in either form", () => {
  const message = text("**Snow** on [all pistes](https://a.example/p?a=1&b=2)", {
    buttons: [
      { label: "Book *now*", to },
      { label: "Map", url: "https://a.example/map" },
      { label: "Call", url: "tel:+33123" },
    ],
    footnotes: [{ title: "Report", url: "https://a.example/r" }],
    quickReplies: [{ label: "Yes", to }],
  });
  expect(render(message)).toEqual({
    payloads: [
      {
        parts: [
          { type: "text", text: "**Snow** on [all pistes](https://a.example/p?a=1&b=2)" },
          { type: "text", text: "• [Call](tel:+33123)" },
          {
            type: "buttons",
            buttons: [
              { label: "Book *now*", tap: tap("Book *now*") },
              { label: "Map", url: "https://a.example/map" },
            ],
          },
          { type: "text", text: String.raw`\[1\] [Report](https://a.example/r)`, isSmall: true },
          { type: "buttons", buttons: [{ label: "Yes", tap: tap("Yes") }] },
        ],
      },
    ],
    losses: [],
  });
  const { blocks, attachments } = written(message);
  const first = "**Snow** on [all pistes](https://a.example/p?a=1&b=2)\n\n• [Call](tel:+33123)";
  const row = (...content: object[]) => ({ type: "container", flow: "horizontal", gap: "small", content });
  expect(blocks).toEqual({
    message: first,
    props: {
      mm_blocks: [
        row(
          { type: "button", text: String.raw`Book \*now\*`, action_id: "b1" },
          { type: "button", text: "Map", action_id: "b2" },
        ),
        { type: "text", text: String.raw`\[1\] [Report](https://a.example/r)`, is_subtle: true, size: "small" },
        row({ type: "button", text: "Yes", action_id: "b3" }),
      ],
      mm_blocks_actions: {
        b1: external("Book *now*"),
        b2: { type: "openURL", url: "https://a.example/map" },
        b3: external("Yes"),
      },
    },
  });
  expect(attachments).toEqual({
    message: first,
    props: {
      attachments: [
        { text: "• [Map](https://a.example/map)", actions: [action("Book *now*", "b1")] },
        { text: String.raw`\[1\] [Report](https://a.example/r)`, actions: [action("Yes", "b2")] },
      ],
    },
  });
});

test("cards stand apart, each with its picture and its buttons", () => {
  const picture = { url: "https://a.example/a.png", alt: "A" };
  const { blocks, attachments } = written(
    carousel([
      { title: "One", subtitle: "first", image: picture, buttons: [{ label: "Book", to }] },
      { title: "Two", image: picture },
    ]),
  );
  const shown = { type: "image", url: picture.url, alt_text: "A", size: "medium" };
  expect(blocks.props["mm_blocks"]).toEqual([
    {
      type: "container",
      border: true,
      gap: "small",
      content: [
        shown,
        { type: "text", text: "**One**" },
        { type: "text", text: "first" },
        {
          type: "container",
          flow: "horizontal",
          gap: "small",
          content: [{ type: "button", text: "Book", action_id: "b1" }],
        },
      ],
    },
    { type: "container", border: true, gap: "small", content: [shown, { type: "text", text: "**Two**" }] },
  ]);
  expect(attachments.props["attachments"]).toEqual([
    { image_url: picture.url, fallback: "A" },
    { text: "**One**\n\nfirst", actions: [action("Book", "b1")] },
    { image_url: picture.url, fallback: "A" },
    { text: "**Two**" },
  ]);
  expect(render(card({ title: "T", image: picture })).losses).toEqual([]);
});

test("Markdown keeps its marks, and nothing that a bot quotes calls anybody", () => {
  const markdown = [
    "# Fares *now*",
    "**bold _and_ more**, ~~old~~, `a <b> c`, 2 * 3 * 4, \\*no\\* mark, snake_case",
    "- one",
    "  - two",
    "1. first",
    "- [x] done",
    "",
    "> so they say",
    "",
    "```",
    "a < b && @all",
    "```",
    "| To | Costs |",
    "|---|---|",
    "| Lille | 5 |",
    "",
    "@channel @all ~town-square a@b.example [x](mmaction://pay)",
  ].join("\n");
  expect(toMattermost(markdown, 3_000)).toEqual([
    [
      "#### Fares *now*",
      "",
      "**bold *and* more**, ~~old~~, `a <b> c`, 2 \\* 3 \\* 4, \\*no\\* mark, snake_case",
      "",
      "- one",
      "    - two",
      "1. first",
      "- [x] done",
      "",
      "> so they say",
      "",
      "```\na < b && @all\n```",
      "",
      "| To | Costs |\n| --- | --- |\n| Lille | 5 |",
      "",
      "@\u200bchannel @\u200ball \\~\u200btown-square a@b.example \\[x\\](mmaction://pay)",
    ].join("\n"),
  ]);
  // What a story has taken the meaning from does not get one at the beginning of a line.
  expect(toMattermost("\\# no heading\n\\- no item\n1\\. no number", 3_000)).toEqual([
    "\\# no heading\n\\- no item\n1\\. no number",
  ]);
});

test("a long table has its head in each part", () => {
  const rows = Array.from({ length: 40 }, (_, index) => `| Zone ${index} | ${index} |`);
  const parts = toMattermost(["| To | Costs |", "|---|---|", ...rows].join("\n"), 300);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect(part).toMatch(/^\| To \| Costs \|\n\| --- \| --- \|\n\| Zone/);
});

test("who is called is known by the whole name", () => {
  expect(
    ["@bot hi", "hi @Bot.", "(@bot)", "@bot.", "@bot-two hi", "@bottom", "a@bot", "@bot.two"].map((words) =>
      mentions(words, "bot"),
    ),
  ).toEqual([true, true, true, true, false, false, false, false]);
  expect(withoutMention("@bot, what @bot about @ben?", "bot")).toBe("what about @ben?");
  expect(["@ben hi", "@bot hi", "hi @ben", "@bot. hi"].map((words) => isForSomebodyElse(words, "bot"))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test("blocks are sent to servers that show them", () => {
  const versions = ["11.10.0", "11.12.3", "12.0.0", "11.9.4", "10.11.0", "", "x"];
  expect(versions.map(hasBlocks)).toEqual([true, true, true, false, false, false, false]);
});

test("a hundred and twenty choices are buttons, in posts of at most fifty", () => {
  const many = Array.from({ length: 120 }, (_, index) => ({ label: `Choice ${index + 1}`, to }));
  const { payloads, losses } = render(text("Which?", { quickReplies: many }));
  const counts = (payloads as PartsPost[]).map(({ parts }) =>
    parts.reduce((sum, part) => sum + (part.type === "buttons" ? part.buttons.length : 0), 0),
  );
  expect(counts).toEqual([50, 50, 20]);
  expect(losses).toEqual([{ rule: "text_split", detail: "3 messages" }]);
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
  ["a label of 200 letters", text("Which?", { buttons: [{ label: "x".repeat(200), to }] }), ["label_shortened"]],
  ["nothing", text(""), ["text_missing"]],
])("%s loses what it must, and says so", (_what, message, rules) => {
  expect(render(message).losses.map(({ rule }) => rule)).toEqual(rules);
});

test("a text of 40,000 letters goes out in as few posts as it can, or behind its link", () => {
  const long = "Snow is falling. ".repeat(2_400);
  const { payloads, losses } = render(text(long));
  expect(payloads).toHaveLength(3);
  expect(losses).toEqual([{ rule: "text_split", detail: "3 messages" }]);
  const behind = render(text(long, { readMore: { label: "More", url: "https://a.example/more" } }));
  expect(behind.payloads).toHaveLength(2);
  expect(behind.losses.map(({ rule }) => rule)).toEqual(["text_behind_link", "text_split"]);
});

test("a list shows what belongs to each thing beside its button", () => {
  const message = list("Which?", [
    { label: "A", to },
    { label: "B", description: "Blue", imageUrl: "https://a.example/b.png", to },
  ]);
  expect(render(message)).toMatchObject({
    payloads: [
      {
        parts: [
          { text: "Which?" },
          { buttons: [{ label: "A" }] },
          {
            type: "card",
            parts: [{ type: "image" }, { text: "**B**" }, { text: "Blue" }, { buttons: [{ label: "B" }] }],
          },
        ],
      },
    ],
    losses: [],
  });
});

test("a story's own message is sent as it is; one that Mattermost would refuse is replaced", () => {
  const own = { message: "Lift 3 is closed.", props: { attachments: [{ color: "#FF8000", text: "Until noon." }] } };
  const native = text("Closed", { on: { mattermost: [mattermostMessage(own)] } });
  expect(render(native)).toEqual({ payloads: [own], losses: [] });
  const refused = text("Closed", { on: { mattermost: [mattermostMessage({ message: " " })] } });
  expect(render(refused)).toMatchObject({
    payloads: [{ parts: [{ text: "Closed" }] }],
    losses: [{ rule: "native_refused" }],
  });
});
