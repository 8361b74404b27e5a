import * as fc from "fast-check";
import { buttons, message, odd, words } from "#support/random/messages.ts";
import { expect, test } from "vitest";
import { text } from "@causerie/server/bot/authoring/messages.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { isOnMap, mapUrl } from "@causerie/server/channel/message/location.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { toShownText } from "@causerie/server/connectors/messenger/render/bubbles.ts";
import { createPayloads, readAction, tokenPrefix } from "@causerie/server/connectors/messenger/payload.ts";
import { render as renderMessage } from "@causerie/server/connectors/messenger/render/render.ts";
import { prepareFiles } from "@causerie/server/connectors/messenger/send/payload/prepare-files.ts";
import { SavedMedia } from "@causerie/server/connectors/meta/send/saved-media.ts";
import type { SendMessage } from "@causerie/server/connectors/messenger/send/send-api.ts";
import { splitText } from "@causerie/server/channel/kit/split-text.ts";
import { limits } from "@causerie/server/connectors/messenger/limits.ts";
import { limits as metaLimits, parseSend } from "@causerie/fake-graph";
import { collectTokens } from "#support/messenger/collect-tokens.ts";

const payloads = createPayloads(Buffer.alloc(32, 1));
const tokens = collectTokens();
/** Neutral messages become messages only. */
const render = (message: BotMessage) => {
  const { payloads: rendered, losses } = renderMessage(message, payloads, tokens.toToken);
  return { payloads: rendered as SendMessage[], losses };
};

/** Every link, text and address that a tap on one of these messages can give. */
function reachable(sent: readonly SendMessage[]): string[] {
  return sent.flatMap((each) => [
    ...buttonsOf(each).flatMap((one) =>
      one.type === "web_url" ? [one.url] : "payload" in one ? [open(one.payload)] : [],
    ),
    ...(each.quick_replies ?? []).flatMap((one) => (one.content_type === "text" ? [open(one.payload)] : [])),
  ]);
}

function buttonsOf({ attachment }: SendMessage) {
  if (attachment === undefined || attachment.type !== "template") return [];
  if (attachment.payload.template_type === "button") return attachment.payload.buttons;
  if (attachment.payload.template_type === "generic")
    return attachment.payload.elements.flatMap((one) => one.buttons ?? []);
  if (attachment.payload.template_type === "media")
    return attachment.payload.elements.flatMap((one) => one.buttons ?? []);
  return [];
}

function open(payload: string): string {
  const value = payload.startsWith(tokenPrefix) ? tokens.values.get(payload.slice(tokenPrefix.length)) : undefined;
  const action = value === undefined ? payloads.read(payload) : readAction(value);
  if (action === undefined) throw new Error("a payload of ours cannot be read");
  return action.type === "link" ? action.link : action.text;
}

/** What a tap on this choice gives, unless it is an address that is not of the web. */
function carried({ link, say, url }: Choice): string[] {
  if (url !== undefined) return [sentUrl(url) ?? []].flat();
  return [link ?? say];
}

function sentUrl(url: string): string | undefined {
  if (odd.has(url)) return odd.get(url);
  return /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined;
}

/** The map that the renderer adds to a location, beside its own choices. */
function mapOf(neutral: BotMessage): string[] {
  if (neutral.type !== "location") return [];
  const { location } = neutral;
  const own = sentUrl(location.url ?? "");
  if (own !== undefined) return [own];
  return isOnMap(location) ? [mapUrl(location)] : [];
}

function refusalOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return undefined;
}

const runs = { numRuns: 150 };

/** What is uploaded before has Meta's id afterwards. */
async function asSent(rendered: SendMessage): Promise<SendMessage> {
  const client = { upload: async () => "1" };
  const parts = {
    client,
    blobs: { get: async () => undefined },
    saved: new SavedMedia(Date.now, 85 * 24 * 3_600_000),
    reuseFiles: false,
  };
  return (await prepareFiles(parts, "ob", rendered, AbortSignal.timeout(5000))).message;
}

test("whatever a story says, Meta takes every message of it", async () => {
  await fc.assert(
    fc.asyncProperty(message, async (neutral) => {
      for (const rendered of render(neutral).payloads) {
        const sent = { ...(await asSent(rendered)), metadata: "ob" };
        const body = { recipient: { id: "1" }, messaging_type: "RESPONSE", message: sent };
        expect(refusalOf(() => parseSend(JSON.parse(JSON.stringify(body)) as typeof body))).toBeUndefined();
      }
    }),
    runs,
  );
});

