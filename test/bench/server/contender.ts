import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export type ContenderOptions = {
  /**
   * `sqlite`, `postgres`: Express and one insert a request. `grouped`: the same on SQLite, but inserts that come together share
   * a commit. `echo`: Socket.IO alone, nothing stored. `causerie`: the whole server, on PostgreSQL where `database` says so.
   */
  kind: "sqlite" | "grouped" | "postgres" | "echo" | "causerie";
  folder: string;
  database?: string;
  redis?: string;
  port?: number;
  restsMs?: readonly number[];
  /** The server has a desk. */
  desk?: true;
  /** Where the server finds the Graph API of each of these pages, by the page's id. The page has the path `/<id>`. */
  pages?: Readonly<Record<string, string>>;
};

/** Bytes, milliseconds of CPU since its start, and how many stories sleep. */
export type Usage = { rss: number; heapUsed: number; cpuMs: number; asleep: number };
export type ContenderReport = { url: string } | Usage;

/** One server of a comparison, in a process of its own. */
export class Contender implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly url: string;
  /** Milliseconds from its beginning until it listened with all parts open. */
  readonly startedInMs: number;

  private constructor(child: ChildProcess, url: string, startedInMs: number) {
    this.#child = child;
    this.url = url;
    this.startedInMs = startedInMs;
  }

  static async start(options: ContenderOptions): Promise<Contender> {
    const began = performance.now();
    const child = fork(join(import.meta.dirname, "contender-entry.ts"), [JSON.stringify(options)], {
      execArgv: ["--conditions=causerie-source", "--expose-gc"],
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.once("message", (message) => resolve((message as { url: string }).url));
      child.once("exit", (code) => reject(new Error(`${options.kind} ended at its start with ${code}`)));
    });
    return new Contender(child, url, performance.now() - began);
  }

  /** What it uses after its garbage is collected. */
  async usage(): Promise<Usage> {
    const reported = once(this.#child, "message") as Promise<[Usage]>;
    this.#child.send("usage?");
    return (await reported)[0];
  }

  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill(signal);
    await ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("SIGKILL");
  }
}
