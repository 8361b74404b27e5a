import { expect, test } from "vitest";
import { type ConnectorDefinition, optionLines, runCheck } from "./connector-definition.ts";

const context = { live: false, publicUrl: "http://localhost", fetch };
const broken = (): never => {
  throw new TypeError("secret");
};

function definitionWith(parts: Partial<ConnectorDefinition>): ConnectorDefinition {
  return { id: "a", channel: "a", path: "/a", start: broken, ...parts };
}

test.each<[how: string, check: NonNullable<ConnectorDefinition["check"]>, reason: string]>([
  ["throws", broken, "TypeError"],
  ["hangs", () => Promise.withResolvers<never>().promise, "TimeoutError"],
])("a check that %s is an error of the connector, without its words", async (_how, check, reason) => {
  expect(await runCheck(definitionWith({ check }), context, 20)).toEqual([
    { level: "error", title: `its check failed (${reason})`, fix: "Report this to the connector's author." },
  ]);
});

test("a connector without a check has nothing to say", async () => {
  expect(await runCheck(definitionWith({}), context)).toEqual([]);
});

test("options that cannot be described are one line that says so", () => {
  expect(optionLines(definitionWith({ options: {} as never }))).toEqual([
    "a: error: its list of options failed (TypeError)",
  ]);
});
