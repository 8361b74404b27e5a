import { Agent } from "node:http";
import { disposableFolder } from "#support/disposable-folder.ts";
import { Contender } from "./contender.ts";
import { describeFlood, flood, medianOf, type Flood } from "./flood.ts";
import { restSender } from "./talkers.ts";

const sleepers = 1_000;
const rounds = 3;

/** How quickly messages are acknowledged while a thousand other stories wait for something slow. @returns lines. */
export async function measureAsleep(): Promise<string[]> {
  const awake: Flood[] = [];
  const asleep: Flood[] = [];
  for (let round = 0; round < rounds; round += 1) {
    using folder = disposableFolder();
    await using server = await Contender.start({ kind: "causerie", folder: folder.path });
    const agent = new Agent({ keepAlive: true, maxSockets: 64 });
    const senders = await Promise.all(Array.from({ length: 16 }, () => restSender(server.url, agent)));
    await flood(senders, 500);
    awake.push(await flood(senders, 3_000));
    const sleeping = await Promise.all(
      Array.from({ length: sleepers }, () => restSender(server.url, agent, "sleepy, please")),
    );
    await Promise.all(sleeping.map((sleeper) => sleeper.say(1)));
    asleep.push(await flood(senders, 3_000));
    agent.destroy();
  }
  return [
    `no story at work:             acknowledged ${describeFlood(medianOf(awake))}`,
    `${sleepers} stories that sleep:    acknowledged ${describeFlood(medianOf(asleep))}`,
  ];
}
