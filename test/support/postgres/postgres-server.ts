import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, chownSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { disposableFolder } from "#support/disposable-folder.ts";
import { postgresPrograms } from "./postgres-programs.ts";
import { freePort } from "#support/listen.ts";

/** A PostgreSQL of a test's own: a process, a folder and a port that nobody else uses. */
export type PostgresServer = AsyncDisposable & {
  readonly port: number;
  readonly pid: number;
  /** Of the database that is there from the start, as its owner. */
  readonly url: string;
  /** Kills it as a power cut would, or ends it, and starts it again over the same folder. */
  restart(how: "immediate" | "fast"): Promise<void>;
  stop(how: "immediate" | "fast"): Promise<void>;
  start(): Promise<void>;
};

export type PostgresSettings = {
  /** Lines for `postgresql.conf`. */
  settings?: readonly string[];
  /** Begins as a copy of that server and follows it, until it is promoted. */
  replicaOf?: PostgresServer;
};

export async function startPostgres({ settings = [], replicaOf }: PostgresSettings = {}): Promise<PostgresServer> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error("PostgreSQL is not installed: install Debian's `postgresql`");
  const folder = disposableFolder();
  const data = join(folder.path, "data");
  const user = serverUser();
  if (user !== undefined) {
    chmodSync(folder.path, 0o755);
    chownSync(folder.path, user.uid, user.gid);
  }
  const run = (name: string, args: string[]): void => {
    const { status, stderr } = spawnSync(join(programs, name), args, { ...user, cwd: folder.path, encoding: "utf8" });
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  };
  if (replicaOf === undefined)
    run("initdb", ["-D", data, "-U", "causerie", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
  else run("pg_basebackup", ["-D", data, "-d", replicaOf.url, "-R", "-X", "stream", "-c", "fast", "--no-sync"]);
  const port = await freePort();
  const lines = [
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = ''`,
    "shared_buffers = 64MB",
    ...settings,
  ];
  appendFileSync(join(data, "postgresql.conf"), `${lines.join("\n")}\n`);

  let pid = 0;
  let ended: Promise<void> = Promise.resolve();
  async function start(): Promise<void> {
    const server = spawn(join(programs ?? "", "postgres"), ["-D", data], { ...user, cwd: folder.path, stdio: "pipe" });
    let log = "";
    server.stderr.on("data", (chunk: Buffer) => (log = `${log}${chunk.toString()}`.slice(-4_000)));
    ended = new Promise((resolve) => server.on("exit", () => resolve()));
    pid = server.pid ?? 0;
    // The last line of its lock file says how far the start is.
    for (const deadline = Date.now() + 20_000; !isReady(data); await sleep(20))
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL does not start: ${log}`);
  }
  async function stop(how: "immediate" | "fast"): Promise<void> {
    // What `pg_ctl stop` sends (https://www.postgresql.org/docs/current/server-shutdown.html), to this one process.
    process.kill(pid, how === "immediate" ? "SIGQUIT" : "SIGINT");
    await ended;
  }
  await start();
  return {
    port,
    get pid() {
      return pid;
    },
    url: `postgres://causerie@127.0.0.1:${port}/postgres`,
    start,
    stop,
    restart: async (how) => {
      await stop(how);
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop("immediate").catch(() => {});
      folder.remove();
    },
  };
}

/** Whom it runs as where the tests are root, which it refuses to be. */
export function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => /^(?:postgres):/.test(entry));
  const [, , uid = "65534", gid = "65534"] = line?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** A replica that follows never says more than `standby`. */
function isReady(data: string): boolean {
  const file = join(data, "postmaster.pid");
  return existsSync(file) && /^(?:ready|standby)\s*$/m.test(readFileSync(file, "utf8"));
}
