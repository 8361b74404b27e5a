import { card, carousel, list, text } from "@causerie/server/bot/authoring/messages.ts";
import { webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import type { ApplePayload } from "@causerie/server/connectors/apple-messages/message.ts";
import { appleMessage, appleTimePicker } from "@causerie/server/connectors/apple-messages/render/native.ts";
import { render as renderMessage } from "@causerie/server/connectors/apple-messages/render/render.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { choicesIn } from "#support/apple-messages/answers.ts";
import { findRefusal } from "#support/apple-messages/find-refusal.ts";
import { messageWithContacts } from "#support/random/messages.ts";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token", { listTitle: "Choose" });
const titlesIn = (payloads: readonly ApplePayload[]) =>
  payloads.map(({ message }) => choicesIn(message).map(({ title }) => title));

test("two to five short choices are quick replies below the words; one, six and long ones are a list", () => {
  const labels = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `C${index + 1}`, to }));
  const { payloads, losses } = render(text("Which?", { quickReplies: labels(5) }));
  expect(payloads).toMatchObject([
    { message: { type: "text", body: "Which?" } },
    { needs: "QUICK", instead: "1. C1\n2. C2\n3. C3\n4. C4\n5. C5" },
  ]);
  expect(losses).toEqual([]);
  for (const quickReplies of [
    labels(1),
    labels(6),
    [
      { label: "x".repeat(25), to },
      { label: "B", to },
    ],
  ]) {
    const other = render(text("Which?", { quickReplies }));
    expect(other.payloads.map(({ needs }) => needs)).toEqual([undefined, "LIST"]);
    expect(other.losses.map(({ rule }) => rule)).toEqual(["buttons_as_list"]);
  }
  const many = render(text("Which?", { quickReplies: labels(45) }));
  expect(titlesIn(many.payloads).map(({ length }) => length)).toEqual([0, 20, 20, 5]);
  expect(many.losses.map(({ rule }) => rule)).toEqual(["buttons_as_list", "list_split"]);
});

test("the picture of a card opens its page, and the same button of several cards has the card's title above it", () => {
  const image = { url: "https://a.example/1.png", alt: "A star" };
  const one = render(
    card({
      title: "Snow",
      subtitle: "on **all** pistes",
      image,
      buttons: [{ label: "Map", url: "https://a.example/map" }],
    }),
  );
  expect(one).toEqual({
    payloads: [
      {
        message: { type: "richLink", richLinkData: { url: "https://a.example/map", title: "Map", assets: {} } },
        pictures: { link: "https://a.example/1.png" },
        instead: "Map: https://a.example/map",
      },
      { message: { type: "text", body: "Snow\n\non all pistes" } },
    ],
    losses: [],
  });
  const several = render(carousel(["A", "B"].map((title) => ({ title, image, buttons: [{ label: "Details", to }] }))));
  expect(several.payloads.map(({ message }) => message.type)).toEqual([
    "richLink",
    "text",
    "richLink",
    "text",
    "interactive",
  ]);
  const picker = several.payloads.at(-1)?.message;
  expect(picker).toMatchObject({
    interactiveData: { data: { listPicker: { sections: [{ title: "A" }, { title: "B" }] } } },
  });
  expect(several.payloads.at(-1)?.instead).toBe("A\n1. Details\nB\n2. Details");
});

test("a list is a list, with what describes its items; ten of them have a picture", () => {
  const items = Array.from({ length: 12 }, (_, index) => ({
    label: `I${index}`,
    description: index === 0 ? "y".repeat(300) : "*Blue*",
    imageUrl: `https://a.example/${index}.png`,
    to,
  }));
  const { payloads, losses } = render(list("Which?", items));
  expect(payloads.map(({ message }) => message.type)).toEqual(["text", "interactive"]);
  const [first, second] = choicesIn(payloads[1]?.message ?? {});
  expect([first?.["subtitle"], second?.["subtitle"]]).toEqual([undefined, "Blue"]);
  expect(Object.keys(payloads[1]?.pictures ?? {})).toHaveLength(10);
  expect(losses.map(({ rule, detail }) => `${rule} ${detail}`)).toEqual([
    "description_moved item 1",
    "image_dropped item 11",
    "image_dropped item 12",
  ]);
});

