/**
 * What the page `/embed/mobile` and the app around it send each other: JSON texts, each with the version. Changes inside of a
 * version only add. Who gets a kind or a field that it does not know passes over it.
 * @module
 */
import * as v from "valibot";

/** Version of this protocol, in the field `version` of each message. */
export const bridgeVersion = 1;

/** The name of the object, handler or channel by which an app receives messages: it has `postMessage(text)`. */
export const shellName = "CauserieShell";

/** The name of the page's global object. The app calls its `receive(message)` by running a script in the page. */
export const pageName = "CauserieMobile";

/** What the page sends. */
export type PageMessage =
  /** The page has loaded. The app answers at once with `chat:context`. */
  | { type: "chat:ready" }
  /** The page wants the token of the person who is signed in. The app answers with `chat:token` and this id. */
  | { type: "chat:getToken"; id: string }
  /** A link was pressed. Its address is absolute and begins with `https:`, `http:`, `mailto:` or `tel:`. */
  | { type: "chat:openLink"; url: string }
  /** So many messages came while the page was hidden. */
  | { type: "chat:unread"; count: number }
  /** The button that closes the chat was pressed. The app takes the page away. */
  | { type: "chat:close" }
  /** The answer to `chat:signOut`. `done` is false when the server could not be reached. */
  | { type: "chat:signedOut"; id: string; done: boolean };

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));
/** A field that is wrong counts as left out: an error in the app's settings must not leave its people without a chat. */
const lenient = <Value>(schema: v.GenericSchema<Value>) => v.fallback(v.optional(schema), undefined);
const id = text(100);

const contextSchema = v.object({
  /** Light, dark, or as the system. Default `auto`. */
  theme: lenient(v.picklist(["auto", "light", "dark"])),
  /** BCP 47 tag. Default: the language of the device. */
  locale: lenient(text(35)),
  /** Any CSS colour. */
  accent: lenient(text(100)),
  /** The title. */
  heading: lenient(text(200)),
  /** Where in the app the person comes from; the bot gets it once, as the event `referral`. */
  referral: lenient(v.pipe(text(2083), v.minLength(1))),
  /** Somebody is signed in to the app, so the page asks for tokens. Default false. */
  signedIn: lenient(v.boolean()),
  /** The page shows a button that closes the chat. Default false: the app has one of its own. */
  closeButton: lenient(v.boolean()),
});

/** The names of the fields of `chat:context`. */
export const contextFields = Object.keys(contextSchema.entries);

/** What the app knows and the chat should follow. The newest one counts as a whole: a field that it lacks has its default. */
export type ShellContext = v.InferOutput<typeof contextSchema>;

const shellMessageSchema = v.variant("type", [
  v.object({ type: v.literal("chat:context"), ...contextSchema.entries }),
  /** The answer to `chat:getToken`. Null: nobody is signed in. */
  v.object({ type: v.literal("chat:token"), id, token: v.nullable(v.pipe(text(16_384), v.minLength(1))) }),
  /** Ends the visitor's session. With `forget` the server deletes all that it keeps of them. */
  v.object({ type: v.literal("chat:signOut"), id, forget: lenient(v.boolean()) }),
]);

/** What the app sends. */
export type ShellMessage = v.InferOutput<typeof shellMessageSchema>;

/** The kinds of messages, by sender. The examples of the guide are checked against them. */
export const messageTypes = {
  page: ["chat:ready", "chat:getToken", "chat:openLink", "chat:unread", "chat:close", "chat:signedOut"],
  shell: ["chat:context", "chat:token", "chat:signOut"],
} as const satisfies { page: PageMessage["type"][]; shell: ShellMessage["type"][] };

const longestMessage = 32_768;

export function formatPageMessage(message: PageMessage): string {
  return JSON.stringify({ version: bridgeVersion, ...message });
}

/** @param input a JSON text or what one means. @returns undefined for whatever this version does not know. */
export function parseShellMessage(input: unknown): ShellMessage | undefined {
  const read = typeof input === "string" ? parseJson(input) : input;
  if (!v.is(v.object({ version: v.literal(bridgeVersion) }), read)) return undefined;
  const { success, output } = v.safeParse(shellMessageSchema, read);
  return success ? output : undefined;
}

function parseJson(input: string): unknown {
  if (input.length > longestMessage) return undefined;
  try {
    return JSON.parse(input);
  } catch {
    return undefined; // Not ours.
  }
}
