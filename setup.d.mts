import type { SpawnSyncReturns } from "node:child_process";

/** The types of `setup.mjs` for programs of TypeScript. The words about each are there. */
export const root: string;
export function program(name: string, packageName?: string): string;
/** Ends the process with one sentence. */
export function giveUp(sentence: string): never;
export function compile(folder: string, project: string): void;
export function pnpm(args: readonly string[], env?: NodeJS.ProcessEnv): SpawnSyncReturns<string>;
