import type { EventContent } from "#channel/event.ts";

/** What the person said, in words; empty where they said none. */
export function textOf(content: EventContent): string {
  switch (content.type) {
    case "text":
      return content.text;
    case "postback":
      return content.label;
    case "attachment":
      return content.text ?? "";
    case "location":
      return content.title ?? "";
    case "start":
    case "referral":
    case "optin":
    case "feedback":
    case "end":
    case "handover":
    case "notification":
      return "";
  }
}
