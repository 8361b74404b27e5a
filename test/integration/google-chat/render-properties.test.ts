import { decodeChoice } from "@causerie/server/channel/kit/choice-code.ts";
import { isContactUrl, webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { cardText, chatText } from "@causerie/server/connectors/google-chat/render/marks.ts";
import { render as renderMessage } from "@causerie/server/connectors/google-chat/render/render.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { asRead, buttonsIn, findRefusal, textsIn, tokenOf } from "#support/google-chat/find-refusal.ts";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { messageWithContacts, words } from "#support/random/messages.ts";

const tokens = collectTokens();
const render = (message: Parameters<typeof renderMessage>[0]) =>
  renderMessage(message, tokens.toToken, { called: "https://chat.example.com/google-chat" });
const runs = { numRuns: 40, endOnFailure: true };

test("whatever a story says, Google Chat takes every message of it", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      for (const payload of render(message).payloads) expect(findRefusal(payload)).toBeUndefined();
    }),
    runs,
  );
});

/** What a tap gives. Undefined: no button can, and the words or a loss say so. */
function carried({ link, say, url }: Choice): string | undefined {
  // Who taps on a reply without a word says nothing.
  if (url === undefined) return link ?? (say === "" ? "unreadable" : say.toWellFormed());
  const address = webUrlOf(url);
  return address === undefined || address.length > 2_000 ? undefined : address;
}

test("no choice is out of reach: each is a button, except addresses that are not of the web", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads, losses } = render(message);
      const given = payloads
        .flatMap(({ cardsV2 }) => buttonsIn(cardsV2))
        .map((button) => button.url ?? valueOf(tokenOf(button)));
      const choices = choicesOf(message);
      expect(given.toSorted()).toEqual(choices.flatMap((choice) => carried(choice) ?? []).toSorted());
      const shown = payloads.flatMap(textsIn).join("\n").replaceAll("&amp;", "&");
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

function valueOf(token: string): string {
  const content = decodeChoice(tokens.values.get(token));
  if (content?.type === "postback") return content.link;
  return content?.type === "text" ? content.text : "unreadable";
}

/** The sign that stands for a backquote in code counts as a letter to Unicode. */
const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]|ˋ/gu, "");

test.each([
  ["a text", chatText, 4_096],
  ["a card", cardText, 4_000],
] as const)("no words are lost when %s is split, and no part is longer than it may be", (_what, language, max) => {
  fc.assert(
    fc.property(words, (text) => {
      // An address stands in its link twice, and signs of lists and tables are written anew.
      fc.pre(!/https?|^ {0,12}(?:[-*+]|\d{1,9}[.)]) |\||<br/im.test(text));
      const wanted = text.toWellFormed().replaceAll(/^[`~]{3}.*$/gm, "");
      const parts = language.write(text.toWellFormed(), max);
      expect(letters(parts.map(asRead).join("\n"))).toBe(letters(wanted));
      expect(Math.max(0, ...parts.map((part) => part.length))).toBeLessThanOrEqual(max);
    }),
    runs,
  );
});

test("what a bot quotes calls nobody, makes no element and no link", () => {
  const hostile = fc.constantFrom(
    "<users/all>",
    "`<users/all>`",
    "<https://evil.example|bank>",
    "<script>alert(1)</script>",
    '<a href="https://evil.example">bank</a>',
    String.raw`\[bank](https://evil.example)`,
  );
  fc.assert(
    fc.property(hostile, messageWithContacts, (sign, message) => {
      const said = {
        ...message,
        footnotes: [{ title: sign }],
        ...(message.type === "text" ? { text: `${sign} ${message.text}` } : {}),
      };
      for (const payload of render(said).payloads) {
        expect(findRefusal(payload)).toBeUndefined();
        for (const shown of textsIn(payload)) {
          expect(shown).not.toMatch(/<users\/all>|\|bank>|<a href="https:\/\/evil[^<>]*>bank|<script/);
        }
      }
    }),
    runs,
  );
});
