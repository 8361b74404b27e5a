import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { outsideFolder } from "#support/commands/outside-folder.ts";
import { root } from "#support/paths.ts";
import { temporaryFolder } from "#support/temporary-folder.ts";
import { waitUntil } from "#support/wait-until.ts";

/**
 * Whoever gets a signal, the server ends: the command that a person or a service manager started, the program that does the
 * work, or all of them (a terminal's Ctrl-C). Linux only: the processes are found in /proc.
 */
const config = `
import { createBot, defineConfig, web } from "@causerie/server";
export default defineConfig({ bot: createBot({ stories: [], fallback: () => "?" }), connectors: [web({ origins: [] })] });`;

type Started = AsyncDisposable & { child: ChildProcess; port: number; output: () => string };

async function startCommand(command: string, args: string[], cwd: string, address: RegExp): Promise<Started> {
  let output = "";
  // A group of its own, as a shell gives to each command.
  const child = spawn(command, args, {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    // By `_` a server knows that it was started behind nohup: whoever runs the tests so has said nothing of this one.
    env: { ...process.env, _: undefined, PORT: "0", CAUSERIE_DATA: temporaryFolder() },
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => void (output += chunk.toString()));
  if (!(await waitUntil(() => address.test(output), 60_000))) throw new Error(`it did not start: ${output}`);
  const port = Number(new URL(address.exec(output)?.[1] ?? "").port);
  return {
    child,
    port,
    output: () => output,
    async [Symbol.asyncDispose]() {
      try {
        process.kill(-(child.pid ?? 0), "SIGKILL");
      } catch {
        // All of them have ended.
      }
    },
  };
}

const address = /"url":"([^"]+)"/;
const serverFolder = (): string => outsideFolder({ "causerie.config.ts": config });
const startServer = (): Promise<Started> => startCommand("npx", ["--no", "causerie", "start"], serverFolder(), address);
/** As a person does it at a terminal, whose shell is the leader of the group. */
const startInShell = (line: string): Promise<Started> =>
  startCommand("bash", ["-c", `${line} & wait`], serverFolder(), address);
const startDemo = (): Promise<Started> => startCommand("npm", ["start"], root, /Causerie demo: (\S+)/);

/** The process of the group that holds the port. Of all that have it open (by inheritance, too) the last one is it. */
function serverOf({ child, port }: Started): number {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  const sockets = ["tcp", "tcp6"]
    .flatMap((name) => readFileSync(`/proc/net/${name}`, "utf8").split("\n"))
    .filter((line) => line.includes(`:${hex} `) && / 0A /.test(line))
    .map((line) => `socket:[${line.trim().split(/\s+/)[9]}]`);
  const group = readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && groupOf(pid) === child.pid);
  const holders = group.filter((pid) => linksOf(pid).some((link) => sockets.includes(link)));
  return Number(holders.at(-1));
}

/** What has freed its port may still hang; a zombie is only waited for. */
async function expectNobodyLeft({ child }: Started): Promise<void> {
  const left = () =>
    readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && groupOf(pid) === child.pid && !isZombie(pid));
  await expect.poll(left, { timeout: 15_000 }).toEqual([]);
}

function isZombie(pid: string): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").split(")").at(-1)?.slice(0, 4) ?? "");
  } catch {
    return true;
  }
}

function groupOf(pid: string): number | undefined {
  try {
    // After the name in parentheses: state, parent, group.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[2]);
  } catch {
    return undefined;
  }
}

function linksOf(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

/** Whether somebody listens on the port. */
function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const;
const targets = {
  "the command": ({ child }: Started) => child.pid ?? 0,
  "the server": serverOf,
  "the whole group": ({ child }: Started) => -(child.pid ?? 0),
};

describe.skipIf(process.platform !== "linux")("the server ends", () => {
  const table = signals.flatMap((signal) =>
    Object.entries(targets).map(([name, target]) => ({ signal, name, target })),
  );
  // npm waits for its program at SIGINT: a terminal sends it to the whole group.
  const isNpmsOwn = ({ signal, name }: (typeof table)[number]): boolean =>
    signal === "SIGINT" && name === "the command";
  test.each(table.filter((row) => !isNpmsOwn(row)))(
    "`npx causerie start`: $signal to $name",
    async ({ signal, target }) => {
      await using started = await startServer();
      expect(await isTaken(started.port)).toBe(true);
      process.kill(target(started), signal);
      await expect.poll(() => isTaken(started.port), { timeout: 15_000 }).toBe(false);
      await expectNobodyLeft(started);
    },
  );

  // The same for the demo costs a build each: Ctrl-C, what npm does not pass on, and the end of the server itself.
  test.each([
    { signal: "SIGINT", name: "the whole group" },
    { signal: "SIGTERM", name: "the command" },
    { signal: "SIGKILL", name: "the command" },
    { signal: "SIGHUP", name: "the command" },
    { signal: "SIGHUP", name: "the whole group" },
    { signal: "SIGTERM", name: "the server" },
  ] as const)("`npm start`: $signal to $name", { timeout: 120_000 }, async ({ signal, name }) => {
    await using started = await startDemo();
    process.kill(targets[name](started), signal);
    await expect.poll(() => isTaken(started.port), { timeout: 15_000 }).toBe(false);
    await expectNobodyLeft(started);
  });
});

describe.skipIf(process.platform !== "linux")("the server stays", () => {
  test.each([
    // Whoever logs out ends the shell alone; a terminal that is closed says it to all that it has started.
    { line: "npx --no causerie start", signal: "SIGKILL", name: "the command" },
    { line: "nohup npx --no causerie start", signal: "SIGKILL", name: "the command" },
    { line: "nohup npx --no causerie start", signal: "SIGHUP", name: "the whole group" },
  ] as const)("`$line &`: $signal to $name, by the end of the shell", async (row) => {
    await using started = await startInShell(row.line);
    const server = serverOf(started);
    process.kill(targets[row.name](started), row.signal);
    await expect.poll(() => isZombie(String(started.child.pid)), { timeout: 15_000 }).toBe(true);
    // It looks every half second who is still there.
    await delay(1_500);
    expect(await isTaken(started.port)).toBe(true);
    process.kill(server, "SIGTERM");
    await expect.poll(() => isTaken(started.port), { timeout: 15_000 }).toBe(false);
    await expectNobodyLeft(started);
  });
});
