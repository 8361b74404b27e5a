/** Somebody of the team who looks at the desk. `conversationId`: the one that they have open. */
export type Viewer = {
  personId: string;
  name: string;
  status: "online" | "away";
  conversationId?: string;
  isTyping: boolean;
};

/** Milliseconds for which another process's word of its viewers holds. It says it again well before. */
const othersHoldMs = 15_000;

/** Who looks at the desk, in this process and, as far as they say, in the others. */
export class Viewers {
  readonly #now: () => number;
  readonly #own = new Map<object, Viewer>();
  readonly #others = new Map<string, { viewers: readonly Viewer[]; until: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @param line the open line of this viewer; the same again takes the place of what was said of it. */
  set(line: object, viewer: Viewer): void {
    this.#own.set(line, viewer);
  }

  remove(line: object): void {
    this.#own.delete(line);
  }

  get own(): Viewer[] {
    return [...this.#own.values()];
  }

  learn(process: string, viewers: readonly Viewer[]): void {
    if (viewers.length === 0) this.#others.delete(process);
    else this.#others.set(process, { viewers, until: this.#now() + othersHoldMs });
  }

  /** Each person once for each conversation. */
  of(conversationId: string): { id: string; name: string; isTyping: boolean }[] {
    const found = new Map<string, { id: string; name: string; isTyping: boolean }>();
    for (const { personId: id, name, isTyping, conversationId: open } of this.#all()) {
      if (open !== conversationId) continue;
      found.set(id, { id, name, isTyping: isTyping || found.get(id)?.isTyping === true });
    }
    return [...found.values()];
  }

  /** Who is there: somebody with one line that is not away is online. */
  get team(): { id: string; name: string; status: "online" | "away" }[] {
    const found = new Map<string, { id: string; name: string; status: "online" | "away" }>();
    for (const { personId: id, name, status } of this.#all()) {
      const isOnline = status === "online" || found.get(id)?.status === "online";
      found.set(id, { id, name, status: isOnline ? "online" : "away" });
    }
    return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  #all(): Viewer[] {
    const now = this.#now();
    for (const [process, { until }] of this.#others) if (until <= now) this.#others.delete(process);
    return [...this.#own.values(), ...Array.from(this.#others.values(), ({ viewers }) => viewers).flat()];
  }
}
