import { createBot, story, text, tockMessage, type TockContent } from "@causerie/server";
import { expect, test } from "vitest";
import { startTockServer } from "#support/web/tock/start-tock-server.ts";
import { site } from "#support/web/tock/tock-bot.ts";
import { TockClient, tockTexts } from "#support/web/tock/tock-client.ts";

const always = { version: "1", type: "WebMessage" };
const actionId = expect.stringMatching(/./);
const quick = { clazz: "quick_reply", style: "primary" };
const postback = { clazz: "postback_button", style: "primary" };
const url = { clazz: "url_button", style: "primary", target: "_blank" };

const reply = { type: "quick_reply", title: "Quick", payload: "weather" } as const;
const back = { type: "postback", title: "Back", payload: "weather?a=b" } as const;
const link = { type: "web_url", title: "Link", url: site } as const;
const file = { url: `${site}/a.png`, name: "a.png", type: "image" } as const;
const source = { identifier: "1", title: "Rules", url: `${site}/rules`, content: "Rule 1" };

/** Section 3, "fields in Tock's ten test resources", and the fields that none of them has: as a story says it, and as it is sent. */
const resources: [row: string, content: TockContent, sent: object][] = [
  ["text_only", { text: "T" }, { text: "T", actionId }],
  [
    "text_with_buttons",
    { text: "T", buttons: [back, reply, link] },
    {
      text: "T",
      buttons: [
        { ...back, ...postback },
        { ...reply, ...quick },
        { ...link, ...url },
      ],
      actionId,
    },
  ],
  [
    "text_with_buttons_secondary",
    { text: "T", buttons: [back, reply, link].map((button) => ({ ...button, style: "secondary" })) },
    {
      text: "T",
      buttons: [
        { ...back, ...postback, style: "secondary" },
        { ...reply, ...quick, style: "secondary" },
        { ...link, ...url, style: "secondary" },
      ],
      actionId,
    },
  ],
  [
    "card_with_buttons",
    { card: { title: "T", subTitle: "S", file, buttons: [back, link] } },
    {
      card: {
        title: "T",
        subTitle: "S",
        file,
        buttons: [
          { ...back, ...postback },
          { ...link, ...url },
        ],
      },
    },
  ],
  [
    "card_with_buttons_and_file_description",
    { card: { title: "T", subTitle: "S", file: { ...file, description: "D" }, buttons: [back, link] } },
    {
      card: {
        title: "T",
        subTitle: "S",
        file: { ...file, description: "D" },
        buttons: [
          { ...back, ...postback },
          { ...link, ...url },
        ],
      },
    },
  ],
  [
    "card_with_url_button_opened_same_window",
    { text: "T", buttons: [{ ...link, target: "_self" }] },
    { text: "T", buttons: [{ ...link, ...url, target: "_self" }], actionId },
  ],
  [
    "card_with_url_button_popup_window",
    { text: "T", buttons: [{ ...link, windowFeatures: "width=400,height=500" }] },
    { text: "T", buttons: [{ ...link, ...url, windowFeatures: "width=400,height=500" }], actionId },
  ],
  [
    "carousel_with_2_cards_and_1_button",
    {
      text: "T",
      carousel: {
        cards: [
          { title: "A", buttons: [back] },
          { title: "B", buttons: [back] },
        ],
      },
      buttons: [back],
    },
    {
      text: "T",
      carousel: {
        cards: [
          { title: "A", buttons: [{ ...back, ...postback }] },
          { title: "B", buttons: [{ ...back, ...postback }] },
        ],
      },
      buttons: [{ ...back, ...postback }],
      actionId,
    },
  ],
  ["deep_link", { deepLink: { ref: "booking" } }, { deepLink: { ref: "booking" } }],
  ["text_with_footnotes", { text: "T", footnotes: [source] }, { text: "T", footnotes: [source], actionId }],
  [
    "footnote: score, metadata",
    { text: "T", footnotes: [{ ...source, score: 0.5, metadata: { page: "7" } }] },
    { text: "T", footnotes: [{ ...source, score: 0.5, metadata: { page: "7" } }], actionId },
  ],
  ...(["image", "audio", "video", "file"] as const).map((type): (typeof resources)[number] => [
    `file: type ${type}`,
    { image: { title: "T", file: { ...file, type } } },
    { image: { title: "T", file: { ...file, type } } },
  ]),
];

