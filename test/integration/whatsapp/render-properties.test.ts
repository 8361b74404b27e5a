import * as fc from "fast-check";
import { text } from "@causerie/server/bot/authoring/messages.ts";
import { decodeChoice } from "@causerie/server/channel/kit/choice-code.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { isContactUrl, webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { render as renderMessage } from "@causerie/server/connectors/whatsapp/render/render.ts";
import type { CloudMessage, WhatsAppPayload } from "@causerie/server/connectors/whatsapp/send/message.ts";
import { messageWithChoices } from "@causerie/server/testing/connector/sample-messages.ts";
import { collectTokens } from "#support/messenger/collect-tokens.ts";
import { messageWithContacts, words } from "#support/random/messages.ts";
import { findRefusal } from "#support/whatsapp/check-message.ts";
import { expect, test } from "vitest";

const tokens = collectTokens();

function render(neutral: BotMessage): { messages: CloudMessage[]; losses: { rule: string; detail: string }[] } {
  const { payloads, losses } = renderMessage(neutral, tokens.toToken, { listLabel: "☰" });
  return { messages: (payloads as WhatsAppPayload[]).map((payload) => payload.message), losses };
}

/** What a tap on each button and row brings back. */
function tapsOf(messages: readonly CloudMessage[]): string[] {
  return messages.flatMap((each) => {
    if (each.type !== "interactive") return [];
    const { interactive } = each;
    if (interactive.type === "button") return interactive.action.buttons.map(({ reply }) => meaningOf(reply.id));
    if (interactive.type !== "list") return [];
    return interactive.action.sections.flatMap(({ rows }) => rows.map(({ id }) => meaningOf(id)));
  });
}

function meaningOf(id: string): string {
  const [, kind, code = ""] = /^([ct]1)\.\d+\.(.*)$/s.exec(id) ?? [];
  const content = decodeChoice(kind === "t1" ? tokens.values.get(code) : code);
  if (content?.type === "postback") return content.link;
  return content?.type === "text" ? content.text : "nothing";
}

const runs = { numRuns: 150 };

test("whatever a story says, Meta takes every message of it", () => {
  fc.assert(
    fc.property(messageWithContacts, (neutral) => {
      for (const each of render(neutral).messages)
        expect(findRefusal(JSON.parse(JSON.stringify(each)) as Record<string, unknown>, new Set())).toBeUndefined();
    }),
    runs,
  );
});

test("no choice is out of reach: each is tapped or stands as an address, or a loss names it", () => {
  fc.assert(
    fc.property(messageWithContacts, (neutral) => {
      const { messages, losses } = render(neutral);
      const choices = choicesOf(neutral);
      const said = choices.flatMap(({ link, say }) => link ?? say ?? []);
      // A label that is said has no halves of characters, and none of it is nothing.
      const clean = (each: string): string => each.toWellFormed().replaceAll("\0", "");
      expect(tapsOf(messages).map(clean).sort()).toEqual(
        said.map((each) => (clean(each) === "" ? "nothing" : clean(each))).sort(),
      );
      const shown = JSON.stringify(messages);
      const pages = choices.flatMap(({ url }) => (url === undefined ? [] : [webUrlOf(url)]));
      const short = pages.flatMap((url) => (url !== undefined && url.length < 500 ? [url] : []));
      expect(short.filter((url) => !shown.includes(JSON.stringify(url).slice(1, -1)))).toEqual([]);
      const contacts = choices.filter(({ url }) => url !== undefined && isContactUrl(url));
      const named = losses.filter(({ rule, detail }) => rule === "address_refused" && /button \d+$/.test(detail));
      expect(named.length).toBe(pages.filter((url) => url === undefined).length - contacts.length);
    }),
    runs,
  );
});

test.each([0, 1, 2, 3, 4, 9, 10, 11, 20, 21, 30])("of %s choices each can be tapped", (count) => {
  const neutral = messageWithChoices(count);
  const { messages, losses } = render(neutral);
  expect(tapsOf(messages)).toEqual(choicesOf(neutral).map(({ link }) => link));
  expect(losses.map(({ rule }) => rule)).toEqual(count > 10 ? ["list_split"] : []);
  expect(messages).toHaveLength(Math.max(1, Math.ceil(count / 10)));
});

test("a text has all its letters, in as few messages as it needs", () => {
  const plain = (said: string): string => said.replaceAll(/\s/g, "");
  fc.assert(
    fc.property(
      words.filter((said) => !/[\\`*_~#<>&|[\]]|^ {0,8}[-+=]/m.test(said)),
      (said) => {
        const { messages } = render(text(said));
        const bodies = messages.map((each) => (each.type === "text" ? each.text.body : "?"));
        expect(plain(bodies.join(""))).toBe(plain(said.toWellFormed().replaceAll("\0", "")));
      },
    ),
    runs,
  );
});
