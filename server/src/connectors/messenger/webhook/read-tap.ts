import type { EventContent } from "#channel/event.ts";
import type { Payloads } from "#connectors/messenger/payload.ts";

/** The payload is ours, or a link that somebody entered at Meta, or anything that another app has put there. */
export function readTap(payload: string, shown: string | undefined, payloads: Payloads): EventContent {
  const action = payloads.read(payload);
  switch (action?.type) {
    case "link":
      return { type: "postback", link: action.link, label: action.label ?? shown ?? "" };
    case "say":
      return { type: "text", text: action.text };
    case undefined:
      return { type: "postback", link: payload, label: shown ?? "", unproved: true };
  }
}
