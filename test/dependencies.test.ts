import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { dependencies } from "./support/architecture/dependencies.ts";
import { importsBelow } from "./support/architecture/imports.ts";
import { root } from "./support/paths.ts";

const names = Object.keys(dependencies);
const imports = importsBelow("server/src").flatMap(({ file, specifier }) => {
  const name = names.find((each) => specifier === each || specifier.startsWith(`${each}/`));
  return name === undefined || file.endsWith(".test.ts") ? [] : [{ file, name }];
});
const isBelow = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

test("whoever installs the server gets the packages of the table and no other: a channel brings none along", () => {
  const manifest = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8")) as { dependencies: object };
  expect(Object.keys(manifest.dependencies).toSorted()).toEqual(names.toSorted());
});

test("each package is imported where the table says, and nowhere else", () => {
  const elsewhere = imports.filter(({ file, name }) => !dependencies[name]?.some((folder) => isBelow(file, folder)));
  expect(elsewhere.map(({ file, name }) => `${file} imports ${name}`)).toEqual([]);
  const unused = names.flatMap((name) =>
    (dependencies[name] ?? [])
      .filter((folder) => !imports.some((each) => each.name === name && isBelow(each.file, folder)))
      .map((folder) => `${folder} does not import ${name}`),
  );
  expect(unused).toEqual([]);
});
