import { card, file, text } from "@causerie/server/bot/authoring/messages.ts";
import { webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { render as renderMessage } from "@causerie/server/connectors/x/render/render.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageWithContacts } from "#support/random/messages.ts";
import { findRefusal } from "#support/x/fake-x.ts";

const to = encodeLink("fares");
const render = (message: BotMessage) => renderMessage(message, () => "token");

test("everything is words, in one message where it fits", () => {
  const message = card({
    title: "Snow",
    subtitle: "on **all** pistes",
    image: { url: "https://a.example/1.png", alt: "A star" },
    buttons: [
      { label: "Book", to },
      { label: "Map", url: "https://a.example/map" },
    ],
  });
  expect(render(message)).toEqual({
    payloads: [
      { text: "A star: https://a.example/1.png\n\nSnow\n\non all pistes\n\n1. Book\nMap: https://a.example/map" },
    ],
    losses: [],
  });
});

test("a file that X does not take is named by its words", () => {
  const kept = { blob: "b1", name: "ticket.pdf", mediaType: "application/pdf", bytes: 3 };
  expect(render(file(kept, { alt: "", caption: "Yours" }))).toEqual({
    payloads: [{ text: "ticket.pdf\n\nYours" }],
    losses: [{ rule: "file_dropped", detail: "media" }],
  });
  const film = { ...kept, name: "a.mp4", mediaType: "video/mp4" };
  expect(render(file(film, { alt: "" })).payloads).toEqual([{ text: "", file: film }]);
});

test("a long text is split and nothing of it lost", () => {
  const long = text(Array.from({ length: 4_000 }, (_, index) => `word${index}`).join(" "));
  const { payloads, losses } = render(long);
  expect(
    payloads
      .map((each) => each.text)
      .join(" ")
      .match(/word\d+/g),
  ).toHaveLength(4_000);
  expect(payloads.length).toBeLessThanOrEqual(5);
  expect(losses.map(({ rule }) => rule)).toEqual(["text_split"]);
});

test("whatever a story says, X takes every message of it, and each choice stands there with its number or its address", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads } = render(message);
      for (const { text: words, file: kept } of payloads) {
        const body = {
          ...(words === "" ? {} : { text: words }),
          ...(kept === undefined ? {} : { attachments: [{ media_id: "1" }] }),
        };
        expect(findRefusal(body, new Map([["1", true]]))).toBeUndefined();
        expect(words.isWellFormed()).toBe(true);
      }
      const all = payloads.map(({ text: words }) => words).join("\n");
      const choices = choicesOf(message);
      const addresses = choices.flatMap(({ url }) => (url === undefined ? [] : (webUrlOf(url) ?? [])));
      for (const address of addresses.filter(({ length }) => length <= 3_000)) expect(all).toContain(address);
      const numbers = choices.filter(({ url }) => url === undefined).map((_, index) => index + 1);
      for (const number of numbers) expect(all).toMatch(new RegExp(`(?:^|\\n)${number}\\. \\S`));
    }),
    { numRuns: 60 },
  );
});
