import { messageSchema } from "@causerie/protocol";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { Json } from "#channel/json.ts";
import { encodeLink } from "#channel/message/link.ts";
import type { BotMessage, FormField } from "#channel/message/message.ts";
import { render } from "./render.ts";

const plain = { buttons: [], quickReplies: [] };

test("the web shows a neutral message without a loss", () => {
  const message: BotMessage = {
    type: "carousel",
    cards: [
      {
        title: "Lamp",
        subtitle: "Warm",
        image: { url: "https://shop.example/lamp.png", alt: "A lamp" },
        buttons: [{ type: "url", label: "Buy", url: "http://shop.example/lamp" }],
      },
    ],
    quickReplies: [{ type: "text", label: "More", imageUrl: "https://shop.example/more.png" }],
  };
  expect(render(message)).toEqual({ payloads: [message], losses: [] });
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "//evil.test/x",
  "/relative",
  "https:evil",
  "https://",
  "",
])("an address that is not of the web (%o) never reaches a page, and its loss is named", (url) => {
  const card = { title: "T", image: { url, alt: "" }, buttons: [{ type: "url" as const, label: "Go", url }] };
  const reply = { type: "text" as const, label: "Yes", imageUrl: url };
  expect(render({ type: "text", text: "t", buttons: card.buttons, quickReplies: [reply] })).toEqual({
    payloads: [{ type: "text", text: "t", buttons: [], quickReplies: [{ type: "text", label: "Yes" }] }],
    losses: [
      { rule: "image_dropped", detail: "quick reply 1: its url must begin with https:// or http://" },
      { rule: "button_dropped", detail: "button 1: its url must begin with https://, http://, mailto: or tel:" },
    ],
  });
  expect(render({ type: "carousel", cards: [{ title: "a", buttons: [] }, card], quickReplies: [] })).toEqual({
    payloads: [
      {
        type: "carousel",
        cards: [
          { title: "a", buttons: [] },
          { title: "T", buttons: [] },
        ],
        quickReplies: [],
      },
    ],
    losses: [
      {
        rule: "button_dropped",
        detail: "card 2, button 1: its url must begin with https://, http://, mailto: or tel:",
      },
      { rule: "image_dropped", detail: "card 2: its url must begin with https:// or http://" },
    ],
  });
});

test.each(["tel:+49301234567", "tel:030-1234;ext=5", "mailto:fares@shop.example?subject=Hello%20there"])(
  "a button may begin a call or a mail: %s",
  (url) => {
    const message: BotMessage = {
      type: "text",
      text: "t",
      buttons: [{ type: "url", label: "Reach us", url }],
      quickReplies: [],
    };
    expect(render(message)).toEqual({ payloads: [message], losses: [] });
  },
);

test("media that cannot be shown becomes the text that stands for it", () => {
  const media = { kind: "image" as const, url: "/lamp.png", alt: "A lamp" };
  expect(render({ type: "media", media, ...plain })).toEqual({
    payloads: [{ type: "text", text: "A lamp", ...plain }],
    losses: [{ rule: "media_dropped", detail: "media: its url must begin with https:// or http://" }],
  });
  expect(render({ type: "media", media, caption: "Look", ...plain }).payloads).toEqual([
    { type: "text", text: "Look", ...plain },
  ]);
});

test("captions of a film whose address cannot be opened are left out, and the film is shown", () => {
  const captions = [
    { url: "https://a.example/x.vtt", language: "en", label: "English" },
    { url: "javascript:alert(1)", language: "fr", label: "Français" },
  ];
  const media = { kind: "video" as const, url: "https://a.example/x.mp4", alt: "Boarding" };
  expect(render({ type: "media", media: { ...media, captions }, ...plain })).toEqual({
    payloads: [{ type: "media", media: { ...media, captions: captions.slice(0, 1) }, ...plain }],
    losses: [{ rule: "captions_dropped", detail: "captions 2: its url must begin with https:// or http://" }],
  });
});

