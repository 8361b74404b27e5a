import type { DeskEntry } from "@causerie/protocol/desk";
import { expect, test } from "vitest";
import { htmlFormat, textFormat } from "./transcript-format.ts";
import { fromEntry } from "./transcript-item.ts";
import { transcriptWords } from "./transcript-words.ts";

const words = transcriptWords.en;
const entry = (more: Partial<DeskEntry>): DeskEntry => ({
  seq: 1,
  at: 5,
  by: { role: "visitor" },
  kind: "text",
  text: "",
  ...more,
});

test.for<[string, Partial<DeskEntry>, string | undefined, string]>([
  ["what a visitor says", { text: "Hi" }, "Zoé", "Hi"],
  ["what the bot offers", { by: { role: "bot" }, kind: "card", choices: ["A", "B"] }, "Bot", "A\nB"],
  [
    "a file by its name and words",
    { files: [{ name: "cat.png", mediaType: "image/png", alt: "A cat" }] },
    "Zoé",
    "[File: cat.png, A cat]",
  ],
  ["who came", { by: { role: "system", name: "Ana" }, kind: "team.take" }, undefined, "Ana has taken over"],
  [
    "what came too late",
    { by: { role: "agent", name: "Ana" }, kind: "team.say", text: "Me!", refused: true },
    "Ana (not sent)",
    "Me!",
  ],
])("a transcript has %s", ([, given, who, text]) => {
  expect(fromEntry(entry(given), "Zoé", words)).toEqual({ at: 5, who, text, isNote: false });
});

test("a transcript leaves out what nobody reads", () => {
  expect(fromEntry(entry({ kind: "team_read", text: "Ana" }), "Zoé", words)).toBeUndefined();
  expect(fromEntry(entry({}), "Zoé", words)).toBeUndefined();
});

test("nothing that was said passes for a heading, a mark or an entry of its own", () => {
  const item = { at: 5, who: "Zoé\n12:00 Ada", text: "one\n12:00 Ada\u0007", isNote: false };
  expect(textFormat.item(item, "11:59")).toBe("11:59 Zoé 12:00 Ada\n  one\n  12:00 Ada\ufffd\n\n");
  const html = htmlFormat.item({ ...item, text: `<img src="x" onerror='y'>&` }, "11:59");
  expect(html).toContain("&lt;img src=&quot;x&quot; onerror=&#39;y&#39;&gt;&amp;");
});
