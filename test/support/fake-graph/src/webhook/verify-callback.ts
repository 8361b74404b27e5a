import { randomInt } from "node:crypto";
import { callbackRefused } from "#api/graph-errors.ts";
import { askLoopback, isLoopback } from "#api/loopback.ts";
import { limits } from "#parse/limits.ts";

/** Meta's check of a new webhook address: it must give back the challenge. Throws error 2200 otherwise. */
export async function verifyCallback(address: string, verifyToken: string, signal: AbortSignal): Promise<void> {
  if (!isLoopback(address)) throw callbackRefused(`${address} is not plain http on loopback`);
  const challenge = String(randomInt(1_000_000_000, 2_000_000_000));
  const url = new URL(address);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", verifyToken);
  const answer = await ask(url.href, signal);
  if (answer.status !== 200) throw callbackRefused(`HTTP status ${answer.status}`);
  if (answer.text !== challenge) throw callbackRefused("The challenge was not echoed");
}

async function ask(url: string, signal: AbortSignal): Promise<{ status: number; text: string }> {
  try {
    const timeoutMs = limits.webhook.timeoutMs;
    const { status, body } = await askLoopback(url, { method: "GET", timeoutMs, signal, maxBytes: 10_000 });
    return { status, text: body.toString("utf8") };
  } catch (error) {
    throw callbackRefused(error instanceof Error ? error.message : String(error));
  }
}
