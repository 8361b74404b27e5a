import type { Phrases } from "#understanding/keywords.ts";

/**
 * Something that people want to say, as stories share it: `yes`, `another_day` … A story's own subject needs none, its
 * contract holds its words.
 *
 * ```ts
 * const yes = intent("yes", { keywords: { en: ["yes", "sure"], fr: ["oui"] } });
 * ```
 */
export function intent(name: string, words: IntentWords = {}): Intent {
  assertName("intent", name);
  return { name, keywords: words.keywords ?? [], examples: words.examples ?? [] };
}

/** How an intent is said. */
export type IntentWords = {
  /** Words or phrases that ask for it wherever they stand. */
  keywords?: Phrases;
  /** Whole sentences that ask for it; from five or more of each intent the classifier learns to recognise others. */
  examples?: Phrases;
};

/** What `intent` makes. */
export type Intent = { readonly name: string; readonly keywords: Phrases; readonly examples: Phrases };

/** By name: a bare name is one that an understanding service knows. */
export type IntentRef = string | Intent;

export function nameOf(ref: IntentRef): string {
  return typeof ref === "string" ? ref : ref.name;
}

/** What links, logs and rules refer to has a plain name. `causerie:` is the bot's own. */
export function assertName(kind: string, name: string): void {
  if (!/^[\p{L}\p{N}_.:-]{1,100}$/u.test(name) || name.startsWith("causerie:"))
    throw new TypeError(
      `${kind} "${name}" must be 1 to 100 letters, digits or _ . : - and not begin with "causerie:", which is the bot's own`,
    );
}
