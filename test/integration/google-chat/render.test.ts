import { carousel, custom, field, file, form, image, text, video } from "@causerie/server/bot/authoring/messages.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { cardText, chatText } from "@causerie/server/connectors/google-chat/render/marks.ts";
import { googleChatMessage } from "@causerie/server/connectors/google-chat/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/google-chat/render/render.ts";
import { expect, test } from "vitest";
import { buttonsIn } from "#support/google-chat/find-refusal.ts";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token", { called: "causerie" });
const cardOf = (...sections: object[][]) => ({
  cardsV2: [{ cardId: "causerie", card: { sections: sections.map((widgets) => ({ widgets })) } }],
});
const paragraph = (shown: string) => ({ textParagraph: { text: shown } });
const tap = (label: string) => ({
  text: label,
  onClick: { action: { function: "causerie", parameters: [{ key: "causerieChoice", value: "token" }] } },
});
const open = (label: string, url: string) => ({ text: label, onClick: { openLink: { url } } });

test("a text with choices is a card: its words, its buttons, its sources and its choices", () => {
  const message = text("**Snow** on [all pistes](https://a.example/p?a=1&b=2)", {
    buttons: [
      { label: "Book", to },
      { label: "Map", url: "https://a.example/map" },
      { label: "Call", url: "tel:+33123" },
    ],
    footnotes: [{ title: "Report", url: "https://a.example/r" }],
    quickReplies: [{ label: "Yes", to }, { label: "No" }],
  });
  const { payloads, losses } = render(message);
  expect(payloads).toMatchObject([
    cardOf([
      paragraph('<b>Snow</b> on <a href="https://a.example/p?a=1&amp;b=2">all pistes</a>'),
      paragraph('• <a href="tel:+33123">Call</a>'),
      { buttonList: { buttons: [tap("Book"), open("Map", "https://a.example/map")] } },
      paragraph('[1] <a href="https://a.example/r">Report</a>'),
      { buttonList: { buttons: [tap("Yes"), tap("No")] } },
    ]),
  ]);
  expect(payloads[0]?.fallbackText).toMatch(/^Snow on all pistes/);
  expect(losses).toEqual([]);
});

const markdown = [
  "# Fares *now*",
  "**bold _and_ more**, ~~old~~, `code <b>`, 2 * 3 * 4, \\*no\\* snake_case, [site](https://a.example/a|b)",
  "- one",
  "  - two",
  "1. first",
  "- [x] done",
  "",
  "> so they say",
  "",
  "```",
  "a < b",
  "```",
  "| To | Costs |",
  "|---|---|",
  "| Lille | 5 |",
].join("\n");

test("Markdown is written in the marks of a text, and in the elements of a card", () => {
  const [shown = ""] = chatText.write(markdown, 4_096);
  expect(shown.replaceAll("\u200b", "°")).toBe(
    [
      "*Fares now*",
      "",
      "*bold _and_ more*, ~old~, `code <b>`, 2 *° 3 *° 4, *°no*° snake_case, <https://a.example/a%7Cb|site>",
      "",
      "• one",
      "  • two",
      "1. first",
      "☑ done",
      "",
      "> so they say",
      "",
      "```\na < b\n```",
      "",
      "```\nTo     Costs\nLille  5\n```",
    ].join("\n"),
  );
  const [onCard = ""] = cardText.write(markdown, 4_000);
  expect(onCard).toContain("<b>Fares now</b>\n\n<b>bold <i>and</i> more</b>, <s>old</s>, code &lt;b&gt;, 2 * 3 * 4");
  expect(onCard).toContain("a &lt; b\n\nTo     Costs\nLille  5");
});

test("words alone are a text of at most 4,096 units; a longer one with a page is a card that leads there", () => {
  expect(render(text("Hello, *you*"))).toEqual({ payloads: [{ text: "Hello, _you_" }], losses: [] });
  const long = render(text("word ".repeat(2_000)));
  expect(long.payloads.map((payload) => (payload.text ?? "").length <= 4_096)).toEqual([true, true, true]);
  expect(long.losses).toEqual([{ rule: "text_split", detail: "3 messages" }]);
  const readMore = { label: "Read on", url: "https://a.example/all" };
  expect(render(text("Short.", { readMore })).payloads).toEqual([{ text: "Short." }]);
  const more = render(text("word ".repeat(3_000), { readMore }));
  expect(more.losses.map(({ rule }) => rule)).toContain("text_behind_link");
  expect(buttonsIn(more.payloads)).toEqual([{ label: "Read on", url: "https://a.example/all" }]);
});

