import { decodeChoice } from "@causerie/server/channel/kit/choice-code.ts";
import { wordsOf } from "@causerie/server/channel/kit/markdown/markdown.ts";
import { parseInline } from "@causerie/server/channel/kit/markdown/parse-inline.ts";
import { isContactUrl, webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import type { TeamsMessage } from "@causerie/server/connectors/teams/message.ts";
import { toTextBlocks } from "@causerie/server/connectors/teams/render/card-text.ts";
import { toHtml } from "@causerie/server/connectors/teams/render/html.ts";
import { render as renderMessage } from "@causerie/server/connectors/teams/render/render.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { messageWithContacts, words } from "#support/random/messages.ts";
import { wordsIn } from "#support/teams/fake-teams.ts";
import { buttonsIn, findRefusal, textsIn } from "#support/teams/find-refusal.ts";

const tokens = collectTokens();
const render = (message: Parameters<typeof renderMessage>[0]) => {
  const { payloads, losses } = renderMessage(message, tokens.toToken);
  return { payloads: payloads as TeamsMessage[], losses };
};
const runs = { numRuns: 40, endOnFailure: true };

test("whatever a story says, Teams takes every message of it", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      for (const payload of render(message).payloads) {
        expect(findRefusal(payload)).toBeUndefined();
        expect(buttonsIn(payload.attachments).length).toBeLessThanOrEqual(60);
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
  return address === undefined || JSON.stringify(address).length > 2_000 ? undefined : address;
}

test("no choice is out of reach: each is a button, except addresses that are not of the web", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads, losses } = render(message);
      const given = payloads
        .flatMap(({ attachments }) => buttonsIn(attachments))
        .map(({ data, url }) => url ?? valueOf(String(data?.["causerieChoice"])));
      const choices = choicesOf(message);
      expect(given.toSorted()).toEqual(choices.flatMap((choice) => carried(choice) ?? []).toSorted());
      const shown = payloads.flatMap(textsIn).join("\n");
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

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, "");

test.each<[what: string, split: (text: string) => string[]]>([
  ["a text", (text) => toHtml(text, 3_000).map((part) => wordsIn({ text: part.replaceAll("&nbsp;", " ") }))],
  ["a card", (text) => textsIn(toTextBlocks(text))],
])("no words are lost when %s is split", (_what, split) => {
  fc.assert(
    fc.property(words, (text) => {
      // An address stands in its link twice, and signs of lists and tables are written anew.
      fc.pre(!/https?|^ {0,12}(?:[-*+]|\d{1,9}[.)]) |\||<br/im.test(text));
      const wanted = text.toWellFormed().replaceAll(/^[`~]{3}.*$/gm, "");
      expect(letters(split(text.toWellFormed()).join("\n"))).toBe(letters(wanted));
    }),
    runs,
  );
});

/** The words on the links of a text, as Teams reads it. */
function linksIn(format: string | undefined, shown: string): string[] {
  if (format === "xml") return [...shown.matchAll(/<a [^<>]*>([^<]*)<\/a>/g)].map(([, label = ""]) => label);
  return parseInline(shown).flatMap((part) => (part.type === "link" ? [wordsOf(part.children)] : []));
}

test("what a bot quotes makes no element, no mention and no link", () => {
  const hostile = fc.constantFrom(
    "<at>Ana</at>",
    "<script>alert(1)</script>",
    '<a href="https://evil.example">bank</a>',
    "&lt;at&gt;",
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
        expect(payload).not.toHaveProperty("entities");
        for (const shown of textsIn(payload)) expect(linksIn(payload.textFormat, shown)).not.toContain("bank");
      }
    }),
    runs,
  );
});
