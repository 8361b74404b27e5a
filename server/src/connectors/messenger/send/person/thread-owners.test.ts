import { expect, test } from "vitest";
import { direct } from "#channel/address.ts";
import type { EventContent } from "#channel/event.ts";
import type { ThreadOwner } from "#connectors/messenger/admin/thread-control.ts";
import { ThreadOwners } from "./thread-owners.ts";

/** `owner`: what Meta says when it is asked. */
function openOwners(owner: ThreadOwner = { type: "known", app: "3003", until: undefined }) {
  const world = { owner, asked: 0, steady: 0 };
  const owners = new ThreadOwners({
    appId: "1001",
    ask: async () => {
      world.asked += 1;
      return world.owner;
    },
    steady: () => world.steady,
    now: () => 1_000_000 + world.steady,
  });
  const saw = (content: EventContent, at: number): void => owners.saw({ content, address: direct("77"), at });
  return { world, owners, saw };
}

const toAgent = { type: "handover", to: "agent" } as const;
const text = { type: "text", text: "hello" } as const;

test("what nobody has told of another app is sent without a question", async () => {
  const { owners, world } = openOwners();
  expect(await owners.mayWrite("77")).toBe(true);
  expect(world.asked).toBe(0);
});

test.each<[string, EventContent]>([
  ["a handover", toAgent],
  ["words on standby", { type: "overheard", by: "person", text: "hi" }],
])("%s holds messages back for a minute; then Meta is asked, once a minute", async (_what, content) => {
  const { owners, saw, world } = openOwners();
  saw(content, 100);
  expect(await owners.mayWrite("77")).toBe(false);
  expect(await owners.mayWrite("78")).toBe(true);
  world.steady = 60_000;
  expect([await owners.mayWrite("77"), await owners.mayWrite("77"), world.asked]).toEqual([false, false, 1]);
  world.steady = 120_000;
  world.owner = { type: "known", app: undefined, until: undefined };
  expect([await owners.mayWrite("77"), await owners.mayWrite("77"), world.asked]).toEqual([true, true, 2]);
});

test("Meta's end of the other app's time is not slept through, and its silence holds nothing back", async () => {
  const { owners, saw, world } = openOwners({ type: "known", app: "3003", until: 1_000_000 + 70_000 });
  saw(toAgent, 100);
  world.steady = 60_000;
  expect(await owners.mayWrite("77")).toBe(false);
  world.steady = 70_000;
  world.owner = { type: "unknown", result: { level: "error", title: "" } };
  expect(await owners.mayWrite("77")).toBe(true);
  expect(world.asked).toBe(2);
});

test("what the person says to the bot brings the conversation back, unless it was said before it was lost", async () => {
  const { owners, saw } = openOwners();
  saw(toAgent, 100);
  saw(text, 99);
  saw({ type: "reaction", messageId: "m", emoji: "x", added: true }, 200);
  expect(await owners.mayWrite("77")).toBe(false);
  saw(text, 101);
  expect(await owners.mayWrite("77")).toBe(true);
  saw(toAgent, 300);
  saw({ type: "handover", to: "bot" }, 400);
  expect(await owners.mayWrite("77")).toBe(true);
  owners.lost("77", 500);
  owners.regained("77");
  expect(await owners.mayWrite("77")).toBe(true);
});
