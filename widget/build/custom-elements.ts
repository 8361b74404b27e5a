/**
 * What editors and catalogues read of `<causerie-chat>`: a custom elements manifest (schema 2.1.0) and VS Code's custom data. Both are
 * taken from the declarations and their comments, and from the tables of `docs/looks.md`, which a test holds to the style sheets.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, source } from "./paths.ts";

type Named = { name: string; description: string };
type Member = Named & { type: string };

const elementFolder = join(source, "element");
const read = (...path: string[]): string => readFileSync(join(...path), "utf8");

/** Writes both files into the folder. */
export function writeCustomElements(folder: string): void {
  const write = (name: string, content: object): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(content, undefined, 2)}\n`);
  const element = describeElement();
  write("custom-elements.json", toManifest(element));
  write("vscode.html-custom-data.json", toCustomData(element));
}

type Element = {
  attributes: readonly Member[];
  properties: readonly Member[];
  methods: readonly Member[];
  events: readonly Member[];
  slots: readonly Named[];
  parts: readonly Named[];
  cssProperties: readonly (Named & { default: string })[];
};

const isOpen = { name: "open", type: "boolean", description: "Whether the floating window is open." };

function describeElement(): Element {
  const options = read(elementFolder, "options.ts");
  const code = read(elementFolder, "chat-element.ts");
  const looks = read(root, "../docs/looks.md");
  const attributes = membersOf(blockOf(options, "export type ChatElementOptions = {")).map((member) => ({
    ...member,
    type: wordsOf(options, member.type),
  }));
  const own = membersOf(blockOf(options, "export type Own = {"));
  const settings = membersOf(
    blockOf(read(source, "react/seams/feature-settings.ts"), "export type FeatureSettings = {"),
  ).map((member) => ({ ...member, type: member.type.replace(" | undefined", "") }));
  const inClass = blockOf(code, "export class ChatElement extends");
  return {
    attributes: [...attributes, isOpen, ...settings.flatMap(attributeOf)],
    properties: [
      ...own,
      ...settings,
      { name: "chat", type: "Chat | undefined", description: "The conversation, after it is loaded." },
      { name: "element", type: "ChatElement", description: "Itself: pages reach it as `Causerie.element`." },
      { name: "isOpen", type: "boolean", description: "Whether the window is open. It cannot be set." },
    ],
    methods: methodsOf(inClass),
    events: membersOf(blockOf(read(elementFolder, "events.ts"), "export type ChatElementEvents = {")),
    slots: slots.map(([name, description]) => ({ name, description })),
    parts: rowsOf(looks, "Parts").flatMap(([names = "", description = ""]) =>
      namesIn(names).map((name) => ({ name, description })),
    ),
    cssProperties: rowsOf(looks, "Properties").map(([name = "", description = "", value = ""]) => ({
      name: namesIn(name)[0] ?? "",
      description,
      default: value.replaceAll("`", ""),
    })),
  };
}

const slots = [
  ["header", "In place of the built-in header."],
  ["launcher", "In place of the launcher's icon."],
  ["empty", "In place of the greeting of an empty conversation."],
  ["before-composer", "Above the field to write in."],
  ["footer", "Below it."],
] as const;

/** `bot-name`, of the property `botName`. Lists of functions have none. */
function attributeOf({ name, type, description }: Member): Member[] {
  if (type.includes("ComposerAction")) return [];
  return [{ name: name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), type, description }];
}

/** The lines of a declaration, without its first and last one. */
function blockOf(code: string, begin: string): string {
  const from = code.indexOf(begin);
  const to = code.indexOf("\n}", from);
  if (from === -1 || to === -1) throw new Error(`custom-elements.ts: the source has no "${begin}"`);
  return code.slice(code.indexOf("\n", from) + 1, to);
}

/** Fields with the comment before each. */
function membersOf(block: string): Member[] {
  const fields = block.matchAll(/(?:^ {2}\/\*\*([\s\S]*?)\*\/\n)?^ {2}"?([\w-]+)"?\??: (.+);$/gm);
  return Array.from(fields, ([, comment = "", name = "", type = ""]) => {
    return { name, type, description: sentences(comment) };
  });
}

/** Public methods, also those that are declared with the type of a function, or got by an accessor. */
function methodsOf(block: string): Member[] {
  const found = block.matchAll(
    /(?:^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?^ {2}(?:declare (\w+): (\(.+\) => .+);|(?:async )?(\w+)(?:<[^(]*>)?(\(.*\): [^{]+) \{|get (\w+)\(\): \(\) => void \{)$/gm,
  );
  return Array.from(found).flatMap(([, comment = "", declared, type = "", method, signature = "", getter]) => {
    const name = declared ?? method ?? getter ?? "";
    if (name.endsWith("Callback")) return [];
    return [{ name, type: declared === undefined ? signature || "(): void" : type, description: sentences(comment) }];
  });
}

/** `ChatMode` becomes its words. */
function wordsOf(code: string, type: string): string {
  return new RegExp(`export type ${type} = (.+);`).exec(code)?.[1] ?? type.replace(" | undefined", "");
}

function sentences(comment: string): string {
  return (
    comment
      .replaceAll(/\n\s*\*( |$)/g, " ")
      .split("@example")[0]
      ?.replaceAll(/\s+/g, " ")
      .trim() ?? ""
  );
}

/** The cells of the table below a heading. */
function rowsOf(page: string, heading: string): string[][] {
  const section = page.slice(page.indexOf(`\n## ${heading}\n`) + 1).split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  if (rows.length === 0) throw new Error(`custom-elements.ts: docs/looks.md has no table "${heading}"`);
  return rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function namesIn(cell: string): string[] {
  return Array.from(cell.matchAll(/`([^`]+)`/g), ([, name = ""]) => name);
}

function toCamel(name: string): string {
  return name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function toManifest(element: Element): object {
  const module = "causerie/element.js";
  const typed = <Each extends Member>({ type, ...rest }: Each) => ({ ...rest, type: { text: type } });
  return {
    schemaVersion: "2.1.0",
    modules: [
      {
        kind: "javascript-module",
        path: module,
        declarations: [
          {
            kind: "class",
            customElement: true,
            name: "ChatElement",
            tagName: "causerie-chat",
            description: "A launcher in the corner or, with `mode` `inline` or `page`, the chat itself.",
            attributes: element.attributes.map((attribute) => ({
              ...typed(attribute),
              fieldName: toCamel(attribute.name),
            })),
            members: [
              ...element.properties.map((property) => ({ kind: "field", ...typed(property) })),
              ...element.methods.map(({ name, type, description }) => ({
                kind: "method",
                name,
                description: `${description} \`${type}\``.trim(),
              })),
            ],
            events: element.events.map(typed),
            slots: element.slots,
            cssParts: element.parts,
            cssProperties: element.cssProperties,
          },
        ],
        exports: [
          { kind: "js", name: "ChatElement", declaration: { name: "ChatElement", module } },
          { kind: "custom-element-definition", name: "causerie-chat", declaration: { name: "ChatElement", module } },
        ],
      },
    ],
  };
}

function toCustomData({ attributes }: Element): object {
  return {
    version: 1.1,
    tags: [
      {
        name: "causerie-chat",
        description: "A chat: a launcher in the corner, or the chat itself in its place.",
        attributes: attributes.map(({ name, type, description }) => {
          const words = Array.from(type.matchAll(/"(\w+)"/g), ([, word = ""]) => ({ name: word }));
          return {
            name,
            description,
            ...(words.length > 0 && { values: words }),
            ...(type === "boolean" && { valueSet: "v" }),
          };
        }),
      },
    ],
  };
}
