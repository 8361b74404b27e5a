import type { EventContent } from "#channel/event.ts";
import { editKey, hash, keyFor, keyOf } from "./event-key.ts";
import {
  readControlRequest,
  readAccountLinking,
  readChannelEvent,
  readEdit,
  readHandover,
  readOptin,
  readPostback,
  readPriorMessage,
  readReaction,
  readReferral,
  readScore,
  readThumb,
} from "./event-content.ts";
import { type JsonObject, asId, asList, asObject, asText, isObject } from "#channel/kit/json-with-ids.ts";
import { readMessage } from "./message-content.ts";
import type { FacebookPage } from "#connectors/messenger/facebook-pages.ts";

/** `key` identifies the event among all events of the person. */
export type ParsedEvent = { key: string; content: EventContent };

/**
 * Parses one webhook event (an item of `messaging`). It gives several events when Meta reports two things in one, and
 * none when nothing here acts on it.
 */
export function parseEvent(webhookEvent: JsonObject, kind: string, page: FacebookPage): ParsedEvent[] {
  if (!isObject(webhookEvent[kind])) return [];
  const body = asObject(webhookEvent[kind]);
  switch (kind) {
    // The person followed the referral's link before they wrote or tapped.
    case "message":
      return [
        ...parsePriorMessage(asObject(webhookEvent["prior_message"])),
        ...parseReferral(asObject(body["referral"]), webhookEvent),
        // The message that is taken back has had this id already.
        ...withKey(
          keyOf(body["is_deleted"] === true ? "deleted" : kind, body, webhookEvent),
          readMessage(body, page.payloads),
        ),
      ];
    case "postback":
      return [
        ...parseReferral(asObject(body["referral"]), webhookEvent),
        ...withKey(keyOf(kind, body, webhookEvent), readPostback(body, page)),
      ];
    case "referral":
      return parseReferral(body, webhookEvent);
    case "optin":
      return withKey(keyOf(kind, body, webhookEvent), readOptin(body, page));
    case "pass_thread_control":
    case "take_thread_control": {
      const owners = ["previous_owner_app_id", "new_owner_app_id"].map((name) => asId(body[name]));
      return withKey(
        keyFor(kind, webhookEvent, owners),
        readHandover(kind === "pass_thread_control" ? "pass" : "take", body, page),
      );
    }
    case "request_thread_control": {
      const parts = [asId(body["requested_owner_app_id"]), asText(body["metadata"])];
      return withKey(keyFor(kind, webhookEvent, parts), readControlRequest(body));
    }
    case "message_edit": {
      const parts = [asId(body["mid"]), asId(body["num_edit"]), asText(body["text"])];
      return withKey(editKey(body) ?? keyFor(kind, webhookEvent, parts), readEdit(body));
    }
    case "account_linking": {
      const parts = [asText(body["status"]), asText(body["authorization_code"])];
      return withKey(keyFor(kind, webhookEvent, parts), readAccountLinking(body));
    }
    case "order":
    case "template":
    case "form":
      return withKey(keyFor(kind, webhookEvent, [JSON.stringify(body)]), readChannelEvent(kind, body));
    case "reaction": {
      const parts = [asId(body["mid"]), asText(body["action"]), asText(body["emoji"])];
      return withKey(keyFor(kind, webhookEvent, parts), readReaction(body));
    }
    case "response_feedback": {
      // A person may judge the same message again: with its id alone as key, the second opinion would look like a repeat.
      const parts = [asId(body["mid"]), asText(body["feedback"])];
      return withKey(keyFor("feedback", webhookEvent, parts), readThumb(body));
    }
    case "messaging_feedback":
      return parseFeedbackForm(body, webhookEvent);
    default:
      return [];
  }
}

function parseReferral(referral: JsonObject, webhookEvent: JsonObject): ParsedEvent[] {
  return withKey(keyOf("referral", referral, webhookEvent), readReferral(referral));
}

/** A filled-in feedback template of Meta: each reply is an opinion. */
function parseFeedbackForm(form: JsonObject, webhookEvent: JsonObject): ParsedEvent[] {
  const questions = asList(form["feedback_screens"]).flatMap((screen) =>
    Object.entries(asObject(asObject(screen)["questions"])),
  );
  return questions.flatMap(([name, reply]) =>
    withKey(keyFor("feedback", webhookEvent, [name]), readScore(name, reply)),
  );
}

/** Once for each of the site's own names: the first message brings it, and Meta may bring it with others. */
function parsePriorMessage(prior: JsonObject): ParsedEvent[] {
  const content = readPriorMessage(prior);
  return withKey(`prior:${hash([asId(prior["identifier"])])}`, content);
}

function withKey(key: string, content: EventContent | undefined): ParsedEvent[] {
  return content === undefined ? [] : [{ key, content }];
}
