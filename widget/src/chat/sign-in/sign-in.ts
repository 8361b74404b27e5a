/**
 * Who is signed in: fetched by a chat that has a `getToken`. The person's token goes to the server for a session of theirs, and
 * is kept nowhere. Each person has a chat of their own, so that the next one on this device finds nothing. Whatever this imported from
 * the chat would make files of their own for all.
 * @module
 */
import type { Clock } from "#chat/clock.ts";
import type { Fetch } from "#chat/connection/http.ts";
import type { ChatStore } from "#chat/state/chat-store.ts";
import type { Unsent } from "#chat/sending/outbox.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { createAsk, type GetToken } from "./ask-token.ts";
import { createShownHere } from "./shown-here.ts";
import { whoseToken } from "./whose-token.ts";
import { withoutSession } from "./without-session.ts";

/** `who` is there. Empty: nobody is signed in; else of {@link whoseToken}. */
type Person = { who: string; token: string | undefined };

/**
 * What becomes of what was not sent in the chat before. `kept`: it stays on this device, for that chat. `taken along`: it is in the
 * outbox of the next chat, and what is being written stays in the field.
 */
export type Left = "dropped" | "kept" | "taken along";

/** What it uses of a chat's settings. It changes the last two. */
export type SignInSettings = {
  endpoint: string;
  locale: string | undefined;
  clock: Clock;
  fetch: Fetch;
  scope: string;
};

/** After a refusal other tokens of the same person are not tried for so long: a page may make a new bad one at each request. */
const refusedMs = 10_000;

/**
 * @param open begins a chat in the place of the one that is there.
 * @param isShown there is a chat already: nobody was signed in until now.
 * @returns a function that finds out who is there, and shows their chat.
 */
