import { decodeChoice } from "@causerie/server/channel/kit/choice-code.ts";
import { isContactUrl, webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import type { SlackMessage } from "@causerie/server/connectors/slack/block.ts";
import { render as renderMessage } from "@causerie/server/connectors/slack/render/render.ts";
import { toMrkdwn } from "@causerie/server/connectors/slack/render/mrkdwn.ts";
import { toSimplerMessage } from "@causerie/server/connectors/slack/render/simpler-blocks.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { messageWithContacts, words } from "#support/random/messages.ts";
import { buttonsIn, findRefusal, wordsIn } from "#support/slack/find-refusal.ts";

const tokens = collectTokens();
const render = (message: Parameters<typeof renderMessage>[0]) => {
  const { payloads, losses } = renderMessage(message, tokens.toToken);
  return { payloads: payloads as SlackMessage[], losses };
};
const runs = { numRuns: 80 };

test("whatever a story says, Slack takes every message of it, and the simpler one, too", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      for (const payload of render(message).payloads) {
        expect(findRefusal(payload)).toBeUndefined();
        expect(payload.text.length).toBeLessThanOrEqual(3_000);
        const simpler = toSimplerMessage(payload) ?? payload;
        expect(findRefusal(simpler)).toBeUndefined();
        expect(buttonsIn(simpler.blocks)).toEqual(buttonsIn(payload.blocks));
      }
    }),
    runs,
  );
});

/** What a tap gives. Undefined: no button can, and the words or a loss say so. */
function carried({ link, say, url }: Choice): string | undefined {
  // Who taps on a reply without a word says nothing.
  if (url === undefined) return link ?? (say === "" ? "unreadable" : say.toWellFormed());
  const address = webUrlOf(url);
  return address === undefined || address.length > 3_000 ? undefined : address;
}

test("no choice is out of reach: each is a button, except addresses that are not of the web", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads, losses } = render(message);
      const given = payloads
        .flatMap(({ blocks }) => buttonsIn(blocks))
        .map(({ value, url }) => url ?? valueOf(value ?? ""));
      const choices = choicesOf(message);
      expect(given.toSorted()).toEqual(choices.flatMap((choice) => carried(choice) ?? []).toSorted());
      const shown = payloads.flatMap(({ blocks }) => wordsIn(blocks)).join("\n");
      const contacts = choices.flatMap(({ url }) => (url !== undefined && isContactUrl(url) ? [url] : []));
      for (const contact of contacts) expect(shown).toContain(contact);
      const unreachable = choices.filter((choice) => carried(choice) === undefined).length - contacts.length;
      const named = losses.filter(
        ({ rule, detail }) => rule === "address_refused" && /button|quick reply|item|submit/.test(detail),
      );
      expect(named).toHaveLength(unreachable);
    }),
    runs,
  );
});

function valueOf(value: string): string {
  const content = decodeChoice(value.startsWith("t:") ? tokens.values.get(value.slice(2)) : value);
  if (content?.type === "postback") return content.link;
  return content?.type === "text" ? content.text : "unreadable";
}

test("a card that has nothing but a mail address to write to is not left out", () => {
  const card = (url: string) => ({ title: "", buttons: [{ type: "url" as const, label: "", url }] });
  const cards = [card("mailto:a@b.example"), card("https://a.example")];
  const { payloads } = render({ type: "carousel", cards, quickReplies: [] });
  expect(payloads.flatMap(({ blocks }) => wordsIn(blocks)).join("\n")).toContain("mailto:a@b.example");
  for (const payload of payloads) expect(findRefusal(payload)).toBeUndefined();
});

test("no text is lost when it is split, and no part is longer than Slack takes", () => {
  // The sign that stands for a backquote in code counts as a letter to Unicode.
  const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]|ˋ/gu, "");
  fc.assert(
    fc.property(words, fc.integer({ min: 200, max: 3_000 }), (text, max) => {
      const parts = toMrkdwn(text.toWellFormed(), max);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
      // Escaped signs are letters, and a link has its address and its words.
      const plain = (given: string): string =>
        given.replaceAll(/&(?:amp|lt|gt);/g, "").replaceAll(/<([^|>]*)\|?[^>]*>/g, "$1");
      const wanted = letters(text.replaceAll(/^ {0,12}(?:[-*+]|\d{1,9}[.)]) +/gm, ""));
      const got = letters(parts.map(plain).join("\n"));
      // An address stands in its link twice.
      const ends = /https?/.test(text) ? [] : [wanted.slice(0, 20), wanted.slice(-20)];
      for (const end of ends) expect(got).toContain(end);
    }),
    runs,
  );
});

test("what is rendered never has a mention, a command to a channel, or a link that the bot did not make", () => {
  const hostile = fc.constantFrom(
    "<!channel>",
    "<@U0ANA>",
    "<#C0TEAM>",
    "<https://evil.example|bank>",
    "<!date^1^{date}|x>",
  );
  fc.assert(
    fc.property(hostile, messageWithContacts, (sign, message) => {
      const said = {
        ...message,
        footnotes: [{ title: sign }],
        ...(message.type === "text" ? { text: `${sign} ${message.text}` } : {}),
      };
      const shown = render(said).payloads.flatMap(({ text, blocks }) => [text, ...mrkdwnIn(blocks)]);
      for (const each of shown) expect(each).not.toMatch(/<[!@#]|<https:\/\/evil\.example\|/);
    }),
    runs,
  );
});

function mrkdwnIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwnIn);
  if (typeof value !== "object" || value === null) return [];
  const { type, text, ...rest } = value as Record<string, unknown>;
  if (type === "mrkdwn") return [String(text)];
  return mrkdwnIn([text, ...Object.values(rest)]);
}
