/**
 * What became of a part of a dump that did not come over as it is. `unreadable`: it has not the form that a dump has. `lost`: it has no
 * equivalent, and is not imported. `changed`: it is imported in another form. `open`: it is imported, and needs something that the
 * dump does not have before it has an effect.
 */
export type FindingKind = "unreadable" | "lost" | "changed" | "open";

/** One line of the report. `at`: the file and the path in it, e.g. `stories.json $[2].steps[0].targetIntent`. */
export type Finding = { readonly kind: FindingKind; readonly at: string; readonly detail: string };

/** Collects the lines of the report, in the order of the dump. */
export class Findings {
  readonly #all: Finding[] = [];

  add(kind: FindingKind, at: string, detail: string): void {
    this.#all.push({ kind, at, detail });
  }

  get all(): readonly Finding[] {
    return this.#all;
  }
}
