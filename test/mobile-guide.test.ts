import { runInNewContext } from "node:vm";
import {
  bridgeVersion,
  contextFields,
  messageTypes,
  type PageMessage,
  pageName,
  parseShellMessage,
  shellName,
} from "@causerie/widget/mobile/protocol.ts";
import { shellKinds } from "@causerie/widget/mobile/shells.ts";
import { optionsSchema } from "@causerie/server/connectors/web/options.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { docBlocks } from "./support/docs/doc-examples.ts";
import { root } from "./support/paths.ts";

/** The guide for apps says what the protocol says, also in languages that nothing here compiles. */
const guide = readFileSync(join(root, "docs/mobile.md"), "utf8");
const blocks = docBlocks().filter(({ page }) => page === "docs/mobile.md");

/** One message of each type: what an app reads of it. */
const received: { [Type in PageMessage["type"]]: Extract<PageMessage, { type: Type }> } = {
  "chat:ready": { type: "chat:ready" },
  "chat:getToken": { type: "chat:getToken", id: "a" },
  "chat:openLink": { type: "chat:openLink", url: "https://a.example" },
  "chat:unread": { type: "chat:unread", count: 1 },
  "chat:close": { type: "chat:close" },
  "chat:signedOut": { type: "chat:signedOut", id: "a", done: true },
};

/** The rows of the table whose first column has this head: what stands in backquotes in its first two columns. */
function rowsOf(head: string): [string, string[]][] {
  const [, ...rows] =
    guide
      .slice(guide.indexOf(`| ${head}`))
      .split(/\n\n/)[0]
      ?.split("\n") ?? [];
  return rows.slice(1).map((row) => {
    const [, name = "", fields = ""] = row.split("|");
    const quoted = (cell: string): string[] => Array.from(cell.matchAll(/`([^`]+)`/g), ([, word = ""]) => word);
    return [quoted(name)[0] ?? "", quoted(fields)];
  });
}

test("the tables of the guide name each message and field once", () => {
  const fieldsOf = (message: PageMessage): string[] => Object.keys(message).filter((name) => name !== "type");
  expect(rowsOf("from the page")).toEqual(Object.values(received).map((each) => [each.type, fieldsOf(each)]));
  expect(Object.keys(received)).toEqual(messageTypes.page);
  expect(rowsOf("from the app ")).toEqual([
    ["chat:context", []],
    ["chat:token", ["id", "token"]],
    ["chat:signOut", ["id", "forget"]],
  ]);
  expect(rowsOf("from the app ").map(([type]) => type)).toEqual(messageTypes.shell);
  expect(rowsOf("field of").map(([field]) => field)).toEqual(contextFields);
  for (const word of [`version: ${bridgeVersion}`, `version ${bridgeVersion}`, shellName, `${pageName}.receive(`])
    expect(guide).toContain(word);
});

test("server, page and guide know the same kinds of apps", () => {
  const { items } = optionsSchema.properties["mobileShells"] ?? {};
  expect(items?.enum?.toSorted()).toEqual(shellKinds.toSorted());
  const [, kinds = ""] = /The kinds are ([^;]+);/.exec(guide) ?? [];
  const named = Array.from(kinds.matchAll(/`([^`]+)` \(/g), ([, kind = ""]) => kind);
  expect(named.toSorted()).toEqual(shellKinds.toSorted());
});

const examples = blocks.filter(({ language }) => ["kotlin", "swift", "tsx", "dart"].includes(language));

test("there is one example for each kind of app", () => {
  expect(examples.map(({ language }) => language)).toEqual(["kotlin", "swift", "tsx", "dart"]);
});

/** The names of fields in the literal behind a type: `"id" to …`, `"id": …`, `id: …`. */
function fieldsBehind(code: string, type: string): string[] {
  const [, literal = ""] = new RegExp(`["']${type}["'], (?:mapOf\\()?([{[(]?[^\\n]*)`).exec(code) ?? [];
  return Array.from(literal.matchAll(/(?<=[{[(, ]|^)["']?(\w+)["']?(?:: | to )/g), ([, name = ""]) => name);
}

test.each(examples)("the example in $language says and understands what the protocol has", ({ language, code }) => {
  const types = Array.from(code.matchAll(/["'](chat:\w+)["']/g), ([, type = ""]) => type);
  const wanted = ["chat:ready", "chat:getToken", "chat:openLink", "chat:unread", "chat:close"];
  expect(types.toSorted()).toEqual([...wanted, "chat:context", "chat:token"].toSorted());
  const known: readonly string[] = [...messageTypes.page, ...messageTypes.shell];
  expect(types.filter((type) => !known.includes(type))).toEqual([]);

  expect(fieldsBehind(code, "chat:token")).toEqual(["id", "token"]);
  const context = fieldsBehind(code, "chat:context");
  expect(context).toEqual(["theme", "signedIn", "closeButton"]);
  expect(context.filter((field) => !contextFields.includes(field))).toEqual([]);
  for (const type of wanted)
    for (const field of Object.keys(received[type as PageMessage["type"]]))
      expect(code).toMatch(new RegExp(`["'.]${field}\\b`));

  expect(code).toContain("/embed/mobile");
  // React Native has a name of its own.
  expect(language === "tsx" || new RegExp(`["']${shellName}["']`).test(code)).toBe(true);
});

test.each(examples)("the script that the example in $language runs gives the page a message", ({ code }) => {
  const [, script = "", rest = ""] =
    /["'`](CauserieMobile\.receive\()(?:\$\{(?:[^{}]|\{[^}]*\})*\}|\$\w+|\\\(\w+\))(\)[^"'`]*)["'`]/.exec(code) ?? [];
  expect(script).toBe(`${pageName}.receive(`);
  expect(code).toMatch(new RegExp(`["']?version["']?(?:: |, )${bridgeVersion}\\b`));
  const message = { version: bridgeVersion, type: "chat:token", id: "a", token: '</script>"\u2028' };
  const taken: unknown[] = [];
  const page = { [pageName]: { receive: (input: unknown) => taken.push(parseShellMessage(input)) } };
  runInNewContext(script + JSON.stringify(message) + rest, page);
  expect(taken).toEqual([{ type: "chat:token", id: "a", token: '</script>"\u2028' }]);
});
