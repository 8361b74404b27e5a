import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

const source = join(import.meta.dirname, "durable-copy.c");

/** A C compiler makes the library that watches what a process makes durable. Elsewhere than on Linux it cannot be loaded so. */
export const canLosePower: boolean =
  process.platform === "linux" && ["/usr/bin/cc", "/usr/bin/gcc"].some((program) => existsSync(program));

/** Keeps, beside a process, what a disk must still have of its SQLite files after the power has failed. */
export type PowerLoss = {
  /** For the environment of the process. */
  variables: Record<string, string>;
  /** Makes the data folder what it is after the power has failed, in `to`: what was not made durable is gone. */
  fail(folder: string, to: string): void;
};

/** @param folder for the library and the copies; the test removes it. */
export function preparePowerLoss(folder: string): PowerLoss {
  const library = join(folder, "durable-copy.so");
  const { status, stderr } = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`the library cannot be made: ${stderr}`);
  const copies = join(folder, "durable");
  mkdirSync(copies);
  return {
    variables: { LD_PRELOAD: library, DURABLE_COPY: copies },
    fail(data, to) {
      mkdirSync(to);
      // The smaller files are not SQLite's; of what the server notes about itself the newest is the hardest to satisfy.
      for (const name of readdirSync(data)) {
        if (/\.db(-wal|-shm)?$/.test(name)) continue;
        copyFileSync(join(data, name), join(to, name));
      }
      for (const name of readdirSync(copies))
        if (!name.endsWith(".part")) copyFileSync(join(copies, name), join(to, name));
    },
  };
}
