import type { Plural } from "./translate.ts";

/**
 * Fetches the texts of all features in one language. In the source each feature has all languages; the build takes them out of there
 * and puts in the place of this module one that fetches them.
 */
export async function fetchFeatureTexts(_language: string): Promise<Readonly<Record<string, string | Plural>>> {
  return {};
}
