import { expect, test } from "vitest";
import { readAnswer } from "./answer.ts";
import { toMessages } from "./to-messages.ts";

/** What is shown for one message as Tock writes it. */
function shown(message: object): unknown[] {
  return (readAnswer({ responses: [message], metadata: {} })?.messages ?? []).flatMap((each) => toMessages(each));
}

const text = { type: "text", text: "", buttons: [], quickReplies: [] };
const file = { url: "/a.png", name: "a.png", type: "image" };

test.for([
  ["5 < 6 & 7", "5 < 6 & 7"],
  ["5 &lt; 6 &amp; 7 &#62; &#x41; &nbsp;", "5 < 6 & 7 > A \u{A0}"],
  ["write to <name> or <NAME@x.org>", "write to <name> or <NAME@x.org>"],
  ["**bold** _and_ `code`", "**bold** _and_ `code`"],
  ["&#0; &#xD800; &#99999999;", "\u{FFFD} \u{FFFD} &#99999999;"],
  ["<script>alert(1)</script>", "<script>alert(1)</script>"],
])("the text %s is no HTML, and is shown as %s", ([given, words]) => {
  expect(shown({ text: given })).toEqual([{ ...text, text: words }]);
});

test.for([
  ["<b>now</b>", "now"],
  ["one<br>two<BR/>three", "one\ntwo\nthree"],
  ["<p class='x'>a</p><ul><li>b</li></ul><style>p{}</style>", "a\nb"],
  ['<img src="x" alt="A ship"> sails', "A ship sails"],
  ["caf&eacute;", "caf&eacute;"],
  ['<a href="https://example.com">here</a>', "here"],
])("the text %s is HTML, with the words %s", ([html, alt]) => {
  const data = { html, message: undefined };
  expect(shown({ text: html })).toEqual([{ type: "custom", name: "causerie.tock", data, alt, quickReplies: [] }]);
});

test("buttons send a payload or their title, quick replies are offered under the newest message", () => {
  const buttons = [
    { type: "postback", title: "A &amp; B", payload: "a?b=c", imageUrl: "/a.png" },
    { type: "postback", title: "Say &lt;" },
    { type: "web_url", title: "", url: "https://example.com" },
    { type: "quick_reply", title: "P", payload: "p", nlpText: "n", imageUrl: "/p.png" },
    { type: "quick_reply", title: "N", nlpText: "n" },
    { type: "quick_reply", title: "T" },
    { type: "newer", title: "New", payload: "new" },
  ];
  expect(shown({ text: "x", buttons })).toEqual([
    {
      ...text,
      text: "x",
      buttons: [
        { type: "postback", label: "A & B", link: "a?b=c", imageUrl: "/a.png" },
        { type: "postback", label: "Say <", link: "say:Say <" },
        { type: "url", label: "https://example.com", url: "https://example.com" },
        { type: "postback", label: "New", link: "new" },
      ],
      quickReplies: [
        { type: "postback", label: "P", link: "p", imageUrl: "/p.png" },
        { type: "text", label: "N", text: "n" },
        { type: "text", label: "T" },
      ],
    },
  ]);
});

test("a text and what it comes with are both shown, with sources above and quick replies below", () => {
  const quick = { type: "quick_reply", title: "Q" };
  const postback = { type: "postback", title: "B", payload: "b" };
  const footnotes = [
    { identifier: "1", title: "T", url: "/u", content: "<b>c</b>" },
    { identifier: "2", title: "T", url: "/u" },
    { identifier: "3", title: "Only a title" },
  ];
  const carousel = { cards: [{ title: "C", file, buttons: [quick] }] };
  expect(shown({ text: "x", carousel, buttons: [postback], footnotes })).toEqual([
    {
      ...text,
      text: "x",
      buttons: [{ type: "postback", label: "B", link: "b" }],
      footnotes: [{ title: "T", url: "/u", excerpt: "c" }, { title: "Only a title" }],
    },
    {
      type: "carousel",
      cards: [{ title: "C", image: { url: "/a.png", alt: "a.png" }, buttons: [] }],
      quickReplies: [{ type: "text", label: "Q" }],
    },
  ]);
});

test.for<[object, object]>([
  [{ card: { title: "T", subTitle: "S", buttons: [] } }, { title: "T", subtitle: "S", buttons: [] }],
  [{ card: { subTitle: "S" } }, { title: "S", buttons: [] }],
  [
    {
      card: { title: "T", file: { ...file, description: "D" } },
      buttons: [{ type: "postback", title: "B", payload: "b" }],
    },
    { title: "T", image: { url: "/a.png", alt: "D" }, buttons: [{ type: "postback", label: "B", link: "b" }] },
  ],
])("the card %j", ([given, card]) => {
  expect(shown(given)).toEqual([{ type: "card", card, quickReplies: [] }]);
});

