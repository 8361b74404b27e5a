import { createRailwayBot } from "@causerie/demo/bot/bot.ts";
import { simulate } from "@causerie/server/testing";
import { median } from "./median.ts";

/** What people say to the demo's bot, one after another. */
const script = [
  "hello",
  "departures",
  "Port-Clément",
  "Hautepierre",
  "what are the prices?",
  "lost property",
  "a red umbrella",
  "on the train",
  "yesterday",
  "opening hours",
  "quels trains de Montaubrel à Port-Clément ?",
  "the meaning of life",
];
const warmUp = 20;
const rounds = 100;

/** CPU time of one turn of the demo's bot: understanding, story, rendering for the channel, state; no I/O. @returns lines. */
export async function measureTurn(): Promise<string[]> {
  const bot = createRailwayBot({ publicUrl: "https://railway.example", remind: () => undefined, wordPause: 0 });
  const lines: string[] = [];
  for (const channel of ["web", "messenger"] as const) {
    const micros: number[] = [];
    for (let round = 0; round < warmUp + rounds; round += 1) {
      const person = simulate(bot, { channel, locale: "en" });
      for (const words of script) {
        const before = process.cpuUsage();
        await person.say(words);
        const { user, system } = process.cpuUsage(before);
        if (round >= warmUp) micros.push(user + system);
      }
    }
    const sorted = micros.toSorted((a, b) => a - b);
    const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
    lines.push(
      `${channel.padEnd(10)} median ${(median(micros) / 1000).toFixed(2)} ms CPU, 95 % below ${(p95 / 1000).toFixed(2)} ms   (${micros.length} turns)`,
    );
  }
  return lines;
}
