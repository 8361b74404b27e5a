import {
  card,
  carousel,
  custom,
  field,
  file,
  form,
  image,
  list,
  location,
  text,
  video,
} from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import type { TeamsMessage } from "@causerie/server/connectors/teams/message.ts";
import { toTextBlocks } from "@causerie/server/connectors/teams/render/card-text.ts";
import { toHtml } from "@causerie/server/connectors/teams/render/html.ts";
import { teamsMessage } from "@causerie/server/connectors/teams/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/teams/render/render.ts";
import { expect, test } from "vitest";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token");
const bodyOf = (body: object[]) => ({ attachments: [{ content: { type: "AdaptiveCard", version: "1.5", body } }] });
const tap = (label: string) => ({
  type: "Action.Submit",
  title: label,
  data: { causerieChoice: "token", msteams: { type: "messageBack", displayText: label, text: label } },
  associatedInputs: "none",
});

test("a text with choices is a card: its words, its buttons, its sources and its choices", () => {
  const message = text("**Snow** on [all pistes](https://a.example/p?a=1&b=(2))", {
    buttons: [
      { label: "Book", to },
      { label: "Map", url: "https://a.example/map" },
      { label: "Call", url: "tel:+33123" },
    ],
    footnotes: [{ title: "Report", url: "https://a.example/r" }],
    quickReplies: [{ label: "Yes", to }, { label: "No" }],
  });
  expect(render(message)).toMatchObject({
    payloads: [
      {
        summary: "Snow on all pistes",
        ...bodyOf([
          { type: "TextBlock", text: "**Snow** on [all pistes](https://a.example/p?a=1&b=%282%29)", wrap: true },
          { type: "TextBlock", text: "- [Call](tel:+33123)" },
          {
            type: "ActionSet",
            actions: [tap("Book"), { type: "Action.OpenUrl", title: "Map", url: "https://a.example/map" }],
          },
          { type: "TextBlock", text: String.raw`\[1\] [Report](https://a.example/r)`, size: "Small" },
          { type: "ActionSet", actions: [tap("Yes"), tap("No")] },
        ]),
      },
    ],
    losses: [],
  });
});

const markdown = [
  "# Fares *now*",
  "**bold _and_ more**, ~~old~~, `code <b>`, 2 * 3 * 4, \\*no\\* snake_case",
  "- one",
  "  - two",
  "1. first",
  "- [x] done",
  "",
  "> so they say",
  "",
  "```",
  "a < b",
  "  && c",
  "```",
  "| To | Costs |",
  "|---|---|",
  "| Lille | 5 |",
  "",
  "<at>Ana</at> & co",
].join("\n");

test("Markdown becomes the HTML of messages, of which a bot's quotes are no part", () => {
  expect(toHtml(markdown, 3_000)).toEqual([
    [
      "<p><b>Fares now</b></p>",
      "<p><b>bold <i>and</i> more</b>, <s>old</s>, <code>code &lt;b&gt;</code>, 2 * 3 * 4, *no* snake_case</p>",
      "<p>• one<br>&nbsp;&nbsp;&nbsp;&nbsp;• two<br>1. first<br>☑ done</p>",
      "<blockquote><p>so they say</p></blockquote>",
      "<pre>a &lt; b\n  &amp;&amp; c</pre>",
      "<pre>To     Costs\nLille  5</pre>",
      "<p>&lt;at&gt;Ana&lt;/at&gt; &amp; co</p>",
    ].join(""),
  ]);
});

test("Markdown becomes the texts of a card, with the marks that Teams reads there", () => {
  const block = (words: string, more = {}) => ({ type: "TextBlock", text: words, wrap: true, ...more });
  expect(toTextBlocks(markdown)).toEqual([
    block("Fares now", { weight: "Bolder", size: "Medium", style: "heading" }),
    block(String.raw`**bold _and_ more**, old, code <b>, 2 * 3 * 4, \*no\* snake_case`),
    block("- one\n    - two\n1. first\n- ☑ done"),
    { type: "Container", style: "emphasis", items: [block("so they say")] },
    block("a < b\n\n\u00a0\u00a0&& c", { fontType: "Monospace" }),
    block("To\u00a0\u00a0\u00a0\u00a0 Costs\n\nLille\u00a0\u00a05", { fontType: "Monospace" }),
    block("<at>Ana</at> & co"),
  ]);
  expect(toTextBlocks("1\\. no list\n\\- none")).toEqual([block("1\\. no list\n\n\\- none")]);
});

test("a carousel stands side by side; a card alone stands under its picture", () => {
  const picture = { url: "https://a.example/a.png", alt: "A" };
  const buttons = Array.from({ length: 8 }, (_, index) => ({ label: `B${index + 1}`, to }));
  const { payloads, losses } = render(
    carousel([{ title: "One", subtitle: "s".repeat(401), image: picture, buttons }, { title: "Two" }]),
  );
  expect(losses).toEqual([
    { rule: "card_text_moved", detail: "card 1" },
    { rule: "buttons_split", detail: "card 1, 2 buttons" },
    { rule: "text_split", detail: "3 messages" },
  ]);
  expect(payloads).toMatchObject([
    bodyOf([{ text: "One" }, { text: "s".repeat(401) }]),
    {
      attachmentLayout: "carousel",
      attachments: [
        {
          content: {
            body: [
              { type: "Image", url: "https://a.example/a.png", altText: "A" },
              { text: "One" },
              { text: `${"s".repeat(399)}…` },
              { type: "ActionSet", actions: { length: 6 } },
            ],
          },
        },
        { content: { body: [{ text: "Two" }] } },
      ],
    },
    bodyOf([{ text: "One" }, { type: "ActionSet", actions: { length: 2 } }]),
  ]);
  expect(render(card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "Book", to }] }))).toMatchObject({
    payloads: [bodyOf([{ type: "Image" }, { text: "T" }, { text: "S" }, { type: "ActionSet" }])],
    losses: [],
  });
});

