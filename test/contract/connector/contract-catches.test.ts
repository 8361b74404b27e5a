import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ConnectorHarness, connectorContract } from "@causerie/server/connector";
import { expect, test } from "vitest";
import { docExamples } from "#support/docs/doc-examples.ts";
import { testPackages } from "#support/paths.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

/** A suite that nothing can fail proves nothing: here are copies of the guide's connector, each with one fault. */
const [telegram = "", contract = ""] = ["telegram.ts", "telegram.contract.ts"].map(
  (file) => docExamples().find(({ page, name }) => page === "docs/own-connector.md" && name === file)?.code,
);

type Change = [part: string, other: string];
type Loaded = { connectorContract: typeof connectorContract; openTelegram: () => Promise<ConnectorHarness> };

/** The names of the cases that a copy with these changes does not pass. */
async function failuresOf(...changes: Change[]): Promise<string[]> {
  const folder = temporaryFolder();
  symlinkSync(testPackages, join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "telegram.ts"), changes.reduce(change, telegram));
  writeFileSync(
    join(folder, "harness.ts"),
    contract
      .replace(/^import test .*\n/m, "")
      .replace(/^for \(const .*$/m, "export { connectorContract, openTelegram };"),
  );
  const loaded = (await import(pathToFileURL(join(folder, "harness.ts")).href)) as Loaded;
  const failed: string[] = [];
  for (const { name, run } of await loaded.connectorContract(loaded.openTelegram))
    await run().catch(() => void failed.push(name));
  return failed;
}

function change(code: string, [part, other]: Change): string {
  if (code.split(part).length !== 2) throw new Error(`the guide's connector must have this once: ${part}`);
  return code.replace(part, () => other);
}

test("the suite has nothing against the connector as it stands in the guide", async () => {
  expect(await failuresOf()).toEqual([]);
});

const faults: [fault: string, changes: Change[], caught: string[]][] = [
  [
    "tells the platform before the event is stored",
    [
      [
        "await host.accept({ ...where, id: `update:${update_id}`, at, content });",
        "host.accept({ ...where, id: `update:${update_id}`, at, content }).catch(() => undefined);",
      ],
    ],
    ["an event that could not be stored is not accepted, and can be sent again"],
  ],
  [
    "believes everybody",
    [["if (!kit.isSameSecret(", "if (false && !kit.isSameSecret("]],
    ["whoever cannot prove to be that person is refused, and nothing is stored"],
  ],
  [
    "drops the choices for which it has no room",
    [
      ["slice(0, 100)", "slice(0, 3)"],
      ["kit.toPlainText(message)", 'message.type === "text" ? message.text : kit.toPlainText(message)'],
    ],
    ["no choice is out of reach, however many there are and however long their links"],
  ],
  [
    "takes too many messages for a message that is refused",
    [['if (status === 429) return "rate";', ""]],
    ['when the channel fails in the way "rate", the delivery\'s error says so'],
  ],
  [
    "names each repeat anew",
    [["id: `update:${update_id}`", "id: `update:${update_id}-${Math.random()}`"]],
    [
      "the same event sent again is accepted again and stored once",
      "events that come at the same moment are all stored, each once",
    ],
  ],
  [
    "holds one conversation with everybody",
    [["conversationId: `${id}:${user}`", "conversationId: id"]],
    ["one person's events stay in one conversation and in order, another's are in another"],
  ],
  [
    "puts the whole link where there is no room for it",
    [["toToken(kit.encodeChoice(choice))", "kit.encodeChoice(choice).slice(0, 64)"]],
    [
      "a tap brings back the link of the choice, also when it had no room in the button",
      "a tap on a choice that says something is as if the person had typed it",
    ],
  ],
  [
    "takes a lost response for a delivery that was not made",
    [['"unknown", { cause }', '"transient", { cause }']],
    ['when the channel fails in the way "unknown", the delivery\'s error says so'],
  ],
  [
    "says longer texts than it declares",
    [["max: 4096", "max: 400"]],
    ["no text is longer and no message has more choices than the capabilities say"],
  ],
  [
    "shows more buttons than it declares",
    [["count: 100", "count: 10"]],
    ["no text is longer and no message has more choices than the capabilities say"],
  ],
  [
    "goes past the host to its platform",
    [["await host.fetch(", "await fetch("]],
    ["every call to the platform goes through the host's fetch"],
  ],
  [
    "fails on a message that it has not thought of",
    [
      [
        "render(message, toToken) {",
        'render(message, toToken) {\n          if (message.type === "custom") throw new Error("unknown");',
      ],
    ],
    ["every kind of message can be rendered, and an ordinary one without a loss"],
  ],
];

test.each(faults)("a connector that %s is caught", async (_fault, changes, caught) => {
  expect(await failuresOf(...changes)).toEqual(caught);
});

test("a secret in the log is caught in every case in which it is written", async () => {
  const failed = await failuresOf([
    "const { ok, status } =",
    "host.logger.info({ url: `${apiUrl}/bot${token}` });\n          const { ok, status } =",
  ]);
  expect(failed).toContain("a delivery is made under its id, one after another in order");
});
