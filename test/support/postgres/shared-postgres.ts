import type { TestProject } from "vitest/node";
import { postgresPrograms } from "./postgres-programs.ts";
import { startPostgres } from "./postgres-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The PostgreSQL of this run; undefined where none is installed. */
    postgres: string | undefined;
  }
}

/** One PostgreSQL for all test files of a run, started before the first and stopped by its id after the last. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (postgresPrograms() === undefined) {
    project.provide("postgres", undefined);
    return undefined;
  }
  // Tests open many stores, each with its connections.
  const server = await startPostgres({ settings: ["max_connections = 300"] });
  project.provide("postgres", server.url);
  return async () => server[Symbol.asyncDispose]();
}
