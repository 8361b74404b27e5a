import type { EventContent } from "#channel/event.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";
import { inboxApp } from "#connectors/messenger/send/person/pass-control.ts";
import { type JsonObject, asId, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { keyOf } from "./event-key.ts";
import { readMessage } from "./message-content.ts";
import type { ParsedEvent } from "./parse-event.ts";

type Overheard = Extract<EventContent, { type: "overheard" }>;

/**
 * What is said while another app has the conversation (`standby`). Meta leaves out what a tap carries. The same message has
 * another key than in `messaging`: both may come, when the conversation changes hands between them. Undefined for what has
 * no words, such as "read".
 */
export function readStandby(webhookEvent: JsonObject, page: FacebookPage): ParsedEvent | undefined {
  const [message, postback] = [asObject(webhookEvent["message"]), asObject(webhookEvent["postback"])];
  const title = asText(postback["title"]);
  if (title !== undefined)
    return {
      key: keyOf("standby_postback", postback, webhookEvent),
      content: { type: "overheard", by: "person", text: title },
    };
  const said = wordsOf(message, page);
  return said === undefined
    ? undefined
    : { key: keyOf("standby", message, webhookEvent), content: { type: "overheard", by: "person", ...said } };
}

/**
 * What the page said without the bot: people in its inbox, or another app. Meta need not name the app. People get some time
 * to go on; a program that writes beside the bot takes nothing from it.
 */
export function readForeignEcho(webhookEvent: JsonObject, page: FacebookPage): ParsedEvent | undefined {
  const message = asObject(webhookEvent["message"]);
  const said = wordsOf(message, page);
  if (said === undefined) return undefined;
  const author = asId(message["app_id"]);
  const isPeople = author === undefined || author === inboxApp || author === page.handoverTo;
  const pause = isPeople && page.agentPauseMs > 0 ? { pauseMs: page.agentPauseMs } : {};
  const named = author === undefined ? {} : { author };
  return {
    key: keyOf("echo", message, webhookEvent),
    content: { type: "overheard", by: "agent", ...said, ...named, ...pause },
  };
}

function wordsOf(message: JsonObject, { payloads }: FacebookPage): Pick<Overheard, "text" | "attachments"> | undefined {
  const content = readMessage(message, payloads);
  switch (content?.type) {
    case "text":
      return { text: content.text };
    case "postback":
      return { text: content.label };
    case "location":
      return { text: content.title ?? `${content.latitude}, ${content.longitude}` };
    case "attachment": {
      const { attachments, text = templateText(message) } = content;
      return { text, attachments };
    }
    default:
      return undefined;
  }
}

/** An echo of a template has its words inside. */
function templateText(message: JsonObject): string {
  const [first] = Array.isArray(message["attachments"]) ? message["attachments"] : [];
  return asText(asObject(asObject(first)["payload"])["text"]) ?? asText(asObject(first)["title"]) ?? "";
}
