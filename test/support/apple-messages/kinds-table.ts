import type { ApplePayload } from "@causerie/server/connectors/apple-messages/message.ts";
import { render } from "@causerie/server/connectors/apple-messages/render/render.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";
import { choicesIn } from "./answers.ts";

/** What becomes of each kind of message, as rows of Markdown. */
export function kindsTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { payloads, losses } = render(message, () => "token", { listTitle: "Choose an option" });
    const rules = [...new Set(losses.map(({ rule }) => `\`${rule}\``))];
    return [what, payloads.map(describe).join("; then "), rules.join(", ")];
  });
}

function describe({ message, file, needs }: ApplePayload): string {
  switch (message.type) {
    case "text": {
      const { body } = message;
      const words =
        body.length > 120 ? `${body.length.toLocaleString("en")} letters` : body.replaceAll(/\s*\n\s*/g, " ↵ ");
      return [...(file === undefined ? [] : ["an encrypted file"]), ...(words === "" ? [] : [`\`${words}\``])].join(
        ", ",
      );
    }
    case "richLink":
      return `rich link \`${message.richLinkData.title}\``;
    case "interactive":
      return `${needs === "QUICK" ? "quick replies" : "list picker"} of ${choicesIn(message).length}`;
  }
}
