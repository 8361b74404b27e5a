import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ChatElement } from "@causerie/widget/element/chat-element.ts";
import { ownNames } from "@causerie/widget/element/options.ts";
import { expect, test } from "vitest";
import { documentedLooks } from "./support/docs/looks-page.ts";
import { root } from "./support/paths.ts";

type Named = { name: string; description: string; type?: { text: string } };
type Declaration = Record<"attributes" | "events" | "slots" | "cssParts" | "cssProperties", Named[]> & {
  members: (Named & { kind: "field" | "method" })[];
};

const dist = join(root, "widget", "dist");
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(dist, name), "utf8"));
const manifest = readJson("custom-elements.json") as { modules: { declarations: Declaration[] }[] };
const element = manifest.modules[0]?.declarations[0] as Declaration;

const namesOf = (list: readonly Named[]): string[] => list.map(({ name }) => name).toSorted();

/** The text of all modules of the widget. */
function sources(): string {
  const folder = join(root, "widget", "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  return files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
}

/** What the code of the features asks the page for, by the names of attributes. */
function settingsInCode(): string[] {
  const folder = join(root, "widget", "src", "react", "features");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const code = files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  const asked = code.matchAll(/(?:useSettings\(\)\(|\b(?:read|setting)\(|textOf\([\w()]+, )"([\w-]+)"\)/g);
  // These are options of the chat itself, or what the page says with `proactive`.
  const others = ["feedback", "greeting", "label", "proactive"];
  return [...new Set(Array.from(asked, ([, name = ""]) => name))].filter((name) => !others.includes(name));
}

const toProperty = (name: string): string => name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());

test("the manifest has the settings that the code of the features reads, as attributes and as properties", () => {
  const settings = settingsInCode();
  const properties = element.members.map(({ name }) => name);
  expect(settings.map(toProperty).filter((name) => !properties.includes(name))).toEqual([]);
  const attributes = element.attributes.map(({ name }) => name);
  expect(settings.filter((name) => !attributes.includes(name))).toEqual(["composer-actions"]);
});

test("the manifest has every attribute, property and method of the element, and no other", () => {
  const settings = settingsInCode();
  const others = settings.filter((name) => name !== "composer-actions");
  expect(namesOf(element.attributes)).toEqual([...ChatElement.observedAttributes, ...others].toSorted());
  const members = Object.entries(Object.getOwnPropertyDescriptors(ChatElement.prototype))
    .filter(([name]) => !/^constructor$|Callback$/.test(name) && !ChatElement.observedAttributes.includes(name))
    .map(([name]) => name)
    // Behind the properties, which are listed one by one.
    .filter((name) => name !== "own");
  expect(namesOf(element.members)).toEqual([...members, "open", ...settings.map(toProperty)].toSorted());
  const fields = element.members.filter(({ kind }) => kind === "field");
  expect(namesOf(fields)).toEqual([...ownNames, "chat", "isOpen", "element", ...settings.map(toProperty)].toSorted());
});

test("the manifest has the events, slots, parts and custom properties that the code has", () => {
  const code = sources();
  const emitted = Array.from(
    code.matchAll(/"(causerie-(?:open|close|message|ready|sent|unread|connection))":/g),
    ([, name = ""]) => name,
  );
  expect(namesOf(element.events)).toEqual([...new Set(emitted)].toSorted());
  const slots = Array.from(
    code.matchAll(/<slot name="([\w-]+)"|slot\.name = "([\w-]+)"/g),
    ([, jsx, dom]) => jsx ?? dom,
  );
  expect(namesOf(element.slots)).toEqual([...new Set(slots.map(String))].toSorted());
  const { parts, properties } = documentedLooks();
  expect(namesOf(element.cssParts)).toEqual(parts.toSorted());
  expect(namesOf(element.cssProperties)).toEqual(properties.toSorted());
});

test("what has no description says all by its name", () => {
  const silent = [...element.attributes, ...element.members, ...element.events].filter(
    ({ description }) => description === "" || description.startsWith("`("),
  );
  expect(namesOf(silent)).toEqual([]);
});

test("VS Code completes the attributes and their words", () => {
  const data = readJson("vscode.html-custom-data.json") as {
    tags: { name: string; attributes: { name: string; values?: { name: string }[]; valueSet?: string }[] }[];
  };
  const [tag] = data.tags;
  expect(tag?.name).toBe("causerie-chat");
  expect(tag?.attributes.map(({ name }) => name)).toEqual(element.attributes.map(({ name }) => name));
  expect(tag?.attributes.find(({ name }) => name === "mode")?.values).toEqual([
    { name: "floating" },
    { name: "inline" },
    { name: "page" },
  ]);
  expect(tag?.attributes.find(({ name }) => name === "feedback")?.valueSet).toBe("v");
});
