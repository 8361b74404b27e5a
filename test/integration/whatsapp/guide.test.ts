import { readFileSync } from "node:fs";
import { join } from "node:path";
import { limits } from "@causerie/server/connectors/whatsapp/limits.ts";
import { expect, test } from "vitest";
import { root } from "#support/paths.ts";

const guide = readFileSync(join(root, "docs/whatsapp.md"), "utf8");

test("the guide names each loss of this channel, and no other", () => {
  const source = readFileSync(join(root, "server/src/connectors/whatsapp/render/choices.ts"), "utf8");
  const rules = [...source.matchAll(/^ {2}\| "(\w+)"/gm)].map(([, rule = ""]) => rule);
  const named = [...guide.matchAll(/^\| `(\w+)` +\|/gm)].map(([, rule = ""]) => rule);
  expect(rules.length).toBeGreaterThan(15);
  expect(named.toSorted()).toEqual(rules.toSorted());
});

test("the limits in the guide are the connector's", () => {
  for (const words of [
    `split at ${limits.text.toLocaleString("en")} characters`,
    `${limits.body.toLocaleString("en")} characters; a longer text`,
    `${limits.buttons.title} characters a label`,
    `up to ${limits.buttons.count} choices`,
    `up to ${limits.list.rows} choices`,
    `${limits.list.title} characters a row`,
    `description (${limits.list.description})`,
    `at most ${limits.templateParameter.toLocaleString("en")} characters`,
    `${limits.pair.atOnce} at once and one in six seconds`,
  ])
    expect(guide).toContain(words);
});