test("forty choices are forty buttons in rows, and long ones can still be told from one another", () => {
  const many = Array.from({ length: 40 }, (_, index) => ({ label: `Choice ${index + 1}`, to }));
  const { payloads, losses } = render(text("Which?", { quickReplies: many }));
  expect(losses).toEqual([]);
  const [message] = payloads as TeamsMessage[];
  const shown = message?.attachments?.[0]?.content as { body: { actions?: object[] }[] } | undefined;
  const rows = (shown?.body ?? []).map(({ actions }) => actions?.length ?? 0);
  expect(rows.reduce((sum, row) => sum + row, 0)).toBe(40);
  expect(Math.max(...rows)).toBeLessThanOrEqual(6);
  const long = ["a", "b"].map((end) => ({ label: `${"x".repeat(120)} ${end}`, to }));
  const shortened = render(text("Which?", { buttons: long }));
  expect(shortened.losses.map(({ rule }) => rule)).toEqual(["label_shortened", "label_shortened"]);
  expect(JSON.stringify(shortened.payloads)).toContain(`- ${"x".repeat(120)} b`);
});

const kept = { blob: "b1", name: "ticket.pdf", mediaType: "application/pdf", bytes: 3 };
const submit = { label: "Send", to };

test.each<[what: string, message: BotMessage, rules: string[]]>([
  ["a film at an address", video("https://a.example/v.mp4", { alt: "A film" }), ["media_as_link"]],
  ["a picture without https", image("http://a.example/a.png", { alt: "A" }), ["media_as_link"]],
  ["a picture at no address", image("javascript:alert(1)", { alt: "A picture" }), ["address_refused"]],
  ["a file of the server's own", file(kept, { alt: "A ticket" }), ["file_as_words"]],
  [
    "a form with a field that the story must ask for",
    form("Who?", { fields: [field.text("name", "Name"), field.choice("zone", "Zone", [])], submit }),
    ["field_as_question"],
  ],
  [
    "a form that is too large for a card",
    form("Who?", { fields: [field.text("name", "Name", { value: "n".repeat(16_000) })], submit }),
    ["form_as_button"],
  ],
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

test("a list shows what belongs to each thing above its button", () => {
  const message = list("Which?", [
    { label: "A", to },
    { label: "B", description: "Blue", imageUrl: "https://a.example/b.png", to },
  ]);
  expect(render(message)).toMatchObject({
    payloads: [
      bodyOf([
        { text: "Which?" },
        { type: "ActionSet", actions: [tap("A")] },
        { type: "Image", altText: "B" },
        { text: "B", weight: "Bolder" },
        { text: "Blue" },
        { type: "ActionSet", actions: [tap("B")] },
      ]),
    ],
    losses: [],
  });
});

test("a form has its fields on the card, and other buttons do not want them filled in", () => {
  const { payloads, losses } = render({
    ...form("Trip", {
      fields: [
        field.date("day", "Day", { required: true, min: "2027-02-01" }),
        field.rating("stars", "Stars"),
        field.consent("terms", "I agree", { page: { label: "Terms", url: "https://a.example/t" } }),
      ],
      submit,
    }),
    quickReplies: [{ type: "postback", label: "Cancel", link: to }],
  });
  expect(losses).toEqual([]);
  expect(payloads).toMatchObject([
    bodyOf([
      { text: "Trip" },
      { type: "ActionSet", actions: [{ type: "Action.OpenUrl", title: "Terms" }] },
      {
        type: "Container",
        items: [
          { type: "Input.Date", id: "field0", label: "Day", isRequired: true, errorMessage: "Day", min: "2027-02-01" },
          { type: "Input.ChoiceSet", id: "field1", choices: { length: 5 } },
          { type: "Input.Toggle", id: "field2", title: "I agree", valueOn: "yes" },
          { type: "ActionSet", actions: [{ title: "Send", data: { causerieChoice: "token" } }] },
        ],
      },
      { type: "ActionSet", actions: [tap("Cancel")] },
    ]),
  ]);
});

test("a story's own message is sent as it is; one that Teams would refuse is replaced", () => {
  const own = { text: "Lift 3 is closed.", textFormat: "plain" as const };
  const native = text("Closed", { on: { teams: [teamsMessage(own)] } });
  expect(render(native)).toEqual({ payloads: [own], losses: [] });
  const both = { ...own, attachments: [{ contentType: "image/png", contentUrl: "https://a.example/a.png" }] };
  const refused = text("Closed", { on: { teams: [teamsMessage(both)] } });
  expect(render(refused)).toMatchObject({
    payloads: [{ text: "<p>Closed</p>" }],
    losses: [{ rule: "native_refused" }],
  });
});
