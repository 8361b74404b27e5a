import { expect, test } from "vitest";
import { describeOptions, findOptionProblems, type OptionsSchema } from "./options-schema.ts";

const schema: OptionsSchema = {
  type: "object",
  required: ["token", "mode"],
  properties: {
    token: { title: "Token", description: "from the console", type: "string", writeOnly: true, pattern: "\\d+:\\w+" },
    mode: { title: "Mode", type: "string", enum: ["live", "test"] },
    retries: { title: "Retries", type: "integer", minimum: 0, maximum: 5, default: 2 },
    hosts: { title: "Hosts", type: ["string", "array"], items: { title: "Host", type: "string" } },
    pace: {
      title: "Pace",
      type: "object",
      properties: {
        count: { title: "Count", type: "integer", minimum: 1, mustBe: "a whole number from 1, e.g. 5" },
        rest: { title: "Rest", type: "boolean" },
      },
      required: ["count"],
    },
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
    "tokn: there is no such option; did you mean token? There are token, mode, retries, hosts, pace.",
    "token must be a string (from the console).",
    "retries must be an integer (Retries).",
    "hosts must be a string or an array (Hosts).",
  ]);
});

test("what is inside of an option is checked as well, and named with its path", () => {
  const inside = (more: object): string[] => findOptionProblems(schema, { token: "1:a", mode: "live", ...more });
  expect(inside({ hosts: ["a", 7, undefined] })).toEqual([
    "hosts[1] must be a string (Host).",
    "hosts[2] must be a string (Host).",
  ]);
  expect(inside({ pace: {} })).toEqual(["pace.count is missing: a whole number from 1, e.g. 5."]);
  expect(inside({ pace: { count: 0, rst: true } })).toEqual([
    "pace.rst: there is no such option; did you mean rest? There are count, rest.",
    "pace.count must be a whole number from 1, e.g. 5.",
  ]);
  expect(inside({ pace: null })).toEqual(["pace must be an object (Pace)."]);
  expect(inside({ retries: Number.NaN })).toEqual(["retries must be an integer (Retries)."]);
});

test.each([undefined, null, [], "token", 5, () => ({}), Promise.resolve({})])(
  "options that are none (%s) are refused in one sentence",
  (options) => {
    expect(findOptionProblems(schema, options)).toEqual(["the options must be an object, e.g. { token: … }."]);
  },
);

test("the operator reads which options there are, and which are secret", () => {
  expect(describeOptions(schema)).toEqual([
    "token: from the console (required, secret)",
    "mode: Mode (required)",
    "retries: Retries (default 2)",
    "hosts: Hosts",
    "pace: Pace",
  ]);
});
