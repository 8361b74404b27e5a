import { render } from "@causerie/server/connectors/x/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token");
    const shown = payloads.map(({ text, file }) => describe(text, file !== undefined)).join("; then ");
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))];
    return [what, shown, rules.join(", ")];
  });
}

function describe(text: string, hasFile: boolean): string {
  const words = text.length > 120 ? `${text.length.toLocaleString("en")} letters` : text.replaceAll(/\s*\n\s*/g, " ↵ ");
  return [...(hasFile ? ["an uploaded file"] : []), ...(words === "" ? [] : [`\`${words}\``])].join(", ");
}
