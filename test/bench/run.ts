import { cpus } from "node:os";
import { postgresPrograms } from "#support/postgres/postgres-programs.ts";
import { measureDatabases } from "./databases.ts";
import { measureEntities } from "./entities.ts";
import { measureSizes } from "./sizes.ts";
import { measureStore } from "./store.ts";
import { measureThroughput } from "./throughput.ts";
import { measureTracing } from "./tracing.ts";
import { measureTurn } from "./turn.ts";
import { measureUnderstanding } from "./understanding.ts";

/** `npm run bench`: the project's figures, each beside what it is compared with, measured in this one run. */
const kilo = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
const rate = (perSecond: number): string => `${Math.round(perSecond)}/s`;

console.log(`Node ${process.version}, ${cpus().length} cores\n`);

console.log("Sizes, as a server sends them to a browser (brotli)");
for (const { what, content, wire, budget } of await measureSizes()) {
  const withHeads = wire === undefined ? "" : `, ${kilo(wire)} with the heads of the responses`;
  console.log(
    `  ${what.padEnd(62)} ${kilo(content).padStart(9)}${budget === undefined ? "" : `, budget ${kilo(budget)}`}${withHeads}`,
  );
}

console.log("\nDurable messages over HTTP, 64 senders, medians of 5 alternating rounds");
const { bare, causerie, ratio } = await measureThroughput();
console.log(`  bare Express, one SQLite insert (FULL) and 202               ${rate(bare).padStart(9)}`);
console.log(
  `  Causerie: stored, answered by a story, the answer stored     ${rate(causerie).padStart(9)}   ${(ratio * 100).toFixed(0)} % of bare, budget 60 %`,
);

console.log("\nThe store alone, beside a bare insert on the same disk");
for (const line of await measureStore()) console.log(`  ${line}`);

console.log("\nMessages made durable by each database, medians of 5 alternating rounds");
if (postgresPrograms() === undefined) console.log("  not measured: install Debian's `postgresql`");
else for (const line of await measureDatabases()) console.log(`  ${line}`);

console.log("\nOne turn of the demo's bot, without I/O; budget 1 ms CPU at the median");
for (const line of await measureTurn()) console.log(`  ${line}`);
console.log("\nOne message over REST with its stored answer, medians of 15 alternating rounds");
for (const line of await measureTracing()) console.log(`  ${line}`);
console.log("\nThe embedded classifier");
for (const line of await measureUnderstanding()) console.log(`  ${line}`);

console.log("\nEntities, on the texts of test/support/understanding");
for (const line of measureEntities()) console.log(`  ${line}`);
