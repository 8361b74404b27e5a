import type { DeskScope, SignedIn } from "@causerie/protocol/desk";
import { account } from "#wire/team.ts";
import { CallError } from "#wire/call-error.ts";
import { whenSessionEnds } from "#wire/call.ts";
import { createStore } from "./store.ts";

/**
 * Who is signed in. `ended`: somebody was, and the page still shows what they did, so that nothing which they were writing is lost.
 * `providerSignOut`: where they are signed in still.
 */
export type Session =
  | { type: "asking" }
  | { type: "unreachable" }
  | { type: "signed_out"; providerSignOut?: string }
  | { type: "signed_in"; me: SignedIn }
  | { type: "ended"; me: SignedIn };

export type SessionEvent =
  | { type: "asked" }
  | { type: "unreachable" }
  | { type: "signed_in"; me: SignedIn }
  | { type: "refused" }
  | { type: "signed_out" };

export function reduceSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case "asked":
      return session.type === "unreachable" ? { type: "asking" } : session;
    case "unreachable":
      return session.type === "asking" ? { type: "unreachable" } : session;
    case "signed_in":
      return { type: "signed_in", me: event.me };
    case "refused":
      if (session.type === "ended") return session;
      return session.type === "signed_in" ? { type: "ended", me: session.me } : { type: "signed_out" };
    case "signed_out": {
      const end = "me" in session ? session.me.providerSignOut : undefined;
      return { type: "signed_out", ...(end === undefined ? {} : { providerSignOut: end }) };
    }
  }
}

export const session = createStore<Session, SessionEvent>(reduceSession, { type: "asking" });

whenSessionEnds(() => session.dispatch({ type: "refused" }));

/** Asks who is signed in: at the start, and when the server has refused something for want of a right. */
export async function readSession(): Promise<void> {
  session.dispatch({ type: "asked" });
  try {
    session.dispatch({ type: "signed_in", me: await account.me() });
  } catch (error) {
    // A 401 has been reported by the call itself.
    if (!(error instanceof CallError)) throw error;
    if (error.status !== 401) session.dispatch({ type: "unreachable" });
  }
}

export function mayDo(state: Session, scope: DeskScope): boolean {
  return (state.type === "signed_in" || state.type === "ended") && state.me.scopes.includes(scope);
}

/** Of the person who is signed in, or was a moment ago. */
export function personIn(state: Session): SignedIn["person"] | undefined {
  return state.type === "signed_in" || state.type === "ended" ? state.me.person : undefined;
}
