import { openai } from "@causerie/server";
import { expect, test } from "vitest";
import { key } from "#support/openai/endpoint-world.ts";

test("what is wrong with the options is named, without their values", () => {
  const problemsOf = (options: object): string[] => openai(options as Parameters<typeof openai>[0]).problems?.() ?? [];
  expect(problemsOf({ key })).toEqual([]);
  expect(problemsOf({ key: [key, `${key}2`], model: "snow", locale: "fr", waitSeconds: 5 })).toEqual([]);
  for (const none of [undefined, []])
    expect(problemsOf({ key: none })).toEqual([
      "key is missing: a key of 20 characters or more, without spaces, or a list of them.",
    ]);
  const wrong = {
    key: "short-key",
    model: "two words",
    path: "openai",
    locale: "?",
    waitSeconds: 0,
    requestsPerMinute: 0.5,
  };
  const problems = problemsOf(wrong);
  expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
    "path",
    "key",
    "model",
    "waitSeconds",
    "requestsPerMinute",
    "locale",
  ]);
  expect(problems.join("\n")).not.toContain("short-key");
});

test("the steps name the address, and the check says when keys would be readable on their path", async () => {
  const endpoint = openai({ key });
  expect(endpoint.setup?.("https://bot.example/").map(({ copy }) => copy)).toContain("https://bot.example/openai/v1");
  const levelAt = async (publicUrl: string) => (await endpoint.check?.({ live: true, publicUrl, fetch }))?.[0]?.level;
  expect(await levelAt("https://bot.example")).toBe("ok");
  expect(await levelAt("http://localhost:3000")).toBe("ok");
  expect(await levelAt("http://bot.example")).toBe("warning");
});
