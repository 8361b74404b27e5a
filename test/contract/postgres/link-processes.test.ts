import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { direct } from "@causerie/server/channel/address.ts";
import { openPostgresStore } from "@causerie/server/store/postgres/open-postgres-store.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { textEvent } from "#contract/store/store-samples.ts";
import { sharedPostgres, testSchema } from "#support/postgres/test-database.ts";

const script = new URL("link-and-tell.ts", import.meta.url).pathname;
const count = 40;
const guests = ["a", "b", "c"];

/** A process that comes with each ref once, when it is told to. */
async function startGuest(url: string, guest: string): Promise<{ go(): Promise<string[]> }> {
  const child = spawn(process.execPath, ["--conditions=causerie-source", script, url, guest, `${count}`], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  expect((await lines.next()).value).toBe("open");
  return {
    async go() {
      child.stdin.write("go\n");
      return String((await lines.next()).value).split(" ");
    },
  };
}

describe.skipIf(sharedPostgres === undefined)("PostgreSQL, processes that come with the same refs", () => {
  test("of each ref exactly one process joins its guest with the issuer", async () => {
    const url = testSchema();
    await using store = await openPostgresStore({ url });
    const people = Array.from({ length: count }, (_, n) => [
      { connectorId: "web", user: `v${n}` },
      ...guests.map((guest) => ({ connectorId: "page", user: `${guest}-${n}` })),
    ]).flat();
    for (const { connectorId, user } of people)
      await store.events.append(textEvent("e", "hi", { connectorId, conversationId: user, address: direct(user) }), 0);
    const running = await Promise.all(guests.map((guest) => startGuest(url, guest)));
    const outcomes = await Promise.all(running.map((guest) => guest.go()));
    for (let n = 0; n < count; n += 1) {
      const each = outcomes.map((those) => those[n]);
      expect(each.toSorted((a = "", b = "") => a.localeCompare(b))).toEqual(["linked", "used", "used"]);
      const winner = `${guests[each.indexOf("linked")] ?? ""}-${n}`;
      expect((await store.links.personOf({ connectorId: "web", userId: `v${n}` }))?.members).toEqual([
        { connectorId: "page", userId: winner },
        { connectorId: "web", userId: `v${n}` },
      ]);
    }
    // Somebody must have lost to somebody: else they came one after the other, and nothing was proved.
    expect(outcomes.filter((those) => those.includes("linked")).length).toBeGreaterThan(1);
  });
});
