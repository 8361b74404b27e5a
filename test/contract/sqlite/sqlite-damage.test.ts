import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, RequestError } from "@causerie/server/app/errors.ts";
import { openSqliteStore } from "@causerie/server/store/sqlite/open-sqlite-store.ts";
import { describe, expect, onTestFinished, test } from "vitest";
import { readTexts, textEvent } from "#contract/store/store-samples.ts";
import { collectLogLines } from "#support/log-lines.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { afterKill, afterStop, type Damage, whileRunning } from "./damages.ts";

const places = [0.05, 0.35, 0.65, 0.95];

/** Stores these texts and ends as it should. @returns the epoch. */
async function talk(folder: string, ...texts: string[]): Promise<string> {
  await using store = await openSqliteStore({ folder });
  for (const text of texts) await store.events.append(textEvent(text, text), 1_000);
  return (await store.log.position("ada")).epoch;
}

/** The same, and then the process is killed. */
async function talkUntilKilled(folder: string): Promise<void> {
  const script = join(import.meta.dirname, "append-until-killed.ts");
  const child = spawn(process.execPath, ["--conditions=causerie-source", script, folder, "killed"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output.split("\n").length > 60) child.kill("SIGKILL");
  });
  await once(child, "close");
}

/** A folder whose log has a part that its older copy does not have. */
async function prepare(isKilled: boolean): Promise<{ folder: string; older: string; epoch: string }> {
  const folder = join(temporaryFolder(), "data");
  const older = join(temporaryFolder(), "older");
  await talk(folder, "one", "two");
  cpSync(folder, older, { recursive: true, preserveTimestamps: true });
  const epoch = await talk(folder, "three", "four");
  if (isKilled) await talkUntilKilled(folder);
  return { folder, older, epoch };
}

type Next = { epoch: string; sentences: string[] };

/** What the next start makes of the folder: a sentence, or a store that works. */
async function startAgain(folder: string): Promise<Next | string> {
  const { logger, lines } = collectLogLines("warn");
  try {
    await using store = await openSqliteStore({ folder, logger });
    await store.events.append(textEvent("after", "after"), 2_000);
    if (!(await readTexts(store, "ada")).includes("> after")) throw new Error("what was acknowledged is not there");
    const sentences = lines.map(({ msg }) => msg).filter((msg) => msg.includes("a new name"));
    return { epoch: (await store.log.position("ada")).epoch, sentences };
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** Does the damage, and sees what the next two starts say. @returns in one word what they did. */
async function noticed(damage: Damage, isKilled: boolean, place: number): Promise<string> {
  const { folder, older, epoch } = await prepare(isKilled);
  damage(folder, older, place);
  const next = await startAgain(folder);
  if (typeof next === "string") return /is not a sound SQLite database: restore a backup/.test(next) ? "refused" : next;
  if (next.epoch === epoch) return "not noticed";
  if (next.sentences.length === 0) return "not said";
  // Once is enough: the start after it has no doubts.
  const later = await startAgain(folder);
  if (typeof later === "string" || later.epoch !== next.epoch || later.sentences.length > 0) return "doubted again";
  return "renewed";
}

describe("a folder that nobody touched", () => {
  test("keeps the name of its log over a stop", async () => {
    const { folder, epoch } = await prepare(false);
    expect(await startAgain(folder)).toEqual({ epoch, sentences: [] });
  });

  test("keeps it over a kill, too, wherever that came", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { folder, epoch } = await prepare(true);
      expect(await startAgain(folder)).toMatchObject({ epoch, sentences: [] });
    }
  });

  test("may be moved, and its index of the log deleted: that holds nothing", async () => {
    const { folder, epoch } = await prepare(true);
    rmSync(join(folder, "causerie.db-shm"));
    expect(await startAgain(folder)).toMatchObject({ epoch, sentences: [] });
  });
});

describe("damage after a kill is noticed", () => {
  test.each(Object.entries(afterKill))("%s", async (_name, damage) => {
    for (const place of damage.length < 3 ? [0] : places)
      expect(await noticed(damage, true, place)).toMatch(/^(refused|renewed)$/);
  });
});

describe("damage after a stop is noticed", () => {
  test.each(Object.entries(afterStop))("%s", async (_name, damage) => {
    for (const place of damage.length < 3 ? [0] : places)
      expect(await noticed(damage, false, place)).toMatch(/^(refused|renewed)$/);
  });
});

describe("damage to a running store: nothing is acknowledged into nothing", () => {
  test.each(Object.entries(whileRunning))("%s", async (_name, damage) => {
    const { folder, older, epoch } = await prepare(false);
    const { logger, lines } = collectLogLines("error");
    {
      await using store = await openSqliteStore({ folder, logger });
      await store.events.append(textEvent("five", "five"), 1_000);
      damage(folder, older, 0);
      for (const text of ["six", "seven"]) {
        const answer = await store.events.append(textEvent(text, text), 1_000).catch((error: unknown) => error);
        expect(answer).toBeInstanceOf(RequestError);
        expect(answer).toMatchObject({ code: "unavailable", retryAfterMs: 5_000 });
        await expect(store.ready()).rejects.toThrow("cannot store anything");
      }
      expect(lines).toMatchObject([{ msg: expect.stringMatching(/deleted, replaced or emptied while/) as unknown }]);
    }
    // Under the old name, nothing goes on: with another database, or refused.
    expect(await startAgain(folder)).not.toMatchObject({ epoch });
  });
});
