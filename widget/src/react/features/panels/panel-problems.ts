import type { PanelField } from "@causerie/protocol";
import { controlName, readValues } from "./panel-values.ts";

export type Problem = "panelMissing" | "panelInvalid";
/** By the name of the field. */
export type Problems = Readonly<Record<string, Problem>>;

/** What keeps a field from being sent, as the browser validates it. A required field needs more than spaces. */
export function findProblems(form: HTMLFormElement, fields: readonly PanelField[]): Problems {
  const values = readValues(form, fields);
  return Object.fromEntries(
    fields.flatMap(({ name, required }): [string, Problem][] => {
      const validity = controlOf(form, name)?.validity;
      // Half a date has no value, and would count as missing.
      if (validity?.badInput || validity?.rangeOverflow || validity?.rangeUnderflow) return [[name, "panelInvalid"]];
      return required && values[name] === "" ? [[name, "panelMissing"]] : [];
    }),
  );
}

export function controlOf(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  return [...form.querySelectorAll<HTMLInputElement>("[name]")].find((control) => control.name === controlName(name));
}
