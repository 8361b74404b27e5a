import * as v from "valibot";
import { limits } from "#connectors/messenger/limits.ts";
import { menuEntry, toMetaMenu } from "#connectors/messenger/profile/menu.ts";

/**
 * Calls that are about one person and show no message. They wait in the outbox like messages, so they are made in the order in
 * which the story has said them, and again where nobody knows whether Meta has carried them out: a second time changes nothing.
 * @module
 */

/**
 * Who has the conversation. `take`: this app, which must be the page's default app. `request`: the app that has it is asked for it.
 * `release`: nobody. `extend`: this app keeps it for so many seconds from now on, at most 7 days.
 */
export type ControlCall =
  | { type: "take" | "request" | "release"; metadata?: string }
  | { type: "extend"; seconds: number };

/** `menu`: the person's own in place of the page's; `false`: the page's again. `unlink`: their account of a site of yours. */
export type PersonCall =
  | { control: ControlCall }
  | { menu: readonly v.InferOutput<typeof menuEntry>[] | false; writing?: false }
  | { unlink: true };

const controlSchema = v.union([
  v.strictObject({
    type: v.picklist(["take", "request", "release"], "must be take, request, release or extend"),
    metadata: v.exactOptional(
      v.pipe(v.string(), v.maxLength(limits.metadata, `must have at most ${limits.metadata} characters`)),
    ),
  }),
  v.strictObject({
    type: v.literal("extend"),
    seconds: v.pipe(
      v.number(),
      v.integer("must be a whole number"),
      v.minValue(1, "must be at least 1"),
      v.maxValue(limits.controlSeconds, `must be at most ${limits.controlSeconds}, which is 7 days`),
    ),
  }),
]);

export const personCallSchemas = [
  v.strictObject({ control: controlSchema }),
  v.strictObject({
    menu: v.union([
      v.literal(false),
      v.pipe(
        v.array(menuEntry),
        v.minLength(1, "must not be empty: write false to take it away"),
        v.maxLength(limits.profile.menuItems, `must have at most ${limits.profile.menuItems} entries`),
      ),
    ]),
    writing: v.exactOptional(v.literal(false)),
  }),
  v.strictObject({ unlink: v.literal(true) }),
] as const;

/** One call of the Graph API, below the page. */
export type EdgeCall = {
  method: "POST" | "DELETE";
  edge: string;
  query?: Readonly<Record<string, string>>;
  body?: object;
};

/** As Meta wants it. */
export function toEdgeCall(psid: string, call: PersonCall): EdgeCall {
  if ("unlink" in call) return { method: "POST", edge: "unlink_accounts", body: { psid } };
  if ("control" in call) {
    const { type, ...more } = call.control;
    const given = "seconds" in more ? { duration: more.seconds } : more;
    return { method: "POST", edge: `${type}_thread_control`, body: { recipient: { id: psid }, ...given } };
  }
  const edge = "custom_user_settings";
  if (call.menu === false) return { method: "DELETE", edge, query: { psid, params: '["persistent_menu"]' } };
  const menu = {
    locale: "default",
    composer_input_disabled: call.writing === false,
    call_to_actions: toMetaMenu(call.menu),
  };
  return { method: "POST", edge, body: { psid, persistent_menu: [menu] } };
}

export function isPersonCall(payload: object): payload is PersonCall {
  return "control" in payload || "menu" in payload || "unlink" in payload;
}
