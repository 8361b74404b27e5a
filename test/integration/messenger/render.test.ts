import { expect, test } from "vitest";
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
import { messengerMessage } from "@causerie/server/connectors/messenger/render/native.ts";
import { webMessage } from "@causerie/server/connectors/web/render/native.ts";
import { createPayloads, readAction } from "@causerie/server/connectors/messenger/payload.ts";
import { render as renderMessage } from "@causerie/server/connectors/messenger/render/render.ts";
import type { SendMessage } from "@causerie/server/connectors/messenger/send/send-api.ts";
import { collectTokens } from "#support/messenger/collect-tokens.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));
const to = encodeLink("fares");
const payload = payloads.write({ type: "link", link: to }) ?? "";
const tokens = collectTokens();
const render = (message: BotMessage) => {
  const { payloads: rendered, losses } = renderMessage(message, payloads, tokens.toToken);
  return { payloads: rendered as SendMessage[], losses };
};
const replies = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `Choice ${index + 1}`, to }));

function shape(message: SendMessage): string {
  const replies = message.quick_replies === undefined ? "" : ` + ${message.quick_replies.length} replies`;
  const { attachment } = message;
  if (attachment === undefined) return `text ${message.text?.length}${replies}`;
  if (attachment.type !== "template") return `${attachment.type}${replies}`;
  const template = attachment.payload;
  if (template.template_type === "button") return `"${template.text}" ${template.buttons.length} buttons${replies}`;
  if (template.template_type === "generic") return `${template.elements.length} cards${replies}`;
  return template.template_type;
}

const shapes = (message: BotMessage): string[] => render(message).payloads.map(shape);
const rules = (message: BotMessage): string[] => render(message).losses.map(({ rule, detail }) => `${rule}: ${detail}`);

test("a text with quick replies is one message", () => {
  const message = text("Which colour?", { quickReplies: [{ label: "Red", to, imageUrl: "https://a.example/r.png" }] });
  expect(render(message)).toEqual({
    payloads: [
      {
        text: "Which colour?",
        quick_replies: [{ content_type: "text", title: "Red", payload, image_url: "https://a.example/r.png" }],
      },
    ],
    losses: [],
  });
});

test("a text with up to three buttons is a button template", () => {
  const buttons = [
    { label: "Book", to },
    { label: "Our site", url: "https://a.example/" },
  ];
  expect(render(text("And now?", { buttons }))).toEqual({
    payloads: [
      {
        attachment: {
          type: "template",
          payload: {
            template_type: "button",
            text: "And now?",
            buttons: [
              { type: "postback", title: "Book", payload },
              { type: "web_url", title: "Our site", url: "https://a.example/" },
            ],
          },
        },
      },
    ],
    losses: [],
  });
});

test("a long text is several bubbles, and its quick replies stand under the last one", () => {
  const message = text("A sentence of some words. ".repeat(200), { quickReplies: replies(2) });
  expect(shapes(message)).toEqual(["text 1975", "text 1975", "text 1247 + 2 replies"]);
  expect(rules(message)).toEqual(["text_split: text, 3 parts"]);
});

test("of a text too long for a button template the end stands with the buttons", () => {
  const message = text(`${"A sentence of some words. ".repeat(50)}\n\nWhich one?`, {
    buttons: [{ label: "Book", to }],
  });
  expect(shapes(message)).toEqual(["text 1299", '"Which one?" 1 buttons']);
});

test("more than three buttons: those to stories join the quick replies, those to pages stay", () => {
  const buttons = [...replies(3), { label: "Site", url: "https://a.example" }];
  const message = text("Well?", { buttons, quickReplies: replies(2) });
  expect(shapes(message)).toEqual(['"Well?" 1 buttons + 5 replies']);
  expect(rules(message)).toEqual(["buttons_as_quick_replies: 3 buttons"]);
});

test("buttons that find no room among the quick replies follow by threes", () => {
  const message = text("Well?", { buttons: replies(7), quickReplies: replies(7) });
  expect(shapes(message)).toEqual(['"Well?" 3 buttons', '"…" 3 buttons', '"…" 1 buttons + 7 replies']);
  expect(rules(message)).toEqual(["buttons_split: 7 buttons"]);
});

