import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { expect, onTestFinished, test } from "vitest";
import { times } from "#support/fault/effort.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";
import { root } from "#support/paths.ts";
import { canLosePower, preparePowerLoss } from "#support/power-loss/power-loss.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";

const script = join(root, "test", "contract", "sqlite", "append-until-killed.ts");

/** @returns what the process had named as durable when it was killed: a conversation and a key each. */
async function appendUntilKilled(folder: string, enough: number, variables: Record<string, string>): Promise<string[]> {
  const child = spawn(process.execPath, ["--conditions=causerie-source", script, folder, "r"], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > enough) child.kill("SIGKILL");
  });
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  // Any other end is a crash of its own, and would else look like a short list.
  expect({ code, signal }).toEqual({ code: null, signal: "SIGKILL" });
  return output.split("\n").slice(0, -1);
}

test.skipIf(!canLosePower)("D3 the power fails: whatever was acknowledged had reached the disk", async () => {
  for (let round = 0; round < times(3, 60); round += 1) {
    const folder = temporaryFolder();
    const power = preparePowerLoss(folder);
    const data = join(folder, "data");
    await (await openSqliteStore({ folder: data }))[Symbol.asyncDispose]();
    const named = await appendUntilKilled(data, 20 + round * 97, power.variables);
    const after = join(folder, "after");
    power.fail(data, after);

    await using store = await openSqliteStore({ folder: after });
    const stored = new Set<string>();
    for (const conversationId of [0, 1, 2, 3].map((caller) => `conversation-${caller}`)) {
      const events = await store.log.read(conversationId, 0, 1_000_000);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      for (const event of events)
        stored.add(
          `${conversationId} ${event.type === "visitor" ? event.clientId : event.type === "message" ? event.messageId : ""}`,
        );
    }
    expect(named.length).toBeGreaterThanOrEqual(20);
    expectNothingWrong(named.filter((line) => !stored.has(line)).map((line) => `${line} was acknowledged and is lost`));
  }
});
