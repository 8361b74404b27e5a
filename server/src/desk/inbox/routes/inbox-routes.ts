import {
  actResultSchema,
  deskActSchema,
  deskTypingSchema,
  entryPageSchema,
  inboxCountsSchema,
  inboxFilterSchema,
  inboxPageSchema,
  openConversationSchema,
} from "@causerie/protocol/desk";
import * as v from "valibot";
import { performAct } from "#desk/inbox/acts/perform-act.ts";
import { acceptFromTeam, noSuchConversation } from "#desk/inbox/team-event.ts";
import { openConversation, readEntries } from "#desk/inbox/view/open-conversation.ts";
import { readPage } from "#desk/inbox/view/read-page.ts";
import { showRows } from "#desk/inbox/view/show-rows.ts";
import { requirePerson } from "#desk/http/actor.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import type { InboxParts } from "./inbox-parts.ts";

const seq = v.optional(v.pipe(v.string(), v.regex(/^\d{1,10}$/), v.transform(Number)));
const partSchema = v.object({ before: seq, after: seq });

/** Reading conversations, and what the team does with them. */
export function inboxRoutes(parts: InboxParts): DeskRoute[] {
  const { cases } = parts;
  return [
    route({
      method: "get",
      path: "/inbox",
      summary: "One page of the conversations, the one that was active last first.",
      scope: "conversations.read",
      query: inboxFilterSchema,
      answer: inboxPageSchema,
      handle: ({ actor, query }) => readPage(parts, query, actor.id),
    }),
    route({
      method: "get",
      path: "/inbox-counts",
      summary: "How many conversations wait, are open and are one's own.",
      scope: "conversations.read",
      answer: inboxCountsSchema,
      handle: ({ actor }) => cases.counts(actor.id),
    }),
    route({
      method: "get",
      path: "/inbox/:conversation",
      summary:
        "A conversation: its line in the inbox, the newest part of its log, notes, and what is known of the person.",
      scope: "conversations.read",
      answer: openConversationSchema,
      handle: ({ params }) => openConversation(parts, idOf(params)),
    }),
    route({
      method: "get",
      path: "/inbox/:conversation/entries",
      summary: "Another part of the log of a conversation.",
      scope: "conversations.read",
      query: partSchema,
      answer: entryPageSchema,
      handle: ({ params, query }) => readEntries(parts, idOf(params), query),
    }),
    route({
      method: "post",
      path: "/inbox/:conversation/acts",
      summary: "Does something with a conversation. The same id again is the same act.",
      scope: "conversations.write",
      body: deskActSchema,
      answer: actResultSchema,
      async handle({ actor, params, body }) {
        const conversationId = idOf(params);
        await performAct(parts, requirePerson(actor), conversationId, body);
        const [row] = await showRows(parts, await cases.rows([conversationId]));
        if (row === undefined) throw noSuchConversation();
        return { row };
      },
    }),
    route({
      method: "post",
      path: "/inbox/:conversation/typing",
      summary: "Shows the visitor and the colleagues that one writes, or no longer. Nothing of it is kept.",
      scope: "conversations.write",
      body: deskTypingSchema,
      async handle({ actor, params, body }) {
        const { id } = requirePerson(actor);
        const conversationId = idOf(params);
        parts.live.setTyping(id, conversationId, body.isTyping);
        const known = await cases.read(conversationId);
        if (known?.state === "open" && known.operator?.id === id) await parts.typing(conversationId, body.isTyping);
      },
    }),
    route({
      method: "post",
      path: "/inbox/:conversation/read",
      summary: "Says that one has read all that stands in a conversation; the visitor's page may show it.",
      scope: "conversations.write",
      async handle({ actor, params }) {
        const { name, publicName = name } = requirePerson(actor);
        await acceptFromTeam(parts, idOf(params), { type: "team_read", name: publicName });
      },
    }),
  ];
}

export function idOf({ conversation = "" }: Readonly<Record<string, string>>): string {
  return conversation;
}
