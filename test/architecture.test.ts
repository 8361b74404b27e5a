import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import {
  filesBelow,
  importCircles,
  importsBelow,
  loadedWith,
  moduleOf,
  targetOf,
  violations,
} from "#support/architecture/imports.ts";
import { desk, deskSeesAll } from "#support/architecture/desk-modules.ts";
import { server, serverSeesAll } from "#support/architecture/server-modules.ts";
import { sharepoint } from "#support/architecture/sharepoint-modules.ts";
import { widget, widgetSeesAll } from "#support/architecture/widget-modules.ts";
import { root } from "#support/paths.ts";

/** Which workspace packages a package's sources may import. */
const packages: Record<string, readonly string[]> = {
  "server/protocol/src": [],
  "server/src": ["@causerie/protocol"],
  "server/desk/src": ["@causerie/protocol", "@causerie/widget/i18n", "@causerie/widget/theme"],
  "widget/src": ["@causerie/protocol"],
  "widget/sharepoint/src": ["@causerie/widget/standalone"],
  "demo/src": ["@causerie/server", "@causerie/widget", "@causerie/fake-graph"],
  "test/support/fake-graph/src": [],
};

test("the server's modules know only whom they may know", () => {
  expect(violations("server/src", server, serverSeesAll)).toEqual([]);
});

test("every permission of the tables is used: one that is not says something that is no longer so", () => {
  const unused = [
    ["server/src", server],
    ["server/desk/src", desk],
    ["widget/src", widget],
    ["widget/sharepoint/src", sharepoint],
  ] as const;
  const found = unused.flatMap(([folder, table]) => {
    const used = new Set(
      importsBelow(folder).map((each) => `${moduleOf(each.file, table)} -> ${moduleOf(targetOf(each) ?? "", table)}`),
    );
    return Object.entries(table).flatMap(([from, all]) =>
      all.map((to) => `${from} -> ${to}`).filter((permission) => !used.has(permission)),
    );
  });
  expect(found).toEqual([]);
});

test("the widget's layers know only those below them", () => {
  expect(violations("widget/src", widget, widgetSeesAll)).toEqual([]);
});

test("the rooms of the desk's console know only whom they may know", () => {
  expect(violations("server/desk/src", desk, deskSeesAll)).toEqual([]);
  expect(importCircles("server/desk/src").filter((circle) => !circle.includes(".tsx"))).toEqual([]);
});

test("in SharePoint's package only the rooms around the chat know SharePoint's framework", () => {
  expect(violations("widget/sharepoint/src", sharepoint, [])).toEqual([]);
  const framework = importsBelow("widget/sharepoint/src").filter(({ specifier }) =>
    specifier.startsWith("@microsoft/"),
  );
  const rooms = new Set(framework.map(({ file }) => file.split("/")[0]));
  expect(rooms).toEqual(new Set(["spfx", "webparts", "extensions"]));
});

test("packages import only the packages they may", () => {
  const found = Object.entries(packages).flatMap(([folder, allowed]) =>
    importsBelow(folder)
      .filter(({ file }) => !/\.test\.tsx?$/.test(file))
      .filter(({ specifier }) => specifier.startsWith("@causerie/"))
      .filter(({ specifier }) => !allowed.some((name) => specifier === name || specifier.startsWith(`${name}/`)))
      .map(({ file, specifier }) => `${folder}/${file} imports ${specifier}`),
  );
  expect(found).toEqual([]);
});

test("own files are imported as ./file.ts, never through ../", () => {
  const found = Object.keys(packages).flatMap((folder) =>
    importsBelow(folder)
      .filter(({ specifier }) => specifier.includes("../"))
      .map(({ file, specifier }) => `${folder}/${file} imports ${specifier}`),
  );
  expect(found).toEqual([]);
});

test("no file of the server imports itself by way of others, not even for its types", () => {
  expect(importCircles("server/src")).toEqual([]);
});

test("a command waits neither for the parts of a running server nor for a database that it does not ask", () => {
  const operator = ["keeping", "people", "queues"].map((name) => `cli/operator/${name}.ts`);
  const loaded = loadedWith("server/src", ["cli/run-cli.ts", "index.ts", ...operator]);
  const late = ["app/server.ts", "app/start-server.ts", "cli/dev/dev.ts", "pg", "prom-client", "redis"];
  expect(late.filter((each) => loaded.has(each))).toEqual([]);
  const atOnce = loadedWith("server/src", ["cli/run-cli.ts"]);
  expect(["express", "socket.io", "libphonenumber-js/max"].filter((each) => atOnce.has(each))).toEqual([]);
  // It looks at something.
  expect([...late, "express"].filter((each) => !loadedWith("server/src", ["app/start-server.ts"]).has(each))).toEqual([
    "cli/dev/dev.ts",
    "pg",
    "redis",
  ]);
});

test("the protocol touches neither Node nor the DOM, and the chat core no DOM", () => {
  const node = importsBelow("server/protocol/src").filter(({ specifier }) => specifier.startsWith("node:"));
  expect(node).toEqual([]);
  const dom = filesBelow("widget/src/chat")
    .filter((path) => !path.endsWith(".test.ts"))
    .filter((path) => /\b(document\.|window\.|HTMLElement|from "react")/.test(readFileSync(path, "utf8")))
    .map((path) => relative(root, path));
  expect(dom).toEqual([]);
});

test("the tables look at something: every module exists and has imports to judge", () => {
  for (const [folder, table] of [
    ["server/src", server],
    ["server/desk/src", desk],
    ["widget/src", widget],
    ["widget/sharepoint/src", sharepoint],
  ] as const) {
    const files = filesBelow(folder).map((path) => relative(join(root, folder), path));
    const empty = Object.keys(table).filter((module) => !files.some((file) => moduleOf(file, table) === module));
    expect(empty).toEqual([]);
  }
  expect(importsBelow("server/src").filter(({ specifier }) => specifier.startsWith("#")).length).toBeGreaterThan(80);
});
