import * as v from "valibot";
import type { BotMessage, NativeMessage } from "#channel/message/message.ts";
import type { MessengerPayload } from "#connectors/messenger/send/payload/deliver-payload.ts";
import { type ControlCall, isPersonCall, type PersonCall } from "#connectors/messenger/send/person/person-call.ts";
import {
  type SendMessage,
  type SendQuickReply,
  type SendTemplate,
  sendMessageSchema,
} from "#connectors/messenger/send/send-api.ts";
import {
  type SendCall,
  type SendOptions,
  sendCallSchema,
  type UtilityMessage,
} from "#connectors/messenger/send/send-call.ts";

/** The kind of channel, as native messages and conversations name it. */
export const channel = "messenger";

declare module "#channel/message/message.ts" {
  interface NativeOverrides {
    readonly messenger?: readonly NativeMessage<typeof channel>[];
  }
}

/**
 * A message in the format of Meta's Send API. It is sent as it is, instead of the whole neutral message with its quick
 * replies. The payloads of its buttons are the author's own: one that is a link leads to its story, any other tap arrives as
 * the button's title. Where Meta would refuse it, e.g. for the length of a text, the neutral message is sent.
 *
 * ```ts
 * yield text("Your code: SNOW20", {
 *   on: { messenger: [messengerMessage({ attachment: { type: "template", payload: {
 *     template_type: "coupon", title: "20 % off", coupon_code: "SNOW20" } } })] },
 * });
 * ```
 */
export function messengerMessage(message: SendMessage, options: SendOptions = {}): NativeMessage<typeof channel> {
  return { channel, payload: Object.keys(options).length === 0 ? message : { message, ...options } };
}

/**
 * A template of Meta's: buttons, cards, media, an image grid, a coupon, a receipt, a feedback form.
 *
 * ```ts
 * const rate = messengerTemplate({
 *   template_type: "customer_feedback",
 *   title: "How was your journey?",
 *   feedback_screens: [{ questions: [{ id: "journey", type: "csat", follow_up: { type: "free_form" } }] }],
 *   business_privacy: { url: "https://www.example.com/privacy" },
 * });
 * yield text("How was your journey?", { on: { messenger: [rate] } });
 * ```
 * @throws TypeError that names what Meta would refuse.
 */
export function messengerTemplate(
  payload: SendTemplate,
  { quickReplies, ...options }: SendOptions & { quickReplies?: readonly SendQuickReply[] } = {},
): NativeMessage<typeof channel> {
  const replies = quickReplies === undefined ? {} : { quick_replies: [...quickReplies] };
  return toNative("messengerTemplate", {
    message: { attachment: { type: "template", payload }, ...replies },
    ...options,
  });
}

/**
 * A utility template that Meta has approved for the page. It may be sent at any time, in a notification with `anyTime`.
 *
 * ```ts
 * yield text("Your train is late", { on: { messenger: [
 *   messengerUtility({ name: "train_late", language: "en", parameters: { minutes: "12" } })] } });
 * ```
 * @throws TypeError that names what Meta would refuse.
 */
export function messengerUtility(
  utility: UtilityMessage,
  options: Omit<SendOptions, "replyTo"> = {},
): NativeMessage<typeof channel> {
  return toNative("messengerUtility", { utility, ...options });
}

/**
 * Puts an emoji under a message of the person; without `emoji` it is taken away.
 *
 * ```ts
 * yield text("", { on: { messenger: [messengerReaction({ messageId, emoji: "👍" })] } });
 * ```
 * @throws TypeError when a part is missing.
 */
export function messengerReaction(reaction: { messageId: string; emoji?: string }): NativeMessage<typeof channel> {
  return toNative("messengerReaction", { reaction });
}

/**
 * Changes who has the conversation, after what was said before it: `extend` keeps it for longer than Meta would leave it to the bot,
 * `release` gives it to nobody, `take` and `request` get it. `turn.handover()` gives it away.
 *
 * ```ts
 * yield text("I look after this until Friday.", { on: { messenger: [
 *   messengerMessage({ text: "I look after this until Friday." }),
 *   messengerControl({ type: "extend", seconds: 3 * 24 * 3600 })] } });
 * ```
 * @throws TypeError that names what Meta would refuse.
 */
