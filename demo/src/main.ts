import { ConfigError } from "@causerie/server";
import { startDemo } from "./demo.ts";
import { readSettings } from "./env.ts";

/** Starts the demo with its settings, prints its address, and ends it at Ctrl-C or when the program that started it is gone. */
try {
  const demo = await startDemo(readSettings());
  console.log(`Causerie demo: ${demo.url}`);
  for (const step of demo.firstSteps) console.log(step);
  let isEnding = false;
  const end = async (): Promise<void> => {
    // Ctrl-C comes twice: from the terminal, and passed on by `npm start`.
    if (isEnding) return;
    isEnding = true;
    await demo[Symbol.asyncDispose]();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void end());
  // The end of a terminal is for `npm start` to judge, if it is there.
  process.on("SIGHUP", () => process.connected || void end());
  // `npm start` is gone.
  process.on("disconnect", () => void end());
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
