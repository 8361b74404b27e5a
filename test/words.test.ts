import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";
import { identifiersIn, wordsOf } from "./support/sources/identifiers.ts";

const everywhere = ["server/protocol/src", "server/src", "server/desk/src", "widget/src"];
const web = "server/src/connectors/web";
const withoutDesk = readdirSync(join(root, "server/src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !["app", "desk", "store"].includes(entry.name))
  .map(({ name }) => `server/src/${name}`);
const transports = [`${web}/http`, `${web}/reading`, `${web}/socket`, "widget/src/chat"];

/**
 * One word has one meaning. These had several, or were pictures where the field has a term; ARCHITECTURE lists the terms.
 * They may not be part of a name in the sources, nor of a file's name. Comments, texts and columns (`floor_seq`) may use
 * them.
 */
const refused: readonly [words: string, instead: string, below: readonly string[]][] = [
  ["happening", "webhook event", everywhere],
  ["hear, heard, tell, tells, told", "receive, notify or report", everywhere],
  ["way, ways", "transport or kind", everywhere],
  ["taken", "delivered", everywhere],
  ["noted", "idempotency record", everywhere],
  // At the desk, notes are what the team writes for itself.
  ["note, notes", "step, finding, idempotency record or native payload", withoutDesk],
  ["suspect, suspects", "interrupted", everywhere],
  ["park, parked", "dead letter", everywhere],
  ["poke, poked", "wake", everywhere],
  ["natives", "native payloads", everywhere],
  ["freshened", "expired", everywhere],
  ["tidy, tidied, fold, folded", "normalize", everywhere],
  ["road", "what it is", everywhere],
  ["place, places, placed", "location, index, range, position, path or slot", everywhere],
  ["floor", "oldest kept", everywhere],
  // Elsewhere a line is one of a text.
  ["line, lines", "connection or transport", transports],
];

test.for(refused)("no name says %s: it says %s", ([words, , below]) => {
  const list = words.split(", ");
  const found = below.flatMap(filesBelow).flatMap((file) => {
    const names = new Set([...identifiersIn(readFileSync(file, "utf8")), basename(file)]);
    return [...names]
      .filter((name) => !name.includes("_") && wordsOf(name).some((word) => list.includes(word)))
      .map((name) => `${relative(root, file)}: ${name}`);
  });
  expect(found).toEqual([]);
});

test("names are read from code alone, also inside of templates", () => {
  const source = [
    '/* a */ const one = "b" + `c ${two.three(`d ${four}`)} e ${{ five }}`; // f',
    "const six = /g\"['`]\\/\\/h/.test(seven) ? eight / nine / Math.floor(ten) : 'i';",
  ];
  const names = identifiersIn(source.join("\n")).filter((name) => name !== "const");
  expect(names).toEqual("one two three four five six test seven eight nine Math ten".split(" "));
  expect(wordsOf("openSSEPollLine")).toEqual(["open", "sse", "poll", "line"]);
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
