import { createBot, type RunningServer, story, text } from "@causerie/server";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { expect, test } from "vitest";
import { voice } from "#support/connectors/voice.ts";
import { VoiceDevice } from "#support/connectors/voice-device.ts";
import { startTestServer } from "#support/server/start-test-server.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const secret = "kitchen-secret";

type World = AsyncDisposable & { server: RunningServer; store: Store; device: VoiceDevice; release(): void };

async function startWorld(deadlineMs = 7_000): Promise<World> {
  const gate = Promise.withResolvers<void>();
  const fares = story("fares", { keywords: ["fares"] });
  const slow = story("slow", { keywords: ["slow"] });
  const menu = story("menu", { keywords: ["menu"] });
  const bot = createBot({
    stories: [
      fares.handle((turn) => `Fares by ${turn.interface}: ten euros.`),
      slow.handle(async function* () {
        yield "Let me see.";
        await gate.promise;
        yield "Here it is.";
      }),
      menu.handle(() =>
        text("**Fares** or hours?", {
          speak: "Fares or hours?",
          quickReplies: [
            { label: "Fares", to: fares.link() },
            { label: "Hours", say: "hours" },
          ],
        }),
      ),
    ],
    fallback: () => "Pardon?",
  });
  const store = await openSqliteStore({ folder: temporaryFolder() });
  const server = await startTestServer({ bot, connectors: [voice({ secret, deadlineMs })] }, { store });
  return {
    server,
    store,
    device: new VoiceDevice(server.url, secret),
    release: gate.resolve,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

async function textsOf({ store }: World): Promise<string[]> {
  const events = await store.log.read("voice:ana", 0, 100);
  return events.flatMap((event) =>
    event.type === "message" && event.message.type === "text" ? [event.message.text] : [],
  );
}

test("the answer is in the response, and a choice is taken by saying it", async () => {
  await using world = await startWorld();
  const { device } = world;
  expect(await device.hears("ana", "1", "menu")).toEqual({ say: ["Fares or hours?"], more: false });
  expect(await device.hears("ana", "2", "the first one")).toEqual({ say: ["Fares by voice: ten euros."], more: false });
});

test("everybody gets their own answers, in the order in which they asked", async () => {
  await using world = await startWorld();
  const people = ["ana", "ben", "eve", "joe"];
  const answers = await Promise.all(
    people.map(async (user) => [
      await world.device.hears(user, "1", "menu"),
      await world.device.hears(user, "2", "fares"),
      await world.device.hears(user, "1", "menu"),
    ]),
  );
  for (const [first, second, again] of answers) {
    expect(first?.say).toEqual(["Fares or hours?"]);
    expect(second?.say).toEqual(["Fares by voice: ten euros."]);
    expect(again).toEqual(first);
  }
});

test("what comes after the deadline stays in the log, and is in the answer to the same request", async () => {
  await using world = await startWorld(800);
  const { server, device } = world;
  expect(await device.hears("ana", "1", "slow")).toEqual({ say: ["Let me see."], more: true });
  world.release();
  await server.idle();
  expect(await textsOf(world)).toEqual(["Let me see.", "Here it is."]);
  expect(await device.hears("ana", "1", "slow")).toEqual({ say: ["Let me see.", "Here it is."], more: false });
});

test("a caller that goes away ends its wait and not the turn", async () => {
  await using world = await startWorld(20_000);
  const { server, device } = world;
  const gone = new AbortController();
  const asking = device.hears("ana", "1", "slow", gone.signal).catch(() => "gone");
  await expect.poll(() => textsOf(world)).toEqual(["Let me see."]);
  gone.abort();
  expect(await asking).toBe("gone");
  world.release();
  await server.idle();
  expect(await textsOf(world)).toEqual(["Let me see.", "Here it is."]);
});

test("a channel on which the bot can never speak first refuses a notification", async () => {
  await using world = await startWorld();
  await world.device.hears("ana", "1", "menu");
  const link = story("fares").link();
  expect(await world.server.notify({ connectorId: "voice", userId: "ana" }, link)).toEqual({
    outcome: "blocked",
    why: "window_closed",
  });
});
