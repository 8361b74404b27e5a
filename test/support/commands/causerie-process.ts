import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { waitUntil } from "#support/wait-until.ts";

/** The command `causerie` while it runs; disposing of it ends it. */
export class CauserieProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #closed: Promise<number | null>;
  output = "";

  constructor(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: NodeJS.ProcessEnv }) {
    const entry = join(import.meta.dirname, "causerie-entry.ts");
    this.#child = spawn(process.execPath, ["--conditions=causerie-source", entry, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // "exit" comes before the last of what it has said is read.
    this.#closed = new Promise((resolve) => this.#child.once("close", resolve));
    const collect = (chunk: Buffer): void => void (this.output += chunk.toString());
    this.#child.stdout?.on("data", collect);
    this.#child.stderr?.on("data", collect);
  }

  /** Waits for the `times`-th match. @returns what its first group holds. */
  async says(pattern: RegExp, times = 1): Promise<string> {
    const all = (): RegExpExecArray[] => [...this.output.matchAll(new RegExp(pattern, "g"))];
    if (!(await waitUntil(() => all().length >= times, 45_000)))
      throw new Error(`it did not say ${pattern} ${times} times: ${this.output}`);
    const found = all()[times - 1];
    return found?.[1] ?? found?.[0] ?? "";
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Resolves when it has ended by itself and all that it said is in `output`. @returns the exit code. */
  ended(): Promise<number | null> {
    return this.#closed;
  }

  /** @returns the exit code. */
  end(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    const ended = this.ended();
    this.#child.kill(signal);
    return ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }
}
