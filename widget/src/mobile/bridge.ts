import { createIdMaker } from "#chat/sending/id-maker.ts";
import { formatPageMessage, type PageMessage, parseShellMessage, type ShellContext } from "./protocol.ts";
import type { Post } from "./shells.ts";

/** Milliseconds in which an app must answer. The chat itself waits no longer for a token. */
const answerMs = 5_000;

export type Bridge = {
  send(message: PageMessage): void;
  /** The token of the person who is signed in to the app; undefined: nobody is. Rejects when the app does not answer. */
  getToken: () => Promise<string | undefined>;
  /** Takes a message of the app. Whatever is none has no effect. */
  receive(input: unknown): void;
};

export type BridgeEvents = {
  context(context: ShellContext): void;
  /** Rejects when it did not work. */
  signOut(options: { forget: boolean }): Promise<void>;
};

/** The page's end of the bridge to the app. Tokens pass through and are kept nowhere. */
export function createBridge(post: Post, events: BridgeEvents, waitMs = answerMs): Bridge {
  // No page before this one has asked under these ids: a late answer may be the token of another person.
  const nextId = createIdMaker();
  const waiting = new Map<string, (token: string | undefined) => void>();
  const send = (message: PageMessage): void => post(formatPageMessage(message));

  async function signOut(id: string, forget: boolean): Promise<void> {
    const done = await events.signOut({ forget }).then(
      () => true,
      () => false,
    );
    send({ type: "chat:signedOut", id, done });
  }

  return {
    send,
    getToken() {
      const id = nextId();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`The app did not answer chat:getToken within ${waitMs / 1_000} s`));
        }, waitMs);
        waiting.set(id, (token) => {
          clearTimeout(timer);
          waiting.delete(id);
          resolve(token);
        });
        send({ type: "chat:getToken", id });
      });
    },
    receive(input) {
      const message = parseShellMessage(input);
      switch (message?.type) {
        case "chat:context":
          return events.context(message);
        case "chat:token":
          return waiting.get(message.id)?.(message.token ?? undefined);
        case "chat:signOut":
          return void signOut(message.id, message.forget ?? false);
        case undefined:
      }
    },
  };
}
