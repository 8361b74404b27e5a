import type { ChannelField } from "@causerie/protocol/desk";
import type { OptionSchema, OptionsSchema } from "#channel/options-schema.ts";

/** The desk asks for them itself. */
const ownNames = ["id", "locale"];

/** The options as a form asks for them. */
export function toFields({ properties, required = [] }: OptionsSchema): ChannelField[] {
  return Object.entries(properties)
    .filter(([name]) => !ownNames.includes(name))
    .map(([name, option]) => toField(name, option, required.includes(name)));
}

/** Whether the value must be sealed: the option is a secret, or one lies in it. */
export function isSecret({ writeOnly, properties, items }: OptionSchema): boolean {
  const inside = [...Object.values(properties ?? {}), ...(items === undefined ? [] : [items])];
  return writeOnly === true || inside.some(isSecret);
}

function toField(name: string, option: OptionSchema, isRequired: boolean): ChannelField {
  const { title, description, minimum, maximum, pattern } = option;
  const input = inputOf(option);
  return {
    name,
    title,
    input,
    isRequired,
    isSecret: isSecret(option),
    isOwnChoice: option.ownChoice === true,
    ...(description === undefined ? {} : { help: description }),
    // The path has the id in it.
    ...(option.default === undefined || name === "path" ? {} : { default: option.default }),
    ...(option.enum === undefined ? {} : { choices: option.enum.map(String) }),
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(pattern === undefined || input !== "text" ? {} : { pattern }),
  };
}

function inputOf({ type, enum: choices, items }: OptionSchema): ChannelField["input"] {
  if (choices !== undefined && type === "string") return "choice";
  const types = typeof type === "string" ? [type] : type;
  if (types[0] === "array") return items?.type === "string" ? "list" : "json";
  if (types.includes("object")) return "json";
  if (types[0] === "boolean") return types.length === 1 ? "switch" : "json";
  return types[0] === "string" ? "text" : "number";
}