test("quick replies beyond thirteen become buttons above the others", () => {
  const message = text("Well?", { quickReplies: replies(17) });
  expect(shapes(message)).toEqual(["text 5", '"…" 3 buttons', '"…" 1 buttons + 13 replies']);
  expect(rules(message)).toEqual(["quick_replies_as_buttons: quick replies from 14 on"]);
});

test("a long label is cut on the button and whole in the payload", () => {
  const label = "Show me all the fares of winter";
  const [first] = render(text("Well?", { quickReplies: [{ label, to }] })).payloads;
  const reply = first?.quick_replies?.[0];
  if (reply?.content_type !== "text") throw new Error("expected a quick reply");
  expect(reply.title).toBe("Show me all the far…");
  expect(payloads.read(reply.payload)).toEqual({ type: "link", link: to, label });
});

test("a choice whose link Meta has no room for carries a token that stands for it, and nothing is lost", () => {
  const link = encodeLink("book", { note: "x".repeat(900) });
  const { payloads: sent, losses } = render(text("Well?", { buttons: [{ label: "Book", to: link }] }));
  const payload = expect.stringMatching(/^t1\.[A-Za-z0-9_-]{22}$/) as string;
  const buttons = [{ type: "postback", title: "Book", payload }];
  expect(sent).toEqual([
    { attachment: { type: "template", payload: { template_type: "button", text: "Well?", buttons } } },
  ]);
  expect(losses).toEqual([]);
  expect(actionsOf(sent)).toEqual([{ type: "link", link }]);
});

/** What the tokens of a rendered message stand for. */
function actionsOf(sent: readonly SendMessage[]): unknown[] {
  const found = JSON.stringify(sent).matchAll(/"t1\.([A-Za-z0-9_-]{22})"/g);
  return Array.from(found, ([, token = ""]) => readAction(tokens.values.get(token) ?? ""));
}

test("an address that Meta would refuse is left out and named, and the rest is sent", () => {
  const buttons = [
    { label: "Here", url: "/fares" },
    { label: "Run", url: "javascript:alert(1)" },
    { label: "Book", to },
  ];
  const message = text("Well?", { buttons });
  expect(shapes(message)).toEqual(['"Well?" 1 buttons']);
  expect(rules(message)).toEqual(["address_refused: button 1", "address_refused: button 2"]);
});

test("a card is a generic template; without picture and buttons it is a text", () => {
  const picture = { url: "https://a.example/a.png", alt: "A" };
  expect(
    render(card({ title: "T", subtitle: "S", image: picture, buttons: [{ label: "Book", to }] })).payloads,
  ).toEqual([
    {
      attachment: {
        type: "template",
        payload: {
          template_type: "generic",
          elements: [
            {
              title: "T",
              subtitle: "S",
              image_url: "https://a.example/a.png",
              buttons: [{ type: "postback", title: "Book", payload }],
            },
          ],
        },
      },
    },
  ]);
  expect(render(card({ title: "T", subtitle: "S" }))).toEqual({ payloads: [{ text: "T\nS" }], losses: [] });
});

test("a card's words beyond eighty characters stand whole before it, and its fourth button follows it", () => {
  const message = card({ title: "Winter", subtitle: "Snow and sun. ".repeat(8), buttons: replies(4) });
  expect(shapes(message)).toEqual(["text 118", "1 cards", '"Winter" 1 buttons']);
  expect(rules(message)).toEqual(["card_text_moved: card", "buttons_split: card, 1 buttons"]);
});

test("a carousel of more than ten cards becomes several, and a card with only a title becomes a text", () => {
  const cards = Array.from({ length: 12 }, (_, index) => ({ title: `T${index}`, subtitle: "S" }));
  expect(shapes(carousel(cards, { quickReplies: replies(1) }))).toEqual(["10 cards", "2 cards + 1 replies"]);
  const mixed = carousel([{ title: "A", subtitle: "S" }, { title: "B" }, { title: "C", subtitle: "S" }]);
  expect(shapes(mixed)).toEqual(["1 cards", "text 1", "1 cards"]);
  expect(rules(mixed)).toEqual(["card_as_text: card 2"]);
});

