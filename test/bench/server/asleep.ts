import { Agent } from "node:http";
import { disposableFolder } from "#support/disposable-folder.ts";
import { waitUntil } from "#support/wait-until.ts";
import { Contender } from "./contender.ts";
import { describeFlood, flood, medianOf, type Flood } from "./flood.ts";
import { judge } from "./judge.ts";
import { restSender } from "./talkers.ts";

const sleepers = 1_000;
const rounds = 5;

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
    // Each from a network of its own: of one network, most would only wait for their turn.
    const sleeping = await Promise.all(
      Array.from({ length: sleepers }, (_, n) =>
        restSender(server.url, agent, { says: "sleepy, please", from: `10.${n >> 8}.${n & 255}.1` }),
      ),
    );
    await Promise.all(sleeping.map((sleeper) => sleeper.say(1)));
    await waitUntil(async () => (await server.usage()).asleep === sleepers, 20_000);
    asleep.push(await flood(senders, 3_000));
    const { asleep: still } = await server.usage();
    if (still !== sleepers) throw new Error(`only ${still} of ${sleepers} stories slept to the end`);
    agent.destroy();
  }
  const [before, beside] = [medianOf(awake), medianOf(asleep)];
  return [
    `no story at work:             acknowledged ${describeFlood(before)}`,
    `${sleepers} stories that sleep:    acknowledged ${describeFlood(beside)}`,
    `p99 while they sleep: ${judge(beside.p99 / before.p99, { most: 1.5 })}`,
  ];
}