test("cards side by side are a carousel, ten at a time, with their buttons at their foot", () => {
  const cards = Array.from({ length: 12 }, (_, index) => ({
    title: `Piste ${index + 1}`,
    image: { url: "https://a.example/p.png", alt: "Piste" },
    buttons: [{ label: "Book", to }],
  }));
  const { payloads, losses } = render(carousel(cards));
  const shown = {
    widgets: [{ image: { imageUrl: "https://a.example/p.png", altText: "Piste" } }, paragraph("<b>Piste 1</b>")],
    footerWidgets: [{ buttonList: { buttons: [tap("Book")] } }],
  };
  const { sections } = (payloads[0]?.cardsV2?.[0]?.card ?? { sections: [] }) as {
    sections: { widgets: { carousel: { carouselCards: unknown[] } }[] }[];
  };
  expect(sections.map(({ widgets }) => widgets[0]?.carousel.carouselCards.length)).toEqual([10, 2]);
  expect(sections[0]?.widgets[0]?.carousel.carouselCards[0]).toEqual(shown);
  expect(losses).toEqual([]);
});

test("a form has its fields on the card; one without any that can be filled in is a button", () => {
  const submit = { label: "Send", to };
  const fields = [
    field.number("age", "Age", { min: 18, required: true }),
    field.choice("class", "Class", ["One", "Two"]),
    field.rating("mark", "How was it?", { max: 5 }),
  ];
  const { payloads, losses } = render(form("You", { fields, submit }));
  const item = (value: string) => ({ text: value, value, selected: false });
  const action = { ...tap("Send").onClick.action, requiredWidgets: ["field0"] };
  expect(payloads).toMatchObject([
    cardOf(
      [paragraph("You")],
      [
        { textInput: { name: "field0", label: "Age", type: "SINGLE_LINE" } },
        { selectionInput: { name: "field1", label: "Class", type: "RADIO_BUTTON", items: ["One", "Two"].map(item) } },
        { selectionInput: { name: "field2", type: "DROPDOWN", items: ["1", "2", "3", "4", "5"].map(item) } },
        { buttonList: { buttons: [{ text: "Send", onClick: { action } }] } },
      ],
    ),
  ]);
  expect(losses).toEqual([{ rule: "bounds_unchecked", detail: "field 1" }]);
  const none = render(form("You", { fields: [field.choice("a", "A", [])], submit }));
  expect(none.losses.map(({ rule }) => rule)).toEqual(["form_as_button"]);
  expect(none.payloads).toMatchObject([cardOf([paragraph("You"), { buttonList: { buttons: [tap("Send")] } }])]);
});

test("a picture is shown by https, all else is a link, and a file of the server's own is its name", () => {
  const kept = { blob: "b1", name: "slopes.png", mediaType: "image/png", bytes: 3 };
  const shown = [
    image("https://a.example/map.png", { alt: "A map" }),
    image("http://a.example/map.png", { alt: "A map" }),
    video("https://a.example/v.mp4", { alt: "A film" }),
    file(kept, { alt: "The slopes", caption: "Here." }),
    custom("lift", { id: 3 }, { alt: "Lift 3" }),
  ].map(render);
  expect(shown.map(({ payloads }) => payloads)).toMatchObject([
    [cardOf([{ image: { imageUrl: "https://a.example/map.png", altText: "A map" } }])],
    [cardOf([paragraph('<a href="http://a.example/map.png">A map</a>')])],
    [cardOf([paragraph('<a href="https://a.example/v.mp4">A film</a>')])],
    [cardOf([paragraph("The slopes (slopes.png)"), paragraph("Here.")])],
    [{ text: "Lift 3" }],
  ]);
  expect(shown.map(({ losses }) => losses.map(({ rule }) => rule))).toEqual([
    [],
    ["media_as_link"],
    ["media_as_link"],
    ["file_as_words"],
    ["custom_replaced"],
  ]);
});

test("a story's own message goes out as it is, and one that Chat would refuse does not", () => {
  const own = googleChatMessage({ cardsV2: [{ cardId: "lift", card: { sections: [] } }] });
  expect(render(text("neutral", { on: { "google-chat": [own] } })).payloads).toEqual([own.payload]);
  const refused = googleChatMessage({ text: "x".repeat(4_097) });
  expect(render(text("neutral", { on: { "google-chat": [own, refused] } }))).toEqual({
    payloads: [{ text: "neutral" }],
    losses: [{ rule: "native_refused", detail: "google-chat messages 2" }],
  });
});
