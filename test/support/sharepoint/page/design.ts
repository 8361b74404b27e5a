import { inertDesign } from "./inert.ts";

type React = { createElement(type: string, props: object | null, ...children: unknown[]): unknown };
type SwitchProps = {
  label?: string;
  checked?: boolean;
  disabled?: boolean;
  onChange?: (event: unknown, data: { checked: boolean }) => void;
};

/** The components of the property pane that Microsoft publishes: version 8 of Fluent UI. */
const published = new Set([
  "TextField",
  "Dropdown",
  "Slider",
  "SpinButton",
  "Checkbox",
  "ChoiceGroup",
  "Label",
  "Icon",
]);

/**
 * A module of SharePoint's own bundles of its design system. It has the published components of Fluent UI 8, and a plain switch
 * in the place of the one of version 9; the rest is inert.
 */
export function designModule(name: string, fluent: Record<string, unknown>, react: React): unknown {
  const Switch = ({ label, checked = false, disabled = false, onChange }: SwitchProps): unknown =>
    react.createElement(
      "label",
      { style: { display: "flex", gap: 8, alignItems: "center" } },
      react.createElement("input", {
        type: "checkbox",
        role: "switch",
        "aria-label": label,
        checked,
        disabled,
        onChange: (event: { target: { checked: boolean } }) => onChange?.(event, { checked: event.target.checked }),
      }),
      label,
    );
  const rest = inertDesign(name) as Record<string, unknown>;
  return new Proxy(rest, {
    get(target, key) {
      if (key === "Switch") return Switch;
      return typeof key === "string" && published.has(key) ? fluent[key] : Reflect.get(target, key);
    },
  });
}
