import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Bot, carousel, createBot, story, text } from "@causerie/server";

/**
 * A bot whose stories can be held, broken and counted from outside.
 *
 * - any text: two bubbles, `one: <text>` and `two: <text>`
 * - `hold`: says `held` once the file `gate` exists
 * - `poison`: kills the process, every time
 * - `broken`: throws
 * - `tell`: streams a text that never ends while the file `gate` is missing; then it says something else
 * - `halves`: says `first half`, and `second half` once the file `gate` exists
 * - `tale`: streams a text of 70 units, of which the last 30 come once the file `gate` exists
 * - `late`: answers, and throws afterwards, in a timer and in a promise that nobody awaits; no more once the file `gate` exists
 * - `block`: holds the event loop for 1.5 s
 * - `grind`: answers, and then holds the event loop for 300 of each 320 ms, 18 s long
 * - `choices`: a text with quick replies and a carousel
 * - `cards`: a carousel of ten cards, whose words are three messages of Messenger
 * - `quiet`: says nothing
 * - `colleague`: hands the conversation over
 * - `count`: counts in the conversation's own data
 */
export function createTestBot(gate?: string, bots: Bot["bots"] = []): Bot {
  const hold = story("hold", { keywords: ["hold"] });
  const poison = story("poison", { keywords: ["poison"] });
  const broken = story("broken", { keywords: ["broken"] });
  const tell = story("tell", { keywords: ["tell"] });
  const halves = story("halves", { keywords: ["halves"] });
  const tale = story("tale", { keywords: ["tale"] });
  const late = story("late", { keywords: ["late"] });
  const block = story("block", { keywords: ["block"] });
  const grind = story("grind", { keywords: ["grind"] });
  const choices = story("choices", { keywords: ["choices"] });
  const cards = story("cards", { keywords: ["cards"] });
  const colleague = story("colleague", { keywords: ["colleague"] });
  const quiet = story("quiet", { keywords: ["quiet"] });
  const count = story("count", { keywords: ["count"] });
  const start = story("start");
  return createBot({
    bots,
    stories: [
      hold.handle(async function* (turn) {
        while (gate !== undefined && !existsSync(gate)) await delay(10, undefined, { signal: turn.signal });
        yield "held";
      }),
      poison.handle(() => void process.kill(process.pid, "SIGKILL")),
      broken.handle(() => {
        throw new Error("broken on purpose");
      }),
      tell.handle(async function* (turn) {
        if (gate !== undefined && !existsSync(gate)) yield endless(turn.signal);
        else yield "told otherwise";
      }),
      halves.handle(async function* (turn) {
        yield "first half";
        while (gate !== undefined && !existsSync(gate)) await delay(10, undefined, { signal: turn.signal });
        yield "second half";
      }),
      tale.handle(async function* (turn) {
        yield inPieces(turn.signal, gate);
      }),
      colleague.handle((turn) => {
        turn.handover({ summary: "wants a colleague" });
        return "I ask a colleague";
      }),
      late.handle(() => {
        if (gate !== undefined && existsSync(gate)) return "soon";
        setTimeout(() => {
          throw new Error("late on purpose");
        }, 10);
        void delay(20).then(() => Promise.reject(new Error("unawaited on purpose")));
        return "soon";
      }),
      block.handle(() => {
        const end = performance.now() + 1500;
        while (performance.now() < end);
        return "done";
      }),
      grind.handle(() => {
        const end = performance.now() + 18_000;
        const hold = (): void => {
          const pause = performance.now() + 300;
          while (performance.now() < pause);
          if (performance.now() < end) setTimeout(hold, 20);
        };
        setTimeout(hold, 20);
        return "grinding";
      }),
      choices.handle(function* () {
        yield carousel([
          { title: "First", buttons: [{ label: "Count", to: count.link() }] },
          { title: "Second", buttons: [{ label: "Site", url: "https://www.example.com/" }] },
        ]);
        yield text("Or rather:", {
          quickReplies: [
            { label: "Count", to: count.link() },
            { label: "Say hold", say: "hold" },
          ],
        });
      }),
      cards.handle(() => {
        const url = `https://www.example.com/${"x".repeat(400)}`;
        const [first, ...others] = Array.from({ length: 10 }, (_, at) => ({
          title: `Card ${at}`,
          buttons: [
            { label: "Open", url },
            { label: "Count", to: count.link() },
          ],
        }));
        return first === undefined ? undefined : carousel([first, ...others]);
      }),
      count.handle((turn) => {
        turn.data.count = Number(turn.data.count ?? 0) + 1;
        return `count ${String(turn.data.count)}`;
      }),
      quiet.handle(() => undefined),
      start.handle(() => undefined),
    ],
    fallback: (turn, reason) => {
      if (reason === "not_understood") return [`one: ${turn.text}`, `two: ${turn.text}`];
      return reason === "said_nothing" ? undefined : `fallback: ${reason}`;
    },
  });
}

/** What `tale` says. */
export const wholeTale = "Once upon a time there was a boat that nobody knew, and it went away.";

async function* inPieces(signal: AbortSignal, gate: string | undefined): AsyncGenerator<string> {
  yield wholeTale.slice(0, 20);
  yield wholeTale.slice(20, 40);
  while (gate !== undefined && !existsSync(gate)) await delay(10, undefined, { signal });
  yield wholeTale.slice(40);
}

async function* endless(signal: AbortSignal): AsyncGenerator<string> {
  for (;;) {
    yield "and on ";
    await delay(10, undefined, { signal });
  }
}
