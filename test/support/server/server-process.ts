import { type ChildProcess, fork } from "node:child_process";
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { disposableFolder } from "#support/disposable-folder.ts";
import { waitUntil } from "#support/wait-until.ts";
import type { ServerEntryOptions } from "./server-entry.ts";

/** A whole server in a process of its own, which can be killed without warning and started again on the same data. */
export class ServerProcess implements AsyncDisposable {
  readonly #folder = disposableFolder();
  readonly #options: ServerEntryOptions;
  #child: ChildProcess | undefined;
  /** Of the life that it has now. "exit" comes before the last of what it has said is read. */
  #closed: Promise<unknown> = Promise.resolve();
  #clockShiftMs = 0;
  /** Everything it wrote to stdout and stderr, all lives together. */
  output = "";
  /** Messages of error lines that belong to the test; any other one fails it when the process is disposed of. */
  expectedErrors: readonly RegExp[] = [];
  url = "";

  constructor(
    options: Pick<
      ServerEntryOptions,
      "lateStoryErrors" | "limits" | "maxLoopDelayMs" | "messenger" | "metricsToken" | "origins" | "restsMs" | "uploads"
    > = {},
  ) {
    this.#options = {
      ...options,
      data: join(this.#folder.path, "data"),
      gate: join(this.#folder.path, "gate"),
      port: 0,
    };
  }

  /** Resolves once it listens. A later life gets the same port: clients find it again. */
  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, "server-entry.ts"), [JSON.stringify(this.#options)], {
      execArgv: [
        "--conditions=causerie-source",
        ...(this.#clockShiftMs === 0 ? [] : ["--import", shiftedClock(this.#clockShiftMs)]),
      ],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    this.#closed = new Promise((resolve) => child.once("close", resolve));
    const collect = (chunk: Buffer): void => {
      this.output += chunk.toString();
    };
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
    const { url, port } = await new Promise<{ url: string; port: number }>((resolve, reject) => {
      child.once("message", (message) => resolve(message as { url: string; port: number }));
      child.once("exit", (code, signal) =>
        reject(new Error(`the server ended at its start (${signal ?? code}): ${this.output}`)),
      );
    });
    this.url = url;
    this.#options.port = port;
  }

  /** Shifts its clock, in the next life, by so many milliseconds; its files are as if they had been written by the clock of now. */
  shiftClock(ms: number): void {
    const written = new Date(Date.now() + this.#clockShiftMs);
    for (const name of ["causerie.db", "causerie.db-wal"]) {
      const file = join(this.#options.data, name);
      if (existsSync(file)) utimesSync(file, written, written);
    }
    this.#clockShiftMs = ms;
  }

  /** `kill -9`: no handler runs, nothing is flushed. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** As an operator stops it. @returns its exit code. */
  async stop(): Promise<number | null> {
    return this.#end("SIGTERM");
  }

  get databaseFile(): string {
    return join(this.#options.data, "causerie.db");
  }

  /** Of the life that it has now. */
  pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Freezes it with SIGSTOP, lets it go on with SIGCONT. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#child?.kill(signal);
  }

  /** Resolves when the process has ended by itself and all that it said is in `output`. */
  async ended(): Promise<void> {
    await this.#closed;
  }

  /** Lets the story `hold` go on, now and in later lives. */
  openGate(): void {
    writeFileSync(this.#options.gate, "");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const leftOver = await this.#leftOver();
    await this.kill();
    this.#folder.remove();
    const errors = this.output
      .split("\n")
      .filter((line) => line.includes('"level":50') && !this.expectedErrors.some((expected) => expected.test(line)));
    if (leftOver > 0) throw new Error(`${leftOver} event(s) or deliveries were left over at the end of the test`);
    if (errors.length > 0)
      throw new Error(`the server logged errors that the test does not expect:\n${errors.join("\n")}`);
  }

  /** What is under way gets a moment to be finished. */
  async #leftOver(): Promise<number> {
    await waitUntil(() => countLeftOver(this.databaseFile) === 0, 3000);
    return countLeftOver(this.databaseFile);
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    if (child === undefined) return null;
    child.kill(signal);
    await this.#closed;
    return child.exitCode;
  }
}

/** Events without their answer, and deliveries that nobody has taken. */
function countLeftOver(file: string): number {
  using database = new DatabaseSync(file, { readOnly: true });
  const row = database
    .prepare(
      "SELECT (SELECT count(*) FROM work) + (SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'failed')) AS count",
    )
    .get();
  return Number(row?.["count"] ?? 0);
}

/** A module that sets the clock of a process wrong before anything else is loaded. */
function shiftedClock(ms: number): string {
  return `data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${ms};`)}`;
}
