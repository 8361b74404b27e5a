/** What a slot of Amazon's may be: one of a list of values, or a type that Amazon has. */
export type ModelType =
  | { type: "list"; name: string; values: readonly { id: string; names: readonly string[] }[] }
  | { type: "builtin"; name: string };

/** `find`: where a sentence mentions it (UTF-16 units, `end` exclusive). */
export type ModelSlot = {
  name: string;
  type: ModelType;
  find: (text: string) => readonly { start: number; end: number }[];
};

/** An intent of the bot, with the words that mean it in the language of the model. */
export type ModelIntent = { name: string; phrases: readonly string[]; slots: readonly ModelSlot[] };
