import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import type { OfficeServerOptions } from "./office-server-entry.ts";
import { endChild } from "#support/system/end-child.ts";

/** A whole chat server with the bot of an intranet's help desk, in a process and data folder of its own. */
export class OfficeServer implements AsyncDisposable {
  readonly #folder = disposableFolder();
  #child: ChildProcess | undefined;
  /** What it has logged from the level `warn` on. */
  output = "";
  /** Of its connector. */
  endpoint = "";

  async start(options: Omit<OfficeServerOptions, "data">): Promise<void> {
    const given = JSON.stringify({ ...options, data: this.#folder.path });
    const child = fork(join(import.meta.dirname, "office-server-entry.ts"), [given], {
      execArgv: ["--conditions=causerie-source"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    this.endpoint = await new Promise<string>((resolve, reject) => {
      child.once("message", (message) => resolve(`${(message as { url: string }).url}/web`));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.output}`)));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endChild(this.#child);
    this.#folder.remove();
  }
}
