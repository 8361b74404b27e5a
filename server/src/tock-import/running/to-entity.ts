import type { EntityData } from "#tock-import/bot-data.ts";
import { date } from "#understanding/entities/date.ts";
import { duration } from "#understanding/entities/duration.ts";
import { email } from "#understanding/entities/email.ts";
import type { Entity } from "#understanding/entities/entity.ts";
import { number } from "#understanding/entities/number.ts";
import { oneOf } from "#understanding/entities/one-of.ts";
import { ordinal } from "#understanding/entities/ordinal.ts";
import { phone } from "#understanding/entities/phone.ts";
import { url } from "#understanding/entities/url.ts";
import { languageOf } from "#i18n/locale.ts";

/** What reads an entity of Tock, under its name there: `duckling:datetime` is a date. Undefined: any text is a value of it. */
export function toEntity(name: string, data: EntityData): Entity | undefined {
  switch (data.kind) {
    case "date":
      return { ...date(), name };
    case "number":
      return { ...number(), name };
    case "ordinal":
      return { ...ordinal(), name };
    case "duration":
      return { ...duration(), name };
    case "email":
      return { ...email(), name };
    case "url":
      return { ...url(), name };
    case "phone":
      return { ...phone(), name };
    case "oneOf":
      return oneOf(name, spellings(data.values));
    case "text":
      return undefined;
  }
}

/** Values are spelled by language: `fr-FR` and `fr` are one. */
function spellings(
  values: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>,
): Record<string, Record<string, string[]>> {
  return Object.fromEntries(
    Object.entries(values).map(([value, byLocale]) => {
      const byLanguage: Record<string, string[]> = {};
      for (const [locale, texts] of Object.entries(byLocale)) (byLanguage[languageOf(locale)] ??= []).push(...texts);
      return [value, byLanguage];
    }),
  );
}