test("an author's own form for the web is used when it is a message of the protocol, and checked like any other", () => {
  const native = (payload: unknown, ...others: unknown[]): BotMessage => ({
    type: "text",
    text: "neutral",
    ...plain,
    on: { web: [payload, ...others].map((one) => ({ channel: "web", payload: one })), messenger: [] },
  });
  expect(render(native({ type: "text", text: "for the web", ...plain }))).toEqual({
    payloads: [{ type: "text", text: "for the web", ...plain }],
    losses: [],
  });
  const evil = {
    type: "text",
    text: "x",
    buttons: [{ type: "url", label: "Go", url: "javascript:1" }],
    quickReplies: [],
  };
  expect(render(native(evil)).payloads).toEqual([{ type: "text", text: "x", ...plain }]);
  expect(render(native({ type: "hologram" }))).toEqual({
    payloads: [{ type: "text", text: "neutral", ...plain }],
    losses: [{ rule: "native_invalid", detail: "the native of web is no message of the protocol" }],
  });
  expect(
    render(native({ type: "text", text: "one", ...plain }, { type: "text", text: "two", ...plain })).losses,
  ).toEqual([{ rule: "native_dropped", detail: "all native payloads of web except the first" }]);
});

test("whatever is rendered is a message of the protocol, without the forms of other channels", () => {
  const message: BotMessage = {
    type: "text",
    text: "t",
    ...plain,
    on: { messenger: [{ channel: "messenger", payload: 1 }] },
  };
  const [payload] = render(message).payloads;
  expect(payload).toEqual({ type: "text", text: "t", ...plain });
  expect(v.is(messageSchema, payload)).toBe(true);
});

test("a list, a location, a form and a custom message are shown as they are, without the delay", () => {
  const link = encodeLink("fares");
  const footnotes = [{ title: "Rules", url: "https://shop.example/rules", excerpt: "Once a year" }];
  const metadata = { TOPIC: "<b>trains</b>" };
  const shared = { quickReplies: [], footnotes, alt: "In short", speak: "Said aloud", metadata };
  const messages: BotMessage[] = [
    { type: "list", text: "Which?", items: [{ label: "A", description: "First", link }], ...shared },
    {
      type: "location",
      location: {
        title: "Shop",
        address: "1 High Street",
        latitude: 50.6,
        longitude: 3.06,
        url: "https://maps.example/",
      },
      buttons: [],
      ...shared,
    },
    {
      type: "form",
      text: "Who?",
      fields: [
        { kind: "email", name: "email", label: "E-mail", required: true, hint: "Never shared", value: "a@b.example" },
        { kind: "choice", name: "size", label: "Size", required: false, options: [{ label: "Small", value: "s" }] },
      ],
      submit: { label: "Send", link },
      ...shared,
    },
    { type: "custom", name: "seat-map", data: { coach: 12, free: ["12A", null] }, ...shared, alt: "Coach 12" },
  ];
  for (const message of messages) {
    expect(render({ ...message, delay: 500 })).toEqual({ payloads: [message], losses: [] });
  }
});

test("a source keeps its title when its address is not of the web; without any words it is left out", () => {
  const footnotes = [
    { title: "Rules", url: "javascript:alert(1)" },
    { title: " ", url: "https://shop.example/rules" },
    { title: "", url: "data:text/html,x" },
  ];
  expect(render({ type: "text", text: "t", ...plain, footnotes })).toEqual({
    payloads: [
      {
        type: "text",
        text: "t",
        ...plain,
        footnotes: [{ title: "Rules" }, { title: "https://shop.example/rules", url: "https://shop.example/rules" }],
      },
    ],
    losses: [
      { rule: "url_dropped", detail: "footnote 1: its url must begin with https:// or http://" },
      { rule: "url_dropped", detail: "footnote 3: its url must begin with https:// or http://" },
      { rule: "footnote_dropped", detail: "footnote 3: it has no title" },
    ],
  });
});

test("an item that could not be tapped is left out, and its picture when it is not of the web", () => {
  const items = [
    { label: "Too far", link: encodeLink("x", { text: "n".repeat(4000) }) },
    { label: "", imageUrl: "//evil.test/x.png", link: encodeLink("fares") },
  ];
  expect(render({ type: "list", text: "Which?", items, quickReplies: [] })).toEqual({
    payloads: [{ type: "list", text: "Which?", items: [{ label: "…", link: "fares" }], quickReplies: [] }],
    losses: [
      { rule: "item_dropped", detail: "item 1: its link must have 1 to 4000 characters" },
      { rule: "image_dropped", detail: "item 2: its url must begin with https:// or http://" },
      { rule: "label_missing", detail: "item 2" },
    ],
  });
});

