import { invalidParameter } from "#api/graph-errors.ts";
import { namesAt } from "./param.ts";
import { allFields } from "#api/subscription-fields.ts";

/** Webhook fields as Graph takes them: a list, or names with commas. */
export function parseFieldList(value: unknown, path: string): string[] {
  return namesAt(value, path).map((name) => parseField(name, path));
}

// Fields that carry no messaging events, but that an app may well ask for.
const otherFields = ["feed", "send_cart", "messenger_template_status_update", "inbox_labels", "group_feed"];

function parseField(name: string, path: string): string {
  if (![...allFields, ...otherFields].includes(name)) {
    throw invalidParameter(`Param ${path} must be one of {${allFields.join(", ")}}, got ${name}`);
  }
  return name;
}
