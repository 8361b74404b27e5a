import type { Link } from "#channel/message/link.ts";
import type { BotMessage, FormField } from "#channel/message/message.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";
import { type MessageOptions, messageOptions, toModifiers } from "./options.ts";

/** `fields`: made by `field`, or plain objects. `submit.to`: the link that gets the values. */
export type FormSpec = { fields: readonly FormField[]; submit: { label: string; to: Link } };

/**
 * Several questions at once. When the person submits the form, it counts as a tap on `submit.to` with the fields added to
 * the link's parameters; the story's schema reads them like any others. A channel without forms offers the link alone, so
 * a story must ask for a parameter that is missing.
 *
 * ```ts
 * yield form("Where should we write to?", {
 *   fields: [field.text("name", "Name"), field.email("email", "E-mail", { required: true })],
 *   submit: { label: "Subscribe", to: newsletter.link() },
 * });
 * ```
 * @throws TypeError when two fields have one name, or a name begins with `_`, which links keep for themselves
 */
export function form(content: string, spec: FormSpec, options: MessageOptions = {}): BotMessage {
  assertKnown("form", spec, { fields: true, submit: true } satisfies Record<keyof FormSpec, true>);
  assertKnown("form", options, messageOptions);
  const { fields, submit } = spec;
  checkNames(fields);
  return {
    type: "form",
    text: content,
    fields: [...fields],
    submit: { label: submit.label, link: submit.to },
    ...toModifiers(options),
  };
}

function checkNames(fields: readonly FormField[]): void {
  const names = new Set<string>();
  for (const [index, { name }] of fields.entries()) {
    if (name === "") throw new TypeError(`form: field ${index + 1} needs a name, that of a parameter of the story`);
    if (name.startsWith("_")) throw new TypeError(`form: names that begin with _ are reserved, but got "${name}"`);
    if (names.has(name)) throw new TypeError(`form: two fields have the name "${name}"; give each its own`);
    names.add(name);
  }
}
