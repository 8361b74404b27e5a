import { decodeChoice } from "@causerie/server/channel/kit/choice-code.ts";
import { isContactUrl, webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import type { PartsPost } from "@causerie/server/connectors/mattermost/post.ts";
import { toMattermost } from "@causerie/server/connectors/mattermost/render/markdown.ts";
import { render as renderMessage } from "@causerie/server/connectors/mattermost/render/render.ts";
import { writePost } from "@causerie/server/connectors/mattermost/send/write-post.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { buttonsIn, findRefusal, wordsIn } from "#support/mattermost/find-refusal.ts";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { messageWithContacts, words } from "#support/random/messages.ts";

const tokens = collectTokens();
const target = { url: "https://bot.example/m", contextOf: ({ tap }: { tap: string }) => ({ tap }) };

/** The posts as a server with blocks gets them, and one without. */
function posts(message: Parameters<typeof renderMessage>[0], hasBlocks: boolean) {
  const { payloads, losses } = renderMessage(message, tokens.toToken);
  return { posts: payloads.map((payload) => writePost(payload as PartsPost, target, hasBlocks)), losses };
}

const runs = { numRuns: 60 };

test.each([true, false])("whatever a story says, Mattermost takes every post of it (blocks: %s)", (hasBlocks) => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      for (const post of posts(message, hasBlocks).posts) expect(findRefusal(post, hasBlocks)).toBeUndefined();
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

function valueOf(tap: string): string {
  const content = decodeChoice(tap.startsWith("t:") ? tokens.values.get(tap.slice(2)) : tap);
  if (content?.type === "postback") return content.link;
  return content?.type === "text" ? content.text : "unreadable";
}

test("no choice is out of reach: each is a button, except addresses that are not of the web", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { posts: made, losses } = posts(message, true);
      const given = made
        .flatMap(({ props }) => buttonsIn(props))
        .map(({ url, action }) => url ?? valueOf(String(action?.context["tap"])));
      const choices = choicesOf(message);
      expect(given.toSorted()).toEqual(choices.flatMap((choice) => carried(choice) ?? []).toSorted());
      const shown = made.flatMap(wordsIn).join("\n");
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

test("no text is lost when it is split, and no part is longer than it may be", () => {
  const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, "");
  fc.assert(
    fc.property(words, fc.integer({ min: 200, max: 3_000 }), (text, max) => {
      const parts = toMattermost(text.toWellFormed(), max);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
      const wanted = letters(text.replaceAll(/^ {0,12}(?:[-*+]|\d{1,9}[.)]) +/gm, ""));
      const got = letters(parts.join("\n"));
      // Signs in an address are written in another form.
      const ends = /https?/.test(text) ? [] : [wanted.slice(0, 20), wanted.slice(-20)];
      for (const end of ends) expect(got).toContain(end);
    }),
    runs,
  );
});

test("what a bot quotes never calls anybody, a channel, or an action that the bot did not make", () => {
  const hostile = fc.constantFrom(
    "@channel",
    "@all",
    "@ana",
    "&#64;channel",
    "&commat;all",
    "~town-square",
    "[Pay](mmaction://b1)",
    "![x](https://evil.example/x.png)",
  );
  fc.assert(
    fc.property(hostile, words, (sign, others) => {
      const said = `\\${sign} ${sign} ${others.replaceAll(/[`@~]/g, "")}`;
      const message = {
        type: "text" as const,
        text: said,
        buttons: [],
        quickReplies: [],
        footnotes: [{ title: sign }],
      };
      for (const shown of posts(message, true).posts.flatMap(wordsIn))
        expect(shown).not.toMatch(
          /(?<![\p{L}\p{N}])@(?:channel|all|ana)|(?<!\\)~town|(?<!\\)\]\(mmaction|(?<!\\)!\[x\]|&#64;|&commat;/u,
        );
    }),
    runs,
  );
});
