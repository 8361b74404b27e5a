import { spawn } from "node:child_process";
import { join } from "node:path";

export type CommandResult = { code: number | null; stdout: string; stderr: string };

/** Runs the command `causerie` in a folder; `input` is what is typed, `env` is added to this process's variables; `uid`: the user who runs it. */
export async function runCauserie(
  args: readonly string[],
  { cwd, input = "", env = {}, uid }: { cwd: string; input?: string; env?: Record<string, string>; uid?: number },
): Promise<CommandResult> {
  const entry = join(import.meta.dirname, "causerie-entry.ts");
  const child = spawn(process.execPath, ["--conditions=causerie-source", entry, ...args], {
    cwd,
    env: { ...process.env, ...env },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const result: CommandResult = { code: null, stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => void (result.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => void (result.stderr += chunk.toString()));
  child.stdin.end(input);
  result.code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return result;
}
