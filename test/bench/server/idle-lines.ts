import { setTimeout as delay } from "node:timers/promises";
import type { TransportName } from "@causerie/widget/chat/chat.ts";
import { percentile } from "#support/fault/percentiles.ts";
import { disposableFolder } from "#support/disposable-folder.ts";
import { WatchedChat } from "#support/fault/watched-chat.ts";
import { waitUntil } from "#support/wait-until.ts";
import { Contender } from "./contender.ts";
import { type Asked, askedNow, type Counted, type CountedLine, startCountedLine } from "./counted-line.ts";

const chatsEach = 16;
/** The lines open one after another: a hole finds each at another moment between two signs of life. */
const openWithinMs = 30_000;
const countedMs = 300_000;

const kinds = [
  { name: "socket", transport: "socket", holdsBack: false, line: /\/socket\.io\// },
  { name: "stream", transport: "sse", holdsBack: false, line: /\/stream\b/ },
  { name: "poll", transport: "poll", holdsBack: false, line: /\/events\?/ },
  { name: "poll, answers held back", transport: "poll", holdsBack: true, line: /\/events\?/ },
] as const satisfies readonly { name: string; transport: TransportName; holdsBack: boolean; line: RegExp }[];

type Idle = { kind: (typeof kinds)[number]; line: CountedLine; chat: WatchedChat; asked: Asked[] };

/**
 * What a chat costs its line while nobody says anything, and how long it takes from the moment at which the line goes dead
 * without a word, so that all from there on is swallowed, until the chat begins another. @returns lines.
 */
export async function measureIdleLines(): Promise<string[]> {
  using folder = disposableFolder();
  await using server = await Contender.start({ kind: "causerie", folder: folder.path });
  await using open = new AsyncDisposableStack();
  const port = Number(new URL(server.url).port);
  const idle: Idle[] = [];
  for (let n = 0; n < chatsEach; n += 1)
    for (const kind of kinds) {
      // A request counts as begun when the chat makes it: which connection it goes by is the platform's choice.
      const asked: Asked[] = [];
      const line = open.use(await startCountedLine(port, kind.holdsBack, (path) => asked.push(askedNow(path))));
      const askAndFetch = (url: string, init: RequestInit): Promise<Response> => {
        asked.push(askedNow(url));
        return fetch(url, init);
      };
      const chat = open.use(new WatchedChat(`${line.url}/web`, kind.transport, { fetch: askAndFetch }));
      idle.push({ kind, line, chat, asked });
      await delay(openWithinMs / chatsEach / kinds.length);
    }
  await waitUntil(() => idle.every(({ chat }) => chat.chat.getState().connection.type === "connected"), 30_000);
  // Each poll has had its first wait, and learnt from it what its line does.
  await delay(30_000);
  for (const { line } of idle) line.take();
  await delay(countedMs);
  const traffic = new Map(idle.map((one) => [one, one.line.take()]));

  const began = performance.now();
  for (const { line } of idle) line.forget();
  const foundAt = ({ kind, asked }: Idle): number | undefined =>
    asked.find(({ path, at }) => at > began && kind.line.test(path))?.at;
  await waitUntil(() => idle.every((one) => foundAt(one) !== undefined), 60_000);
  return kinds.map((kind) => {
    const ours = idle.filter((one) => one.kind === kind);
    const found = ours.map((one) => ((foundAt(one) ?? NaN) - began) / 1000);
    const perMinute = (pick: (counted: Counted) => number): string => {
      const sum = ours.reduce(
        (total, one) => total + pick(traffic.get(one) ?? { bytes: NaN, pieces: NaN, requests: NaN }),
        0,
      );
      return (sum / ours.length / (countedMs / 60_000)).toFixed(1);
    };
    return (
      `${kind.name.padEnd(24)} a minute: ${perMinute(({ bytes }) => bytes)} bytes in ${perMinute(({ pieces }) => pieces)} pieces, ` +
      `${perMinute(({ requests }) => requests)} requests; dead line found after p50 ${percentile(found, 50).toFixed(1)} s, ` +
      `at most ${Math.max(...found).toFixed(1)} s`
    );
  });
}
