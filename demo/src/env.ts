import { join } from "node:path";

export type DemoSettings = { port: number; dataFolder: string };

const root = join(import.meta.dirname, "..", "..");

/** @throws RangeError with a sentence for the person who started the demo. */
export function readSettings(variables: Record<string, string | undefined> = process.env): DemoSettings {
  const { PORT = "", CAUSERIE_DATA = "" } = variables;
  const port = PORT === "" ? 3000 : Number(PORT);
  if (!/^\d*$/.test(PORT) || port > 65_535) throw new RangeError("PORT must be a port number from 0 to 65535.");
  return { port, dataFolder: CAUSERIE_DATA === "" ? join(root, ".data") : CAUSERIE_DATA };
}
