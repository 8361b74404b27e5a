import { chooseLocale } from "#bot/state/locale.ts";
import { sentencesFor } from "#bot/sentences/sentences-for.ts";
import type { HostedConnector } from "#channel/host/hosted-connector.ts";
import type { NewDelivery } from "#conversation/turns.ts";
import type { People } from "#pipeline/notify/notify.ts";
import type { OutboxItem } from "#pipeline/outbox/outbox.ts";

type Parts = {
  people: Pick<People, "localeOf">;
  connectors: ReadonlyMap<string, HostedConnector>;
  locales: readonly [string, ...string[]];
};

/** What tells a person that messages came too late, in the language of the conversation. */
export function createLateNotice({ people, connectors, locales }: Parts): (item: OutboxItem) => Promise<NewDelivery[]> {
  return async ({ id, connectorId, conversationId }) => {
    const locale = chooseLocale(locales, await people.localeOf(conversationId));
    const text = sentencesFor(locale).tooLate;
    const rendering = connectors.get(connectorId)?.render({ type: "text", text, buttons: [], quickReplies: [] });
    return (rendering?.payloads ?? []).map((payload, part) => ({ id: `${id}.late.${part}`, payload }));
  };
}
