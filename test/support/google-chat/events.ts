/** What Google Chat sends, in the two shapes that developers.google.com has. */
export const projectNumber = "1234567890";
export const ana = "111111111111111111111";
export const ben = "222222222222222222222";
export const room = "AAQAroomroom";

type Fields = Record<string, unknown>;

let sent = 0;

/** A time as Google gives events, later than all before. */
function nextTime(): string {
  sent += 1;
  return new Date(1_700_000_000_000 + sent * 1_000).toISOString();
}

export function userOf(id: string): Fields {
  return {
    name: `users/${id}`,
    displayName: id === ana ? "Ana Duval" : "Ben Roy",
    email: id === ana ? "ana@a.example" : "ben@a.example",
    avatarUrl: "https://lh3.googleusercontent.com/a/x",
    type: "HUMAN",
  };
}

/** The space of a person with the app. */
export function directOf(user: string): string {
  return `dm${user.slice(0, 6)}`;
}

export function directSpace(user: string): Fields {
  return { name: `spaces/${directOf(user)}`, type: "DM", spaceType: "DIRECT_MESSAGE", singleUserBotDm: true };
}

export const roomSpace: Fields = {
  name: `spaces/${room}`,
  type: "ROOM",
  spaceType: "SPACE",
  spaceThreadingState: "THREADED_MESSAGES",
  displayName: "Lifts",
};

export const common: Fields = {
  userLocale: "fr",
  hostApp: "CHAT",
  platform: "WEB",
  timeZone: { id: "Europe/Paris", offset: 3_600_000 },
};

type Said = { user?: string; id?: string; at?: string; thread?: string; message?: Fields } & Fields;

/** An interaction event, as apps get it. */
export function event(type: string, { user = ana, ...more }: Said = {}): Fields {
  return { type, eventTime: nextTime(), user: userOf(user), space: directSpace(user), common, ...more };
}

/** Somebody writes to the app. */
export function direct(text: string, { user = ana, id, at, thread, message: own, ...more }: Said = {}): Fields {
  const base = event("MESSAGE", { user, ...more });
  const createTime = at ?? String(base["eventTime"]);
  const space = base["space"] as { name: string };
  const name = id ?? `m${sent}.m${sent}`;
  return {
    ...base,
    message: {
      name: `${space.name}/messages/${name}`,
      sender: userOf(user),
      createTime,
      text,
      argumentText: text,
      thread: { name: `${space.name}/threads/${thread ?? name.split(".")[0]}` },
      space,
      ...own,
    },
  };
}

/** Somebody calls the app by its name in a space: in a thread, or in the message that begins one. */
export function inRoom(text: string, more: Said = {}): Fields {
  const asked = direct(text, { space: roomSpace, ...more });
  return {
    ...asked,
    message: { ...(asked["message"] as Fields), text: `@Causerie ${text}`, argumentText: ` ${text}` },
  };
}

type Payload =
  | "messagePayload"
  | "addedToSpacePayload"
  | "removedFromSpacePayload"
  | "buttonClickedPayload"
  | "appCommandPayload";

/** The same event as an add-on gets it. */
export function asAddOn(given: Fields, payload: Payload, more: Fields = {}, commonMore: Fields = {}): Fields {
  const { message, space, user, eventTime } = given;
  return {
    commonEventObject: { ...common, ...commonMore },
    authorizationEventObject: { systemIdToken: "not-read-here" },
    chat: {
      user,
      eventTime,
      [payload]: { space, ...(message === undefined ? {} : { message }), ...more },
    },
  };
}

type Action = { function: string; parameters: { key: string; value: string }[] };
type Values = Record<string, Fields>;

/** Somebody taps a button of a card. */
export function click(action: Action, { values = {}, ...more }: Said & { values?: Values } = {}): Fields {
  const base = event("CARD_CLICKED", more);
  const space = base["space"] as { name: string };
  return {
    message: { name: `${space.name}/messages/card`, sender: { name: "users/app", type: "BOT" } },
    action: { actionMethodName: action.function, parameters: action.parameters },
    ...base,
    common: {
      ...common,
      invokedFunction: action.function,
      parameters: Object.fromEntries(action.parameters.map(({ key, value }) => [key, value])),
      formInputs: values,
    },
  };
}

/** The same tap as an add-on gets it. */
export function clickOfAddOn(action: Action, { values = {}, ...more }: Said & { values?: Values } = {}): Fields {
  const clicked = click(action, { values, ...more });
  const { parameters, formInputs } = clicked["common"] as Fields;
  return asAddOn(clicked, "buttonClickedPayload", { isDialogEvent: false }, { parameters, formInputs });
}

export function written(...value: string[]): Fields {
  return { stringInputs: { value } };
}
