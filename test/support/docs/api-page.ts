import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { type Declaration, declaredIn, exportsOf } from "./declarations.ts";
import { program, root } from "#support/paths.ts";

const entries = [
  { specifier: "@causerie/server", file: "index.d.ts" },
  { specifier: "@causerie/server/ai", file: "understanding/remote/services/language-model.d.ts" },
  { specifier: "@causerie/server/connector", file: "connector.d.ts" },
  { specifier: "@causerie/server/testing", file: "testing/index.d.ts" },
] as const;

type Entry = (typeof entries)[number];
type Item = Declaration & { entry: Entry };

/** Which declaration belongs where, by the beginning of its file; the first that fits. */
const topics: readonly { title: string; guide?: string; files: readonly string[] }[] = [
  {
    title: "Your own connectors",
    guide: "own-connector.md",
    files: [
      "testing/connector/",
      "channel/address",
      "channel/host/connector-host",
      "channel/host/blob-store",
      "channel/host/kept-texts",
      "channel/host/uploads",
      "channel/capabilities",
      "channel/channel-kind",
      "channel/connector",
      "channel/delivery-error",
      "channel/host/hosted-connector",
      "channel/message/link-token",
      "channel/options-schema",
      "channel/kit/",
    ],
  },
  { title: "Testing", guide: "testing.md", files: ["testing/"] },
  {
    title: "Messages",
    guide: "stories.md",
    files: [
      "bot/authoring/messages",
      "bot/authoring/panels",
      "channel/message/message",
      "channel/message/button",
      "channel/message/panel",
      "channel/message/plain-text",
      "channel/message/location",
    ],
  },
  { title: "Bots of Tock", guide: "bot-api.md", files: ["tock-bots/", "bot/authoring/remote-bot"] },
  {
    title: "Speech",
    guide: "speech.md",
    files: ["speech/", "bot/authoring/text-to-speech", "bot/authoring/speech-to-text"],
  },
  {
    title: "Stories",
    guide: "stories.md",
    files: ["bot/", "channel/event", "channel/json", "channel/message/link", "channel/log"],
  },
  { title: "Words", guide: "languages.md", files: ["i18n/", "tock-import/"] },
  { title: "Understanding", guide: "understanding.md", files: ["understanding/"] },
  { title: "Connectors", guide: "messenger.md", files: ["connectors/"] },
  {
    title: "Running",
    guide: "operating.md",
    files: ["config/", "app/", "conversation/", "pipeline/", "channel/host/file-scanner"],
  },
];

const order = [
  "Stories",
  "Bots of Tock",
  "Messages",
  "Words",
  "Understanding",
  "Speech",
  "Running",
  "Connectors",
  "Your own connectors",
  "Testing",
];

const intro = `# The API

For bot developers: every export of \`@causerie/server\`, with its signature and what its source says about it. Written by
\`node --conditions=causerie-source test/build-api.ts\`; do not edit. The concepts are explained in [stories](stories.md).
`;

/** The page \`docs/api.md\`, made from the declarations that the compiler writes. */
export function apiPage(): string {
  using folder = disposableFolder();
  run("tsc", ["-p", join(root, "server/tsconfig.build.json"), "--emitDeclarationOnly", "--outDir", folder.path]);
  const items = withoutRepeats(entries.flatMap((entry) => itemsOf(folder.path, entry)));
  const sections = order.map((title) => sectionOf(title, items));
  return run("oxfmt", ["--stdin-filepath", "docs/api.md"], [intro, ...sections].join("\n"));
}

/** Names of exports that say nothing about themselves. */
export function withoutComment(page: string): string[] {
  return Array.from(page.matchAll(/^### `([^`]+)`\n+(?:From [^\n]*\n+)?```/gm), ([, name = ""]) => name);
}

function itemsOf(folder: string, entry: Entry): Item[] {
  const declared = exportsOf(folder, entry.file);
  // An entry may declare what it exports itself.
  const own = declaredIn(folder, entry.file).filter(({ name }) => declared.every((each) => each.name !== name));
  return [...declared, ...own].map((each) => ({ ...each, entry }));
}

/** What two entries export is described once, as the first one's. */
function withoutRepeats(items: readonly Item[]): Item[] {
  return [...new Map(items.toReversed().map((item) => [`${item.file} ${item.name}`, item])).values()].toReversed();
}

function sectionOf(title: string, items: readonly Item[]): string {
  const topic = topics.find((each) => each.title === title);
  const guide = topic?.guide === undefined ? "" : `See [${topic.guide.replace(".md", "")}](${topic.guide}).\n`;
  return [`## ${title}\n`, guide, ...items.filter((item) => topicOf(item) === title).map(itemText)].join("\n");
}

function topicOf({ file, name }: Item): string {
  const topic = topics.find(({ files }) => files.some((start) => file.startsWith(start)));
  if (topic === undefined)
    throw new Error(`"${name}" of ${file} has no topic; give it one in test/support/api-page.ts`);
  return topic.title;
}

function itemText({ name, signature, comment, entry }: Item): string {
  const from = entry.specifier === "@causerie/server" ? "" : `From \`${entry.specifier}\`.\n\n`;
  return `### \`${name}\`\n\n${from}${proseOf(comment)}\n\`\`\`ts\n${signature}\n\`\`\`\n`;
}

/** The first paragraph, and what is thrown and returned. Examples are in the source and in the guides. */
function proseOf(comment: string): string {
  const plain = comment
    .replaceAll(/```[\s\S]*?```/g, "")
    .replace(/@example[\s\S]*?(?=\n@|$)/, "")
    .replaceAll(/\{@link (\w+)\}/g, "`$1`");
  const [text = "", ...tags] = plain.split(/^(?=@)/m);
  const [first = ""] = text.trim().split(/\n\s*\n/);
  const notes = tags.flatMap((tag) => {
    const [, kind = "", what = ""] = /^@(throws|returns?)\s+([\s\S]*)$/.exec(tag.trim()) ?? [];
    return what === "" ? [] : [`_${kind === "throws" ? "Throws" : "Returns"}_ ${what.trim()}`];
  });
  return [first.trim(), ...notes]
    .filter((part) => part !== "")
    .map((part) => `${part}\n`)
    .join("\n");
}

function run(command: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr, error } = spawnSync(program(command), args, { cwd: root, encoding: "utf8", input });
  if (status !== 0) throw new Error(`${command} failed: ${stdout}${stderr}`, { cause: error });
  return stdout;
}
