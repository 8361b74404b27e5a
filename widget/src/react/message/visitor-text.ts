import type { VisitorEntry } from "#chat/chat.ts";
import type { Texts } from "#react/text.ts";

/** The words of a visitor's bubble. */
export function visitorText(content: VisitorEntry["content"], { t }: Texts): string {
  switch (content.type) {
    case "text":
    case "files":
      return content.text ?? "";
    case "postback":
      return content.label;
    case "location":
      return content.title ?? t("sharedLocation");
    case "start":
    case "referral":
    case "feedback":
    case "end":
      return ""; // These have no bubble: the thread leaves them out.
  }
}
