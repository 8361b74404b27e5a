import { describe, expect, test } from "vitest";
import { GraphError } from "#api/graph-error.ts";
import type { JsonObject } from "./json.ts";
import { parseSend } from "./parse-send.ts";

const text = (length: number) => "x".repeat(length);
const list = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);
const toSend = (message: unknown, more: JsonObject = {}): JsonObject => ({
  recipient: { id: "1" },
  messaging_type: "RESPONSE",
  message,
  ...more,
});
const toTemplate = (payload: JsonObject) => toSend({ attachment: { type: "template", payload } });
const toReplies = (replies: unknown) => toSend({ text: "Which?", quick_replies: replies });
const toButtons = (buttons: unknown) => toTemplate({ template_type: "button", text: "And now?", buttons });
const toCards = (elements: unknown) => toTemplate({ template_type: "generic", elements });
const toMedia = (element: JsonObject) => toTemplate({ template_type: "media", elements: [element] });
const toGrid = (element: JsonObject) => toTemplate({ template_type: "image_grid", elements: [element] });

const reply = { content_type: "text", title: text(20), payload: text(1000) };
const postback = { type: "postback", title: text(20), payload: text(1000) };
const link = { type: "web_url", title: "Site", url: "https://a.example/" };
const card = { title: text(80), subtitle: text(80), buttons: list(3, postback) };
const image = { url: "https://a.example/a.png" };
const receipt = {
  template_type: "receipt",
  recipient_name: "Ana",
  order_number: "7",
  currency: "EUR",
  payment_method: "Visa",
  summary: { total_cost: 10 },
};
const feedback = {
  template_type: "customer_feedback",
  title: text(65),
  feedback_screens: [{ questions: [{ id: "q1", type: "csat" }] }],
  business_privacy: { url: "https://a.example/privacy" },
};
const omit = (object: JsonObject, key: string) => Object.fromEntries(Object.entries(object).filter(([k]) => k !== key));

