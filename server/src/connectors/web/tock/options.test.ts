import { expect, test } from "vitest";
import { findProblems, type WebOptions } from "#connectors/web/options.ts";
import { web } from "#connectors/web/web.ts";
import { withTockDefaults } from "./options.ts";

const problemsOf = (options: object): string[] => findProblems({ origins: "any", ...options });
const signIn = { issuers: [{ issuer: "https://login.example.com", audience: "chat" }] };

test("by default there is no dialect, and with it the safe identity, streams, and whole texts", () => {
  expect([withTockDefaults(undefined), withTockDefaults(false)]).toEqual([undefined, undefined]);
  expect(withTockDefaults(true)).toEqual({
    identity: "cookie",
    streams: true,
    streaming: "whole",
    direct: false,
    texts: "escaped",
    waitSeconds: 60,
    apology: "Sorry, that did not work. Please try again.",
  });
});

test.each([
  [{ tock: "yes" }, "tock must be true, or an object"],
  [{ tock: { identity: "page" } }, 'tock.identity must be "cookie", "jwt" or "passthrough"'],
  [{ tock: { stream: true } }, "did you mean streams?"],
  [{ tock: { waitSeconds: 0 } }, "tock.waitSeconds must be a whole number of seconds, at most 600"],
  [{ tock: { apology: " " } }, "tock.apology must be a sentence"],
  [{ tock: true, signIn }, 'tock.identity must be "jwt" while signIn is required'],
  [{ tock: { identity: "passthrough" }, signIn }, 'tock.identity must be "jwt" while signIn is required'],
])("a mistake is named: %j", (options, problem) => {
  expect(problemsOf(options)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  { tock: true },
  { tock: { identity: "jwt" }, signIn },
  { tock: true, signIn: { ...signIn, mode: "optional" } },
  { tock: false, signIn },
])("nothing is wrong with %j", (options) => {
  expect(problemsOf(options)).toEqual([]);
});

test("the check warns of pages that say who they are, and of nothing else", async () => {
  const warnings = async (tock: WebOptions["tock"]): Promise<string[]> => {
    const results = await web({ origins: ["https://www.example.com"], ...(tock !== undefined && { tock }) }).check?.(
      {} as never,
    );
    return (results ?? []).flatMap(({ level, title }) => (level === "warning" ? [title] : []));
  };
  expect(await warnings({ identity: "passthrough" })).toEqual([
    expect.stringContaining('tock.identity is "passthrough"'),
  ]);
  expect([await warnings(true), await warnings(undefined)]).toEqual([[], []]);
});
