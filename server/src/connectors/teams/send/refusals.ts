import type { DeliveryErrorKind } from "#channel/delivery-error.ts";

/** What Teams' codes mean ("Messages in bot conversations", "Status code responses"). */
const codes: Readonly<Record<string, DeliveryErrorKind>> = {
  BotNotInConversationRoster: "recipient",
  ConversationBlockedByUser: "recipient",
  ConversationNotFound: "recipient",
  MessageWritesBlocked: "recipient",
  BotDisabledByAdmin: "platform",
  NotEnoughPermissions: "platform",
  ActivityNotFoundInConversation: "content",
  MessageSizeTooBig: "content",
};

/** A status is what counts where the code is not known here: there are more codes than Microsoft documents. */
export function kindOfRefusal(status: number, code: string): DeliveryErrorKind {
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (known !== undefined) return known;
  switch (status) {
    case 401:
      return "auth";
    // Whoever has blocked or removed the bot: Microsoft names no code for each case.
    case 403:
    case 404:
      return "recipient";
    case 412:
      return "transient";
    case 429:
      return "rate";
    // A gateway has given up, and the message may still arrive.
    case 504:
      return "unknown";
    default:
      return status >= 500 ? "transient" : "content";
  }
}
