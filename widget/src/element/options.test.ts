import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

const read = (attributes: Record<string, string>) => readOptions((name) => attributes[name] ?? null);

test("without attributes the chat floats, follows the visitor's colours and asks its own site", () => {
  expect(read({})).toEqual({
    endpoint: "/web",
    mode: "floating",
    theme: "auto",
    position: "end",
    locale: undefined,
    heading: undefined,
    referral: undefined,
    accent: undefined,
    feedback: false,
  });
});

test("a word that is not known means the default, so that a typing error never costs the chat", () => {
  expect(read({ mode: "inlin", theme: "dark", position: "left" })).toMatchObject({
    mode: "floating",
    theme: "dark",
    position: "end",
  });
});
