import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { PushConnector } from "@causerie/server/connector";
import { collectLogLines } from "#support/log-lines.ts";
import { createRoomBot, said, startWorld } from "#support/connectors/chatroom-world.ts";

test("a text grows by edits of one message, and ends whole with its buttons", async () => {
  async function* pieces(): AsyncGenerator<string> {
    for (const piece of ["Once ", "upon ", "a ", "time."]) {
      yield piece;
      await delay(1_050);
    }
  }
  await using world = await startWorld({}, { bot: createRoomBot(pieces()) });
  await world.tell(said("tell me"));
  const [message, ...others] = world.platform.messages;
  expect(others).toEqual([]);
  const texts = message?.texts ?? [];
  expect(texts.length).toBeGreaterThanOrEqual(3);
  expect(texts[0]).toBe("Once ".trim());
  for (const [index, shorter] of texts.slice(0, -2).entries()) expect(texts[index + 1]?.startsWith(shorter)).toBe(true);
  expect(texts.at(-1)).toBe("Once upon a time.\n1. News");
});

const fourPieces = async function* (): AsyncGenerator<string> {
  for (const piece of ["Once ", "upon ", "a ", "time."]) {
    yield piece;
    await delay(1_050);
  }
};

test("a channel that gives its messages no id shows the start of a growing text, and the whole text once", async () => {
  const withoutIds = (connector: PushConnector): PushConnector => ({
    ...connector,
    deliver: async (delivery, signal) => void (await connector.deliver(delivery, signal)),
  });
  await using world = await startWorld({}, { bot: createRoomBot(fourPieces()), change: withoutIds });
  await world.tell(said("tell me"));
  expect(world.platform.shown()).toEqual(["Once", "Once upon a time.\n1. News"]);
});

test("a connector that cannot edit what it says it edits shows a growing text once, and the operator learns it", async () => {
  const { logger, lines } = collectLogLines("error");
  const withoutEdit = (connector: PushConnector): PushConnector => {
    const changed = { ...connector };
    delete changed.edit;
    return changed;
  };
  await using world = await startWorld({}, { bot: createRoomBot(fourPieces()), change: withoutEdit, logger });
  await world.tell(said("tell me"));
  expect(world.platform.shown()).toEqual(["Once upon a time.\n1. News"]);
  expect(lines).toMatchObject([{ what: "edit" }]);
});

test("a growing text that finds no room in one message goes on in the next ones, and nothing is lost", async () => {
  const words = Array.from({ length: 120 }, (_, index) => `word${index}`);
  async function* pieces(): AsyncGenerator<string> {
    for (const [index, word] of words.entries()) {
      yield `${word} `;
      if (index % 60 === 0) await delay(1_050);
    }
  }
  await using world = await startWorld({}, { bot: createRoomBot(pieces()) });
  await world.tell(said("tell me"));
  const shown = world.platform.shown();
  expect(shown.length).toBeGreaterThan(1);
  expect(
    shown
      .join(" ")
      .replace("1. News", "")
      .split(/\s+/)
      .filter((word) => word !== ""),
  ).toEqual(words);
});
