import {
  type Address,
  type ConnectorHost,
  decodeChoice,
  type EventContent,
  type InboundEvent,
} from "@causerie/server/connector";

/** What the platform sends. `at`: milliseconds since 1970. */
export type Update = { id: number; at: number } & (
  | (Where & { type: "message"; message: string; text: string })
  | (Where & { type: "file"; message: string; file: string; mediaType: string })
  | (Where & { type: "edited"; message: string; text: string })
  | (Where & { type: "deleted"; message: string })
  | (Where & { type: "reaction"; message: string; emoji: string; added: boolean })
  | (Where & { type: "tap"; token: string; label: string })
  | (Where & { type: "moved"; previous: string })
  | { type: "receipt"; key?: string; message?: string; status: "delivered" | "read" | "failed"; code?: string }
);

/** `room`: of a group. `server`: where the answer goes. */
export type Where = { from: Person; room?: string; thread?: string; server?: string };
export type Person = { id: string; phone?: string; name?: string; isBot?: boolean };

export type EventParts = {
  host: ConnectorHost;
  /** The bytes of a file on the platform. */
  fetchFile: (file: string) => Promise<AsyncIterable<Uint8Array>>;
};

/** Bytes. */
const longestFile = 1_000_000;

/** Undefined for what is no event, and for kinds of updates that this connector does not know. */
export async function toEvent(update: Update, { host, fetchFile }: EventParts): Promise<InboundEvent | undefined> {
  if (!("from" in update) || update.from.isBot === true) return undefined;
  const content = await toContent(update, { host, fetchFile });
  if (content === undefined) return undefined;
  const { id, at, from } = update;
  return {
    id: `update:${id}`,
    connectorId: "chatroom",
    conversationId: await conversationOf(update, host),
    address: toAddress(update),
    from: {
      id: from.id,
      aliases: from.phone === undefined ? [] : [{ type: "phone", value: from.phone }],
      ...(from.name === undefined ? {} : { profile: { name: from.name } }),
    },
    at,
    content,
  };
}

function toAddress({ from, room, thread, server }: Where): Address {
  return {
    user: room ?? from.id,
    scope: room === undefined ? "direct" : "group",
    ...(thread === undefined ? {} : { thread }),
    ...(server === undefined ? {} : { route: { server } }),
  };
}

/** A thread of a group is a conversation. A person has one, which they keep under another id or from another telephone. */
async function conversationOf(update: Extract<Update, Where>, host: ConnectorHost): Promise<string> {
  const { from, room, thread = "main" } = update;
  if (room !== undefined) return `chatroom:${room}:${thread}`;
  const previous = update.type === "moved" ? await host.findConversation(update.previous) : undefined;
  const known = previous ?? (await host.findConversation(from.id));
  const byPhone = from.phone === undefined ? undefined : { type: "phone", value: from.phone };
  return known ?? (byPhone && (await host.findConversation(byPhone))) ?? `chatroom:${from.id}`;
}

async function toContent(update: Update, { host, fetchFile }: EventParts): Promise<EventContent | undefined> {
  switch (update.type) {
    case "message":
      return { type: "text", text: update.text };
    case "file": {
      // The platform takes its address back after a while.
      const { id } = await host.blobs.put(await fetchFile(update.file), update, longestFile);
      return { type: "attachment", attachments: [{ kind: "file", blob: id }] };
    }
    case "edited":
      return { type: "edited", messageId: update.message, text: update.text };
    case "deleted":
      return { type: "deleted", messageId: update.message };
    case "reaction":
      return { type: "reaction", messageId: update.message, emoji: update.emoji, added: update.added };
    case "moved":
      return { type: "identity_change", previous: update.previous };
    case "tap": {
      const content = decodeChoice(await host.readToken(update.token));
      return content ?? { type: "text", text: update.label };
    }
    case "receipt":
      return undefined;
  }
}