test("no choice is out of reach: each can be tapped, except addresses that are not of the web, which are named", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { payloads: sent, losses } = render(neutral);
      const choices = choicesOf(neutral);
      expect(reachable(sent).sort()).toEqual([...choices.flatMap(carried), ...mapOf(neutral)].sort());
      const named = losses
        .filter(({ rule }) => rule === "address_refused")
        .filter(({ detail }) => /button \d+$|^quick reply \d+$|^item \d+$|^submit$/.test(detail))
        .map(({ detail }) => detail);
      expect(new Set(named).size).toBe(named.length);
      expect(named.length).toBe(choices.filter((choice) => carried(choice).length === 0).length);
    }),
    runs,
  );
});

const readMore = { label: "All of it", url: "https://www.example.com/all" };
const long = fc.string({ unit: "grapheme", minLength: 300, maxLength: 600 }).map((part) => part.repeat(60));
const bubblesOf = (said: string): string[] => splitText(toShownText(said), limits.text);
// Making so long a text shorter takes minutes.
const longRuns = { numRuns: 60, endOnFailure: true };

test("a text that says where it stands in full is at most eight bubbles: its beginning, and the way to the rest", () => {
  const squeezed = (text: string): string => text.replaceAll(/\s/g, "");
  fc.assert(
    fc.property(long, buttons, (said, choices) => {
      const needed = bubblesOf(said);
      fc.pre(needed.length > limits.bubbles);
      const whole = render({ ...text(said), buttons: choices });
      const { payloads: sent, losses } = render({ ...text(said, { readMore }), buttons: choices });
      expect(losses.filter(({ rule }) => rule === "text_behind_link")).toHaveLength(1);
      const shown = sent.slice(0, limits.bubbles).map((each) => each.text ?? templateText(each));
      expect(shown.slice(0, -1)).toEqual(needed.slice(0, limits.bubbles - 1));
      const end = shown.at(-1) ?? "";
      expect(end).toMatch(/ …$/);
      expect(squeezed(needed.join(""))).toContain(squeezed(shown.slice(0, -1).join("") + end.slice(0, -2)));
      expect(JSON.stringify(sent[limits.bubbles - 1])).toContain(readMore.url);
      // Of the choices none is lost.
      expect(reachable(sent)).toEqual(expect.arrayContaining(reachable(whole.payloads)));
      for (const each of sent)
        expect(
          refusalOf(() => parseSend({ recipient: { id: "1" }, messaging_type: "RESPONSE", message: each })),
        ).toBeUndefined();
    }),
    longRuns,
  );
});

test("a text of eight bubbles or fewer is sent as if it named no page", () => {
  const eight = Array.from({ length: limits.bubbles }, () => "x".repeat(limits.text)).join(" ");
  fc.assert(
    fc.property(fc.oneof(words, fc.constant(eight)), buttons, (said, choices) => {
      fc.pre(bubblesOf(said).length <= limits.bubbles);
      expect(render({ ...text(said, { readMore }), buttons: choices })).toEqual(
        render({ ...text(said), buttons: choices }),
      );
    }),
    longRuns,
  );
});

function templateText({ attachment }: SendMessage): string {
  return attachment?.type === "template" && attachment.payload.template_type === "button"
    ? attachment.payload.text
    : "";
}

test("every source is shown: its title, and its address if it is of the web", () => {
  const plain = (text: string): string => text.replaceAll(/\s/g, "");
  fc.assert(
    fc.property(message, (neutral) => {
      const shown = plain(
        render(neutral)
          .payloads.map(({ text }) => text ?? "")
          .join(""),
      );
      const lines = (neutral.footnotes ?? []).flatMap(({ title, url = "" }, index) => {
        const line = plain(toShownText(title) + (sentUrl(url) ?? ""));
        return line === "" ? [] : [`[${index + 1}]${line}`];
      });
      for (const line of lines) expect(shown).toContain(line);
    }),
    runs,
  );
});

test("quick replies stand under the last message only", () => {
  fc.assert(
    fc.property(message, (neutral) => {
      const { payloads: sent } = render(neutral);
      expect(sent.slice(0, -1).filter((each) => each.quick_replies !== undefined)).toEqual([]);
    }),
    runs,
  );
});

test("a split text has all its characters, in parts that fit and never begin inside a character", () => {
  const plain = (text: string): string => text.replaceAll(/\s/g, "");
  fc.assert(
    fc.property(words, fc.integer({ min: 20, max: 700 }), (text, max) => {
      const parts = splitText(text, max);
      expect(plain(parts.join(""))).toBe(plain(text));
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(max);
        expect(part.trim()).not.toBe("");
        expect(part.isWellFormed() || !text.isWellFormed()).toBe(true);
      }
    }),
    runs,
  );
});

const tap = { type: "postback", title: "Yes", payload: "p" };
const site = { type: "web_url", title: "Site", url: "https://a.example" };
const reply = { content_type: "text", title: "Yes", payload: "p" };
const template = (payload: object) => ({ attachment: { type: "template", payload } });
const buttonTemplate = (more: object) => template({ template_type: "button", text: "T", buttons: [tap], ...more });
const generic = (...elements: object[]) => template({ template_type: "generic", elements });
const grid = (more: object) => template({ template_type: "image_grid", elements: [more] });
const photo = { url: "https://a.example/a.png" };

