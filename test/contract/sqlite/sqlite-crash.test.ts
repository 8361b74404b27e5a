import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { LogEvent } from "@causerie/server/channel/log.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import type { Store } from "@causerie/server/store/store.ts";
import { Writer } from "@causerie/server/store/sqlite/writer.ts";
import { expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "#support/temporary-folder.ts";

const killed = { signal: "SIGKILL", complaints: "" };

test("whatever was acknowledged is there after a kill, numbered without a hole", async () => {
  const folder = temporaryFolder();
  const acknowledged = new Map<string, Set<string>>();
  for (let round = 0; round < 15; round += 1) {
    const lines = await appendUntilKilled(folder, `round-${round}`, 1 + round * 7);
    for (const [conversationId = "", key = ""] of lines.map((line) => line.split(" ")))
      acknowledged.set(conversationId, (acknowledged.get(conversationId) ?? new Set()).add(key));

    await using store = await openSqliteStore({ folder });
    for (const [conversationId, keys] of acknowledged) {
      const events = await store.log.read(conversationId, 0, 1_000_000);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      const stored = events.map(keyOf);
      expect(new Set(stored).size).toBe(stored.length);
      expect([...keys].filter((key) => !stored.includes(key))).toEqual([]);
    }
    await answerTheRest(store);
  }
  expect(acknowledged.size).toBe(4);
});

test("a story that hangs the process and is killed for it has used up a try", async () => {
  const folder = temporaryFolder();
  expect(await endOf(startProcess("begin-and-hang.ts", folder))).toEqual(killed);
  await using store = await openSqliteStore({ folder });
  expect(await store.turns.begin("ada", 2_000)).toMatchObject({ seq: 1, attempt: 2 });
});

test("when the writing thread ends, what waits fails and the store is not ready", async () => {
  const folder = temporaryFolder();
  await (await openSqliteStore({ folder }))[Symbol.asyncDispose]();
  const file = join(folder, "ends-at-once.mjs");
  writeFileSync(
    file,
    `import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(1));`,
  );
  await using writer = new Writer({ folder, owner: 1, identity: "one", epoch: "e" }, undefined, pathToFileURL(file));
  const stopped = "the writer of the store has stopped";
  await Promise.all([
    expect(writer.run("checkWrite", { now: 1 })).rejects.toThrow(stopped),
    expect(writer.run("checkWrite", { now: 2 })).rejects.toThrow(stopped),
  ]);
  await expect(writer.run("checkWrite", { now: 3 })).rejects.toThrow(stopped);
});

test("a thread that cannot begin is reported with its reason", async () => {
  const folder = temporaryFolder();
  await (await openSqliteStore({ folder }))[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
  await using writer = new Writer({ folder, owner: 1, identity: "one", epoch: "e" }, undefined);
  await expect(writer.run("checkWrite", { now: 1 })).rejects.toMatchObject({
    message: "the writer of the store has failed",
    cause: { message: "unable to open database file" },
  });
});

/** @returns what the process had named when it was killed, which is at least `enough` lines. */
async function appendUntilKilled(folder: string, prefix: string, enough: number): Promise<string[]> {
  const child = startProcess("append-until-killed.ts", folder, prefix);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > enough) child.kill("SIGKILL");
  });
  expect(await endOf(child)).toEqual(killed);
  // The last line may be torn.
  return output.split("\n").slice(0, -1);
}

function startProcess(script: string, ...args: string[]): ChildProcessWithoutNullStreams {
  const file = join(import.meta.dirname, script);
  const child = spawn(process.execPath, ["--conditions=causerie-source", file, ...args]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** How it ended, and what it complained of. */
async function endOf(child: ChildProcessWithoutNullStreams): Promise<{ signal: unknown; complaints: string }> {
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const [, signal] = (await once(child, "close")) as [unknown, unknown];
  return { signal, complaints };
}

/** As the next process would: what was stored and not answered, is answered now. */
async function answerTheRest(store: Store): Promise<void> {
  for (const conversationId of await store.turns.due(Number.MAX_SAFE_INTEGER, 100, new Set())) {
    let lease = await store.turns.begin(conversationId, Number.MAX_SAFE_INTEGER);
    while (lease !== undefined && lease !== "interrupted") {
      await store.turns.commit(lease, { events: [], deliveries: [] }, { data: {} }, 1);
      lease = await store.turns.begin(conversationId, Number.MAX_SAFE_INTEGER);
    }
  }
}

function keyOf(event: LogEvent): string {
  if (event.type === "visitor") return event.clientId;
  return event.type === "message" ? event.messageId : event.type;
}
