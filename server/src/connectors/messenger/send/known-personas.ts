import { BoundedMap } from "#collections/bounded-map.ts";
import type { GraphAnswer } from "#connectors/meta/graph/graph-call.ts";

/** Personas that are remembered; a page has a few. */
const mostPersonas = 1_000;
/** Milliseconds. An id is not given anew, but an operator may have mended the page's token meanwhile. */
const goneMs = 3_600_000;
/** Milliseconds. Meta may refuse several forms of one message. */
const thereMs = 60_000;

export type KnownPersonasParts = {
  /** Asks Meta for a persona. */
  ask: (personaId: string) => Promise<GraphAnswer>;
  /** A clock that nobody sets back. */
  steady: () => number;
};

/**
 * Which personas are gone. No code of Meta's says that it refused a message because of its persona, and its words change with version
 * and language. So Meta is asked for the persona itself.
 */
export class KnownPersonas {
  readonly #parts: KnownPersonasParts;
  readonly #known = new BoundedMap<string, { isGone: boolean; until: number }>(mostPersonas);

  constructor(parts: KnownPersonasParts) {
    this.#parts = parts;
  }

  /** What Meta has said before. */
  isGone(personaId: string): boolean {
    return this.#find(personaId)?.isGone === true;
  }

  /** Whether Meta says that there is such a persona. Never rejects. */
  async exists(personaId: string): Promise<boolean> {
    const known = this.#find(personaId);
    if (known !== undefined) return !known.isGone;
    const answer = await this.#parts.ask(personaId);
    const isGone = answer.type === "refused" && answer.code === 100;
    if (isGone || answer.type === "answered")
      this.#known.set(personaId, { isGone, until: this.#parts.steady() + (isGone ? goneMs : thereMs) });
    return answer.type === "answered";
  }

  #find(personaId: string): { isGone: boolean } | undefined {
    const known = this.#known.get(personaId);
    return known !== undefined && this.#parts.steady() < known.until ? known : undefined;
  }
}
