import type { ExtraStrings } from "./extra-strings.ts";
import type { ChatStrings } from "./strings.ts";

type AllStrings = ChatStrings & ExtraStrings;

/**
 * All texts in one language.
 * @typeParam Category the plural categories that counts have in this language, as `Intl.PluralRules` names them. A text for
 * each of them and for `other` is required.
 */
export type Catalogue<Category extends Intl.LDMLPluralRule> = {
  [Key in keyof AllStrings]: AllStrings[Key] extends string ? string : Record<Category | "other", string>;
};
