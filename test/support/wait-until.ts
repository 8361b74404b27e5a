import { setTimeout as delay } from "node:timers/promises";

/** Asks again and again, for at most `ms`. @returns the last answer: false means that it never came to be so. */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!(await isSo()) && performance.now() < deadline) await delay(20);
  return isSo();
}
