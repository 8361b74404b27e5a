import type { HostedConnector } from "@causerie/server/channel/host/hosted-connector.ts";
import type { BotMessage } from "@causerie/server/channel/message/message.ts";
import { choicesOf } from "@causerie/server/channel/message/plain-text.ts";
import { simulatedConnector } from "@causerie/server/testing/channels.ts";
import type { ListedChannel } from "#support/every-channel.ts";
import { messagesOfEachKind } from "#support/messages-of-each-kind.ts";
import { type LossWords, lossWords } from "./loss-words.ts";

/** How each channel shows each kind of message, as rows of Markdown: one column a channel. */
export function channelsTable(channels: readonly ListedChannel[]): string[][] {
  const connectors = channels.map(({ definition }) => simulatedConnector(definition));
  return [
    ["message", ...channels.map(({ title, page }) => `[${title}](${page}.md)`)],
    ...messagesOfEachKind.map(([what, message]) => [
      what,
      ...connectors.map((connector) => shownAs(connector, message)),
    ]),
  ];
}

/** What the words of the tables mean. */
export function lossesTable(): string[][] {
  const rows = Object.entries(lossWords).map(([rule, { short, meaning }]) => [short, `\`${rule}\``, meaning]);
  return [["in the table", "loss", "what becomes of it"], ...rows];
}

function shownAs(connector: HostedConnector, message: BotMessage): string {
  const { payloads, losses } = connector.render(message);
  const rules = [...new Set(losses.map(({ rule }) => rule))];
  if (rules.length > 0) return [...new Set(rules.map((rule) => wordsFor(rule, connector).short))].join(", ");
  if (connector.capabilities.interface === "voice") return "said";
  return choicesOf(message).length === 0 || hasControls(payloads, message) ? "as it is" : "choices numbered";
}

function wordsFor(rule: string, { channel }: HostedConnector): LossWords {
  const words = lossWords[rule];
  if (words === undefined) throw new Error(`${channel} has the loss "${rule}": give it words in loss-words.ts`);
  return words;
}

/** A label that stands alone in a payload can be tapped. */
function hasControls(payloads: readonly unknown[], message: BotMessage): boolean {
  const strings = new Set(stringsIn(payloads));
  return choicesOf(message).every(({ label }) => strings.has(label));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
