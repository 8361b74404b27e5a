/** What Slack sends, in the shape that docs.slack.dev has. */
export const team = "T0CAUSERIE";
export const bot = "U0BOT";
export const ana = "U0ANA";
export const ben = "U0BEN";
export const dm = "D0ANA";
export const room = "C0TEAM";

let sent = 0;

/** A time as Slack names messages by, later than all before. */
export function nextTs(): string {
  sent += 1;
  return `${Math.floor(Date.now() / 1_000)}.${String(sent).padStart(6, "0")}`;
}

type Fields = Record<string, unknown>;

/** An event in its envelope. */
export function eventBody(
  event: Fields,
  { eventId = `Ev${(sent += 1)}`, ...more }: { eventId?: string } & Fields = {},
): Fields {
  return {
    token: "deprecated",
    team_id: team,
    api_app_id: "A0APP",
    type: "event_callback",
    event_id: eventId,
    event_time: Math.floor(Date.now() / 1_000),
    authorizations: [{ enterprise_id: null, team_id: team, user_id: bot, is_bot: true, is_enterprise_install: false }],
    event,
    ...more,
  };
}

/** Somebody writes to the bot. */
export function direct(
  text: string,
  { user = ana, channel = dm, ts = nextTs(), ...more }: { user?: string; channel?: string; ts?: string } & Fields = {},
): Fields {
  return {
    type: "message",
    user,
    text,
    ts,
    channel,
    event_ts: ts,
    channel_type: "im",
    client_msg_id: `c-${ts}`,
    ...more,
  };
}

/** Somebody writes in a channel. */
export function inRoom(
  text: string,
  { user = ana, ts = nextTs(), ...more }: { user?: string; ts?: string } & Fields = {},
): Fields {
  return { type: "message", user, text, ts, channel: room, event_ts: ts, channel_type: "channel", ...more };
}

/** The same as the event that names the bot. */
export function mention(message: Fields): Fields {
  const { channel_type: _kind, ...rest } = message;
  return { ...rest, type: "app_mention" };
}

export function changed(message: Fields, text: string): Fields {
  const ts = nextTs();
  const { channel, channel_type, ...inner } = message;
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    channel,
    channel_type,
    ts,
    event_ts: ts,
    message: { ...inner, text, edited: { user: inner["user"], ts } },
    previous_message: inner,
  };
}

export function deleted(message: Fields): Fields {
  const ts = nextTs();
  const { channel, channel_type, ...inner } = message;
  return {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    channel,
    channel_type,
    ts,
    event_ts: ts,
    deleted_ts: inner["ts"],
    previous_message: inner,
  };
}

export function reaction(
  name: string,
  { channel, ts, user = ana, added = true }: { channel: string; ts: string; user?: string; added?: boolean },
): Fields {
  const type = added ? "reaction_added" : "reaction_removed";
  return { type, user, reaction: name, item: { type: "message", channel, ts }, item_user: bot, event_ts: nextTs() };
}

/** Somebody taps a button of a message. */
export function tapBody(
  button: { label: string; value?: string | undefined; url?: string | undefined; actionId: string },
  {
    channel,
    ts,
    thread,
    user = ana,
    responseUrl,
    isEphemeral = false,
    actionTs = nextTs(),
  }: {
    channel: string;
    ts: string;
    thread?: string;
    user?: string;
    responseUrl?: string;
    isEphemeral?: boolean;
    actionTs?: string;
  },
): Fields {
  return {
    type: "block_actions",
    api_app_id: "A0APP",
    team: { id: team, domain: "causerie" },
    user: { id: user, username: "ana", name: "ana", team_id: team },
    trigger_id: `trigger-${actionTs}`,
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: isEphemeral,
      ...(thread === undefined ? {} : { thread_ts: thread }),
    },
    channel: { id: channel, name: "team" },
    ...(responseUrl === undefined ? {} : { response_url: responseUrl }),
    actions: [
      {
        type: "button",
        block_id: "b1",
        action_id: button.actionId,
        action_ts: actionTs,
        text: { type: "plain_text", text: button.label, emoji: true },
        ...(button.value === undefined ? {} : { value: button.value }),
        ...(button.url === undefined ? {} : { url: button.url }),
      },
    ],
  };
}

export function commandBody(
  text: string,
  responseUrl: string,
  { user = ana, command = "/snow" }: { user?: string; command?: string } = {},
): Record<string, string> {
  return {
    token: "deprecated",
    team_id: team,
    channel_id: room,
    channel_name: "team",
    user_id: user,
    user_name: "ana",
    command,
    text,
    api_app_id: "A0APP",
    response_url: responseUrl,
    trigger_id: `trigger-${nextTs()}`,
  };
}
