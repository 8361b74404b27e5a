import { AsyncLocalStorage } from "node:async_hooks";
import type { Turn } from "./turn.ts";

/** The story whose code runs: also in its timers, callbacks and promises that nobody awaits. */
export type StoryScope = {
  readonly story: string;
  readonly conversationId: string;
  /** Milliseconds until its handler gave the thread back for the first time. */
  heldMs: number;
  /** Takes what the story throws where no turn can catch it. Undefined: it ends the process. */
  readonly threwLate: ThrewLate | undefined;
  /** Runs the handler in a span of its own. */
  readonly trace: TraceStory | undefined;
};

/** What a turn is named by. */
type Named = Pick<StoryScope, "story" | "threwLate" | "trace">;

export type TraceStory = <Result>(scope: Pick<StoryScope, "story">, handler: () => Promise<Result>) => Promise<Result>;

export type ThrewLate = (scope: Pick<StoryScope, "story" | "conversationId">, error: unknown) => void;

const scopes = new AsyncLocalStorage<StoryScope>();
const byTurn = new WeakMap<Turn, Named>();
const running = new Set<StoryScope>();
/** Those that have ended since somebody looked. */
const ended: StoryScope[] = [];
const mostEnded = 100;

/** Says which story a turn is handed to. */
export function nameTurn(turn: Turn, scope: Named): Turn {
  byTurn.set(turn, scope);
  return turn;
}

/** Runs a handler under the name of its story. */
export async function underStory<Result>(turn: Turn, handler: () => Promise<Result>): Promise<Result> {
  const named = byTurn.get(turn);
  if (named === undefined) return handler();
  const scope: StoryScope = { ...named, conversationId: turn.conversationId, heldMs: 0 };
  running.add(scope);
  const started = performance.now();
  try {
    const { trace } = scope;
    const result = scopes.run(scope, trace === undefined ? handler : () => trace(scope, handler));
    scope.heldMs = performance.now() - started;
    return await result;
  } finally {
    running.delete(scope);
    if (ended.push(scope) > mostEnded) ended.shift();
  }
}

/** The story whose code is running now; undefined: none. */
export function currentStory(): StoryScope | undefined {
  return scopes.getStore();
}

/** The stories that were under way since the last call. */
export function storiesSinceLastLook(): StoryScope[] {
  return [...ended.splice(0), ...running];
}