export function createSignIn<Settings extends SignInSettings>(
  settings: Settings,
  getToken: GetToken,
  store: Pick<ChatStore, "get" | "emit">,
  storage: KeyValueStorage,
  open: (settings: Settings, storage: KeyValueStorage, left: Left) => Promise<void>,
  isShown: boolean,
): () => Promise<void> {
  const { endpoint, clock } = settings;
  const ask = createAsk(getToken, clock);
  const here = createShownHere(endpoint);
  if (isShown) here.set(true);
  let person: Person | undefined = isShown ? { who: "", token: undefined } : undefined;
  /** Stands for nobody: the server has refused it, or the person has signed out. */
  let refused: { token: string; who: string; endsAt: number } | undefined;
  /** The page did not answer the last question, or its token was refused. */
  let hasFailed = false;
  let changing: Promise<void> | undefined;

  async function check(): Promise<Person> {
    const answer = await ask();
    // A page that does not answer says nothing about who is there: the server judges the token from before.
    const token = answer.type === "failed" ? person?.token : answer.type === "token" ? answer.token : undefined;
    const who = token === undefined ? "" : await whoseToken(token);
    const isRefused =
      refused !== undefined && (token === refused.token || (who === refused.who && clock.now() < refused.endsAt));
    hasFailed = answer.type === "failed" || (isRefused && refused?.who !== "");
    const now: Person = isRefused || who === "" ? { who: "", token: undefined } : { who, token };
    await changing;
    const before = person;
    person = now;
    if (before?.who !== now.who)
      changing = change(before?.who, now.who).finally(() => {
        changing = undefined;
      });
    // Who asked at the same time waits as well: before there is a chat, a message would be lost.
    await changing;
    return now;
  }

  async function change(before: string | undefined, who: string): Promise<void> {
    const scope = who && `${who} `;
    const isOfPerson = before !== undefined && before !== "";
    const ownScope = `causerie ${endpoint} `;
    // What a person wrote is nobody else's. It stays theirs where they could only not be signed in again.
    const left = !isOfPerson ? "taken along" : hasFailed ? "kept" : "dropped";
    // Whoever wrote something and then signed in, wrote it themselves. Before anybody was known nothing was taken.
    if (before === "") await carryTo(scope);
    // Without the code for it, or where the browser keeps nothing, the next page of that person removes what is left.
    if (before === "" || left === "dropped") {
      const files = await import("#chat/files/files.ts").catch(() => undefined);
      if (before === "") await files?.moveFiles(ownScope, ownScope + scope).catch(() => {});
      else await files?.forgetFiles(`${ownScope}${before} `).catch(() => {});
    }
    const kept = who === "" ? storage : withoutSession(storage);
    // What stands in the page would be the next one's.
    if (left !== "taken along") store.emit("dropped", { by: "person" });
    await open({ ...settings, scope, fetch: (url, init) => fetchAs(who, url, init) }, kept, left);
  }

  /** Into the outbox of the chat that comes. */
  async function carryTo(scope: string): Promise<void> {
    const { locale } = settings;
    for (const [position, entry] of store.get().entries.entries()) {
      if (entry.type !== "visitor" || entry.delivery.type === "sent") continue;
      const { key, content, at } = entry;
      const unsent: Unsent = { message: { clientId: key, content, locale }, at, position };
      await storage.set(`causerie ${endpoint} ${scope}outbox/${key}`, JSON.stringify(unsent)).catch(() => {});
    }
  }

  /** A request of the chat of `who`. */
  async function fetchAs(who: string, url: string, init: RequestInit): Promise<Response> {
    const { who: now, token } = await check();
    if (now !== who) throw anotherPerson();
    const path = url.slice(endpoint.length);
    const isSession = path === "/v1/session" || path === "/v1/session/refresh";
    if (token === undefined) return isSession ? await fetchAnonymous(url, init) : await settings.fetch(url, init);
    if (isSession) return await fetchSession(who, token, init);
    const response = await settings.fetch(url, init);
    if (path === "/v1/session/end" && response.ok) refused = { token, who: "", endsAt: 0 };
    return response;
  }

  async function fetchAnonymous(url: string, init: RequestInit): Promise<Response> {
    here.set(true);
    const response = await settings.fetch(url, init);
    if (!hasFailed || response.ok) return response;
    // Whoever is asked to sign in has perhaps done so.
    const problem = await problemOf(response);
    if (problem.code !== "sign_in_required") return response;
    return Response.json({ ...problem, code: "sign_in_failed" }, { status: response.status });
  }

  async function fetchSession(who: string, token: string, init: RequestInit): Promise<Response> {
    const response = await exchange(token, init);
    if (!(await isRefusal(response))) return response;
    // It may have ended meanwhile: the page gets one chance to give another.
    const again = await ask();
    const other = again.type === "token" && again.token !== token ? again.token : undefined;
    if (other !== undefined && (await whoseToken(other)) === who) {
      const second = await exchange(other, init);
      if (!(await isRefusal(second))) return second;
    }
    refused = { token: other ?? token, who, endsAt: clock.now() + refusedMs };
    await check();
    throw anotherPerson();
  }

  /** Gets a session of the person for their token, and joins what was said in this tab before they had signed in. */
  async function exchange(token: string, init: RequestInit): Promise<Response> {
    const key = `causerie ${endpoint} session`;
    const before = here.get() ? await storage.get(key).catch(() => undefined) : undefined;
    const response = await settings.fetch(`${endpoint}/v1/session`, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` },
      body: JSON.stringify({ refreshToken: readRefreshToken(before) }),
    });
    if (response.ok && before !== undefined) {
      await storage.delete(key).catch(() => {}); // The server takes none of its tokens any more.
      here.set(false);
    }
    return response;
  }

  return async () => void (await check());
}

/** For a chat that is over: nobody sees it. */
function anotherPerson(): Error {
  return new Error("another person is there");
}

function readRefreshToken(stored: string | undefined): string | undefined {
  try {
    return (JSON.parse(stored ?? "{}") as { session?: { refreshToken?: string } }).session?.refreshToken;
  } catch {
    return undefined;
  }
}

async function isRefusal(response: Response): Promise<boolean> {
  return response.status === 401 && (await problemOf(response)).code === "sign_in_failed";
}

/** The body stays unread for whoever asked. */
async function problemOf(response: Response): Promise<{ code?: unknown }> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return body instanceof Object ? body : {};
}
