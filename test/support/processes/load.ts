import { setTimeout as delay } from "node:timers/promises";
import type { LogEvent } from "@causerie/protocol";
import { expect } from "vitest";
import { RestClient } from "#support/web/rest-client.ts";
import { textsOf } from "#support/web/texts-of.ts";

export type Load = { url: string; visitors: number; messages: number; pauseMs: number };

/** What happened to the visitors: how often one was refused, and how long the slowest message took to be accepted. */
export type LoadResult = { clients: readonly RestClient[]; refusals: string[] };

/** Visitors who each write messages one after another, and send each again until it is acknowledged, as the widget does. */
export async function putLoadOn({ url, visitors, messages, pauseMs }: Load): Promise<LoadResult> {
  const clients = await Promise.all(Array.from({ length: visitors }, () => RestClient.start(`${url}/web`)));
  const refusals: string[] = [];
  await Promise.all(
    clients.map(async (client, lane) => {
      for (let index = 0; index < messages; index += 1) {
        for (;;) {
          const said = await client.send(`${lane}-${index}`, `${lane}:${index}`).then(
            ({ status }) => String(status),
            () => "no answer",
          );
          await delay(pauseMs);
          if (said === "202") break;
          refusals.push(said);
        }
      }
    }),
  );
  return { clients, refusals };
}

/** The oracle: each message is answered exactly once, in order, and the log has no hole. */
export async function expectAllAnswered(
  clients: readonly RestClient[],
  messages: number,
  withinMs = 30_000,
): Promise<void> {
  for (const [lane, client] of clients.entries()) {
    await expect
      .poll(async () => (await logOf(client).catch(() => [])).filter(({ type }) => type === "turn.end").length, {
        timeout: withinMs,
        interval: 200,
      })
      .toBe(messages);
    const events = await logOf(client);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const expected = Array.from({ length: messages }, (_, index) => [`one: ${lane}:${index}`, `two: ${lane}:${index}`]);
    expect(textsOf(events)).toEqual(expected.flat());
  }
}

/** The whole log, page by page. */
async function logOf(client: RestClient): Promise<LogEvent[]> {
  const events: LogEvent[] = [];
  let since = "";
  for (;;) {
    const { body } = await client.events(`?limit=200${since}`);
    events.push(...body.events);
    if (!body.more) return events;
    since = `&since=${body.cursor}`;
  }
}
