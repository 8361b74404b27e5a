import { expect, test } from "vitest";
import { capabilities as messenger } from "#connectors/messenger/limits.ts";
import { capabilities as web } from "#connectors/web/capabilities.ts";
import { describeCapabilities } from "./describe-capabilities.ts";

test("an operator reads what Messenger can do", () => {
  expect(describeCapabilities(messenger)).toEqual([
    "texts: up to 2000 characters (plain), shown paragraph by paragraph while they are written",
    "choices: up to 3 buttons (up to 20 characters), up to 13 quick replies (up to 20 characters), up to 10 cards",
    "files: image of up to 8192 kB, video of up to 25600 kB, audio of up to 25600 kB, file of up to 25600 kB",
    "answers: at any time, the bot may speak first within 23.9 h of the person's last act",
    "people: read, one by one",
  ]);
});

test("a limit that there is not is not shown as a number", () => {
  expect(describeCapabilities(web)[0]).toBe(
    "texts: any number of characters (plain, markdown), shown while they are written",
  );
});

test("a voice that answers in its response says so", () => {
  const voice = { ...web, reply: { type: "sync", deadlineMs: 7_000 }, interface: "voice" } as const;
  expect(describeCapabilities({ ...voice, proactive: { type: "never" } }).slice(3)).toEqual([
    "answers: in the response, within 7 s, the bot never speaks first",
    "people: listen, one by one",
  ]);
});
