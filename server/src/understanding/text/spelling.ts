/** The ways to write a value: `true` for the value itself, a list, or a list for each language (`en`, `fr`). */
export type Spellings = true | readonly string[] | Readonly<Record<string, readonly string[]>>;

/** One way to write a value. `language` undefined: in any language. */
export type Spelling<Value extends string> = { value: Value; text: string; language: string | undefined };

export function toSpellings<Value extends string>(
  values: readonly Value[] | Readonly<Record<Value, Spellings>>,
): Spelling<Value>[] {
  if (isList(values)) return values.map((value) => ({ value, text: value, language: undefined }));
  return keysOf(values).flatMap((value) => spellingsOf(value, values[value]));
}

function spellingsOf<Value extends string>(value: Value, spellings: Spellings): Spelling<Value>[] {
  if (spellings === true) return [{ value, text: value, language: undefined }];
  if (isList(spellings)) return spellings.map((text) => ({ value, text, language: undefined }));
  return Object.entries(spellings).flatMap(([language, texts]) => texts.map((text) => ({ value, text, language })));
}

function isList<Item>(value: readonly Item[] | object | true): value is readonly Item[] {
  return Array.isArray(value);
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  return Object.keys(record) as Key[];
}
