/** What Teams sends, in the shape that learn.microsoft.com has. */
export const appId = "8d88f59b-ae61-4300-bec0-caace7d28446";
export const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
export const bot = `28:${appId}`;
export const ana = "29:1AnaWbXr7yCq";
export const ben = "29:1BenWbXr7yCq";
export const anaAccount = "7faf8ab2-3d56-4244-b585-20c8a42ed2b8";
export const room = "19:efa9296d959346209fea44151c742e73@thread.tacv2";
export const group = "19:a1b2c3@thread.v2";

type Fields = Record<string, unknown>;

let sent = 0;

/** A name as Teams gives messages, later than all before. */
export function nextId(): string {
  sent += 1;
  return String(1_700_000_000_000 + sent);
}

/** The conversation of a person with the bot. */
export function directOf(user: string): string {
  return `a:1${user.slice(3)}`;
}

/** The part that all activities have. The sender adds `serviceUrl`. */
export function activity(type: string, { user = ana, ...more }: { user?: string } & Fields = {}): Fields {
  const id = nextId();
  return {
    type,
    id,
    timestamp: new Date(1_700_000_000_000 + sent * 1_000).toISOString(),
    channelId: "msteams",
    from: { id: user, name: user === ana ? "Ana Duval" : "Ben Roy", aadObjectId: anaAccount },
    conversation: { conversationType: "personal", id: directOf(user), tenantId: tenant },
    recipient: { id: bot, name: "Causerie" },
    entities: [{ locale: "fr-FR", country: "FR", platform: "Windows", timezone: "Europe/Paris", type: "clientInfo" }],
    channelData: { tenant: { id: tenant } },
    locale: "fr-FR",
    ...more,
  };
}

/** Somebody writes to the bot. Teams sends a copy in HTML. */
export function direct(text: string, more: { user?: string } & Fields = {}): Fields {
  const copy = { contentType: "text/html", content: `<div>${text}</div>` };
  return activity("message", { text, textFormat: "plain", attachments: [copy], ...more });
}

/** Somebody writes in a channel: in a thread, or the message that begins one. `calls`: whether they name the bot. */
export function inRoom(
  text: string,
  { thread, calls = true, ...more }: { thread?: string; calls?: boolean; user?: string } & Fields = {},
): Fields {
  const message = activity("message", { textFormat: "plain", ...more });
  const root = thread ?? String(message["id"]);
  return {
    ...message,
    text: calls ? `<at>Causerie</at>&nbsp;${text}` : text,
    conversation: { isGroup: true, conversationType: "channel", id: `${room};messageid=${root}`, tenantId: tenant },
    entities: calls ? [mentionOf(bot, "Causerie")] : [],
    channelData: { channel: { id: room }, team: { id: room }, tenant: { id: tenant } },
  };
}

export function mentionOf(id: string, name: string): Fields {
  return { type: "mention", mentioned: { id, name }, text: `<at>${name}</at>` };
}

/** Somebody taps a button of a card, which shows its label as theirs. */
export function submit(
  data: Fields,
  { values = {}, ...more }: { values?: Fields; user?: string } & Fields = {},
): Fields {
  const { msteams, ...own } = data as { msteams?: { text?: string } } & Fields;
  const text = msteams?.text;
  return activity("message", {
    ...(text === undefined ? {} : { text }),
    value: { ...own, ...values },
    replyToId: nextId(),
    ...more,
  });
}
