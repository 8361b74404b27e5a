import { render } from "@causerie/server/connectors/openai/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** The rows of the table of docs/openai.md: what a client gets of each kind of message, and what is lost. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message);
    const shown = payloads.map(({ text }) => text).join("\n\n");
    const short =
      shown.length > 120 ? `${shown.length.toLocaleString("en")} letters` : shown.replaceAll(/\s*\n\s*/g, " ↵ ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))];
    return [what, `\`${short}\``, rules.join(", ")];
  });
}
