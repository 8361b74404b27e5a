import type { EventContent } from "#channel/event.ts";
import { keyFor, keyOf } from "./event-key.ts";
import { readScore, readThumb } from "./feedback.ts";
import { readHandover } from "./handover.ts";
import { type JsonObject, asId, asList, asObject, asText } from "#channel/kit/json-with-ids.ts";
import { readMessage } from "./message-content.ts";
import { readOptin } from "./optin.ts";
import type { Page } from "#connectors/messenger/pages.ts";

/** `key`: what tells this act from all others of the person. */
export type Act = { key: string; content: EventContent };

/** What the person did, or what was done with their conversation; nothing where nobody acts on it. */
export function readActs(happening: JsonObject, kind: string, page: Page): Act[] {
  switch (kind) {
    case "message": {
      const message = asObject(happening["message"]);
      const content = readMessage(message, page.payloads);
      return toActs(keyOf("message", message, happening), content);
    }
    case "postback": {
      const postback = asObject(happening["postback"]);
      const content = readPostback(postback, page);
      const acts = toActs(keyOf("postback", postback, happening), content);
      // The person came by the link before they tapped.
      return [...readReferral(asObject(postback["referral"]), happening), ...acts];
    }
    case "referral":
      return readReferral(asObject(happening["referral"]), happening);
    case "optin": {
      const optin = asObject(happening["optin"]);
      return toActs(keyOf("optin", optin, happening), readOptin(optin, page));
    }
    case "pass_thread_control":
    case "take_thread_control": {
      const control = asObject(happening[kind]);
      const owners = ["previous_owner_app_id", "new_owner_app_id"];
      const apps = owners.map((name) => asId(control[name]));
      return toActs(keyFor(kind, happening, apps), readHandover(control, page));
    }
    case "response_feedback": {
      // The message it is about can be judged again, so its id alone would make a second opinion look like a repeat.
      const thumb = asObject(happening["response_feedback"]);
      const parts = [asId(thumb["mid"]), asText(thumb["feedback"])];
      return toActs(keyFor("feedback", happening, parts), readThumb(thumb));
    }
    case "messaging_feedback":
      return readForm(asObject(happening["messaging_feedback"]), happening);
    default:
      return [];
  }
}

/** The answers to Meta's feedback template, each an opinion. */
function readForm(form: JsonObject, happening: JsonObject): Act[] {
  const questions = asList(form["feedback_screens"]).flatMap((screen) =>
    Object.entries(asObject(asObject(screen)["questions"])),
  );
  return questions.flatMap(([name, answer]) => toActs(keyFor("feedback", happening, [name]), readScore(answer)));
}

function toActs(key: string, content: EventContent | undefined): Act[] {
  return content === undefined ? [] : [{ key, content }];
}

function readPostback(postback: JsonObject, page: Page): EventContent | undefined {
  const payload = asText(postback["payload"]);
  const title = asText(postback["title"]);
  if (payload === "GET_STARTED") return { type: "start" };
  const tap = payload === undefined ? undefined : page.payloads.read(payload);
  if (tap?.type === "say") return { type: "text", text: tap.text };
  if (tap?.type === "link") return { type: "postback", link: tap.link, label: tap.label ?? title ?? "" };
  // Another app's button, or one from before the key changed: what it says is all that is known.
  return title === undefined ? undefined : { type: "text", text: title };
}

function readReferral(referral: JsonObject, happening: JsonObject): Act[] {
  const ref = asText(referral["ref"]);
  return toActs(keyOf("referral", referral, happening), ref === undefined ? undefined : { type: "referral", ref });
}
