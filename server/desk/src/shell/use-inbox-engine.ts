import type { SignedIn } from "@causerie/protocol/desk";
import { useEffect, useState } from "react";
import { InboxEngine } from "#inbox/engine/inbox-engine.ts";
import { callForWaiting } from "#inbox/engine/call-for-waiting.ts";
import { watchDue } from "#inbox/engine/watch-due.ts";
import { reportRefusal } from "#inbox/engine/report-refusal.ts";

/** One engine for as long as the person is here. While the session has ended it stands still, and keeps what it has. */
export function useInboxEngine(me: SignedIn, isEnded: boolean): InboxEngine | undefined {
  const mayRead = me.scopes.includes("conversations.read");
  const [engine] = useState(() => new InboxEngine(me.person.id, { refused: reportRefusal, waits: callForWaiting }));
  const runs = mayRead && !isEnded;
  useEffect(() => {
    if (!runs) return;
    engine.start();
    const watching = watchDue(engine);
    return () => {
      clearInterval(watching);
      engine.stop();
    };
  }, [engine, runs]);
  return mayRead ? engine : undefined;
}
