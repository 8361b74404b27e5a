import type { EventContent } from "#channel/event.ts";
import { decodeChoice } from "#channel/kit/choice-code.ts";
import { asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { type Link, withParams } from "#channel/message/link.ts";

/** A field of a form on a card: its name in the link, and whether it is there only when somebody agrees. */
export type CardField = { readonly name: string; readonly kind: "consent" | "value" };

/** What a form's button means, with the fields that stand on its card: they are no matter of the person who sends it. */
export function encodeForm(label: string, link: Link, fields: readonly CardField[]): string {
  return JSON.stringify({ link, label, fields });
}

/** The id of a field on its card. */
export function fieldId(index: number): string {
  return `field${index}`;
}

/** What a tap means, with what was filled in. Undefined: it is no button of ours. */
export function fillIn(code: string | undefined, values: Readonly<Record<string, unknown>>): EventContent | undefined {
  const content = decodeChoice(code);
  if (content?.type !== "postback" || code === undefined) return content;
  const fields = asList(asObject(JSON.parse(code))["fields"]).map(asObject);
  if (fields.length === 0) return content;
  const filled = fields.flatMap(({ name, kind }, index): [string, string][] => {
    const value = asText(values[fieldId(index)]) ?? numberIn(values[fieldId(index)]);
    const isLeftOut = value === undefined || value.trim() === "" || (kind === "consent" && value !== "yes");
    return isLeftOut ? [] : [[String(name), value]];
  });
  return { ...content, link: withParams(content.link as Link, Object.fromEntries(filled)) };
}

/** Some clients send a number as one. */
function numberIn(value: unknown): string | undefined {
  return typeof value === "number" && Number.isFinite(value) ? String(value) : undefined;
}
