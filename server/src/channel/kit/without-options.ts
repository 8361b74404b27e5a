import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";

/** What the form at the desk asks for: not what the operator decides in code, since whoever may change channels must not choose where secrets go. */
export function withoutOptions({ properties, required = [] }: OptionsSchema, names: readonly string[]): OptionsSchema {
  const left: [string, OptionSchema][] = Object.entries(properties).filter(([name]) => !names.includes(name));
  return {
    type: "object",
    properties: Object.fromEntries(left),
    required: required.filter((name) => !names.includes(name)),
  };
}
