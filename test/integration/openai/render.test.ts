import { card, carousel, file, image, list, rating, text } from "@causerie/server";
import { encodeLink } from "@causerie/server/channel/message/link.ts";
import { type Choice, choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { webUrlOf } from "@causerie/server/channel/kit/web-url.ts";
import { render, wordsOf } from "@causerie/server/connectors/openai/render/render.ts";
import { withRatingReplies } from "@causerie/server/channel/message/rating.ts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageWithContacts } from "#support/random/messages.ts";

const to = encodeLink("fares");
const picture = { url: "https://a.example/a_(1).png", alt: "A *star*" };

test("choices are numbered through the whole message, as the bot counts them", () => {
  const cards = carousel(
    ["One", "Two"].map((title) => ({ title, image: picture, buttons: [{ label: `Buy ${title}`, to }] })),
    { quickReplies: [{ label: "Neither" }] },
  );
  expect(wordsOf(cards)).toBe(
    [
      "![A \\*star\\*](https://a.example/a_%281%29.png)",
      "**One**",
      "1. Buy One",
      "![A \\*star\\*](https://a.example/a_%281%29.png)",
      "**Two**",
      "2. Buy Two",
      "3. Neither",
    ].join("\n\n"),
  );
  const items = list("Which?", [
    { label: "A", description: "snow_case", to },
    { label: "B", imageUrl: picture.url, to },
  ]);
  expect(wordsOf(items)).toBe("Which?\n\n1. A – snow_case\n2. B ![B](https://a.example/a_%281%29.png)");
  expect(wordsOf(rating("Were we good?", { question: "q", scale: "thumbs" }))).toContain("1. 👍\n2. 👎");
});

test("Markdown of a story stays, and words that are none show no marks", () => {
  expect(wordsOf(text("**Snow** falls in `zone_a`"))).toBe("**Snow** falls in `zone_a`");
  expect(wordsOf(card({ title: "2 * 3 [x] <b> _a_ a_b" }))).toBe(
    "**2 \\* 3 \\[x\\] \\<b> \\_a\\_ a\\_b**".replace("a\\_b**", "a_b**"),
  );
});

test("what has no form here is named", () => {
  const lossesOf = (message: Parameters<typeof render>[0]) => render(message).losses;
  const kept = { blob: "b1", name: "ticket.pdf", mediaType: "application/pdf", bytes: 3 };
  expect(lossesOf(file(kept, { alt: "" }))).toEqual([{ rule: "file_dropped", detail: "media" }]);
  expect(wordsOf(file(kept, { alt: "" }))).toBe("ticket.pdf");
  expect(lossesOf(image("javascript:alert(1)", { alt: "A" }))).toEqual([{ rule: "address_refused", detail: "media" }]);
  expect(lossesOf(text("Where?", { quickReplies: [{ label: "Here", share: "location" }] }))).toEqual([
    { rule: "location_request_as_words", detail: "quick replies" },
  ]);
});

/** What must stand behind the number of a choice: of odd labels nothing but something. */
function shownOf({ label, url }: Choice): string {
  const address = url === undefined ? undefined : webUrlOf(url);
  if (address !== undefined) return address.replaceAll(/[()<>]/g, encodeBracket);
  return /^[a-z\d ]*$/i.test(label) ? label.replaceAll(/\s+/g, " ").trim() : "";
}

function encodeBracket(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

test("whatever a story says, each choice stands in it under the number by which the bot finds it", () => {
  fc.assert(
    fc.property(messageWithContacts, (message) => {
      const { payloads, losses } = render(message);
      const words = payloads.map(({ text: shown }) => shown).join("\n\n");
      let number = 0;
      for (const choice of choicesOf(withRatingReplies(message))) {
        expect(words).toContain(shownOf(choice));
        // An address is no choice of the bot's.
        const sign = choice.url === undefined ? `${(number += 1)}\\.` : "-";
        expect(words).toMatch(new RegExp(`(?:^|\\n)${sign} \\S`));
      }
      for (const loss of losses) expect(loss.detail).not.toBe("");
      expect(JSON.parse(JSON.stringify(payloads))).toEqual(payloads);
      expect(words.isWellFormed()).toBe(true);
    }),
    { numRuns: 80 },
  );
});
