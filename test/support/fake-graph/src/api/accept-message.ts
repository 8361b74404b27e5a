import type { Content } from "#parse/content.ts";
import { emitAfterwards, emitEcho } from "#webhook/emit-echo.ts";
import type { SentMessage } from "#webhook/feed.ts";
import { invalidParameter, rateLimited } from "./graph-errors.ts";
import { newMid } from "#ids.ts";
import type { SendRequest } from "#parse/parse-send.ts";
import { checkControl } from "#people/control.ts";
import { checkWindow } from "#people/purpose.ts";
import { resolveMedia, saveAttachment } from "./media.ts";
import type { RouteCall, RouteResult } from "./route.ts";
import type { PageState } from "#state.ts";
import { addBubble } from "#people/thread.ts";
import type { Thread } from "#people/thread.ts";

type MessageRequest = Extract<SendRequest, { type: "message" }>;

/** What a body alone cannot tell: window, rate and media. Then the message is in the conversation for good. */
export async function acceptMessage(
  call: RouteCall,
  page: PageState,
  thread: Thread,
  request: MessageRequest,
): Promise<RouteResult> {
  const { core } = call;
  checkControl(page, thread, call.caller.app.appId, core.clock.now());
  // What names no person has rules of its own, which are kept where it was looked up.
  if ("psid" in request.recipient) checkWindow(request.purpose, thread.lastUserActionAt, core.clock.now());
  checkUtility(page, request.message.content);
  checkReply(thread, request.replyTo);
  checkPersona(page, request.personaId);
  if (core.options.enforceSendRate === true) checkRate(page, request.message.content, core.clock.now());
  const content = await resolveMedia(request.message.content, page, core);

  const sent = record(call, thread, request, content);
  const attachmentId = request.message.reusable ? saveAttachment(content, page, core.clock.now()) : undefined;
  // Meta tells no id of a person whom it was not asked for by one.
  const isNamed = !("kind" in request.recipient && request.recipient.kind === "user_ref");
  const result = {
    ...(isNamed ? { recipient_id: thread.psid } : {}),
    message_id: sent.mid,
    ...(attachmentId === undefined ? {} : { attachment_id: attachmentId }),
  };
  if (core.options.echo === "before") await emitEcho(core, sent);
  return { result, afterAnswer: () => void core.webhooks.track(emitAfterwards(core, sent)) };
}

function record(
  { core, caller, body }: RouteCall,
  thread: Thread,
  request: MessageRequest,
  content: Content,
): SentMessage {
  const { quickReplies, metadata } = request.message;
  const at = core.clock.now();
  const mid = newMid();
  addBubble(thread, { mid, from: "page", at, content }, quickReplies);
  const text = content.type === "text" || content.type === "buttons" ? content.text : undefined;
  const { pageId, psid } = thread;
  const sent = { mid, pageId, psid, appId: caller.app.appId, at, body, text, content, quickReplies, metadata };
  core.feed.tell("sent", sent);
  return sent;
}

function checkUtility(page: PageState, content: Content): void {
  if (content.type !== "other" || !content.templateType.startsWith("utility ")) return;
  if (!page.utilityTemplates.has(content.templateType.slice("utility ".length)))
    throw invalidParameter("There is no approved template of this name");
}

function checkReply(thread: Thread, mid: string | undefined): void {
  if (mid !== undefined && !thread.bubbles.some((bubble) => bubble.mid === mid))
    throw invalidParameter("Param reply_to[mid] is not a message of this conversation");
}

function checkPersona(page: PageState, personaId: string | undefined): void {
  if (personaId !== undefined && !page.personas.has(personaId)) throw invalidParameter("Invalid persona_id");
}

function checkRate(page: PageState, content: Content, now: number): void {
  const isAudioVideo = content.type === "media" && (content.mediaType === "audio" || content.mediaType === "video");
  if (!(isAudioVideo ? page.audioVideoCalls : page.textCalls).take(now)) throw rateLimited();
}
