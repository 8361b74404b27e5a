import { cpus, loadavg } from "node:os";
import { readArguments } from "./arguments.ts";
import { CorpusError } from "./corpus/corpus.ts";
import { parts } from "./parts.ts";

/**
 * `npm run bench`: the project's figures, each beside what it is compared with, measured in this one run. Names select parts,
 * e.g. `npm run bench -- sizes answers`; `server` is all of them that start servers. `--million` measures the growth up to a
 * million events, too, which takes minutes. `understanding --corpus <file>` measures the classifier on a corpus of yours instead
 * of the project's own.
 */
const { names, million, corpus } = argumentsOrRefuse();
const wanted = parts.filter(({ name, group }) => names.length === 0 || names.includes(name) || names.includes(group));

console.log(`Node ${process.version}, ${cpus().length} cores`);
for (const { title, measure } of wanted) {
  // Who reads the figures must know what else the machine had to do.
  console.log(`\n${title} (load before: ${loadavg()[0]?.toFixed(1)})`);
  for (const line of await measureOrRefuse(measure)) console.log(`  ${line}`);
}

function argumentsOrRefuse(): ReturnType<typeof readArguments> {
  const isKnown = (name: string): boolean => parts.some((part) => part.name === name || part.group === name);
  // npm changes into the folder of the package; a path is meant from where the command was typed.
  const from = process.env["INIT_CWD"] ?? process.cwd();
  try {
    return readArguments(process.argv.slice(2), isKnown, from);
  } catch (error) {
    const list = parts.map(({ name }) => name).join(", ");
    return refuse(
      `${error instanceof Error ? error.message : String(error)} Parts: ${list}; server; --million; --corpus <file>`,
    );
  }
}

async function measureOrRefuse(measure: (typeof parts)[number]["measure"]): Promise<string[]> {
  try {
    return await measure({ million, corpus });
  } catch (error) {
    if (error instanceof CorpusError) return refuse(error.message);
    throw error;
  }
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
