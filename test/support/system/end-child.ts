import type { ChildProcess } from "node:child_process";

/**
 * Ends a program that a test has started, and waits until it is gone. One that is gone already is left alone. Not "close": that never comes where the
 * test has ended the channel to it before.
 */
export async function endChild(child: ChildProcess | undefined, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
}
