import { newPsid } from "./ids.ts";
import type { MediaType } from "./parse/content.ts";
import type { JsonObject } from "./parse/json.ts";
import { limits } from "./parse/limits.ts";
import type { AdministratorOptions, AppOptions, FakeGraphOptions, PageOptions } from "./options.ts";
import { RateWindow } from "./faults/rate-window.ts";
import { allFields } from "./api/subscription-fields.ts";
import { OtherRecipients } from "./people/other-recipients.ts";
import type { Thread } from "./people/thread.ts";

export interface AppState {
  readonly appId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly name: string;
  /** The app's side of the subscription. A webhook needs this one and the page's. */
  callback: { url: string; fields: Set<string> } | undefined;
}

export interface Persona {
  name: string;
  picture: string;
}

export interface SavedAttachment {
  mediaType: MediaType;
  /** Of what was uploaded: a `data:` address with its bytes. */
  url: string;
  expiresAt: number;
}

export interface PageState {
  readonly pageId: string;
  readonly name: string;
  /** The app that gets idle threads. undefined: each connected app does, and none may take a thread. */
  readonly defaultApp: string | undefined;
  readonly multiApp: boolean;
  /** messenger_profile */
  profile: JsonObject;
  readonly profileCalls: RateWindow;
  readonly textCalls: RateWindow;
  readonly audioVideoCalls: RateWindow;
  /** appId -> the fields the app is subscribed to on this page. */
  readonly subscribedApps: Map<string, Set<string>>;
  readonly threads: Map<string, Thread>;
  readonly attachments: Map<string, SavedAttachment>;
  /** By their ids. */
  readonly personas: Map<string, Persona>;
  /** The ids that Facebook Login gives people, and who they are on this page. */
  readonly loginIds: Map<string, string>;
  readonly utilityTemplates: ReadonlySet<string>;
  /** Tokens of people who are about to link an account. */
  readonly linkingTokens: Map<string, { psid: string; until: number }>;
  /** Who is meant by what a call may name in place of a person's id. */
  readonly otherRecipients: OtherRecipients;
}

export interface TokenOwner {
  page: PageState;
  app: AppState;
  token: string;
  /** People may take a permission back. */
  scopes: readonly string[];
  expiresAt: number | undefined;
}

export interface Administrator {
  app: AppState;
  pages: readonly string[];
  scopes: readonly string[];
  longToken: string;
  /** Whether this token is the long one. */
  isLong: boolean;
}

/** Everything Meta would keep in its database. */
export interface GraphState {
  readonly apps: Map<string, AppState>;
  readonly pages: Map<string, PageState>;
  readonly tokens: Map<string, TokenOwner>;
  readonly administrators: Map<string, Administrator>;
  /** The token for each code of a sign-in that was not used yet. */
  readonly codes: Map<string, { redirectUri: string; token: string }>;
}

const everyScope = [
  "pages_messaging",
  "pages_manage_metadata",
  "pages_show_list",
  "pages_read_engagement",
  "pages_user_locale",
  "pages_user_timezone",
  "pages_user_gender",
];

export function createState(options: Pick<FakeGraphOptions, "apps" | "pages" | "administrators">): GraphState {
  const state: GraphState = {
    apps: new Map(),
    pages: new Map(),
    tokens: new Map(),
    administrators: new Map(),
    codes: new Map(),
  };
  for (const app of options.apps) state.apps.set(app.appId, createApp(app));
  for (const page of options.pages) addPage(state, page);
  for (const administrator of options.administrators ?? []) addAdministrator(state, administrator);
  return state;
}

function addAdministrator(state: GraphState, options: AdministratorOptions): void {
  const { appId, pages, shortToken, longToken, scopes = everyScope } = options;
  const app = state.apps.get(appId);
  if (app === undefined) throw new Error(`There is no app ${appId}`);
  state.administrators.set(shortToken, { app, pages, scopes, longToken, isLong: false });
  state.administrators.set(longToken, { app, pages, scopes, longToken, isLong: true });
}

export function createThread(page: PageState, psid: string = newPsid()): Thread {
  const thread: Thread = {
    pageId: page.pageId,
    psid,
    profile: undefined,
    email: undefined,
    phone: undefined,
    blocked: false,
    owner: undefined,
    ownedUntil: undefined,
    menu: undefined,
    settingsCalls: new RateWindow(limits.userSettings.calls, limits.userSettings.callsPerMs),
    isLinked: false,
    lastUserActionAt: undefined,
    bubbles: [],
    quickReplies: [],
    typingUntil: 0,
    seenAt: undefined,
  };
  page.threads.set(psid, thread);
  return thread;
}

function createApp({ appId, appSecret, verifyToken, webhookUrl, name = appId }: AppOptions): AppState {
  const callback = webhookUrl === undefined ? undefined : { url: webhookUrl, fields: new Set(allFields) };
  return { appId, appSecret, verifyToken, name, callback };
}

function addPage(state: GraphState, options: PageOptions): void {
  const app = state.apps.get(options.appId);
  if (app === undefined)
    throw new Error(`Page ${options.pageId} belongs to app ${options.appId}, which is not in apps`);
  if (state.tokens.has(options.accessToken)) throw new Error(`Two pages share the token of page ${options.pageId}`);
  const page = state.pages.get(options.pageId) ?? createPage(options);
  page.subscribedApps.set(app.appId, new Set(options.subscribedFields ?? allFields));
  state.pages.set(page.pageId, page);
  const { accessToken: token, scopes = everyScope, tokenExpiresAt: expiresAt } = options;
  state.tokens.set(token, { page, app, token, scopes, expiresAt });
}

function createPage(options: PageOptions): PageState {
  const { pageId, name = `Page ${pageId}`, profile = {}, defaultApp, multiApp = false } = options;
  const { personas = [], utilityTemplates = [] } = options;
  return {
    pageId,
    name,
    defaultApp,
    multiApp,
    profile,
    profileCalls: new RateWindow(limits.profile.calls, limits.profile.callsPerMs),
    textCalls: new RateWindow(limits.sendRate.text, 1000),
    audioVideoCalls: new RateWindow(limits.sendRate.audioVideo, 1000),
    subscribedApps: new Map(),
    threads: new Map(),
    attachments: new Map(),
    personas: new Map(personas.map((id) => [id, { name: `Persona ${id}`, picture: "https://a.example/p.png" }])),
    loginIds: new Map(),
    utilityTemplates: new Set(utilityTemplates),
    linkingTokens: new Map(),
    otherRecipients: new OtherRecipients(),
  };
}
