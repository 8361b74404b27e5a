import { assertKnown } from "./known-options.ts";
import type { Phrases } from "#understanding/keywords.ts";

/**
 * A meaning that several stories share: `yes`, `another_day` … The subject of a story needs no intent, because its contract
 * holds its words.
 *
 * ```ts
 * const yes = intent("yes", { keywords: { en: ["yes", "sure"], fr: ["oui"] } });
 * ```
 */
export function intent(name: string, words: IntentWords = {}): Intent {
  assertName("intent", name);
  assertKnown(`intent "${name}"`, words, { keywords: true, examples: true } satisfies Record<keyof IntentWords, true>);
  return { name, keywords: words.keywords ?? [], examples: words.examples ?? [] };
}

/** The words of an intent. */
export type IntentWords = {
  /** Words or phrases that mean it, anywhere in a text. */
  keywords?: Phrases;
  /** Whole sentences that mean it. From five or more of each intent the classifier learns to recognise others. */
  examples?: Phrases;
};

/** What `intent` makes. */
export type Intent = { readonly name: string; readonly keywords: Phrases; readonly examples: Phrases };

/** An intent, or the name of one that an understanding service knows. */
export type IntentRef = string | Intent;

export function nameOf(ref: IntentRef): string {
  return typeof ref === "string" ? ref : ref.name;
}

/** Links, logs and rules use these names, so they must be plain. `causerie:` is the bot's own prefix. */
export function assertName(kind: string, name: string): void {
  if (!/^[\p{L}\p{N}_.:-]{1,100}$/u.test(name) || name.startsWith("causerie:"))
    throw new TypeError(
      `${kind} "${name}" must be 1 to 100 letters, digits or _ . : - and not begin with "causerie:", which is the bot's own`,
    );
}
