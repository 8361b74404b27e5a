import { createContext, use } from "react";

/** What the inbox asks before it does something. */
export type InboxDialog = { type: "return" | "transfer" | "transcript"; conversationId: string } | { type: "keys" };

export const DialogContext = createContext<(dialog: InboxDialog) => void>(() => undefined);

export const useOpenDialog = (): ((dialog: InboxDialog) => void) => use(DialogContext);