test("a story's own message goes out as it is; one that Apple would refuse is replaced by the words", () => {
  const interactiveData = { bid: "com.example:1:ext", data: { version: "1.0" }, URL: "?a=1" };
  const own = text("Hello", { on: { "apple-messages": [appleMessage({ type: "interactive", interactiveData })] } });
  expect(render(own)).toEqual({ payloads: [{ message: { type: "interactive", interactiveData } }], losses: [] });
  const slots = [{ start: "2027-01-31T10:00+01:00", minutes: 30, to }];
  const timed = (on: object[]) =>
    text("When?", {
      quickReplies: [
        { label: "Ten", to },
        { label: "Two", to },
      ],
      on: { "apple-messages": on as never },
    });
  const [picker] = render(timed([appleTimePicker({ title: "Ride", slots })])).payloads;
  expect(picker).toMatchObject({ needs: "TIME", instead: "When?\n1. Ten\n2. Two" });
  expect(choicesIn(picker?.message ?? {})).toMatchObject([{ title: "2027-01-31T09:00+0000", duration: 1_800 }]);
  for (const wrong of [
    appleTimePicker({ title: "", slots }),
    appleTimePicker({ title: "Ride", slots: [] }),
    appleTimePicker({ title: "Ride", slots: [{ start: "soon", minutes: 30, to }] }),
    appleTimePicker({ title: "Ride", slots: [null as never] }),
    appleMessage({ type: "text", body: "x".repeat(3_001) }),
    { channel: "slack", payload: {} },
  ]) {
    const { payloads, losses } = render(timed([wrong]));
    expect(payloads.map(({ needs }) => needs)).toEqual([undefined, "QUICK"]);
    expect(losses).toEqual([{ rule: "native_refused", detail: "apple-messages messages 1" }]);
  }
});

/** As it goes out, with what is added when it is sent. */
function sentAs({ message, instead, file, pictures = {} }: ApplePayload): object[] {
  const envelope = { v: 1, id: "0c316beb-0000-4000-8000-000000000001", sourceId: "b", destinationId: "p" };
  const words = instead === undefined ? [] : [{ ...envelope, type: "text", body: instead }];
  if (file !== undefined && message.type === "text") {
    const attachments = [
      { name: "a", mimeType: "a/b", size: "1", key: "00", url: "u", owner: "o", "signature-base64": "s" },
    ];
    return [{ ...envelope, type: "text", body: `\uFFFC${message.body}`, attachments }];
  }
  const image = { data: "UE5H", mimeType: "image/png" };
  if (message.type === "richLink")
    return [...words, { ...envelope, ...message, richLinkData: { ...message.richLinkData, assets: { image } } }];
  if (message.type === "text") return [{ ...envelope, ...message }];
  const images = Object.keys(pictures).map((identifier) => ({ identifier, ...image }));
  const data = { requestIdentifier: "r", images, ...message.interactiveData.data };
  return [...words, { ...envelope, ...message, interactiveData: { ...message.interactiveData, data } }];
}

test("whatever a story says, Apple takes every message of it, on old devices, too, and each choice is within reach", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads } = render(message);
      for (const each of payloads.flatMap(sentAs)) expect(findRefusal(each as never)).toBeUndefined();
      const choices = choicesOf(message);
      const taps = choices.filter(({ url }) => url === undefined);
      const chosen = payloads.flatMap((payload) => choicesIn(payload.message).map(({ identifier }) => identifier));
      expect(chosen).toEqual(taps.map((_, index) => `${index + 1}.token`));
      const words = payloads.map(({ instead = "" }) => instead).join("\n");
      for (const number of taps.keys()) expect(words).toMatch(new RegExp(`(?:^|\\n)${number + 1}\\. \\S`));
      const all = JSON.stringify(payloads);
      const addresses = choices.flatMap(({ url }) => (url === undefined ? [] : (webUrlOf(url) ?? [])));
      for (const address of addresses.filter(({ length }) => length <= 2_000))
        expect(all).toContain(JSON.stringify(address).slice(1, -1));
    }),
    { numRuns: 60 },
  );
});