test("a file is shown as what it is", () => {
  const media = { type: "media", buttons: [], quickReplies: [] };
  expect(shown({ card: { title: "T", file: { url: "/t.pdf", name: "t.pdf", type: "file" }, buttons: [] } })).toEqual([
    { type: "card", card: { title: "T", buttons: [] }, quickReplies: [] },
    { ...media, media: { kind: "file", url: "/t.pdf", alt: "t.pdf", name: "t.pdf" } },
  ]);
  expect(shown({ image: { file: { ...file, type: "video", description: "D" }, title: "T" } })).toEqual([
    { ...media, media: { kind: "video", url: "/a.png", alt: "D", name: "a.png" }, caption: "T" },
  ]);
});

test("a widget is a message of the page, with words of its own or its name", () => {
  const custom = { type: "custom", name: "seat", quickReplies: [] };
  expect(shown({ widget: { type: "seat", data: { n: 1 } } })).toEqual([{ ...custom, data: { n: 1 }, alt: "[seat]" }]);
  const data = { text: "", title: "Choose a seat" };
  expect(shown({ widget: { type: "seat", data } })).toEqual([{ ...custom, data, alt: "Choose a seat" }]);
});

test("a deep link is a link where it is an address, and else the page's", () => {
  const url = "https://example.com/x";
  expect(shown({ deepLink: { ref: url } })).toEqual([{ ...text, buttons: [{ type: "url", label: url, url }] }]);
  expect(shown({ deepLink: { ref: "r1" } })).toEqual([
    { type: "custom", name: "deepLink", data: { ref: "r1" }, alt: "r1", quickReplies: [] },
  ]);
});

test("links that open otherwise are known to who draws them, also in a card", () => {
  const features = "width=400,height=9000,left=5,noopener=no";
  const popup = { type: "web_url", title: "P", url: "/p", target: "_blank", windowFeatures: features };
  const same = { type: "web_url", title: "S", url: "/s", target: "_self", imageUrl: "/s.png" };
  const named = { type: "web_url", title: "N", url: "/n", target: "somebody" };
  const buttons = [
    { type: "url", label: "P", url: "/p", window: { width: 400, height: 4000 } },
    { type: "url", label: "S", url: "/s", imageUrl: "/s.png", target: "_self" },
    { type: "url", label: "N", url: "/n" },
  ];
  expect(shown({ text: "x", buttons: [popup, same, named] })).toEqual([{ ...text, text: "x", buttons }]);
  expect(shown({ card: { title: "C", buttons: [popup] } })).toMatchObject([
    { type: "card", card: { buttons: buttons.slice(0, 1) } },
  ]);
  expect(shown({ text: "<b>x</b>", buttons: [popup] })).toMatchObject([
    { data: { html: "<b>x</b>", message: { text: "", buttons: buttons.slice(0, 1) } } },
  ]);
});

test("what is null, absent or of another type counts as left out", () => {
  const empty = { text: null, buttons: null, card: null, carousel: null, image: null, widget: null, footnotes: null };
  expect(shown(empty)).toEqual([]);
  expect(shown({ text: 5, buttons: "x", card: [], carousel: { cards: {} }, image: {}, deepLink: {} })).toEqual([]);
  expect(readAnswer({ responses: [null, "x", { text: "t" }], metadata: null })?.messages).toHaveLength(1);
});

test("an answer of Tock is told from other JSON", () => {
  for (const other of [null, "x", [], { error: "x" }, { metadata: {} }]) expect(readAnswer(other)).toBe(undefined);
  expect(readAnswer({})).toEqual({ messages: [], responseId: "", replaces: false, metadata: {} });
  const metadata = { RESPONSE_ID: "r", TOCK_STREAM_RESPONSE: "true" };
  expect(readAnswer({ responses: [], metadata })).toEqual({ messages: [], responseId: "r", replaces: true, metadata });
  expect(readAnswer({ responses: [], metadata: { TOCK_STREAM_RESPONSE: true } })?.replaces).toBe(false);
});

test("the metadata of an answer is that of each of its messages; what is no text is none", () => {
  const input = {
    responses: [{ text: "a", deepLink: { ref: "b" } }],
    metadata: { TOPIC: "trains", COUNT: 7, X: null },
  };
  const { messages, metadata } = readAnswer(input) ?? { messages: [] };
  const shown = messages.flatMap((each) => toMessages(each, metadata));
  expect(shown.map((message) => [message.type, message.metadata])).toEqual([
    ["text", { TOPIC: "trains" }],
    ["custom", { TOPIC: "trains" }],
  ]);
});