test.each<[isAccepted: boolean, message: object]>([
  [true, { text: "hello", quick_replies: [reply, { content_type: "user_email" }] }],
  [false, { text: " " }],
  [false, { text: "x".repeat(2001) }],
  [false, {}],
  [false, { text: "hello", attachment: { type: "image", payload: photo } }],
  [false, { text: "hello", quick_replies: Array.from({ length: 14 }, () => reply) }],
  [false, { text: "hello", quick_replies: [] }],
  [false, { text: "hello", quick_replies: [{ ...reply, title: "x".repeat(21) }] }],
  [false, { text: "hello", quick_replies: [{ content_type: "location" }] }],
  [true, { attachment: { type: "image", payload: photo } }],
  [true, { attachment: { type: "video", payload: { attachment_id: "1" } } }],
  [false, { attachment: { type: "image", payload: { ...photo, attachment_id: "1" } } }],
  [false, { attachment: { type: "image", payload: { url: "a.png" } } }],
  [false, { attachment: { type: "poster", payload: photo } }],
  [true, buttonTemplate({})],
  [false, buttonTemplate({ text: "x".repeat(641) })],
  [false, buttonTemplate({ buttons: [] })],
  [false, buttonTemplate({ buttons: [tap, tap, tap, tap] })],
  [false, buttonTemplate({ buttons: [{ type: "postback", title: "Yes" }] })],
  [false, buttonTemplate({ buttons: [{ ...tap, payload: "x".repeat(1001) }] })],
  [false, buttonTemplate({ buttons: [{ ...site, url: "javascript:alert(1)" }] })],
  [false, buttonTemplate({ buttons: [{ ...site, url: "http://a.example", messenger_extensions: true }] })],
  [true, buttonTemplate({ buttons: [{ type: "phone_number", title: "Call", payload: "+33 1 23 45 67 89" }] })],
  [false, buttonTemplate({ buttons: [{ type: "phone_number", title: "Call", payload: "0123" }] })],
  [false, buttonTemplate({ buttons: [{ type: "account_link", url: "http://a.example" }] })],
  [true, generic({ title: "T", subtitle: "S" })],
  [false, generic({ title: "T" })],
  [false, generic({ title: "x".repeat(81), subtitle: "S" })],
  [false, generic(...Array.from({ length: 11 }, () => ({ title: "T", subtitle: "S" })))],
  [true, template({ template_type: "media", elements: [{ media_type: "image", attachment_id: "1", buttons: [tap] }] })],
  [true, template({ template_type: "media", elements: [{ media_type: "image", ...photo }] })],
  [false, template({ template_type: "media", elements: [{ media_type: "image", ...photo, attachment_id: "1" }] })],
  [false, template({ template_type: "media", elements: [{ media_type: "audio", attachment_id: "1" }] })],
  [true, grid({ title: "T", images: [photo, photo] })],
  [false, grid({ title: "T", images: [photo] })],
  [false, grid({ images: [1, 2].map(() => ({ ...photo, is_hero_image: true })) })],
  [true, template({ template_type: "coupon", title: "T", coupon_code: "SNOW20" })],
  [false, template({ template_type: "coupon", title: "T", coupon_code: "SNOW 20" })],
  [false, template({ template_type: "receipt", recipient_name: "Ana" })],
  [false, template({ template_type: "list", elements: [{ title: "T" }] })],
])("our check of a story's own Messenger message agrees with Meta's stand-in: %s for %j", async (isAccepted, given) => {
  const neutral = text("neutral", { on: { messenger: [{ channel: "messenger", payload: given }] } });
  expect(render(neutral).losses).toEqual(
    isAccepted ? [] : [{ rule: "native_refused", detail: "messenger messages 1" }],
  );
  const message = isAccepted ? await asSent(given as SendMessage) : given;
  const parse = () => parseSend({ recipient: { id: "1" }, messaging_type: "RESPONSE", message });
  expect(refusalOf(parse)?.slice(0, 6)).toBe(isAccepted ? undefined : "(#100)");
});

test("our limits are the ones that Meta's stand-in enforces", () => {
  expect(limits.text).toBe(metaLimits.text);
  expect(limits.metadata).toBe(metaLimits.metadata);
  expect(limits.quickReplies).toEqual(metaLimits.quickReply);
  expect(limits.button).toEqual(metaLimits.button);
  expect(limits.buttonTemplate).toEqual(metaLimits.buttonTemplate);
  expect(limits.genericTemplate).toEqual(metaLimits.genericTemplate);
  expect(limits.mediaTemplate).toEqual(metaLimits.mediaTemplate);
  expect(limits.coupon).toEqual(metaLimits.coupon);
  expect(limits.receipt).toEqual(metaLimits.receipt);
});
