import type { Answer, Lease } from "#conversation/turns.ts";
import type { BotHost } from "#bot/bot-host.ts";
import { chooseLocale } from "#bot/state/locale.ts";

/** The answer to an event that could not be handled, however often it was tried. */
export function apologize(host: BotHost, lease: Lease): Answer {
  const { spoken, locale: before } = lease.conversation.state;
  const locale = chooseLocale(host.bot.locales, spoken, lease.event.locale, before);
  const messageId = `${lease.conversation.id}/${lease.seq}.sorry`;
  const message = { type: "text" as const, text: host.bot.apology(locale), buttons: [], quickReplies: [] };
  const connector = host.connectorOf(lease.conversation);
  const payloads = connector.delivery === "push" ? connector.render(message).payloads : [];
  return {
    events: [
      { key: messageId, body: { type: "message", messageId, author: { role: "bot" }, message } },
      { key: `${lease.seq}.end`, body: { type: "turn.end", of: lease.seq } },
    ],
    deliveries: payloads.map((payload, part) => ({ id: `${messageId}.${part}`, payload })),
  };
}
