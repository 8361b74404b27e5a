import { ConfigError } from "#app/errors.ts";
import type { DeliveryReport } from "#channel/connector.ts";
import type { InboundEvent } from "#channel/event.ts";

/** A business number whose events this server handles. */
export type BusinessNumber = {
  appId: string;
  phoneNumberId: string;
  connectorId: string;
  locale: string | undefined;
  /** Milliseconds that the bot leaves a conversation to people after they wrote. */
  agentPauseMs: number;
  /** As this number's connector, whichever connector's path the event came by. Resolves when it is stored durably. */
  accept(event: InboundEvent): Promise<{ duplicate: boolean }>;
  /** The newest conversation of a person, by their id or by an alias of theirs. */
  findConversation(person: string): Promise<string | undefined>;
  /** Whom a conversation belongs to by now. */
  ownerOf(conversationId: string): Promise<string | null | undefined>;
  /** Removes from the log what an event said: the person took it back. */
  redact(conversationId: string, eventId: string, messageId: string): Promise<boolean>;
  confirmDelivery(deliveryId: string, externalId: string): Promise<boolean>;
  reportDelivery(report: DeliveryReport): Promise<boolean>;
  /** What a token in one of this number's buttons stands for. */
  readToken(token: string): Promise<string | undefined>;
};

/** The numbers of one server. A Meta app has one webhook URL, so Meta posts the events of all its numbers there. */
export type BusinessNumbers = {
  /** @throws ConfigError when another connector already has this number. */
  add(number: BusinessNumber): Disposable;
  find(appId: string, phoneNumberId: string): BusinessNumber | undefined;
};

export function createBusinessNumbers(): BusinessNumbers {
  const numbers = new Map<string, BusinessNumber>();
  const keyOf = (appId: string, phoneNumberId: string): string => `${appId}|${phoneNumberId}`;
  return {
    add(number) {
      const key = keyOf(number.appId, number.phoneNumberId);
      const other = numbers.get(key);
      if (other !== undefined) {
        const both = `"${other.connectorId}" and "${number.connectorId}"`;
        throw new ConfigError([`The connectors ${both} have the same appId and phoneNumberId: remove one of them.`]);
      }
      numbers.set(key, number);
      return { [Symbol.dispose]: () => void numbers.delete(key) };
    },
    find: (appId, phoneNumberId) => numbers.get(keyOf(appId, phoneNumberId)),
  };
}
