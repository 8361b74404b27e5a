import type { RateWindow } from "#faults/rate-window.ts";
import type { JsonObject } from "#parse/json.ts";
import type { Content, QuickReply } from "#parse/content.ts";

/** What `GET /{psid}` tells about a person. */
export interface UserProfile {
  first_name?: string;
  last_name?: string;
  profile_pic?: string;
  locale?: string;
  timezone?: number;
  gender?: string;
}

export interface Bubble {
  mid: string;
  from: "page" | "user";
  at: number;
  content: Content;
  /** The emoji the other side put on it. */
  reaction?: string;
}

/** One person's conversation with one page, as Meta stores it. */
export interface Thread {
  readonly pageId: string;
  readonly psid: string;
  /** undefined: Meta will not tell anything about this person. */
  profile: UserProfile | undefined;
  /** From the person's account; fills the e-mail and phone quick replies, which stay hidden without it. */
  email: string | undefined;
  phone: string | undefined;
  blocked: boolean;
  /** The app that has control; undefined: nobody has, the thread is idle. */
  owner: string | undefined;
  /** Until when it has; undefined: until it is changed. */
  ownedUntil: number | undefined;
  /** The person's own menu, in place of the page's. */
  menu: JsonObject[] | undefined;
  readonly settingsCalls: RateWindow;
  /** Whether an account of a site is linked. */
  isLinked: boolean;
  lastUserActionAt: number | undefined;
  readonly bubbles: Bubble[];
  /** Those of the newest bubble. Any new bubble from either side removes them. */
  quickReplies: QuickReply[];
  typingUntil: number;
  /** When the page last marked the conversation as seen. */
  seenAt: number | undefined;
}

/** What a person's phone would still show after a restart of this world. Plain JSON. */
export type SavedThread = Pick<Thread, "bubbles" | "quickReplies"> & { seenAt?: number; lastUserActionAt?: number };

export function saveThread({ bubbles, quickReplies, seenAt, lastUserActionAt }: Thread): SavedThread {
  return {
    bubbles,
    quickReplies,
    ...(seenAt === undefined ? {} : { seenAt }),
    ...(lastUserActionAt === undefined ? {} : { lastUserActionAt }),
  };
}

export function addBubble(thread: Thread, bubble: Bubble, quickReplies: QuickReply[] = []): void {
  thread.bubbles.push(bubble);
  thread.quickReplies = quickReplies;
  if (bubble.from === "page") thread.typingUntil = 0;
}
