import * as v from "valibot";
import { keep, readKept } from "#state/kept.ts";

export type DraftKind = "answer" | "note";
/** `kind`: which of the two is being written. */
export type Draft = { kind: DraftKind; answer: string; note: string };

const draftSchema = v.object({ kind: v.picklist(["answer", "note"]), answer: v.string(), note: v.string() });
const empty: Draft = { kind: "answer", answer: "", note: "" };

/**
 * What a person is writing, for each conversation: on the page and in the browser's storage, so that it outlives the page, the connection and
 * the session. It goes when it was sent, and after a week.
 */
export class Drafts {
  readonly #person: string;
  readonly #read = new Map<string, Draft>();
  readonly #listeners = new Set<() => void>();

  constructor(person: string) {
    this.#person = person;
  }

  /** The same object until something changes. */
  read(id: string): Draft {
    const known = this.#read.get(id) ?? readKept(this.#nameOf(id), draftSchema) ?? empty;
    this.#read.set(id, known);
    return known;
  }

  change(id: string, change: Partial<Draft>): void {
    const draft = { ...this.read(id), ...change };
    this.#read.set(id, draft);
    keep(this.#nameOf(id), draft.answer === "" && draft.note === "" ? undefined : draft);
    for (const listener of this.#listeners) listener();
  }

  /** Before what is being written there now, so that neither is lost. */
  giveBack(id: string, { kind, text }: { kind: DraftKind; text: string }): void {
    const now = this.read(id)[kind];
    if (now.includes(text)) return;
    this.change(id, { kind, [kind]: now === "" ? text : `${text}\n${now}` });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #nameOf(id: string): string {
    return `draft:${this.#person}:${id}`;
  }
}
