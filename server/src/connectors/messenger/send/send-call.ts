import * as v from "valibot";
import { limits } from "#connectors/messenger/limits.ts";
import { type PersonCall, personCallSchemas } from "#connectors/messenger/send/person/person-call.ts";
import { type SendMessage, sendMessageSchema } from "./send-api.ts";

/**
 * What can stand beside a message in a call of the Send API, and the calls that carry no message of their own.
 * @module
 */

/** How one message is sent. */
export type SendOptions = {
  /** Number of the persona whose name and picture the message shows. Default: the connector's. */
  personaId?: string;
  /** Whether the phone rings. Default `REGULAR`; `SILENT_PUSH`: it shows the message only; `NO_PUSH`: not even that. */
  notificationType?: "REGULAR" | "SILENT_PUSH" | "NO_PUSH";
  /** Meta's id of the message that it answers: `replyTo` or `messageId` of an event. */
  replyTo?: string;
  /**
   * In place of the person of the conversation: who wrote a comment or a post on the page (once each, within seven days), or who
   * gave a token for later messages.
   */
  to?: { commentId: string } | { postId: string } | { oneTimeToken: string } | { notificationToken: string };
};

/** A template that Meta has approved for the page; it may be sent at any time. `parameters`: by their names, or in order. */
export type UtilityMessage = {
  name: string;
  /** As Meta writes it, e.g. `fr` or `en_US`. */
  language: string;
  parameters?: readonly string[] | Readonly<Record<string, string>>;
};

const words = v.pipe(
  v.string(),
  v.check((text) => text.trim() !== "", "must not be blank"),
);
const options = {
  personaId: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,30}$/, "must be the number of a persona"))),
  notificationType: v.exactOptional(v.picklist(["REGULAR", "SILENT_PUSH", "NO_PUSH"])),
  replyTo: v.exactOptional(words),
  to: v.exactOptional(
    v.union([
      v.strictObject({ commentId: words }),
      v.strictObject({ postId: words }),
      v.strictObject({ oneTimeToken: words }),
      v.strictObject({ notificationToken: words }),
    ]),
  ),
};
const utilitySchema = v.strictObject({
  name: v.pipe(v.string(), v.regex(/^[a-z0-9_]{1,512}$/, "must be the name of an approved template")),
  language: v.pipe(v.string(), v.regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a language as Meta writes it, e.g. en_US")),
  parameters: v.exactOptional(
    v.union([
      v.array(v.pipe(v.string(), v.maxLength(limits.utilityParameter))),
      v.record(v.string(), v.pipe(v.string(), v.maxLength(limits.utilityParameter))),
    ]),
  ),
});

/**
 * A message with options, a utility template, a reaction to a message of the person (without `emoji`: its end), or a call that shows
 * nothing.
 */
export type SendCall =
  | ({ message: SendMessage } & SendOptions)
  | ({ utility: UtilityMessage } & Omit<SendOptions, "replyTo">)
  | { reaction: { messageId: string; emoji?: string } }
  | PersonCall;

export const sendCallSchema = v.union([
  v.strictObject({ message: sendMessageSchema, ...options }),
  v.strictObject({ utility: utilitySchema, ...options }),
  v.strictObject({ reaction: v.strictObject({ messageId: words, emoji: v.exactOptional(words) }) }),
  ...personCallSchemas,
]);

/** As Meta wants a utility template. */
export function toUtilityTemplate({ name, language, parameters = [] }: UtilityMessage): object {
  const given = Array.isArray(parameters)
    ? parameters.map((text: string) => ({ type: "text", text }))
    : Object.entries(parameters).map(([parameter_name, text]) => ({ type: "text", parameter_name, text }));
  const components = given.length === 0 ? {} : { components: [{ type: "body", parameters: given }] };
  return { template: { name, language: { code: language }, ...components } };
}
