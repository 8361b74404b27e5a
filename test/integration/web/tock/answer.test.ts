import { tockMessage } from "@causerie/server";
import { expect, test } from "vitest";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";
import { site } from "#support/web/tock/tock-bot.ts";

const always = { version: "1", type: "WebMessage" };
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const actionId = expect.stringMatching(/./);
const paris = {
  type: "postback",
  clazz: "postback_button",
  title: "Paris",
  payload: "weather?city=Paris",
  style: "primary",
};
const toSite = { type: "web_url", clazz: "url_button", title: "Site", url: site, style: "primary", target: "_blank" };
const less = { type: "quick_reply", clazz: "quick_reply", title: "Less", style: "primary" };

/** Section 3, by row: what is always there, what only when it is set, and which defaults are written out. */
const rows: [row: string, said: string, responses: object[]][] = [
  ["message: text", "hello", [{ ...always, text: "echo: hello", actionId }]],
  ["message: nothing is said", "silence", []],
  [
    "message: two of one turn",
    "two",
    [
      { ...always, text: "first", actionId },
      { ...always, text: "second", actionId },
    ],
  ],
  [
    "button postback, web_url, quick_reply",
    "buttons",
    [
      {
        ...always,
        text: "Choose",
        actionId,
        buttons: [
          paris,
          toSite,
          {
            type: "quick_reply",
            clazz: "quick_reply",
            title: "Lyon",
            payload: "weather?city=Lyon",
            imageUrl: `${site}/lyon.png`,
            style: "primary",
          },
          { type: "quick_reply", clazz: "quick_reply", title: "More", nlpText: "more of it", style: "primary" },
          less,
        ],
      },
    ],
  ],
  [
    "button imageUrl, windowFeatures, target",
    "openings",
    [
      {
        ...always,
        text: "Choose",
        actionId,
        buttons: [
          { ...paris, imageUrl: `${site}/paris.png` },
          { ...toSite, title: "Window", windowFeatures: "width=400,height=500" },
          { ...toSite, title: "Same", target: "_self" },
        ],
      },
    ],
  ],
  [
    "card, file with a description; no actionId without a text",
    "card",
    [
      {
        ...always,
        card: {
          title: "A & B",
          subTitle: "1 &lt; 2",
          file: { url: `${site}/a.png`, name: "a.png", type: "image", description: "A boat" },
          buttons: [paris, toSite],
        },
      },
    ],
  ],
  ["card: its list of buttons is written empty", "bare", [{ ...always, card: { title: "No buttons", buttons: [] } }]],
  [
    "carousel, and a button of the message",
    "carousel",
    [
      {
        ...always,
        carousel: {
          cards: [
            { title: "One", buttons: [paris] },
            { title: "Two", buttons: [] },
          ],
        },
        buttons: [less],
      },
    ],
  ],
  ["widget", "widget", [{ ...always, widget: { type: "line-map", data: { stops: ["A", "B"] } } }]],
  [
    "deepLink; image, file",
    "native",
    [
      { ...always, deepLink: { ref: "booking" } },
      { ...always, image: { title: "Boat", file: { url: `${site}/boat.png`, name: "boat.png", type: "image" } } },
    ],
  ],
  [
    "button web_url: windowFeatures, target, style",
    "popup",
    [
      {
        ...always,
        text: "<b>The map</b>",
        actionId,
        buttons: [
          { ...toSite, title: "Window", windowFeatures: "width=400,height=500" },
          { ...toSite, title: "Same", target: "_self", style: "secondary" },
        ],
      },
    ],
  ],
  [
    "footnote without content",
    "sources",
    [
      {
        ...always,
        text: "As they say",
        actionId,
        footnotes: [
          { identifier: "1", title: "Rules", url: `${site}/rules` },
          { identifier: "2", title: "Book" },
        ],
      },
    ],
  ],
];

