import { type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import { say } from "#parts/toasts.tsx";
import { ownSettings } from "#state/own-settings.ts";
import { useStore } from "#state/store.ts";

/** Asks for notifications only when it is pressed. */
export function NotifyButton(): ReactNode {
  const t = useTexts();
  const notifies = useStore(ownSettings, (settings) => settings.notifies);
  const [permission, setPermission] = useState(() => ("Notification" in window ? Notification.permission : "denied"));
  const isOn = notifies && permission === "granted";
  const press = async (): Promise<void> => {
    if (isOn) {
      ownSettings.dispatch({ notifies: false });
      return;
    }
    const answer = permission === "granted" ? permission : await Notification.requestPermission();
    setPermission(answer);
    ownSettings.dispatch({ notifies: answer === "granted" });
    say(answer === "granted" ? t("notifyOn") : t("notifyBlocked"));
  };
  if (!("Notification" in window)) return null;
  return <IconButton icon="bell" label={t("notify")} aria-pressed={isOn} onClick={() => void press()} />;
}
