import type { InboxRow } from "@causerie/protocol/desk";
import { texts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import { go } from "#routing/location.ts";
import { personIn, session } from "#state/session.ts";
import { ownSettings } from "#state/own-settings.ts";

/** Says that somebody waits, or is offered to the person: to screen readers, and on the desktop if the person has asked for it and looks elsewhere. */
export function callForWaiting({ conversationId, visitorName, channelName, offer }: InboxRow): void {
  const { t } = texts();
  const isOffered = offer !== undefined && offer.to.id === personIn(session.get())?.id;
  const words = t(isOffered ? "nowOffered" : "nowWaiting", { name: visitorName, channel: channelName });
  announce(words);
  if (!ownSettings.get().notifies || document.hasFocus() || !mayNotify()) return;
  // What the visitor has said stays out of it: others may see the screen.
  const notification = new Notification(t("waitingTitle"), {
    body: words,
    tag: conversationId,
  });
  notification.addEventListener("click", () => {
    window.focus();
    go({ page: "inbox", choice: { list: "waiting" }, conversation: conversationId });
    notification.close();
  });
}

function mayNotify(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}
