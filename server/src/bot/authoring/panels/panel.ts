import { describeIssues, findPanelProblem, isTooDeep, panelLimits, panelSchema } from "@causerie/protocol";
import * as v from "valibot";
import type { BotMessage } from "#channel/message/message.ts";
import { type Panel, panelLines, partsOf } from "#channel/message/panel.ts";
import { assertKnown } from "#bot/authoring/known-options.ts";
import { type MessageOptions, messageOptions, toModifiers } from "#bot/authoring/messages/options.ts";
import { type PanelContent, toPart } from "./parts.ts";

/** `loading`: more is to come by `turn.update`. `alt`: the words where there are no panels; without it they are the panel's own. */
export type PanelOptions = MessageOptions & { loading?: boolean };

const panelOptions: Record<keyof PanelOptions, true> = { ...messageOptions, loading: true };

/**
 * A message that the story puts together of parts. A button in it can answer with `turn.update`, so that the panel changes in its
 * place. On channels without panels it becomes texts, cards and choices.
 *
 * ```ts
 * yield panel(column(heading("Coast line"), row("10:05", badge("On time", "success")), button({ label: "Book", to: fares.link() })));
 * ```
 * @throws TypeError which names the part that is wrong, e.g. `content.children.2: is nested deeper than 8`
 */
export function panel(content: PanelContent, options: PanelOptions = {}): BotMessage {
  assertKnown("panel", options, panelOptions);
  const { loading = false, alt, ...rest } = options;
  const made: Panel = { content: toPart(content), ...(loading ? { loading } : {}) };
  const problem = problemOfPanel(made);
  if (problem !== undefined) throw new TypeError(`panel: ${problem}`);
  return { type: "panel", panel: made, ...toModifiers(rest), alt: alt ?? wordsOf(made) };
}

/** What is wrong with a panel, by the part that is wrong. Undefined: nothing. */
export function problemOfPanel(made: unknown): string | undefined {
  if (isTooDeep(made)) return `content: is nested deeper than ${panelLimits.levels}`;
  const read = v.safeParse(panelSchema, made);
  if (!read.success) return describeIssues(read.issues);
  const bytes = Buffer.byteLength(JSON.stringify(made));
  if (bytes > panelLimits.bytes) return `content: has ${bytes} bytes, and ${panelLimits.bytes} are the most`;
  return findPanelProblem(read.output);
}

/** A panel of buttons alone is called by them: where it is not shown there would be nothing. */
function wordsOf({ content }: Panel): string {
  const lines = panelLines(content);
  if (lines.length > 0) return lines.join("\n");
  return partsOf(content)
    .flatMap((part) => (part.type === "button" ? [part.button.label] : part.type === "field" ? [part.field.label] : []))
    .join("\n");
}
