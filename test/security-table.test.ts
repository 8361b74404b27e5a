import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./support/paths.ts";

/** How many sections each chapter of ASVS 5.0 has (https://github.com/OWASP/ASVS/tree/v5.0.0/5.0/en). */
const sectionsOf = [5, 4, 7, 4, 4, 8, 6, 4, 2, 7, 7, 3, 4, 3, 4, 5, 3];
const states = ["met", "partly", "not met", "not applicable"];

type Row = { section: string; title: string; state: string; where: string };

const rows: Row[] = readFileSync(join(root, "docs", "security.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| V"))
  .map((line) => {
    const [, section = "", title = "", state = "", where = ""] = line.split("|").map((cell) => cell.trim());
    return { section, title, state, where };
  });

const filesIn = ({ where }: Row): string[] =>
  [...where.matchAll(/`([^`]+)`/g)]
    .map(([, name = ""]) => name)
    .filter((name) => /^[\w.-]+(?:\/|\.)[\w./-]+$/.test(name));
const isTest = (file: string): boolean => /(?:\.test\.tsx?|-contract\.ts)$/.test(file);

test("the table has every section of ASVS 5.0 once, in order, with one of four states", () => {
  const wanted = sectionsOf.flatMap((count, chapter) =>
    Array.from({ length: count }, (_, section) => `V${chapter + 1}.${section + 1}`),
  );
  expect(rows.map(({ section }) => section)).toEqual(wanted);
  expect(rows.filter(({ state, title, where }) => !states.includes(state) || title === "" || where === "")).toEqual([]);
});

test("each file that the table names exists", () => {
  const missing = rows.flatMap((row) => filesIn(row).filter((file) => !existsSync(join(root, file))));
  expect(missing).toEqual([]);
});

test("what is met names a test, which has tests in it", () => {
  const bare = rows.filter((row) => row.state === "met" && !filesIn(row).some(isTest)).map(({ section }) => section);
  expect(bare).toEqual([]);
  const empty = rows
    .flatMap(filesIn)
    .filter(isTest)
    .filter((file) => !/\b(?:test|describe)(?:\.\w+)*\(/.test(readFileSync(join(root, file), "utf8")));
  expect(empty).toEqual([]);
});
