import type { JsonObject } from "./parse/json.ts";

export interface AppOptions {
  appId: string;
  appSecret: string;
  verifyToken: string;
  /** Default: its id. */
  name?: string;
  /** Where this app's webhooks go, on loopback. May be set later with `setWebhookUrl` or `verifyAndSave`. */
  webhookUrl?: string;
}

export interface PageOptions {
  pageId: string;
  /** The token that this app holds for this page. */
  accessToken: string;
  appId: string;
  name?: string;
  /** The page's default app (Conversation Routing): the one that gets idle threads and may take others. */
  defaultApp?: string;
  /** The page's messenger_profile at the start, such as `{ get_started: { payload: "GET_STARTED" } }`. */
  profile?: JsonObject;
  /** Ids of the page's personas. */
  personas?: readonly string[];
  /** Names of the utility templates that Meta has approved for the page. */
  utilityTemplates?: readonly string[];
  /** The webhook fields the app is subscribed to on this page; all messaging fields unless given. */
  subscribedFields?: readonly string[];
  /** What the token may do; everything that messaging needs unless given. */
  scopes?: readonly string[];
  /** When the token ends: milliseconds since 1970; never unless given. */
  tokenExpiresAt?: number;
  /** Whether several apps may answer on the page, each in its turn (`msgr_multi_app`). */
  multiApp?: boolean;
}

/** A person who administers pages, as Facebook Login gives their token to an app. */
export interface AdministratorOptions {
  appId: string;
  /** Lives for an hour or two. */
  shortToken: string;
  /** What the short one is exchanged for. */
  longToken: string;
  /** Ids of their pages. */
  pages: readonly string[];
  scopes?: readonly string[];
}

/** Misbehaviour that Meta documents, each as a chance from 0 to 1 per webhook. The same seed makes the same choices. */
export interface ChaosOptions {
  seed: number;
  /** Sends an acknowledged webhook once more. */
  duplicate?: number;
  /** Lets later webhooks of a conversation overtake one that failed. */
  reorder?: number;
  /** Holds a webhook for 20 ms; all that come meanwhile for the app travel in the same POST. */
  batch?: number;
}

export interface FakeGraphOptions {
  apps: AppOptions[];
  /** The same pageId may appear once per app, each time with another token. */
  pages: PageOptions[];
  administrators?: AdministratorOptions[];
  /** The source of time; the wall clock unless given. `advance` adds to it. */
  now?: () => number;
  /** Refuse calls without `appsecret_proof`. A wrong proof is refused in any case. */
  requireProof?: boolean;
  /** Fetch media by its address, from loopback only. Otherwise the address is only checked to be absolute http(s). */
  fetchMedia?: boolean;
  /** Refuse more than 300 messages (10 with audio or video) per second and page with error 613. */
  enforceSendRate?: boolean;
  /** When the echo of an accepted message is posted, relative to the answer; "after" unless given. */
  echo?: "after" | "before" | "off";
  /** How long an echo "after" the answer is held, in real ms. */
  echoDelayMs?: number;
  /** Report every message as delivered. */
  deliveries?: boolean;
  /** Report every message as read. `user.read()` works in any case. */
  reads?: boolean;
  webhook?: {
    /** Waits between attempts in real ms; the last one repeats until the webhook is taken or the app is unsubscribed. */
    retryDelays?: readonly number[];
    /** How long an answer may take, in real ms; 5000 unless given. */
    timeoutMs?: number;
  };
  chaos?: ChaosOptions;
}
