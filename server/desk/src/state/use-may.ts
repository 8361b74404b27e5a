import type { DeskScope } from "@causerie/protocol/desk";
import { mayDo, session } from "./session.ts";
import { useStore } from "./store.ts";

/** Whether the person may do this: what they may not is not offered. The server decides. */
export function useMay(scope: DeskScope): boolean {
  return useStore(session, (state) => mayDo(state, scope));
}
