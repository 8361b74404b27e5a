import type { ProactiveRule } from "@causerie/protocol";

/** What this browser remembers of the bubbles, for the visitor's sake. Times are milliseconds since 1970. */
export type Wishes = {
  /** The number of this visit. */
  visit: number;
  /** When the visitor was last seen on the site. */
  lastSeen: number;
  /** How many bubbles they have closed. */
  closed: number;
  /** They want to see none again. */
  never: boolean;
  rules: Readonly<Record<string, { count: number; visit: number; at: number }>>;
};

/** After so long without a page a new visit begins, as in the usual statistics of sites. */
const visitMs = 30 * 60_000;
const dayMs = 24 * 60 * 60_000;
/** Who has closed so many wants none. */
const mostClosed = 2;
const defaultMax = 3;

export const noWishes: Wishes = { visit: 0, lastSeen: 0, closed: 0, never: false, rules: {} };

/** The visitor is here. */
export function arrive(wishes: Wishes, now: number): Wishes {
  const isNew = wishes.visit === 0 || now - wishes.lastSeen >= visitMs;
  return { ...wishes, visit: wishes.visit + (isNew ? 1 : 0), lastSeen: now };
}

/** A clock that was set back must not silence a rule for years: then it counts as shown now. */
export function mayShow({ closed, never, rules, visit }: Wishes, rule: ProactiveRule, now: number): boolean {
  if (never || closed >= mostClosed) return false;
  const before = Object.hasOwn(rules, rule.id) ? rules[rule.id] : undefined;
  if (before === undefined) return true;
  if (before.count >= (rule.max ?? defaultMax)) return false;
  switch (rule.every ?? "visit") {
    case "visit":
      return before.visit !== visit;
    case "day":
      return Math.abs(now - before.at) >= dayMs;
    case "once":
      return false;
  }
}

export function withShown(wishes: Wishes, { id }: ProactiveRule, now: number): Wishes {
  const before = Object.hasOwn(wishes.rules, id) ? wishes.rules[id] : undefined;
  const entry = { count: (before?.count ?? 0) + 1, visit: wishes.visit, at: now };
  return { ...wishes, rules: { ...wishes.rules, [id]: entry } };
}

export const withClosed = (wishes: Wishes): Wishes => ({ ...wishes, closed: wishes.closed + 1 });

/** What is stored may be of another version, or nonsense: then nothing is known. */
export function readWishes(text: string | null): Wishes {
  try {
    const { visit, lastSeen, closed, never, rules } = { ...noWishes, ...(JSON.parse(text ?? "{}") as Partial<Wishes>) };
    const known = Object.entries(rules).filter(([, each]) => [each.count, each.visit, each.at].every(Number.isFinite));
    if (![visit, lastSeen, closed].every(Number.isFinite)) return noWishes;
    return { visit, lastSeen, closed, never, rules: Object.fromEntries(known) };
  } catch {
    return noWishes;
  }
}