test("a picture goes by its address, then its caption with the buttons", () => {
  const message = image("https://a.example/a.png", {
    alt: "A map",
    caption: "The map",
    buttons: [{ label: "Book", to }],
  });
  expect(render(message).payloads[0]).toEqual({
    attachment: { type: "image", payload: { url: "https://a.example/a.png" } },
  });
  expect(shapes(message)).toEqual(["image", '"The map" 1 buttons']);
  expect(shapes(image("https://a.example/a.png", { alt: "", quickReplies: replies(1) }))).toEqual([
    "image + 1 replies",
  ]);
});

test("a picture that Meta could not fetch is described in words", () => {
  const message = image("map.png", { alt: "A map" });
  expect(render(message)).toEqual({
    payloads: [{ text: "A map" }],
    losses: [{ rule: "address_refused", detail: "media" }],
  });
  expect(rules(file("https://a.example/x", { alt: "", name: "fares.pdf" }))).toEqual(["file_name_dropped: media"]);
});

test("captions of a film have no place in Messenger, which is said", () => {
  const captions = [{ url: "https://a.example/x.vtt", language: "en", label: "English" }];
  const message = video("https://a.example/x.mp4", { alt: "", captions });
  expect(rules(message)).toEqual(["captions_dropped: media"]);
  expect(render(message).payloads).toEqual([
    { attachment: { type: "video", payload: { url: "https://a.example/x.mp4" } } },
  ]);
});

test("blank text is never sent, except as the ground that choices need", () => {
  expect(render(text(" \n "))).toEqual({ payloads: [], losses: [{ rule: "text_missing", detail: "message" }] });
  expect(shapes(text("", { quickReplies: replies(2) }))).toEqual(["text 1 + 2 replies"]);
  expect(shapes(text("", { buttons: replies(2) }))).toEqual(['"…" 2 buttons']);
});

test("a story's own Messenger message is sent as it is", () => {
  const coupon = messengerMessage({
    attachment: { type: "template", payload: { template_type: "coupon", title: "20 % off", coupon_code: "SNOW20" } },
  });
  const onTheWeb = webMessage({ type: "text", text: "On the web", buttons: [], quickReplies: [] });
  const message = text("Your code: SNOW20", { quickReplies: replies(2), on: { messenger: [coupon] } });
  expect(render(message)).toEqual({ payloads: [coupon.payload], losses: [] });
  expect(shapes(text("On the web", { on: { web: [onTheWeb] } }))).toEqual(["text 10"]);
});

test("when Meta would refuse one of them, the person gets the neutral message instead", () => {
  const good = messengerMessage({ text: "one" });
  const bad = messengerMessage({ text: "x".repeat(2001) });
  const message = text("neutral", { on: { messenger: [good, bad, { channel: "messenger", payload: undefined }] } });
  expect(render(message)).toEqual({
    payloads: [{ text: "neutral" }],
    losses: [{ rule: "native_refused", detail: "messenger messages 2, 3" }],
  });
});

const items = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, index) => ({ label: `Item ${index + 1}`, to, ...more }));

test("a list of up to thirteen is a text with quick replies; what describes the items stands in the text", () => {
  const imageUrl = "https://a.example/i.png";
  expect(render(list("Where?", items(1, { imageUrl }), { quickReplies: replies(1) }))).toEqual({
    payloads: [
      {
        text: "Where?",
        quick_replies: [
          { content_type: "text", title: "Item 1", payload, image_url: imageUrl },
          { content_type: "text", title: "Choice 1", payload },
        ],
      },
    ],
    losses: [],
  });
  const described = list("Where?", [{ label: "Lille", description: "In the **north**", to }, ...items(12)]);
  expect(shapes(described)).toEqual(["text 29 + 13 replies"]);
  expect(render(described).payloads[0]?.text).toBe("Where?\n\n• Lille: In the north");
  expect(rules(described)).toEqual(["description_moved: item 1"]);
});

