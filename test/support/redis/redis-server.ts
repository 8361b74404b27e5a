import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createClient } from "redis";
import { disposableFolder } from "#support/disposable-folder.ts";
import { freePort } from "#support/listen.ts";

const program = "/usr/bin/redis-server";

/** Whether Debian's `redis-server` is installed: the tests that need it are skipped where it is not. */
export const hasRedis = (): boolean => existsSync(program);

/** A Redis of a test's own: a process and a port that nobody else uses. Nothing is kept when it ends. */
export type RedisServer = AsyncDisposable & {
  readonly url: string;
  /** `kill -9`. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It hangs: connections stand, and nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** One command, past the server under test. */
  command(...words: string[]): Promise<unknown>;
};

/** @param settings options of the command line, e.g. `--maxmemory 1mb`. */
export async function startRedis(settings: readonly string[] = [], password?: string): Promise<RedisServer> {
  const folder = disposableFolder();
  const port = await freePort();
  const base = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", folder.path, "--save", "", "--appendonly", "no"];
  const secret = password === undefined ? [] : ["--requirepass", password];
  const url = `redis://${password === undefined ? "" : `:${password}@`}127.0.0.1:${port}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn(program, [...base, ...secret, ...settings], { stdio: ["ignore", "pipe", "pipe"] });
    child = started;
    await new Promise<void>((resolve, reject) => {
      let output = "";
      started.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Ready to accept connections")) resolve();
      });
      started.once("exit", () => reject(new Error(`redis-server does not start: ${output}`)));
    });
  }
  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const ended = new Promise((resolve) => running.once("exit", resolve));
    running.kill("SIGKILL");
    await ended;
  }
  await start();
  return {
    url,
    start,
    kill,
    freeze: () => void child?.kill("SIGSTOP"),
    thaw: () => void child?.kill("SIGCONT"),
    async command(...words) {
      const client = createClient({ url });
      await client.connect();
      try {
        return await client.sendCommand(words);
      } finally {
        client.destroy();
      }
    },
    async [Symbol.asyncDispose]() {
      await kill();
      folder.remove();
    },
  };
}
