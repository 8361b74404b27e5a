/** What can be changed: a setting of the script tag, or a custom property of `docs/looks.md`. */
export type Control = { label: string; initial: string } & (
  | { attribute: string; options: readonly string[] }
  | { property: string; kind: "color" }
  | { property: string; kind: "range"; min: number; max: number; step: number; unit: string }
  | { property: string; kind: "choice"; options: Readonly<Record<string, string>> }
);

export const controls: readonly Control[] = [
  { label: "Accent", property: "--causerie-accent", kind: "color", initial: "#2f54eb" },
  { label: "Surface", property: "--causerie-surface", kind: "color", initial: "" },
  { label: "Bot's bubbles", property: "--causerie-bubble-bot-background", kind: "color", initial: "" },
  { label: "Header", property: "--causerie-header-background", kind: "color", initial: "" },
  {
    label: "Corners of the window",
    property: "--causerie-radius",
    kind: "range",
    min: 0,
    max: 32,
    step: 1,
    unit: "px",
    initial: "20",
  },
  {
    label: "Corners of bubbles",
    property: "--causerie-bubble-radius",
    kind: "range",
    min: 0,
    max: 28,
    step: 1,
    unit: "px",
    initial: "18",
  },
  {
    label: "Corners of buttons",
    property: "--causerie-control-radius",
    kind: "range",
    min: 0,
    max: 24,
    step: 1,
    unit: "px",
    initial: "12",
  },
  {
    label: "Text size",
    property: "--causerie-font-size",
    kind: "range",
    min: 0.8,
    max: 1.4,
    step: 0.05,
    unit: "em",
    initial: "0.95",
  },
  {
    label: "Density",
    property: "--causerie-space",
    kind: "range",
    min: 8,
    max: 28,
    step: 1,
    unit: "px",
    initial: "16",
  },
  {
    label: "Font",
    property: "--causerie-font",
    kind: "choice",
    options: {
      System: "",
      Serif: "Georgia, serif",
      Rounded: "ui-rounded, system-ui, sans-serif",
      Mono: "ui-monospace, monospace",
    },
    initial: "",
  },
  { label: "Colours", attribute: "theme", options: ["auto", "light", "dark"], initial: "auto" },
  { label: "Corner of the page", attribute: "position", options: ["end", "start"], initial: "end" },
];

export type Choice = { control: Control; value: string };

/** Only what differs from the built-in look: a page should not fix what it does not mean. */
function chosen(choices: readonly Choice[]): Choice[] {
  return choices.filter(({ control, value }) => value !== "" && value !== control.initial);
}

/** The script tag with the settings. The accent has one of its own, the other looks need CSS. */
export function toScriptTag(choices: readonly Choice[], src: string): string {
  const data = chosen(choices).flatMap(({ control, value }) => {
    if ("attribute" in control) return [`data-${control.attribute}="${value}"`];
    return control.property === "--causerie-accent" ? [`data-accent="${value}"`] : [];
  });
  return `<script ${[`src="${src}"`, "async", ...data].join(" ")}></script>`;
}

export function toCss(choices: readonly Choice[]): string {
  const lines = chosen(choices).flatMap(({ control, value }) =>
    "property" in control ? [`  ${control.property}: ${toValue(control, value)};`] : [],
  );
  return lines.length === 0 ? "/* The built-in look */" : [":root {", ...lines, "}"].join("\n");
}

export function toValue(control: Control, value: string): string {
  return "kind" in control && control.kind === "range" ? `${value}${control.unit}` : value;
}
