import { expect, test } from "vitest";
import { describeOptions, findOptionProblems, type OptionsSchema } from "./options-schema.ts";

const schema: OptionsSchema = {
  type: "object",
  required: ["token", "mode"],
  properties: {
    token: { title: "Token", description: "from the console", type: "string", writeOnly: true, pattern: "\\d+:\\w+" },
    mode: { title: "Mode", type: "string", enum: ["live", "test"] },
    retries: { title: "Retries", type: "integer", minimum: 0, maximum: 5, default: 2 },
    hosts: { title: "Hosts", type: ["string", "array"] },
  },
};

test("options that fit have no problems; undefined is like left out", () => {
  expect(findOptionProblems(schema, { token: "1:a", mode: "live" })).toEqual([]);
  expect(findOptionProblems(schema, { token: "1:a", mode: "test", retries: 5, hosts: ["a"] })).toEqual([]);
  expect(findOptionProblems(schema, { token: "1:a", mode: "test", retries: undefined, hosts: "a" })).toEqual([]);
});

test("everything that is wrong is named at once, and no value is quoted", () => {
  const wrong = { token: "secret value", retries: 6, hosts: 7, tokn: "secret value" };
  expect(findOptionProblems(schema, wrong)).toEqual([
    "mode is missing: one of live, test (Mode).",
    "tokn: there is no such option; there are token, mode, retries, hosts.",
    "token must be a string (from the console).",
    "retries must be an integer (Retries).",
    "hosts must be a string or an array (Hosts).",
  ]);
});

test("the operator reads which options there are, and which are secret", () => {
  expect(describeOptions(schema)).toEqual([
    "token: from the console (required, secret)",
    "mode: Mode (required)",
    "retries: Retries (default 2)",
    "hosts: Hosts",
  ]);
});
