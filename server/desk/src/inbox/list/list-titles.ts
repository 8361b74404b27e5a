import type { CaseState } from "@causerie/protocol/desk";
import type { TextKey } from "#i18n/texts.ts";
import type { InboxList } from "#routing/route.ts";

/** In the order in which they stand. */
export const listTitles: Record<InboxList, TextKey> = {
  mine: "listMine",
  waiting: "listWaiting",
  open: "listOpen",
  all: "listAll",
  bot: "listBot",
  closed: "listClosed",
};

export const stateTitles: Record<CaseState, TextKey> = {
  bot: "stateBot",
  waiting: "stateWaiting",
  open: "stateOpen",
  closed: "stateClosed",
};
