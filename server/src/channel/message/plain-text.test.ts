import { expect, test } from "vitest";
import { encodeLink } from "./link.ts";
import type { BotMessage, Button } from "./message.ts";
import { choicesOf, toPlainText } from "./plain-text.ts";

const link = encodeLink("fares");
const book: Button = { type: "postback", label: "Book", link };
const site: Button = { type: "url", label: "Our site", url: "https://a.example/" };
const none = { quickReplies: [] };

/** With what a person reads beside it. */
const samples: [message: BotMessage, read: string[], choices: object[]][] = [
  [
    {
      type: "text",
      text: "Well?",
      buttons: [book, site],
      quickReplies: [
        { type: "text", label: "Yes" },
        { type: "text", label: "No", text: "No, thank you" },
        { type: "postback", label: "Later", link },
      ],
      footnotes: [{ title: "Rules", url: "https://a.example/r", excerpt: "…" }, { title: "Hearsay" }],
      delay: 5,
      speak: "Well",
    },
    [
      "Well?",
      "1. Book",
      "Our site: https://a.example/",
      "[1] Rules https://a.example/r",
      "[2] Hearsay",
      "2. Yes",
      "3. No",
      "4. Later",
    ],
    [
      { label: "Book", link },
      { label: "Our site", url: "https://a.example/" },
      { label: "Yes", say: "Yes" },
      { label: "No", say: "No, thank you" },
      { label: "Later", link },
    ],
  ],
  [
    {
      type: "card",
      card: { title: "Lamp", subtitle: "Warm", image: { url: "https://a.example/l", alt: "A lamp" }, buttons: [book] },
      ...none,
    },
    ["Lamp", "Warm", "A lamp: https://a.example/l", "1. Book"],
    [{ label: "Book", link }],
  ],
  [
    {
      type: "carousel",
      cards: [
        { title: "A", buttons: [book] },
        { title: "B", buttons: [site] },
      ],
      quickReplies: [{ type: "text", label: "Yes" }],
    },
    ["A", "1. Book", "B", "Our site: https://a.example/", "2. Yes"],
    [
      { label: "Book", link },
      { label: "Our site", url: "https://a.example/" },
      { label: "Yes", say: "Yes" },
    ],
  ],
  [
    {
      type: "media",
      media: { kind: "file", url: "https://a.example/f.pdf", alt: "", name: "fares.pdf" },
      caption: "All fares",
      buttons: [book],
      ...none,
    },
    ["fares.pdf: https://a.example/f.pdf", "All fares", "1. Book"],
    [{ label: "Book", link }],
  ],
  [
    {
      type: "list",
      text: "Where?",
      items: [
        { label: "Lille", description: "North", link },
        { label: "Nice", link },
      ],
      ...none,
    },
    ["Where?", "1. Lille – North", "2. Nice"],
    [
      { label: "Lille", link },
      { label: "Nice", link },
    ],
  ],
  [
    {
      type: "location",
      location: { title: "Office", address: "12 rue du Port", latitude: 43.2965, longitude: 5.3698 },
      buttons: [book],
      ...none,
    },
    [
      "Office",
      "12 rue du Port",
      "https://www.openstreetmap.org/?mlat=43.296500&mlon=5.369800#map=17/43.296500/5.369800",
      "1. Book",
    ],
    [{ label: "Book", link }],
  ],
  [
    {
      type: "form",
      text: "Your address?",
      fields: [{ kind: "text", name: "city", label: "City", required: true }],
      submit: { label: "Send", link },
      ...none,
    },
    ["Your address?", "1. Send"],
    [{ label: "Send", link }],
  ],
  [
    {
      type: "form",
      text: "May we?",
      fields: [
        {
          kind: "consent",
          name: "ok",
          label: "I agree",
          required: true,
          page: { label: "Terms", url: "https://a.example" },
        },
      ],
      submit: { label: "Send", link },
      quickReplies: [
        { type: "location", label: "Share my location" },
        { type: "text", label: "Later" },
      ],
    },
    ["May we?", "1. Send", "Terms: https://a.example", "2. Later"],
    [
      { label: "Send", link },
      { label: "Terms", url: "https://a.example" },
      { label: "Later", say: "Later" },
    ],
  ],
  [
    { type: "custom", name: "seat-map", data: { coach: 12 }, alt: "Coach 12 is free", ...none },
    ["Coach 12 is free"],
    [],
  ],
];

test.each(samples.map((sample) => [sample[0].type, ...sample] as const))(
  "a %s is read as numbered lines, and its choices are in the order of their numbers",
  (_type, message, read, choices) => {
    expect(toPlainText(message).split("\n")).toEqual(read);
    expect(choicesOf(message)).toEqual(choices);
  },
);

test("a place has the map of its author, and none where there is no such place", () => {
  const location = { title: "Office", latitude: 43.3, longitude: 5.4, url: "https://maps.example/x" };
  expect(toPlainText({ type: "location", location, buttons: [], ...none })).toBe("Office\nhttps://maps.example/x");
  for (const latitude of [Number.NaN, 90.1, Number.POSITIVE_INFINITY]) {
    const lost = { title: "Nowhere", latitude, longitude: 0 };
    expect(toPlainText({ type: "location", location: lost, buttons: [], ...none })).toBe("Nowhere");
  }
});

test("a tiny coordinate is written as a map understands it", () => {
  const location = { title: "Null Island", latitude: 1e-7, longitude: -1e-7 };
  expect(toPlainText({ type: "location", location, buttons: [], ...none })).toContain("mlat=0.000000&mlon=-0.000000");
});

test("nothing that a bot quotes can steer a terminal, and a choice stays on its line", () => {
  const message: BotMessage = {
    type: "text",
    text: "a\u001b[2Jb\u009b31mc\u0000\u0007\r\nd\te",
    buttons: [{ type: "postback", label: "One\n2. Two", link }],
    ...none,
  };
  expect(toPlainText(message)).toBe("a[2Jb31mc\nd\te\n1. One 2. Two");
});
