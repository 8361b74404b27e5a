import { type Panel, type PanelField, panelLimits, type PanelPart, parsePanel } from "@causerie/protocol";
import type { Loss } from "#channel/connector.ts";
import { findLinkProblem, renderButtons, renderLabel } from "./choices.ts";
import { renderUrl } from "./render-url.ts";

/** The panel with what a page may show of it; undefined when it is none, or too large. */
export function renderPanel(input: unknown, losses: Loss[]): Panel | undefined {
  const panel = parsePanel(input);
  if (panel === undefined || Buffer.byteLength(JSON.stringify(panel)) > panelLimits.bytes) {
    losses.push({ rule: "panel_replaced", detail: "panel: it does not fit the schema of panels" });
    return undefined;
  }
  const [content = { type: "column" as const, children: [] }] = renderPart(panel.content, "panel", losses);
  return { ...panel, content };
}

/** The part, or none where nothing of it can be shown. */
function renderPart(part: PanelPart, position: string, losses: Loss[]): PanelPart[] {
  switch (part.type) {
    case "box":
    case "row":
    case "column": {
      const children = part.children.flatMap((child, index) =>
        renderPart(child, `${position}, part ${index + 1}`, losses),
      );
      return [{ ...part, children }];
    }
    case "image":
      return renderUrl(part.url, "image_dropped", position, losses) === undefined ? [] : [part];
    case "button":
      return renderButtons([part.button], `${position}, `, losses).map((button) => ({ ...part, button }));
    case "field": {
      const { link } = part;
      const field = renderField(part.field, position, losses);
      const problem = link === undefined ? undefined : findLinkProblem(link);
      if (problem === undefined) return [{ ...part, field }];
      losses.push({ rule: "field_link_dropped", detail: `${position}: ${problem}` });
      return [{ type: "field", field }];
    }
    case "text":
    case "badge":
    case "table":
    case "chart":
    case "divider":
      return [part];
  }
}

function renderField(field: PanelField, position: string, losses: Loss[]): PanelField {
  const label = renderLabel(field.label, position, losses);
  if (field.kind !== "choice") return { ...field, label };
  const options = field.options.map((option, index) => ({
    label: renderLabel(option.label, `${position}, option ${index + 1}`, losses),
    value: option.value,
  }));
  return { ...field, label, options };
}
