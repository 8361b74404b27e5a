import { storiesSinceLastLook } from "#bot/running/story-scope.ts";
import type { Logger } from "./logger.ts";

const lookEveryMs = 100;
/** Nobody notices less. */
const blockedMs = 1_000;
const mostNamed = 10;

/**
 * Warns when the event loop stood still: all conversations waited meanwhile. The line names the story that held it; when
 * it was not the first step of a handler, it names all that were under way. A loop that never ends is not seen: it holds this
 * watch, too.
 */
export function watchEventLoop(logger: Logger): Disposable {
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const stoodStillMs = now - last - lookEveryMs;
    last = now;
    const stories = storiesSinceLastLook();
    if (stoodStillMs < blockedMs) return;
    const holder = stories.find(({ heldMs }) => heldMs >= stoodStillMs / 2);
    const names = Array.from(new Set(stories.map(({ story }) => story)));
    logger.warn(
      {
        blockedMs: Math.round(stoodStillMs),
        stories: holder === undefined ? names.slice(0, mostNamed) : [holder.story],
      },
      "a story has blocked the event loop, and everybody waited: give heavy work to a worker thread",
    );
  }, lookEveryMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
