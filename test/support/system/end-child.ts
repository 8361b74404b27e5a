import type { ChildProcess } from "node:child_process";

/**
 * Ends a program that a test has started, and waits until it is gone and all that it said is read. One that is gone already is left
 * alone.
 */
export async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.kill(signal);
  await ended;
}
