import { type Ast, everyElement } from "./icu-text.ts";

/** Whole numbers that between them fall into every category that bots count in: no language looks further than these. */
const samples = [...Array.from({ length: 201 }, (_, number) => number), 1000, 2000, 10_000, 100_000];

/**
 * The plural categories (CLDR) that some number would fall into and no branch serves, so that it gets `other` by
 * mistake. Only whole numbers below a million are asked for: French has a category for millions, and nobody writes it.
 */
export function missingCategories(ast: Ast, locale: string): string[] {
  const missing = new Set<string>();
  for (const part of everyElement(ast)) {
    if (!("offset" in part)) continue;
    const rules = new Intl.PluralRules(locale, { type: part.pluralType ?? "cardinal" });
    for (const sample of samples) {
      const category = rules.select(sample);
      const count = sample + part.offset;
      if (!Object.hasOwn(part.options, `=${count}`) && !Object.hasOwn(part.options, category)) missing.add(category);
    }
  }
  return [...missing];
}