export function messengerControl(control: ControlCall): NativeMessage<typeof channel> {
  return toNative("messengerControl", { control });
}

/**
 * A menu for this person in place of the page's, or `false`: the page's again. The entries are those of the connector's `profile.menu`,
 * and like it they need `profile.getStarted`. `writing: false` takes the text field away. Meta takes ten such calls in ten minutes for a
 * person.
 *
 * ```ts
 * yield text("Welcome back!", { on: { messenger: [
 *   messengerMessage({ text: "Welcome back!" }),
 *   messengerMenu([{ title: "My tickets", payload: tickets.link() }])] } });
 * ```
 * @throws TypeError that names what Meta would refuse.
 */
export function messengerMenu(
  menu: Extract<PersonCall, { menu: unknown }>["menu"],
  options: { writing?: false } = {},
): NativeMessage<typeof channel> {
  return toNative("messengerMenu", { menu, ...options });
}

/**
 * Unlinks the account of a site of yours from the person. Meta tells of it by the event `account_linking`.
 *
 * ```ts
 * yield text("You are logged out.", { on: { messenger: [
 *   messengerMessage({ text: "You are logged out." }), messengerUnlink()] } });
 * ```
 */
export function messengerUnlink(): NativeMessage<typeof channel> {
  return toNative("messengerUnlink", { unlink: true });
}

function toNative(builder: string, call: SendCall): NativeMessage<typeof channel> {
  requireFit(builder, call);
  return { channel, payload: call };
}

/** Names fields and limits, never what is in them: it may be a person's. */
function requireFit(builder: string, call: SendCall): void {
  const { issues } = v.safeParse(sendCallSchema, call);
  if (issues === undefined) return;
  const problems = [...new Set(issues.flatMap((issue) => describeIssue(issue)))];
  throw new TypeError(`${builder}: ${problems.join("; ")}`);
}

/** Of alternatives, the one that comes nearest: whose problem lies deepest. */
function describeIssue(issue: v.BaseIssue<unknown>, above = ""): string[] {
  const path = [above, ...(issue.path ?? []).map(({ key }) => String(key))].filter((part) => part !== "").join(".");
  const inner = (issue.issues ?? []).filter(({ path: deeper = [] }) => deeper.length > 0);
  if (inner.length > 0) return inner.flatMap((each) => describeIssue(each, path));
  const isOwn = issue.message.startsWith("must ");
  const problem = issue.received === "undefined" ? "is missing" : `must be ${issue.expected ?? "something else"}`;
  return [`${path === "" ? "it" : path} ${isOwn ? issue.message : problem}`];
}

/** A template by which a person allows later messages. */
function isTokenRequest(payload: MessengerPayload): boolean {
  if ("reaction" in payload || "utility" in payload || "parts" in payload || isPersonCall(payload)) return false;
  const { attachment } = "message" in payload ? payload.message : payload;
  if (attachment === undefined || attachment.type !== "template") return false;
  const { template_type } = attachment.payload;
  return template_type === "one_time_notif_req" || template_type === "notification_messages";
}

export type NativePayloads =
  | { type: "none" }
  | { type: "fit"; payloads: MessengerPayload[] }
  /** Meta would refuse these (counted from 1), or the operator has not allowed them. The neutral message is sent instead, so that the person gets all of it. */
  | { type: "refused"; positions: number[] };

const payloadSchema = v.union([sendMessageSchema, sendCallSchema]);

/** Reads the messages that a story gives for Messenger only. */
export function readNativePayloads(message: BotMessage, { asksForTokens }: { asksForTokens: boolean }): NativePayloads {
  const messages = message.on?.[channel] ?? [];
  if (messages.length === 0) return { type: "none" };
  const isOurs = ({ channel: given, payload }: NativeMessage): boolean =>
    given === channel && v.is(payloadSchema, payload) && (asksForTokens || !isTokenRequest(payload));
  const positions = messages.flatMap((native, index) => (isOurs(native) ? [] : [index + 1]));
  if (positions.length > 0) return { type: "refused", positions };
  return { type: "fit", payloads: messages.map(({ payload }) => payload as MessengerPayload) };
}