describe("accepted", () => {
  test.each<[string, JsonObject]>([
    ["a text of exactly 2000", toSend({ text: text(2000) })],
    ["metadata of exactly 1000", toSend({ text: "a", metadata: text(1000) })],
    ["13 quick replies at their limits", toReplies(list(13, reply))],
    [
      "the e-mail and phone quick replies",
      toReplies([{ content_type: "user_email" }, { content_type: "user_phone_number" }]),
    ],
    ["quick replies under an image", toSend({ attachment: { type: "image", payload: image }, quick_replies: [reply] })],
    [
      "each kind of media by address",
      toSend({ attachment: { type: "audio", payload: { ...image, is_reusable: true } } }),
    ],
    ["media by id", toSend({ attachment: { type: "image", payload: { attachment_id: "1857777774821032" } } })],
    [
      "a button template at its limits",
      toTemplate({ template_type: "button", text: text(640), buttons: list(3, postback) }),
    ],
    ["a phone button", toButtons([{ type: "phone_number", title: "Call", payload: "+33123456789" }])],
    [
      "account linking and unlinking",
      toButtons([{ type: "account_link", url: "https://a.example" }, { type: "account_unlink" }]),
    ],
    ["a web view with extensions over https", toButtons([{ ...link, messenger_extensions: true }])],
    ["a carousel at its limits", toCards(list(10, card))],
    ["a card with a title and an image", toCards([{ title: "T", image_url: "https://a.example/a.png" }])],
    [
      "a card that opens a page",
      toCards([{ title: "T", default_action: { type: "web_url", url: "https://a.example" } }]),
    ],
    ["a media template by id", toMedia({ media_type: "image", attachment_id: "1", buttons: [link] })],
    [
      "a media template by Facebook address",
      toMedia({ media_type: "video", url: "https://www.facebook.com/p/videos/1" }),
    ],
    ["a grid of six images with one hero", toGrid({ images: [...list(5, image), { ...image, is_hero_image: true }] })],
    ["a coupon", toTemplate({ template_type: "coupon", title: text(80), coupon_code: "10OFF" })],
    ["a receipt", toTemplate(receipt)],
    ["a feedback form", toTemplate(feedback)],
    [
      "a feedback tag on a feedback form",
      { ...toTemplate(feedback), messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" },
    ],
    ["the tag of a human agent", toSend({ text: "a" }, { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" })],
    ["an update", toSend({ text: "a" }, { messaging_type: "UPDATE", notification_type: "NO_PUSH" })],
    ["typing", { recipient: { id: "1" }, sender_action: "typing_on" }],
    ["a reaction", { recipient: { id: "1" }, sender_action: "react", payload: { message_id: "m_1", reaction: "😊" } }],
  ])("%s", (_, body) => {
    expect(() => parseSend(body)).not.toThrow();
  });
});

const payload = "message[attachment][payload]";

describe("refused", () => {
  test.each<[string, JsonObject, string]>([
    [
      "a text over 2000",
      toSend({ text: text(2001) }),
      "Length of param message[text] must be less than or equal to 2000",
    ],
    ["an empty text", toSend({ text: "" }), "param message[text] must be non-empty."],
    ["a blank text", toSend({ text: " \n" }), "param message[text] must be non-empty."],
    [
      "text beside an attachment",
      toSend({ text: "a", attachment: { type: "image", payload: image } }),
      "Cannot send both text and attachment in one message",
    ],
    ["a message without content", toSend({ metadata: "a" }), "Must provide text or attachment in param message"],
    ["no message at all", toSend(undefined), "The parameter message is required"],
    [
      "an unknown key",
      toSend({ text: "a", preview: 1, type: 2 }),
      'Invalid keys "preview, type" were found in param "message".',
    ],
    [
      "metadata over 1000",
      toSend({ text: "a", metadata: text(1001) }),
      "Length of param message[metadata] must be less than or equal to 1000",
    ],
    ["no recipient", omit(toSend({ text: "a" }), "recipient"), "The parameter recipient is required"],
    [
      "a recipient of two kinds",
      { recipient: { user_ref: "u", comment_id: "c" }, messaging_type: "RESPONSE", message: { text: "a" } },
      'Invalid keys "comment_id" were found in param "recipient".',
    ],
    [
      "control that is not played",
      toSend({ text: "a" }, { thread_control: {} }),
      "The stand-in does not play thread_control yet",
    ],
    [
      "an action beside a message",
      toSend({ text: "a" }, { sender_action: "typing_on" }),
      "Cannot send both message and state",
    ],
    [
      "an unknown action",
      { recipient: { id: "1" }, sender_action: "wave" },
      "Param sender_action must be one of {typing_on, typing_off, mark_seen, react, unreact}",
    ],
    ["no messaging_type", omit(toSend({ text: "a" }), "messaging_type"), "The parameter messaging_type is required"],
    [
      "an unknown messaging_type",
      toSend({ text: "a" }, { messaging_type: "PROMO" }),
      "Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY}",
    ],
    [
      "an unknown notification_type",
      toSend({ text: "a" }, { notification_type: "LOUD" }),
      "Param notification_type must be one of {REGULAR, SILENT_PUSH, NO_PUSH}",
    ],
    [
      "MESSAGE_TAG without a tag",
      toSend({ text: "a" }, { messaging_type: "MESSAGE_TAG" }),
      "The parameter tag is required",
    ],
    ["a tag that never was", toSend({ text: "a" }, { messaging_type: "MESSAGE_TAG", tag: "FUN" }), "Invalid tag."],
    [
      "a tag without MESSAGE_TAG",
      toSend({ text: "a" }, { tag: "HUMAN_AGENT" }),
      "Param tag is only allowed with messaging_type MESSAGE_TAG",
    ],
    [
      "a feedback tag on a text",
      toSend({ text: "a" }, { messaging_type: "MESSAGE_TAG", tag: "CUSTOMER_FEEDBACK" }),
      "The tag CUSTOMER_FEEDBACK is only allowed with the customer_feedback template",
    ],
    [
      "14 quick replies",
      toReplies(list(14, reply)),
      "Length of param message[quick_replies] must be less than or equal to 13",
    ],
    ["an empty list of quick replies", toReplies([]), "param message[quick_replies] must be non-empty."],
    [
      "a long quick reply title",
      toReplies([reply, { ...reply, title: text(21) }]),
      "Length of param message[quick_replies][1][title] must be less than or equal to 20",
    ],
    [
      "a long quick reply payload",
      toReplies([{ ...reply, payload: text(1001) }]),
      "Length of param message[quick_replies][0][payload] must be less than or equal to 1000",
    ],
    [
      "a quick reply without a title",
      toReplies([omit(reply, "title")]),
      "The parameter message[quick_replies][0][title] is required",
    ],
    [
      "the location quick reply",
      toReplies([{ content_type: "location" }]),
      "Param message[quick_replies][0][content_type] must be one of {text, user_phone_number, user_email}",
    ],
    [
      "a quick reply icon without http",
      toReplies([{ ...reply, image_url: "a.png" }]),
      "Param message[quick_replies][0][image_url] should represent a valid URL",
    ],
    [
      "an unknown attachment",
      toSend({ attachment: { type: "location", payload: {} } }),
      "Param message[attachment][type] must be one of {image, video, audio, file, template}",
    ],
    [
      "media without http",
      toSend({ attachment: { type: "image", payload: { url: "file:///a.png" } } }),
      `Param ${payload}[url] should represent a valid URL`,
    ],
    [
      "a relative address",
      toSend({ attachment: { type: "image", payload: { url: "/a.png" } } }),
      `Param ${payload}[url] should represent a valid URL`,
    ],
    [
      "media by address and id",
      toSend({ attachment: { type: "image", payload: { ...image, attachment_id: "1" } } }),
      `Must specify only one of url or attachment_id in param ${payload}`,
    ],
    [
      "an attachment id that is a number",
      toSend({ attachment: { type: "image", payload: { attachment_id: 1 } } }),
      `Param ${payload}[attachment_id] must be a string`,
    ],
    [
      "the list template",
      toTemplate({ template_type: "list", elements: [card] }),
      `Param ${payload}[template_type] must be one of {button, generic, media, receipt, coupon, image_grid, customer_feedback, one_time_notif_req, notification_messages}`,
    ],
    ["a template without a type", toTemplate({ text: "a" }), `The parameter ${payload}[template_type] is required`],
    [
      "a long button template text",
      toTemplate({ template_type: "button", text: text(641), buttons: [link] }),
      `Length of param ${payload}[text] must be less than or equal to 640`,
    ],
    ["four buttons", toButtons(list(4, link)), `Length of param ${payload}[buttons] must be less than or equal to 3`],
    ["a button template without buttons", toButtons([]), `param ${payload}[buttons] must be non-empty.`],
    [
      "a long button title",
      toButtons([{ ...link, title: text(21) }]),
      `Length of param ${payload}[buttons][0][title] must be less than or equal to 20`,
    ],
    [
      "a long button payload",
      toButtons([{ ...postback, payload: text(1001) }]),
      `Length of param ${payload}[buttons][0][payload] must be less than or equal to 1000`,
    ],
    [
      "a postback without a payload",
      toButtons([omit(postback, "payload")]),
      `The parameter ${payload}[buttons][0][payload] is required`,
    ],
    [
      "a link without an address",
      toButtons([omit(link, "url")]),
      `The parameter ${payload}[buttons][0][url] is required`,
    ],
    [
      "a button without a title",
      toButtons([omit(link, "title")]),
      `The parameter ${payload}[buttons][0][title] is required`,
    ],
    [
      "a script as a link",
      toButtons([{ ...link, url: "javascript:alert(1)" }]),
      `Param ${payload}[buttons][0][url] should represent a valid URL`,
    ],
    [
      "extensions without https",
      toButtons([{ ...link, url: "http://a.example", messenger_extensions: true }]),
      `Param ${payload}[buttons][0][url] must be an https URL`,
    ],
    [
      "account linking without https",
      toButtons([{ type: "account_link", url: "http://a.example" }]),
      `Param ${payload}[buttons][0][url] must be an https URL`,
    ],
    [
      "an unknown button",
      toButtons([{ type: "share" }]),
      `Param ${payload}[buttons][0][type] must be one of {web_url, postback, phone_number, account_link, account_unlink}`,
    ],
    [
      "a phone number without a plus",
      toButtons([{ type: "phone_number", title: "Call", payload: "0123456789" }]),
      `Param ${payload}[buttons][0][payload] must be a phone number in the format +<COUNTRY_CODE><NUMBER>`,
    ],
    ["eleven cards", toCards(list(11, card)), `Length of param ${payload}[elements] must be less than or equal to 10`],
    ["an empty carousel", toCards([]), `param ${payload}[elements] must be non-empty.`],
    [
      "a card with only a title",
      toCards([{ title: "T" }]),
      `Param ${payload}[elements][0] must have at least one property in addition to title`,
    ],
    [
      "a card without a title",
      toCards([omit(card, "title")]),
      `The parameter ${payload}[elements][0][title] is required`,
    ],
    [
      "a long card title",
      toCards([{ ...card, title: text(81) }]),
      `Length of param ${payload}[elements][0][title] must be less than or equal to 80`,
    ],
    [
      "a long card subtitle",
      toCards([{ ...card, subtitle: text(81) }]),
      `Length of param ${payload}[elements][0][subtitle] must be less than or equal to 80`,
    ],
    [
      "four buttons on a card",
      toCards([{ ...card, buttons: list(4, link) }]),
      `Length of param ${payload}[elements][0][buttons] must be less than or equal to 3`,
    ],
    [
      "a title on a card's action",
      toCards([{ title: "T", default_action: link }]),
      `Invalid keys "title" were found in param "${payload}[elements][0][default_action]".`,
    ],
    [
      "two media elements",
      toTemplate({ template_type: "media", elements: [{}, {}] }),
      `Length of param ${payload}[elements] must be less than or equal to 1`,
    ],
    [
      "audio in a media template",
      toMedia({ media_type: "audio", attachment_id: "1" }),
      `Param ${payload}[elements][0][media_type] must be one of {image, video}`,
    ],
    [
      "a foreign address in a media template",
      toMedia({ media_type: "image", url: "https://a.example/a.png" }),
      `Param ${payload}[elements][0][url] must be a Facebook URL`,
    ],
    [
      "a media element without media",
      toMedia({ media_type: "image" }),
      `Must specify exactly one of url or attachment_id in param ${payload}[elements][0]`,
    ],
    [
      "a grid of one image",
      toGrid({ images: [image] }),
      `Length of param ${payload}[elements][0][images] must be greater than or equal to 2`,
    ],
    [
      "a grid of seven images",
      toGrid({ images: list(7, image) }),
      `Length of param ${payload}[elements][0][images] must be less than or equal to 6`,
    ],
    [
      "two hero images",
      toGrid({ images: list(2, { ...image, is_hero_image: true }) }),
      `At most 1 image in param ${payload}[elements][0][images] can be the hero image`,
    ],
    [
      "a long grid title",
      toGrid({ images: list(2, image), title: text(46) }),
      `Length of param ${payload}[elements][0][title] must be less than or equal to 45`,
    ],
    [
      "a call button under a grid",
      toGrid({ images: list(2, image), buttons: [{ type: "phone_number", title: "Call", payload: "+33123456789" }] }),
      `Param ${payload}[elements][0][buttons][0][type] must be one of {web_url, postback}`,
    ],
    [
      "a coupon code with a space",
      toTemplate({ template_type: "coupon", title: "T", coupon_code: "10 OFF" }),
      `Param ${payload}[coupon_code] must not contain spaces or URLs`,
    ],
    [
      "a long coupon title",
      toTemplate({ template_type: "coupon", title: text(81) }),
      `Length of param ${payload}[title] must be less than or equal to 80`,
    ],
    [
      "a receipt of 101 lines",
      toTemplate({ ...receipt, elements: list(101, {}) }),
      `Length of param ${payload}[elements] must be less than or equal to 100`,
    ],
    [
      "a receipt without a total",
      toTemplate({ ...receipt, summary: {} }),
      `The parameter ${payload}[summary][total_cost] is required`,
    ],
    [
      "a long feedback title",
      toTemplate({ ...feedback, title: text(66) }),
      `Length of param ${payload}[title] must be less than or equal to 65`,
    ],
    [
      "a feedback form open for eight days",
      toTemplate({ ...feedback, expires_in_days: 8 }),
      `Param ${payload}[expires_in_days] must be between 1 and 7`,
    ],
  ])("%s", (_, body, message) => {
    expect(refusal(body)).toMatchObject({
      status: 400,
      body: { code: 100, type: "OAuthException", message: `(#100) ${message}` },
    });
  });

  test.each(["CONFIRMED_EVENT_UPDATE", "ACCOUNT_UPDATE", "POST_PURCHASE_UPDATE"])("the deprecated tag %s", (tag) => {
    const error = refusal(toSend({ text: "a" }, { messaging_type: "MESSAGE_TAG", tag }));
    expect(error.body).toMatchObject({ code: 100, error_subcode: 1893061 });
  });
});

test("a button on a card in a carousel is found at its place", () => {
  expect(parseSend(toCards([card]))).toMatchObject({
    type: "message",
    recipient: { psid: "1" },
    message: { content: { type: "cards", cards: [{ buttons: [postback, postback, postback] }] } },
  });
});

function refusal(body: JsonObject): GraphError {
  try {
    parseSend(body);
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
  throw new Error("accepted");
}
