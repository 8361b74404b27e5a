import { limits, type PanelField, type PanelPart } from "@causerie/protocol";

/** The values of a panel's fields, by name. Empty ones are not sent. */
export type PanelValues = Readonly<Record<string, string>>;

export function fieldsOf(part: PanelPart): PanelField[] {
  if ("children" in part) return part.children.flatMap(fieldsOf);
  return part.type === "field" ? [part.field] : [];
}

/** The link with the values in its query, as an HTML form with GET writes it. */
export function withValues(link: string, fields: readonly PanelField[], values: PanelValues): string {
  const mark = link.indexOf("?");
  const params = new URLSearchParams(mark === -1 ? "" : link.slice(mark));
  for (const { name } of fields) {
    params.delete(name);
    const value = values[name] ?? "";
    if (value !== "") params.append(name, value);
  }
  const path = mark === -1 ? link : link.slice(0, mark);
  return params.size === 0 ? path : `${path}?${params}`;
}

/** What the visitor has chosen, in words: `Day: Tomorrow`. */
export function labelOf(field: PanelField, value: string): string {
  const chosen = field.kind === "choice" ? field.options.find((option) => option.value === value)?.label : value;
  const words = field.kind === "checkbox" || (chosen ?? "") === "" ? field.label : `${field.label}: ${chosen}`;
  return words.length <= limits.labelLength ? words : `${words.slice(0, limits.labelLength - 1)}…`;
}

/** What a form has in its fields, without the spaces around it. */
export function readValues(form: HTMLFormElement, fields: readonly PanelField[]): PanelValues {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.map(({ name }) => {
      const value = data.get(controlName(name));
      return [name, typeof value === "string" ? value.trim() : ""];
    }),
  );
}

/** Not the name that the bot gave: a field named `submit` or `parentNode` would hide that property of the form. */
export function controlName(name: string): string {
  return `field-${name}`;
}
