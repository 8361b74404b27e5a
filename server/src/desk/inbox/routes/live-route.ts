import type { LiveNews } from "@causerie/protocol/desk";
import * as v from "valibot";
import { requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { InboxParts } from "./inbox-parts.ts";

const querySchema = v.object({
  conversation: v.optional(v.pipe(v.string(), v.maxLength(500))),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number))),
  status: v.optional(v.picklist(["online", "away"])),
});

/** Bytes that wait for a slow console; beyond them its line is closed, and it asks anew. */
const mostWaiting = 256 * 1_024;
/** Proxies end a line on which nothing comes. */
const pulseMs = 20_000;

/** `end`: aborts when the person may not be here any more, or the server stops. */
export function liveRoute(parts: Pick<InboxParts, "live" | "log">, stopping: AbortSignal): DeskRoute {
  return route({
    method: "get",
    path: "/live",
    summary: "What happens, as server-sent events: lines of the inbox, the conversation that is named, who else looks.",
    scope: "conversations.read",
    query: querySchema,
    stream: true,
    async handle({ actor, query, request, response }) {
      const { id, name } = requirePerson(actor);
      const { conversation: conversationId, after, status = "online" } = query;
      response.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
      response.write("retry: 1000\n\n");
      const closed = Promise.withResolvers<void>();
      const close = (): void => closed.resolve();
      request.once("close", close);
      stopping.addEventListener("abort", close, { once: true });
      const pulse = setInterval(() => response.write(": still here\n\n"), pulseMs);
      const lastSeq = after ?? (conversationId === undefined ? 0 : (await parts.log.position(conversationId)).lastSeq);
      const viewer = {
        personId: id,
        name,
        status,
        isTyping: false,
        ...(conversationId === undefined ? {} : { conversationId }),
      };
      const send = (news: LiveNews): void => {
        response.write(`data: ${JSON.stringify(news)}\n\n`);
        if (response.writableLength > mostWaiting) close();
      };
      using _line = parts.live.open({ viewer, lastSeq, send });
      await closed.promise;
      clearInterval(pulse);
      stopping.removeEventListener("abort", close);
      response.end();
    },
  });
}