test.for(resources)("section 3, %s", async ([, content, sent]) => {
  const say = story("say", { keywords: ["say"] }).handle(() => text("?", { on: { tock: [tockMessage(content)] } }));
  await using tock = await startTockServer({}, {}, {}, { bot: createBot({ stories: [say], fallback: () => "?" }) });
  const { responses } = await tock.client.send({ query: "say", sourceWithContent: true });
  expect(responses).toEqual([{ ...always, ...sent }]);
});

/** Section 2, "what a click sends": each row's body, and what the bot makes of it. Before, the buttons were shown. */
test.for([
  ["quick_reply with payload", { payload: "weather?city=Lyon" }, "Sunny in Lyon (en)"],
  ["quick_reply with payload, Vue: its title", { query: "Lyon" }, "Sunny in Lyon (en)"],
  ["quick_reply with nlpText", { query: "more of it" }, "echo: more of it"],
  ["quick_reply with nlpText, Vue or after a reload: its title", { query: "More" }, "echo: more of it"],
  ["quick_reply, title only", { query: "Less" }, "echo: Less"],
  ["postback with payload", { payload: "weather?city=Paris" }, "Sunny in Paris (en)"],
  ["postback, Vue: its title", { query: "Paris" }, "Sunny in Paris (en)"],
] as const)("section 2, a click: %s", async ([, body, said]) => {
  await using tock = await startTockServer();
  await tock.client.ask("buttons");
  expect(tockTexts(await tock.client.send(body))).toEqual([said]);
});

test("section 1: the path may be the one of Tock, also for its stream; an id that is not URL-encoded is the same person's", async () => {
  await using tock = await startTockServer({}, { path: "/io/app/my-bot/web" });
  const client = new TockClient(`http://localhost:${tock.server.port}/io/app/my-bot/web`, "M3X@é:K7'q");
  using stream = await client.stream();
  await stream.next();
  expect(tockTexts(await client.ask("hello"))).toEqual(["echo: hello"]);
  expect(tockTexts(await stream.message())).toEqual(["echo: hello"]);
});

test("section 2, userId: required where the page says who it is", async () => {
  await using tock = await startTockServer();
  const { status, body } = await tock.client.post({ query: "hello" });
  expect([status, body.code, body.detail]).toEqual([400, "invalid_request", "userId: is missing"]);
});

test("section 6: an event is one line of data, without id and retry, whatever a text holds", async () => {
  await using tock = await startTockServer();
  using stream = await tock.client.stream();
  await stream.next();
  const words = "one\nid: 7\n\nevent: ping\r\ndata: 1\u2028end";
  await tock.client.ask(words);
  const event = await stream.next();
  expect(Object.keys(event ?? {})).toEqual(["event", "data"]);
  expect(JSON.parse(event?.data ?? "")).toMatchObject({ responses: [{ text: `echo: ${words}` }] });
});

test("section 11: extra headers of the kits pass the preflight", async () => {
  await using tock = await startTockServer();
  // The star stands for all names but `Authorization`.
  const asked = "content-type,x-requested-with,x-of-the-page,authorization";
  const { status, headers } = await fetch(tock.base, {
    method: "OPTIONS",
    headers: {
      Origin: "https://shop.example",
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": asked,
    },
  });
  const allowed = (headers.get("access-control-allow-headers") ?? "").toLowerCase().split(/,\s*/);
  expect([
    status,
    asked.split(",").filter((name) => !allowed.includes(name) && (name === "authorization" || !allowed.includes("*"))),
  ]).toEqual([204, []]);
});