test.each([
  [Number.NaN, 0],
  [0, Number.POSITIVE_INFINITY],
  [90.001, 0],
  [0, -1e300],
  // What the log makes of a number that is none.
  [null as unknown as number, 0],
])("a location that no map has (%s, %s) is shown in words, with its alt if it has one", (latitude, longitude) => {
  const location = { title: "Shop", address: "1 High Street", latitude, longitude, url: "https://maps.example/x" };
  const buttons: [] = [];
  const toMap = { type: "url", label: "Shop", url: "https://maps.example/x" };
  const losses = [
    { rule: "map_dropped", detail: "location: its latitude must be -90 to 90, its longitude -180 to 180" },
  ];
  expect(render({ type: "location", location, buttons, quickReplies: [] })).toEqual({
    payloads: [{ type: "text", text: "Shop\n1 High Street", buttons: [toMap], quickReplies: [] }],
    losses,
  });
  expect(render({ type: "location", location, buttons, quickReplies: [], alt: "In the High Street" }).payloads).toEqual(
    [{ type: "text", text: "In the High Street", buttons: [toMap], quickReplies: [] }],
  );
});

test("a form offers only fields that can be sent, and is its text when it leads nowhere", () => {
  const field = { kind: "text", label: "L", required: false } as const;
  const fields: FormField[] = [
    { ...field, name: "a" },
    { ...field, name: "a" },
    { ...field, name: "_step" },
    { ...field, name: "", label: "" },
    { kind: "choice", name: "c", label: "", required: true, options: [] },
    { kind: "choice", name: "d", label: "x".repeat(501), required: true, options: [{ label: "", value: "v" }] },
  ];
  const link = encodeLink("fares");
  const form = { type: "form" as const, text: "Who?", fields, submit: { label: "", link }, quickReplies: [] };
  expect(render(form)).toEqual({
    payloads: [
      {
        ...form,
        fields: [
          { ...field, name: "a" },
          {
            kind: "choice",
            name: "d",
            label: `${"x".repeat(499)}…`,
            required: true,
            options: [{ label: "…", value: "v" }],
          },
        ],
        submit: { label: "…", link },
      },
    ],
    losses: [
      { rule: "label_missing", detail: "submit" },
      { rule: "field_dropped", detail: "field 2: another field has its name" },
      { rule: "field_dropped", detail: "field 3: its name must not be empty or begin with _" },
      { rule: "field_dropped", detail: "field 4: its name must not be empty or begin with _" },
      { rule: "field_dropped", detail: "field 5: it must have options to choose from" },
      { rule: "label_shortened", detail: "field 6" },
      { rule: "label_missing", detail: "field 6, option 1" },
    ],
  });
  const nowhere = encodeLink("x", { text: "n".repeat(4000) });
  expect(render({ ...form, fields: [], submit: { label: "Send", link: nowhere } })).toEqual({
    payloads: [{ type: "text", text: "Who?", ...plain }],
    losses: [{ rule: "form_dropped", detail: "submit: its link must have 1 to 4000 characters" }],
  });
});

test("a field keeps no bounds that nobody could keep, and leads to no page that is unsafe", () => {
  const part = { name: "a", label: "L", required: true };
  const page = { label: "", url: "https://a.example" };
  const fields: FormField[] = [
    { ...part, kind: "date", name: "a", min: "2027-02-30" },
    { ...part, kind: "time", name: "b", min: "09:00", max: "18:00" },
    { ...part, kind: "rating", name: "c", max: 1 },
    { ...part, kind: "consent", name: "d", page: { label: "Terms", url: "javascript:alert(1)" } },
    { ...part, kind: "consent", name: "e", page },
  ];
  const submit = { label: "Send", link: encodeLink("fares") };
  expect(render({ type: "form", text: "", fields, submit, quickReplies: [] })).toMatchObject({
    payloads: [
      {
        fields: [
          { ...part, kind: "date" },
          { ...part, kind: "time", name: "b", min: "09:00", max: "18:00" },
          { ...part, kind: "consent", name: "d" },
          { ...part, kind: "consent", name: "e", page: { label: "…", url: "https://a.example" } },
        ],
      },
    ],
    losses: [
      { rule: "bounds_dropped", detail: "field 1: its min and max must be days, as 2027-01-31, in this order" },
      { rule: "field_dropped", detail: "field 3: its max must be a whole number from 2 to 10" },
      { rule: "url_dropped", detail: expect.stringContaining("field 4, page: ") },
      { rule: "label_missing", detail: "field 5, page" },
    ],
  });
});