test("a longer list is cards to swipe through, three items to a card under their numbers", () => {
  const message = list("Where?", items(14), { quickReplies: replies(2) });
  expect(shapes(message)).toEqual(["text 6", "5 cards + 2 replies"]);
  expect(rules(message)).toEqual(["list_as_cards: 14 items"]);
  const attachment = render(message).payloads[1]?.attachment;
  if (attachment?.type !== "template" || attachment.payload.template_type !== "generic") throw new Error("no cards");
  expect(attachment.payload.elements.map(({ title }) => title)).toEqual(["1–3", "4–6", "7–9", "10–12", "13–14"]);
  expect(attachment.payload.elements.at(-1)?.buttons).toEqual([
    { type: "postback", title: "Item 13", payload },
    { type: "postback", title: "Item 14", payload },
  ]);
  expect(shapes(list("Where?", items(31)))).toEqual(["text 6", "10 cards", "1 cards"]);
});

test("items with pictures, descriptions or long labels have a card each", () => {
  const message = list("Where?", items(14, { description: "By the sea", imageUrl: "https://a.example/i.png" }));
  expect(shapes(message)).toEqual(["text 6", "10 cards", "4 cards"]);
  expect(rules(message)).toEqual(["list_as_cards: 14 items", "carousel_split: 14 cards"]);
  const long = list("", [...items(13), { label: "A label longer than a button", to }]);
  expect(shapes(long)).toEqual(["10 cards", "4 cards"]);
  expect(rules(long)).toContain("label_shortened: item 14");
});

test("an item whose link Meta has no room for carries a token, in a short list and in a long one", () => {
  const far = { label: "Far", to: encodeLink("book", { note: "x".repeat(900) }) };
  const one = list("Where?", [far]);
  const many = list("Where?", [...items(13), far]);
  expect(shapes(one)).toEqual(["text 6 + 1 replies"]);
  expect(rules(one)).toEqual([]);
  expect(shapes(many)).toEqual(["text 6", "5 cards"]);
  expect(rules(many)).toEqual(["list_as_cards: 14 items"]);
  for (const message of [one, many])
    expect(actionsOf(render(message).payloads)).toEqual([{ type: "link", link: far.to }]);
});

test("a location becomes a card with a button that opens a map", () => {
  const spot = { title: "Lost property", address: "12 rue du Port", latitude: 43.2965, longitude: 5.3698 };
  const map = "https://www.openstreetmap.org/?mlat=43.296500&mlon=5.369800#map=17/43.296500/5.369800";
  const element = (url: string) => ({
    title: "Lost property",
    subtitle: "12 rue du Port",
    buttons: [
      { type: "web_url", title: "📍 Lost property", url },
      { type: "postback", title: "Book", payload },
    ],
  });
  const template = (url: string) => ({
    attachment: { type: "template", payload: { template_type: "generic", elements: [element(url)] } },
  });
  const buttons = [{ label: "Book", to }];
  expect(render(location(spot, { buttons }))).toEqual({ payloads: [template(map)], losses: [] });
  const own = "https://maps.example/x";
  expect(render(location({ ...spot, url: own }, { buttons }))).toEqual({ payloads: [template(own)], losses: [] });
  expect(render(location({ ...spot, url: "maps:x" }, { buttons }))).toEqual({
    payloads: [template(map)],
    losses: [{ rule: "address_refused", detail: "location" }],
  });
});

test("a location that no map has is shown in words", () => {
  const spot = { title: "Nowhere", address: "1 High Street", latitude: Number.NaN, longitude: 0 };
  expect(render(location(spot))).toEqual({
    payloads: [{ text: "Nowhere\n1 High Street" }],
    losses: [{ rule: "map_dropped", detail: "location" }],
  });
  expect(render(location(spot, { alt: "Ask at the desk" })).payloads).toEqual([{ text: "Ask at the desk" }]);
});

test("a form is its text and a button to the story that asks for what is missing", () => {
  const fields = [field.text("name", "Name"), field.email("email", "E-mail")];
  expect(render(form("Where to?", { fields, submit: { label: "Go on", to } }))).toEqual({
    payloads: [
      {
        attachment: {
          type: "template",
          payload: {
            template_type: "button",
            text: "Where to?",
            buttons: [{ type: "postback", title: "Go on", payload }],
          },
        },
      },
    ],
    losses: [{ rule: "form_as_button", detail: "form, 2 fields" }],
  });
});

