import type { Plural } from "@causerie/widget/i18n/translate.ts";
import type { en } from "./en.ts";

/** Every text of the console. A language that lacks one, or has a plural where there is none, does not compile. */
export type Texts = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Plural };
