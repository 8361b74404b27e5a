import type { Core } from "#core.ts";
import { invalidParameter, noDefaultApp, notInControl } from "#api/graph-errors.ts";
import type { JsonObject } from "#parse/json.ts";
import type { PageState } from "#state.ts";
import { fieldOf } from "#api/subscription-fields.ts";
import type { Thread } from "./thread.ts";
import type { Receipt } from "#webhook/webhook-sender.ts";

/** The page's inbox, where people answer: an app of Meta's own. */
export const inboxAppId = "263902037430900";

/** How `take_thread_control` is written: "older" documentation has no `new_owner_app_id`. */
export type TakeForm = "current" | "older";

/** Conversation Routing: who may write in a conversation, and what the other apps learn of it. */
export function isInControl(page: PageState, thread: Thread, appId: string, now: number): boolean {
  const owner = ownerOf(thread, now);
  if (owner !== undefined) return owner === appId;
  return page.defaultApp === undefined || page.defaultApp === appId;
}

/** The app that has the conversation; undefined: nobody, or not any longer. */
export function ownerOf({ owner, ownedUntil = Infinity }: Thread, now: number): string | undefined {
  return now < ownedUntil ? owner : undefined;
}

export function checkControl(page: PageState, thread: Thread, appId: string, now: number): void {
  if (!isInControl(page, thread, appId, now)) throw notInControl();
}

/** The app keeps the conversation for so many seconds; then nobody has it. */
export function extendControl(thread: Thread, appId: string, seconds: number, now: number): void {
  giveTo(thread, appId);
  thread.ownedUntil = now + seconds * 1000;
}

function giveTo(thread: Thread, appId: string | undefined): void {
  thread.owner = appId;
  thread.ownedUntil = undefined;
}

export async function passControl(core: Core, page: PageState, thread: Thread, pass: Pass): Promise<Receipt> {
  if (pass.to !== inboxAppId && !page.subscribedApps.has(pass.to))
    throw invalidParameter("Invalid target_app_id: the app is not connected to the page");
  const previous = ownerOf(thread, core.clock.now());
  giveTo(thread, pass.to);
  return tell(core, thread, pass.to, {
    pass_thread_control: {
      ...(previous === undefined ? {} : { previous_owner_app_id: previous }),
      new_owner_app_id: pass.to,
      ...(pass.metadata === undefined ? {} : { metadata: pass.metadata }),
    },
  });
}

type Pass = { to: string; metadata?: string | undefined };

/** The app that loses the conversation is told. */
export async function takeControl(
  core: Core,
  page: PageState,
  thread: Thread,
  appId: string,
  form: TakeForm = "current",
): Promise<Receipt> {
  const previous = ownerOf(thread, core.clock.now()) ?? page.defaultApp ?? [...page.subscribedApps.keys()][0] ?? "";
  giveTo(thread, appId);
  return tell(core, thread, previous, {
    take_thread_control: {
      previous_owner_app_id: previous,
      ...(form === "older" ? {} : { new_owner_app_id: appId }),
      metadata: "",
    },
  });
}

/** The app that has the conversation is told, or the default app; the number of the asking app is a number here. */
export async function requestControl(
  core: Core,
  page: PageState,
  thread: Thread,
  { by, metadata }: { by: string; metadata?: string | undefined },
): Promise<Receipt> {
  const owner = ownerOf(thread, core.clock.now()) ?? page.defaultApp ?? "";
  return tell(core, thread, owner, {
    request_thread_control: {
      requested_owner_app_id: Number(by),
      ...(metadata === undefined ? {} : { metadata }),
    },
  });
}

/** Only the default app may take. Meta's inbox always may. */
export function checkMayTake(page: PageState, appId: string): void {
  if (page.defaultApp !== appId) throw noDefaultApp();
}

/** Meta tells nobody. */
export function releaseControl(thread: Thread): void {
  giveTo(thread, undefined);
}

function tell(core: Core, { pageId, psid }: Thread, to: string, fields: JsonObject): Promise<Receipt> {
  const event = { sender: { id: psid }, recipient: { id: pageId }, timestamp: core.clock.now(), ...fields };
  return core.webhooks.emit({ pageId, psid, event, to });
}

const onStandby = new Set([
  "messages",
  "messaging_postbacks",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "message_echoes",
]);

/** What an app without control sees of the event: the same, without what a tap carries. undefined: it gets the event itself. */
export function standbyOf(
  page: PageState,
  thread: Thread | undefined,
  appId: string,
  event: JsonObject,
  now: number,
): JsonObject | undefined {
  const field = fieldOf(event);
  if (thread === undefined || field === undefined || !onStandby.has(field)) return undefined;
  if (isInControl(page, thread, appId, now)) return undefined;
  const withoutTap = (key: string, value: unknown): unknown =>
    key === "payload" && typeof value === "string" ? undefined : value;
  return JSON.parse(JSON.stringify(event, withoutTap)) as JsonObject;
}
