import { acceptMessage } from "#api/accept-message.ts";
import type { Core } from "#core.ts";
import { invalidParameter, noMatchingUser, personUnavailable } from "#api/graph-errors.ts";
import { limits } from "#parse/limits.ts";
import { parseSend } from "#parse/parse-send.ts";
import type { Recipient, SenderAction } from "#parse/parse-send.ts";
import { pageOf } from "#api/route.ts";
import type { Route, RouteCall, RouteResult } from "#api/route.ts";
import type { PageState } from "#state.ts";
import type { Thread } from "#people/thread.ts";

/** The Send API. */
export const messagesRoute: Route = { method: "POST", edge: "/messages", handle: send };

async function send(call: RouteCall): Promise<RouteResult> {
  const page = pageOf(call);
  const request = parseSend(call.body);
  const psid = request.type === "action" ? request.psid : psidOf(call, page, request.recipient);
  const thread = page.threads.get(psid);
  if (thread === undefined) throw noMatchingUser();
  if (thread.blocked) throw personUnavailable();
  switch (request.type) {
    case "action":
      play(call.core, thread, request.action);
      return { result: { recipient_id: thread.psid } };
    case "message":
      return await acceptMessage(call, page, thread, request);
  }
}

function psidOf({ core }: RouteCall, page: PageState, recipient: Recipient): string {
  return "psid" in recipient ? recipient.psid : page.otherRecipients.use(recipient, core.clock.now());
}

function play({ clock, feed }: Core, thread: Thread, action: SenderAction): void {
  const { pageId, psid } = thread;
  const now = clock.now();
  switch (action.type) {
    case "typing_on":
    case "typing_off":
      thread.typingUntil = action.type === "typing_on" ? now + limits.typingMs : 0;
      return feed.tell("typing", { pageId, psid, typing: action.type === "typing_on" });
    case "mark_seen":
      thread.seenAt = now;
      return feed.tell("seen", { pageId, psid, at: now });
    case "react":
      return react(thread, action.mid, action.emoji, feed);
    case "unreact":
      return react(thread, action.mid, undefined, feed);
  }
}

function react({ pageId, psid, bubbles }: Thread, mid: string, emoji: string | undefined, feed: Core["feed"]): void {
  const bubble = bubbles.find((candidate) => candidate.mid === mid);
  if (bubble === undefined) throw invalidParameter("Param payload[message_id] is not a message of this conversation");
  if (emoji === undefined) delete bubble.reaction;
  else bubble.reaction = emoji;
  feed.tell("reaction", { pageId, psid, mid, emoji });
}
