import type { EventContent } from "#channel/event.ts";
import { type Link, withParams } from "#channel/message/link.ts";
import { type Panel, type PanelField, partsOf } from "#channel/message/panel.ts";
import { quoteAll, type SimulatedAnswer } from "./answer.ts";
import { checkFields } from "./check-fields.ts";

/** The panel that the person has on the screen. */
export type ShownPanel = { messageId: string; panel: Panel };

export function newestPanel({ messages, messageIds }: SimulatedAnswer): ShownPanel | undefined {
  const index = messages.findLastIndex(({ type }) => type === "panel");
  const message = messages[index];
  return message?.type === "panel" ? { messageId: messageIds[index] ?? "", panel: message.panel } : undefined;
}

/** What a tap on a button of the panel sends; undefined when the panel has no such button. */
export function tapInPanel(
  { messageId, panel }: ShownPanel,
  label: string,
  values: Readonly<Record<string, string>> | undefined,
): EventContent | undefined {
  const part = partsOf(panel.content).find((each) => each.type === "button" && each.button.label === label);
  if (part?.type !== "button" || part.button.type !== "postback") return undefined;
  if (part.submit !== true) {
    if (values !== undefined) throw new Error(`the button "${label}" sends no fields; build it with { submit: true }`);
    return { type: "postback", link: part.button.link, label, messageId };
  }
  const link = withParams(part.button.link, checkFields(fieldsOf(panel), values ?? {}));
  return { type: "postback", link, label, messageId };
}

/** What is sent when a field that is followed at once is changed. @throws if there is none of this name. */
export function changeInPanel({ messageId, panel }: ShownPanel, name: string, value: string): EventContent {
  const live = partsOf(panel.content).flatMap((part): { field: PanelField; link: Link }[] =>
    part.type === "field" && part.link !== undefined ? [{ field: part.field, link: part.link }] : [],
  );
  const found = live.find(({ field }) => field.name === name);
  if (found === undefined)
    throw new Error(`no field "${name}" is heard at once, only: ${quoteAll(live.map(({ field }) => field.name))}`);
  const others = fieldsOf(panel).filter((field) => field.name !== name && (field.value ?? "") !== "");
  const sent = checkFields([...others, found.field], { [name]: value });
  return { type: "postback", link: withParams(found.link, sent), label: found.field.label, messageId };
}

function fieldsOf({ content }: Panel): PanelField[] {
  return partsOf(content).flatMap((part) => (part.type === "field" ? [part.field] : []));
}
