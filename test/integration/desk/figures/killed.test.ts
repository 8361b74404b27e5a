import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { followLogs } from "@causerie/server/desk/figures/following/follow-log.ts";
import { createInProcessSignals } from "@causerie/server/pipeline/signals/in-process-signals.ts";
import { expect, onTestFinished, test } from "vitest";
import { eventOf } from "#contract/store/store-samples.ts";
import { deskStores } from "#support/desk/start-desk.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { openStoreAt } from "./open-store-at.ts";

const at = Date.parse("2026-11-30T12:00:00Z");
const people = 1_000;
const messages = 2;

test.each(deskStores)(
  "nothing is counted twice and nothing left out when the process that counts is killed again and again: $store",
  async ({ database }) => {
    const location = database() ?? temporaryFolder();
    {
      await using store = await openStoreAt(location);
      for (let message = 0; message < messages; message += 1)
        await Promise.all(
          Array.from({ length: people }, (_, person) =>
            store.events.append(eventOf(`person-${person}`, `message-${message}`), at),
          ),
        );
    }
    // While it adds slices of fifty conversations, at the first one or later.
    const seen: number[] = [];
    for (const slice of [1, 2, 1, 3]) {
      await countUntilKilled(location, slice);
      await using store = await openStoreAt(location);
      seen.push(await said(store));
    }
    expect(seen.every((count) => count % messages === 0)).toBe(true);

    await using store = await openStoreAt(location);
    const stopping = new AbortController();
    const signals = createInProcessSignals((error) => {
      throw error;
    });
    const following = followLogs(
      { figures: store.desk.figures, signals, isBusy: () => false, now: Date.now },
      stopping.signal,
    );
    await expect.poll(() => said(store)).toBe(people * messages);
    stopping.abort();
    await following;
    const { behind } = await store.desk.figures.look("", people + 1);
    expect(behind).toEqual([]);
    expect(await said(store)).toBe(people * messages);
    // The kills came in the middle, or this has shown nothing.
    expect(seen.some((count) => count > 0 && count < people * messages)).toBe(true);
  },
);

async function countUntilKilled(location: string, slice: number): Promise<void> {
  const file = join(import.meta.dirname, "count-until-killed.ts");
  const child = spawn(process.execPath, ["--conditions=causerie-source", file, location]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const ended = once(child, "close");
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > slice) child.kill("SIGKILL");
  });
  expect([(await ended)[1], complaints]).toEqual(["SIGKILL", ""]);
}

async function said(store: Awaited<ReturnType<typeof openStoreAt>>): Promise<number> {
  const counts = await store.desk.figures.sum(0, at * 2);
  return counts.find(({ measure }) => measure === "said")?.amount ?? 0;
}
