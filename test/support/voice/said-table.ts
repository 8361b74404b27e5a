import { sayTurn } from "@causerie/server/channel/kit/speech/say-turn.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";

/** What a voice says of each kind of message, as rows of Markdown. */
export function saidTable(): string[][] {
  return messagesOfEachKind.map(([what, message]) => {
    const { words, question, losses } = sayTurn([message], { locale: "en", max: 8_000 });
    const said = [words, question]
      .filter((part) => part !== "")
      .join(" ")
      .replaceAll("\n", " ");
    const shown = said.length > 90 ? `${said.slice(0, 60)}…` : said;
    return [what, shown, [...new Set(losses.map(({ rule }) => `\`${rule}\``))].join(", ")];
  });
}
