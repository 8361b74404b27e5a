import { type ChildProcess, fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import type { ServerEntryOptions } from "#support/server/server-entry.ts";
import { type Balancer, startBalancer } from "./balancer.ts";
import { endChild } from "#support/system/end-child.ts";

/** One server of several that share a database: a process of its own, with a folder of its own. */
export class ClusterServer {
  readonly #options: ServerEntryOptions;
  #child: ChildProcess | undefined;
  output = "";
  port = 0;

  constructor(options: ServerEntryOptions) {
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Resolves once it listens. A later life gets the same port. */
  async start(): Promise<void> {
    const child = fork(
      join(import.meta.dirname, "../server/server-entry.ts"),
      [JSON.stringify({ ...this.#options, port: this.port })],
      { execArgv: ["--conditions=causerie-source"], stdio: ["ignore", "pipe", "pipe", "ipc"] },
    );
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    const { port } = await new Promise<{ port: number }>((resolve, reject) => {
      child.once("message", (message) => resolve(message as { port: number }));
      child.once("exit", (code, signal) =>
        reject(new Error(`the server ended at its start (${signal ?? code}): ${this.output}`)),
      );
    });
    this.port = port;
  }

  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  /** `SIGKILL`: no handler runs. `SIGTERM`: as an operator stops it. @returns its exit code. */
  async signal(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return null;
    await endChild(child, signal);
    return child.exitCode;
  }
}

export type ClusterOptions = Omit<ServerEntryOptions, "data" | "gate" | "secret" | "port"> & { count: number };

/** Several servers over one database, behind a balancer. */
export class Cluster implements AsyncDisposable {
  readonly servers: readonly ClusterServer[];
  readonly #balancer: Balancer;
  readonly #folder: ReturnType<typeof disposableFolder>;

  private constructor(
    servers: readonly ClusterServer[],
    balancer: Balancer,
    folder: ReturnType<typeof disposableFolder>,
  ) {
    this.servers = servers;
    this.#balancer = balancer;
    this.#folder = folder;
  }

  static async start({ count, ...shared }: ClusterOptions): Promise<Cluster> {
    const folder = disposableFolder();
    const servers = Array.from(
      { length: count },
      (_, index) =>
        new ClusterServer({
          ...shared,
          data: join(folder.path, `data${index}`),
          gate: join(folder.path, "gate"),
          secret: "a secret that all servers of the test share",
          port: 0,
        }),
    );
    const cluster = new Cluster(servers, await startBalancer(), folder);
    await Promise.all(servers.map((server) => server.start()));
    cluster.#balancer.backends = servers.map(({ port }) => port);
    return cluster;
  }

  /** Of the balancer: each connection goes to the next server. */
  get url(): string {
    return this.#balancer.url;
  }

  server(index: number): ClusterServer {
    const server = this.servers[index];
    if (server === undefined) throw new Error(`there is no server ${index}`);
    return server;
  }

  /** Lets the story `hold` go on. */
  openGate(): void {
    writeFileSync(join(this.#folder.path, "gate"), "");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.servers.map((server) => server.signal("SIGKILL")));
    await this.#balancer[Symbol.asyncDispose]();
    this.#folder.remove();
  }
}