test.for(rows)("section 3, %s", async ([, said, responses]) => {
  await using tock = await startTockServer({ streams: false });
  const { status, headers, body } = await tock.client.post({ userId: "u", query: said });
  expect([status, headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
  const intent = ["hello", "silence"].includes(said) ? {} : { INTENT: said };
  const metadata = said === "popup" ? { ...intent, TOPIC: "maps" } : intent;
  expect(body).toEqual({ responses, metadata });
  expect(JSON.stringify(body)).not.toContain("null");
});

test("sections 3 and 5, the metadata of a message is that of its answer, and of its event", async () => {
  await using tock = await startTockServer();
  const stream = await tock.client.stream();
  const answer = await tock.client.ask("facts");
  const RESPONSE_ID = answer.metadata["RESPONSE_ID"];
  expect(RESPONSE_ID).toMatch(/^[0-9a-f-]{36}$/);
  const INTENT = "facts";
  expect(answer.metadata).toEqual({ TOPIC: "delays", LINE: "A", INTENT, RESPONSE_ID });
  const events = [await stream.message(), await stream.message()];
  expect(events.map(({ metadata }) => metadata)).toEqual([
    { TOPIC: "trains", INTENT, RESPONSE_ID },
    { TOPIC: "delays", LINE: "A", INTENT, RESPONSE_ID },
  ]);
});

test("section 3, footnote with content: only for who asks for it", async () => {
  await using tock = await startTockServer();
  const { responses } = await tock.client.send({ query: "sources", sourceWithContent: true });
  expect(responses[0]).toMatchObject({
    footnotes: [
      { identifier: "1", title: "Rules", url: `${site}/rules`, content: "Rule 1" },
      { identifier: "2", title: "Book" },
    ],
  });
});

/** Section 4: what the kits would not show, or would break at, is never sent. */
const shown: [row: string, said: string, responses: object[]][] = [
  ["text with a bare <", "markup", [{ text: "5 &lt; 6 &amp; &lt;b>bold&lt;/b>" }]],
  [
    "text and card in one message: a picture has its caption in the card",
    "image",
    [
      {
        card: {
          title: "Our boat",
          file: { url: `${site}/boat.png`, name: "boat.png", type: "image", description: "A boat" },
          buttons: [],
        },
      },
    ],
  ],
  [
    "a file that is no picture is a link",
    "paper",
    [{ text: "The terms", buttons: [{ type: "web_url", title: "terms.pdf", url: `${site}/terms.pdf` }] }],
  ],
  [
    "text and carousel in one message: a list with descriptions is two",
    "catalogue",
    [
      { text: "Cities" },
      { carousel: { cards: [{ title: "Paris", subTitle: "1 &lt; 2", buttons: [{ type: "postback" }] }] } },
    ],
  ],
  ["a list is buttons", "list", [{ text: "Cities", buttons: [{ type: "postback", title: "Paris" }] }]],
  [
    "a place is its words and a map",
    "map",
    [{ text: "Harbour\nQuay 1", buttons: [{ type: "web_url", title: "Harbour" }] }],
  ],
  ["a form is its question and a button", "form", [{ text: "Where?", buttons: [{ type: "postback", title: "Go" }] }]],
  [
    "a rating is quick replies",
    "stars",
    [{ text: "How was it?", buttons: [1, 2, 3, 4, 5].map((score) => ({ type: "quick_reply", title: `${score} ★` })) }],
  ],
];

test.for(shown)("section 4, %s", async ([, said, responses]) => {
  await using tock = await startTockServer();
  expect((await tock.client.ask(said)).responses).toMatchObject(responses);
});

test("texts are as they are for clients that show them as text", async () => {
  await using tock = await startTockServer({ texts: "plain" });
  expect((await tock.client.ask("markup")).responses).toMatchObject([{ text: "5 < 6 & <b>bold</b>" }]);
});

test("section 5, RESPONSE_ID: a UUID for each turn while streams are on, and none while they are off", async () => {
  await using on = await startTockServer();
  const ids = [await on.client.ask("one"), await on.client.ask("silence")].map(({ metadata }) => metadata);
  expect(ids).toEqual([{ RESPONSE_ID: uuid }, { RESPONSE_ID: uuid }]);
  expect(ids[0]).not.toEqual(ids[1]);
  await using off = await startTockServer({ streams: false });
  expect((await off.client.ask("one")).metadata).toEqual({});
});

test("a message in Tock's words with an address that no page may open is replaced by the neutral one", async () => {
  const { toContents } = await import("@causerie/server/connectors/web/tock/answer/to-contents.ts");
  const bad = tockMessage({ text: "a", buttons: [{ type: "web_url", title: "b", url: "javascript:alert(1)" }] });
  const message = { type: "text" as const, text: "neutral", buttons: [], quickReplies: [], on: { tock: [bad] } };
  expect(toContents(message, "escaped")).toEqual({
    contents: [{ text: "neutral", buttons: [] }],
    losses: [{ rule: "native_invalid", detail: "the native of tock is none of tockMessage" }],
  });
});
