import type { Content } from "./content.ts";
import { child, listAt, objectAt, oneOf, optionalTextAt, refuseOtherKeys, textAt } from "./param.ts";

/** A utility template: its name, its language, and what stands in its gaps. */
export function parseUtility(value: unknown, path: string): Content {
  const template = objectAt(value, path);
  refuseOtherKeys(template, path, ["name", "language", "components"]);
  const name = textAt(template, "name", path);
  const language = child(path, "language");
  textAt(objectAt(template["language"], language), "code", language);
  const here = child(path, "components");
  if (template["components"] !== undefined)
    for (const [index, component] of listAt(template["components"], here).entries())
      checkComponent(component, child(here, index));
  return { type: "other", templateType: `utility ${name}`, payload: template, buttons: [] };
}

function checkComponent(value: unknown, path: string): void {
  const component = objectAt(value, path);
  oneOf(component["type"], child(path, "type"), ["header", "body", "button"]);
  const here = child(path, "parameters");
  for (const [index, parameter] of listAt(component["parameters"], here).entries()) {
    const at = child(here, index);
    const given = objectAt(parameter, at);
    oneOf(given["type"], child(at, "type"), ["text"]);
    textAt(given, "text", at);
    optionalTextAt(given, "parameter_name", at);
  }
}
