import type { EventContent } from "#channel/event.ts";

/** The action of a person, as a test writes it: `say "Lille"`. */
export function describeEvent(event: EventContent): string {
  switch (event.type) {
    case "text":
      return `say "${event.text}"`;
    case "postback":
      return `tap "${event.label}"`;
    case "start":
      return "open";
    case "referral":
      return `refer "${event.ref}"`;
    case "optin":
      return `optIn "${event.ref}"`;
    case "attachment":
      return `attach ${event.attachments.map(({ kind }) => kind).join(", ")}`;
    case "location":
      return "share a location";
    case "feedback":
      return `rate "${event.value}"`;
    case "handover":
      return `handOver "${event.to}"`;
    case "handover_request":
      return `ask for the conversation as "${event.by}"`;
    case "team_read":
      return "read what stands here";
    case "team":
      return `let the team ${event.act.type}`;
    case "overheard":
      return event.by === "person" ? `say to others "${event.text}"` : `let an agent say "${event.text}"`;
    case "notification":
      return `notify "${event.link}"`;
    case "edited":
      return `edit to "${event.text}"`;
    case "deleted":
      return "delete a message";
    case "reaction":
      return `${event.added ? "react with" : "take back"} "${event.emoji}"`;
    case "identity_change":
      return "change the id";
    case "channel_linked":
      return `come from ${event.channel}`;
    case "account_linking":
      return `account ${event.status}`;
    case "channel_event":
      return `send the event "${event.name}"`;
    case "end":
      return "end";
  }
}
