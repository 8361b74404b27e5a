import { spawn } from "node:child_process";

/** What a command printed, both streams as they came, and how long it ran. */
export type Outcome = { ok: boolean; output: string; seconds: number };

/** Runs a command to its end; one that fails or cannot be started is an outcome, too. `extra`: variables beside those of this process. */
export function execute(
  [name = "", ...args]: readonly string[],
  cwd: string,
  extra: Record<string, string> = {},
): Promise<Outcome> {
  const started = performance.now();
  const child = spawn(name, args, { cwd, env: { ...process.env, ...extra }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  return new Promise((resolve) => {
    const end = (ok: boolean): void => resolve({ ok, output, seconds: (performance.now() - started) / 1000 });
    child.on("close", (code) => end(code === 0));
    child.on("error", (error) => {
      output += String(error);
      end(false);
    });
  });
}
