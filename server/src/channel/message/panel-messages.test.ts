import { expect, test } from "vitest";
import { encodeLink } from "./link.ts";
import type { BotMessage, Button } from "./message.ts";
import type { PanelPart } from "./panel.ts";
import { toSimplerMessages } from "./panel-messages.ts";

const book: Button = { type: "postback", label: "Book", link: encodeLink("book") };
const more: Button = { type: "postback", label: "More", link: encodeLink("more") };

function panel(content: PanelPart, alt = "In words"): Extract<BotMessage, { type: "panel" }> {
  return { type: "panel", panel: { content }, alt, quickReplies: [{ type: "text", label: "Thanks" }] };
}

const picture: PanelPart = { type: "image", url: "https://a.example/a.png", alt: "The viaduct" };
const ride = (title: string): PanelPart => ({
  type: "box",
  title,
  children: [picture, { type: "text", text: "Two hours" }, { type: "button", button: book }],
});

test("boxes with a picture or buttons become cards, the rest a text", () => {
  const content: PanelPart = {
    type: "column",
    children: [{ type: "text", text: "Two ways" }, ride("Coast"), ride("Summit"), { type: "button", button: more }],
  };
  const card = {
    subtitle: "Two hours",
    image: { url: "https://a.example/a.png", alt: "The viaduct" },
    buttons: [book],
  };
  expect(toSimplerMessages(panel(content))).toEqual({
    messages: [
      {
        type: "carousel",
        cards: [
          { title: "Coast", ...card },
          { title: "Summit", ...card },
        ],
        quickReplies: [],
      },
      { type: "text", text: "Two ways", buttons: [more], quickReplies: [{ type: "text", label: "Thanks" }] },
    ],
    losses: [{ rule: "panel_as_text", detail: "panel, 11 parts" }],
  });
});

test("a choice that is heard at once becomes quick replies, other fields are left for the story to ask", () => {
  const options = [
    { label: "Today", value: "0" },
    { label: "Tomorrow", value: "1" },
  ];
  const content: PanelPart = {
    type: "column",
    children: [
      {
        type: "field",
        field: { kind: "choice", name: "day", label: "Day", required: true, options },
        link: encodeLink("trains", { from: "Lille" }),
      },
      { type: "field", field: { kind: "text", name: "name", label: "Name", required: false } },
    ],
  };
  const { messages, losses } = toSimplerMessages(panel(content));
  expect(messages).toEqual([
    {
      type: "text",
      text: "In words",
      buttons: [],
      quickReplies: [
        { type: "postback", label: "Today", link: "trains?from=Lille&day=0" },
        { type: "postback", label: "Tomorrow", link: "trains?from=Lille&day=1" },
        { type: "text", label: "Thanks" },
      ],
    },
  ]);
  expect(losses.map(({ rule, detail }) => `${rule} ${detail}`)).toEqual([
    "panel_as_text panel, 3 parts",
    "field_as_question panel, part 3",
  ]);
});

test("tables and charts are named as lost, and said in lines", () => {
  const content: PanelPart = {
    type: "column",
    children: [
      { type: "table", caption: "Fares", columns: [{ label: "Zone" }, { label: "Price" }], rows: [["A", "3 €"]] },
      {
        type: "chart",
        kind: "line",
        title: "Riders",
        labels: ["Mon"],
        series: [
          { label: "Out", values: [1] },
          { label: "Back", values: [2] },
        ],
      },
      ride("Coast"),
    ],
  };
  const { messages, losses } = toSimplerMessages(panel(content));
  expect(messages[0]).toMatchObject({
    type: "text",
    text: "Fares\nZone: A, Price: 3 €\nRiders\nMon: Out 1, Back 2",
  });
  expect(messages.map(({ type }) => type)).toEqual(["text", "card"]);
  expect(losses.map(({ rule }) => rule)).toEqual(["panel_as_text", "table_as_text", "chart_as_text"]);
});
