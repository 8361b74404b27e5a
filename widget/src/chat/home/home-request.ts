import type { ConversationList, ListedConversation } from "@causerie/protocol";
import type { Settings } from "#chat/options.ts";
import type { KeyValueStorage } from "#chat/storage/key-value-storage.ts";
import { prefixOf, readSession } from "./stored-session.ts";

/**
 * Why a request failed: the server's code, or `network`, `bad_answer`; `unauthorized` also before there is a session. `mayTryAgain`: the
 * same may succeed later. Not the chat's own error: what this imported from the chat would cost all pages.
 */
export class HomeProblem extends Error {
  readonly code: string;
  readonly mayTryAgain: boolean;

  constructor(code: string, mayTryAgain: boolean, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.mayTryAgain = mayTryAgain;
  }
}

/** Requests about all conversations of the visitor. Every failure is a {@link HomeProblem}. */
export type HomeRequest = {
  list(): Promise<ConversationList["conversations"]>;
  begin(): Promise<string>;
  markRead(conversationId: string, cursor: string): Promise<void>;
  /** Sends a message as it was kept. */
  send(conversationId: string, message: object): Promise<void>;
};

const timeoutMs = 15_000;
/** The chat renews its session by itself: after this time its new token is in the storage. */
const renewalMs = 1_500;

export function createHomeRequest(settings: Settings, storage: KeyValueStorage, over: AbortSignal): HomeRequest {
  const { endpoint, fetch, headers } = settings;

  async function readToken(): Promise<string> {
    const session = await readSession(storage, prefixOf(settings));
    if (session === undefined) throw new HomeProblem("unauthorized", true);
    return session.token;
  }

  async function ask(path: string, body: object | undefined, token: string): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(`${endpoint}/v1/conversations${path}`, {
        headers: {
          ...(await headers()),
          accept: "application/json",
          authorization: `Bearer ${token}`,
          ...(body && { "content-type": "application/json" }),
        },
        ...(body && { method: "POST", body: JSON.stringify(body) }),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.any([over, AbortSignal.timeout(timeoutMs)]),
      });
      if (response.status === 204) return undefined;
    } catch (cause) {
      throw new HomeProblem("network", true, { cause });
    }
    const answer = (await response.json().catch(() => undefined)) as { code?: string; retryable?: boolean } | undefined;
    if (response.ok && answer !== undefined) return answer;
    throw new HomeProblem(answer?.code ?? "bad_answer", answer?.retryable ?? true);
  }

  async function request(path: string, body?: object): Promise<unknown> {
    const token = await readToken();
    try {
      return await ask(path, body, token);
    } catch (error) {
      if (codeOf(error) !== "unauthorized") throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, renewalMs));
    return await ask(path, body, await readToken());
  }

  const pathOf = (id: string): string => `/${encodeURIComponent(id)}`;

  return {
    async list() {
      const { conversations } = (await request("")) as { conversations?: unknown };
      if (!Array.isArray(conversations)) throw new HomeProblem("bad_answer", true);
      return conversations.filter(isListed);
    },
    async begin() {
      const { conversationId } = (await request("", {})) as { conversationId?: unknown };
      if (typeof conversationId !== "string") throw new HomeProblem("bad_answer", true);
      return conversationId;
    },
    async markRead(id, cursor) {
      await request(`${pathOf(id)}/read`, { cursor });
    },
    async send(id, message) {
      await request(`${pathOf(id)}/messages`, message);
    },
  };
}

export function codeOf(error: unknown): string {
  return error instanceof HomeProblem ? error.code : "network";
}

function isListed(input: unknown): input is ListedConversation {
  const { id, at, unread, title = "", last = { text: "", role: "" } } = (input ?? {}) as Partial<ListedConversation>;
  return (
    typeof id === "string" &&
    Number.isFinite(at) &&
    Number.isFinite(unread) &&
    [title, last.text, last.role].every((text) => typeof text === "string")
  );
}
