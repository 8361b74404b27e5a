import { describe, expect, test } from "vitest";
import { isLong, times } from "#support/fault/effort.ts";
import { lineFaults } from "#support/fault/faults/line-faults.ts";
import { processFaults } from "#support/fault/faults/process-faults.ts";
import { describeTimes } from "#support/fault/percentiles.ts";
import { actOut, judgeAll, openScene, transports } from "#support/fault/scene.ts";
import { startOneProcess } from "#support/fault/target.ts";
import { expectNothingWrong } from "#support/fault/verdict.ts";

const clients = times(3, 8);

describe.concurrent.each(transports)("by %s, however the line breaks, the screen ends as the log", (transport) => {
  const found = [...processFaults, ...lineFaults].filter(({ slow = [] }) => isLong || !slow.includes(transport));
  test.for(found)("$name", async (fault) => {
    await using scene = await openScene(startOneProcess);
    expectNothingWrong(await actOut(scene, [fault], scene.open(transport, clients)));
  });
});

describe.concurrent.each(transports)("by %s", (transport) => {
  test("D5 slow bytes: nothing is lost, and no heartbeat ends the line", async () => {
    await using scene = await openScene(startOneProcess);
    const { target, line, random } = scene;
    line.pace = { latencyMs: 300, jitterMs: 200, bytesPerSecond: 20_000, random };
    const [chat] = scene.open(transport, 1);
    if (chat === undefined) throw new Error("there is no chat");
    for (let count = 0; count < times(2, 20); count += 1) expect(await chat.ask(`slow ${count}`, 30_000)).toBe(true);
    expect(chat.isConnected()).toBe(true);
    expectNothingWrong(await judgeAll([chat], target));
  });

  test("while nothing is broken no wake is lost: every answer comes at once, in many turns", async () => {
    await using scene = await openScene(startOneProcess);
    const chats = scene.open(transport, clients);
    await Promise.all(
      chats.map(async (chat, index) => {
        for (let count = 0; count < times(30, 400); count += 1) await chat.ask(`${index}:${count}`, 10_000);
      }),
    );
    const waits = chats.flatMap(({ answeredAfter }) => answeredAfter.slice(1));
    process.stdout.write(`${describeTimes(`answers by ${transport}`, waits)}\n`);
    // The sweeps that make good a lost wake come after 5 s; a busy machine does not take so long.
    expect(waits.filter((ms) => ms > 4000)).toEqual([]);
    expectNothingWrong(await judgeAll(chats, scene.target));
  });
});
