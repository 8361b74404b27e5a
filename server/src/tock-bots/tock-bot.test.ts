import { expect, test } from "vitest";
import { createBot } from "#bot/authoring/create-bot.ts";
import { tockBot, type TockBotOptions } from "./tock-bot.ts";

const key = "0123456789abcdef";

function problemsOf(options: TockBotOptions): string {
  try {
    return `${tockBot(options).id} is a bot`;
  } catch (error) {
    return String(error);
  }
}

test.each<[TockBotOptions, string]>([
  [{}, "give it an apiKey, with which the bot connects, or the webhook at which it is called"],
  [{ apiKey: undefined }, "apiKey is undefined; is its variable set?"],
  [{ webhook: undefined }, "webhook is undefined; is its variable set?"],
  [{ apiKey: "short" }, "apiKey must have 16 to 128 letters"],
  [{ apiKey: `${key}/x` }, "apiKey must have 16 to 128 letters"],
  [{ webhook: "https://me:secret@bot.example" }, "webhook must be an http(s) address"],
  [{ webhook: "file:///etc/passwd" }, "webhook must be an http(s) address"],
  [{ apiKey: key, timeoutMs: 0 }, "timeoutMs must be a whole number from 1 to 300000"],
  [{ apiKey: key, history: 1000 }, "history must be a whole number from 0 to 200"],
  [{ apiKey: key, emptyEntities: "perhaps" as "keep" }, 'emptyEntities must be "forget" or "keep"'],
  [{ apiKey: key, stories: "none" as "all" }, 'stories must be "all" or a list of intents'],
  [{ apiKey: key, id: "a b" }, 'bot "a b" must be 1 to 100 letters'],
  [{ apiKey: key, timeout: 3 } as TockBotOptions, "timeout"],
])("options that cannot work are refused with what to do: %o", (options, problem) => {
  const problems = problemsOf(options);
  expect(problems).toContain(problem);
  expect(problems).not.toContain("secret");
  expect(problems).not.toContain(key);
});

test("two bots need two names", () => {
  const bots = [tockBot({ apiKey: key }), tockBot({ apiKey: `${key}0` })];
  expect(() => createBot({ stories: [], bots, fallback: () => "?" })).toThrow('"tock" both answer');
});

test("two bots need two keys", () => {
  const bots = [tockBot({ apiKey: key }), tockBot({ id: "other", apiKey: key })];
  expect(() => createBot({ stories: [], bots, fallback: () => "?" })).toThrow("have the same key");
});
