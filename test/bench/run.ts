import { cpus, loadavg } from "node:os";
import { parts } from "./parts.ts";

/**
 * `npm run bench`: the project's figures, each beside what it is compared with, measured in this one run. Names select parts,
 * e.g. `npm run bench -- sizes answers`; `server` is all of them that start servers. `--million` measures the growth up to a
 * million events, too, which takes minutes.
 */
const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith("--"));
const isKnown = (name: string): boolean => parts.some((part) => part.name === name || part.group === name);
const wrong = args.filter((arg) => arg !== "--million" && !isKnown(arg));
if (wrong.length > 0) {
  console.error(
    `There is no part ${wrong.join(", ")}. Parts: ${parts.map(({ name }) => name).join(", ")}; server; --million`,
  );
  process.exit(2);
}
const wanted = parts.filter(({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group));

console.log(`Node ${process.version}, ${cpus().length} cores`);
for (const { title, measure } of wanted) {
  // Who reads the figures must know what else the machine had to do.
  console.log(`\n${title} (load before: ${loadavg()[0]?.toFixed(1)})`);
  for (const line of await measure({ million: args.includes("--million") })) console.log(`  ${line}`);
}
