import { ServerProcess } from "#support/server/server-process.ts";

/**
 * What the faults are done to. One process on SQLite today; several processes behind a balancer implement the same, and all
 * scenarios run against them unchanged.
 */
export interface Target extends AsyncDisposable {
  readonly name: string;
  /** How many processes there are. */
  readonly size: number;
  /** The port that clients come to. */
  port(): number;
  /** The web connector's address, past any broken line. */
  base(): string;
  /** Ends a process without warning, and does not start it again. */
  kill(process?: number): Promise<void>;
  /** Asks it to end, as an operator does. @returns its exit code. */
  stop(process?: number): Promise<number | null>;
  start(process?: number): Promise<void>;
  /** SIGSTOP and SIGCONT. */
  freeze(process?: number): void;
  thaw(process?: number): void;
}

/** One process that owns its SQLite file. */
export async function startOneProcess(
  options: ConstructorParameters<typeof ServerProcess>[0] = {},
): Promise<Target & { server: ServerProcess }> {
  const server = new ServerProcess(options);
  await server.start();
  return {
    name: "one process on SQLite",
    size: 1,
    server,
    port: () => Number(new URL(server.url).port),
    base: () => `${server.url}/web`,
    kill: () => server.kill(),
    stop: () => server.stop(),
    start: () => server.start(),
    freeze: () => server.signal("SIGSTOP"),
    thaw: () => server.signal("SIGCONT"),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