test("what a form asks consent to stays within reach, as a button to its page", () => {
  const page = { label: "Privacy", url: "https://a.example/privacy" };
  const fields = [field.rating("stars", "Stars"), field.consent("ok", "I agree", { page })];
  expect(render(form("Where to?", { fields, submit: { label: "Go on", to } }))).toMatchObject({
    payloads: [
      {
        attachment: {
          payload: {
            text: "Where to?",
            buttons: [
              { type: "postback", title: "Go on", payload },
              { type: "web_url", title: "Privacy", url: "https://a.example/privacy" },
            ],
          },
        },
      },
    ],
    losses: [{ rule: "form_as_button", detail: "form, 2 fields" }],
  });
});

test("a request for the location is left to the words, because Meta has none any more", () => {
  const quickReplies = [{ label: "Share my location", share: "location" as const }, { label: "Later" }];
  const { payloads: sent, losses } = render(text("Where are you? You may also write it.", { quickReplies }));
  expect(sent).toMatchObject([{ text: "Where are you? You may also write it.", quick_replies: [{ title: "Later" }] }]);
  expect(losses).toEqual([{ rule: "location_request_as_words", detail: "quick reply 1" }]);
});

test("a custom message shows its alt; the words for a voice and the delay are left out", () => {
  const message = custom("seat-map", { coach: 12 }, { alt: "Coach 12 is free", speak: "Twelve", delay: 500 });
  expect(render(message)).toEqual({
    payloads: [{ text: "Coach 12 is free" }],
    losses: [{ rule: "custom_replaced", detail: "custom" }],
  });
});

test("sources are numbered lines after the text, in a text of their own where there is no room or another kind", () => {
  const footnotes = [
    { title: "The\n**rules**", url: "https://a.example/rules" },
    { title: "Hearsay", excerpt: "They say" },
    { title: "Trap", url: "javascript:alert(1)" },
    { title: " ", url: "nowhere" },
  ];
  const lines = "[1] The rules https://a.example/rules\n[2] Hearsay\n[3] Trap";
  const withSources = text("Snow.", { footnotes, quickReplies: replies(1) });
  expect(render(withSources).payloads).toMatchObject([{ text: `Snow.\n\n${lines}`, quick_replies: [{}] }]);
  expect(rules(withSources)).toEqual([
    "excerpt_dropped: footnote 2",
    "address_refused: footnote 3",
    "address_refused: footnote 4",
    "text_missing: footnote 4",
  ]);
  expect(render(text("Snow.", { footnotes, buttons: replies(1) })).payloads[1]).toEqual({ text: lines });
  const long = text("x".repeat(1990), { footnotes });
  expect(shapes(long)).toEqual(["text 1990", `text ${lines.length}`]);
  expect(render(text("", { footnotes })).payloads).toEqual([{ text: lines }]);
});

test("a picture that Meta could not fetch shows its own words rather than its caption", () => {
  const message: BotMessage = { ...image("map.png", { alt: "A map", caption: "Look" }), alt: "The way: left" };
  expect(render(message).payloads).toEqual([{ text: "The way: left" }]);
});

test("pictures alone are an image grid of up to six, and words make them cards again", () => {
  const picture = (name: number) => ({ title: "", image: { url: `https://a.example/${name}.png`, alt: "" } });
  const gallery = (count: number) => carousel(Array.from({ length: count }, (_, index) => picture(index)));
  const sizes = (message: BotMessage) =>
    render(message).payloads.map(({ attachment }) =>
      attachment?.type === "template" && attachment.payload.template_type === "image_grid"
        ? attachment.payload.elements[0]?.images.length
        : attachment?.type,
    );
  expect(sizes(gallery(2))).toEqual([2]);
  expect(sizes(gallery(6))).toEqual([6]);
  expect(sizes(gallery(7))).toEqual([4, 3]);
  expect(sizes(gallery(13))).toEqual([5, 5, 3]);
  expect(rules(gallery(7))).toEqual(["gallery_split: 7 pictures"]);
  expect(rules(gallery(6))).toEqual([]);
  expect(sizes(carousel([picture(1), { ...picture(2), title: "Lille" }]))).toEqual(["template"]);
});