const loop: { again?: unknown } = {};
loop.again = loop;
let nest: unknown = 1;
for (let depth = 0; depth < 65; depth += 1) nest = [nest];
let abyss: unknown = 1;
for (let depth = 0; depth < 20_000; depth += 1) abyss = [abyss];

test.each<[what: string, data: unknown, problem: string]>([
  ["too much", "x".repeat(32 * 1024 - 1), "it must have at most 32768 bytes"],
  ["too many bytes", "é".repeat(16_384), "it must have at most 32768 bytes"],
  ["a loop", loop, "it must be plain JSON"],
  ["a bigint", { seats: 1n }, "it must be plain JSON"],
  ["nothing", undefined, "it must be plain JSON"],
  ["an abyss", abyss, "it must be plain JSON"],
  ["a nest", nest, "it must not be nested deeper than 64"],
])("custom data that is %s becomes the words that stand for it", (_what, data, problem) => {
  const message: BotMessage = { type: "custom", name: "map", data: data as Json, alt: "Coach 12", quickReplies: [] };
  expect(render(message)).toEqual({
    payloads: [{ type: "text", text: "Coach 12", ...plain }],
    losses: [{ rule: "custom_replaced", detail: `data: ${problem}` }],
  });
});

test("custom data at the bound is shown, and what JSON leaves out is left out", () => {
  const show = (data: unknown) =>
    render({ type: "custom", name: "map", data: data as Json, alt: "", quickReplies: [] }).payloads;
  const most = "x".repeat(32 * 1024 - 2);
  expect(show(most)).toEqual([{ type: "custom", name: "map", data: most, alt: "", quickReplies: [] }]);
  expect(show({ at: new Date(0), run: () => 1, none: undefined })).toStrictEqual([
    { quickReplies: [], type: "custom", name: "map", data: { at: "1970-01-01T00:00:00.000Z" }, alt: "" },
  ]);
});

test("metadata is data: it passes as it is, with a rating too, and too much of the author's own is left out by name", () => {
  const metadata = { TOPIC: "<img src=x onerror=alert(1)>" };
  const said: BotMessage = { type: "text", text: "How was it?", buttons: [], quickReplies: [], metadata };
  expect(render(said).payloads).toEqual([said]);
  const [asked] = render({ ...said, rating: { question: "trip", scale: "stars" } }).payloads;
  expect(asked).toMatchObject({ type: "custom", name: "causerie.rating", metadata });
  const payload = { ...said, metadata: { TOPIC: "x".repeat(1001) } };
  const own = render({ ...said, on: { web: [{ channel: "web", payload }] } });
  expect(own.payloads).toEqual([{ type: "text", text: "How was it?", buttons: [], quickReplies: [] }]);
  expect(own.losses.map(({ rule }) => rule)).toEqual(["metadata_dropped"]);
});

test("a button keeps what is safe: a picture over https, a target without a name, a window of a size that there is", () => {
  const url = "https://shop.example/";
  const image = "https://shop.example/a.png";
  const payload = {
    type: "text",
    text: "t",
    quickReplies: [],
    buttons: [
      { type: "url", label: "A", url, imageUrl: image, target: "_self" },
      { type: "url", label: "B", url, imageUrl: "http://shop.example/a.png", target: "somebody" },
      { type: "url", label: "C", url, imageUrl: "data:image/png;base64,AA", window: { width: 1e9, height: 1 } },
      { type: "url", label: "D", url, window: { width: 400, height: 500 }, target: "_top" },
    ],
  };
  const { payloads, losses } = render({
    type: "text",
    text: "t",
    buttons: [],
    quickReplies: [],
    on: { web: [{ channel: "web", payload }] },
  });
  expect(payloads).toMatchObject([
    {
      buttons: [
        { type: "url", label: "A", url, imageUrl: image, target: "_self" },
        { type: "url", label: "B", url },
        { type: "url", label: "C", url },
        { type: "url", label: "D", url, window: { width: 400, height: 500 } },
      ],
    },
  ]);
  expect(JSON.stringify(payloads)).not.toMatch(/http:|data:|somebody|_top|1000000000/);
  expect(losses.map(({ rule, detail }) => `${rule} ${detail.slice(0, 8)}`)).toEqual([
    "image_dropped button 2",
    "image_dropped button 3",
    "window_dropped button 3",
  ]);
});
