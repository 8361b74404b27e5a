import { type RevisedText, revisedTextSchema } from "@causerie/protocol/desk";
import { safeParse } from "valibot";
import { IcuSyntaxError, type IcuText, parseText } from "#i18n/icu-text.ts";
import type { RevisedTexts, Variants } from "#i18n/read-messages.ts";
import type { DeskRecords } from "#desk/records/desk-records.ts";

/** What the team has written in place of one variant of a text. */
export type KeptText = { id: string; version: number; text: RevisedText };

/** There is one for each variant of a text in a language. Neither locales nor keys have an `@`. */
export function textId({ key, locale, variant }: Pick<RevisedText, "key" | "locale" | "variant">): string {
  return `${key}@${locale}@${variant}`;
}

/** Those that this version can read: a later one may have kept more. */
export async function readTexts(records: Pick<DeskRecords, "list">): Promise<KeptText[]> {
  const kept = await records.list("text");
  return kept.flatMap(({ id, version, body }) => {
    const parsed = safeParse(revisedTextSchema, body);
    return parsed.success ? [{ id, version, text: parsed.output }] : [];
  });
}

/** For the catalogues. What cannot be parsed (a later version may know more) is left to the file. */
export function toRevisedTexts(kept: readonly KeptText[]): RevisedTexts {
  const byText = new Map<string, Variants>();
  for (const { text } of kept) {
    const texts = parsedOr(text, []);
    if (texts.length === 0) continue;
    const name = `${text.locale} ${text.key}`;
    byText.set(name, new Map([...(byText.get(name) ?? []), [text.variant, texts]]));
  }
  return (locale, key) => byText.get(`${locale} ${key}`);
}

function parsedOr({ texts, locale }: RevisedText, otherwise: readonly IcuText[]): readonly IcuText[] {
  try {
    return texts.map((text) => parseText(text, locale));
  } catch (error) {
    if (error instanceof IcuSyntaxError) return otherwise;
    throw error;
  }
}
