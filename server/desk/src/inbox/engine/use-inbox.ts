import { createContext, use, useSyncExternalStore } from "react";
import type { InboxState } from "#inbox/state/inbox-state.ts";
import { useStore } from "#state/store.ts";
import type { Attachment } from "./attachments.ts";
import type { Draft } from "./drafts.ts";
import type { InboxEngine } from "./inbox-engine.ts";
import type { PendingAct } from "#inbox/state/pending-act.ts";

export const InboxContext = createContext<InboxEngine | undefined>(undefined);

/** @throws when there is none: only pages of a person who may read conversations have one. */
export function useEngine(): InboxEngine {
  const engine = use(InboxContext);
  if (engine === undefined) throw new Error("This part belongs into the inbox");
  return engine;
}

export function useInbox<Part>(select: (state: InboxState) => Part): Part {
  return useStore(useEngine().store, select);
}

export function useDraft(id: string): Draft {
  const { drafts } = useEngine();
  return useSyncExternalStore(drafts.subscribe, () => drafts.read(id));
}

/** Files that stand beside the text, and are not sent yet. */
export function useAttachments(id: string): readonly Attachment[] {
  const { attachments } = useEngine();
  return useSyncExternalStore(attachments.subscribe, () => attachments.of(id));
}

export function usePending(): readonly PendingAct[] {
  return useStore(useEngine().outbox.pending, (all) => all);
}
