import { type ReactNode, useEffect, useRef, useState } from "react";
import { isFirstCall, isSeen } from "#attention/tabs.ts";
import { keepWish } from "#attention/wish.ts";
import type { MessageEntry } from "#chat/chat.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { openChat, useLauncher } from "#react/features/use-launcher.ts";
import { useSeen } from "#react/features/use-seen.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { wordsOfBody } from "#react/message/spoken-text.ts";
import type { Feature } from "#react/seams/feature.ts";
import { useText } from "#react/text.ts";
import { texts } from "./strings.ts";

const wish = keepWish("notifications");

/** Whether there is any sense in asking. A refusal, here or to the browser, is for good. */
function mayAsk(): boolean {
  return globalThis.Notification !== undefined && Notification.permission !== "denied" && wish.read() === undefined;
}

/** Asks in the chat, after an answer has come while nobody looked: then it is plain what it is good for. */
function Question(): ReactNode {
  const chat = useChat();
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const [state, setState] = useState<"silent" | "due" | "asked">("silent");
  useEffect(
    () =>
      chat.on("message", ({ entry }) => {
        if (entry.type === "message" && document.hidden && mayAsk()) setState("due");
      }),
    [chat],
  );
  const text = t("notificationsAsk");
  useEffect(() => {
    if (state !== "due") return;
    const say = (): void => {
      if (document.hidden) return;
      announce(text);
      setState("asked");
    };
    say();
    document.addEventListener("visibilitychange", say);
    return () => document.removeEventListener("visibilitychange", say);
  }, [state, text, announce]);
  if (state === "silent") return null;

  const answer = async (yes: boolean): Promise<void> => {
    setState("silent");
    // Only a press may ask the browser, and it asks the visitor once more.
    const isGranted = yes && (await Notification.requestPermission()) === "granted";
    wish.save(isGranted ? "yes" : "no");
    announce(t(isGranted ? "notificationsOn" : yes ? "notificationsBlocked" : "notificationsOff"));
  };
  return (
    <fieldset className="causerie-notifications" part="notifications" aria-label={text}>
      <p>{text}</p>
      <button type="button" className="causerie-notifications-yes" onClick={() => void answer(true)}>
        {t("notificationsYes")}
      </button>
      <button type="button" className="causerie-notifications-no" onClick={() => void answer(false)}>
        {t("notificationsNo")}
      </button>
    </fieldset>
  );
}

/** Notifies of an answer while no tab of the site is seen. */
function Outside(): ReactNode {
  const chat = useChat();
  const words = useText();
  const { t, language } = useTexts(texts);
  const setting = useSettings()("notifications");
  const [ref, found] = useLauncher();
  const isVerbose = setting === "text";
  const describe = (entry: MessageEntry): { title: string; body: string } => {
    const { name } = entry.author;
    return {
      title: name === undefined ? t("notificationsTitle") : t("notificationsFrom", { name }),
      // Whoever stands beside the screen reads it, too. So the words only if the site has said so.
      body: isVerbose ? wordsOfBody(entry.message, words.t).filter(Boolean).join("\n").slice(0, 300) : "",
    };
  };
  const now = useRef(describe);
  useEffect(() => {
    now.current = describe;
  });
  useSeen("page", true);
  useEffect(
    () =>
      chat.on("message", ({ entry }) => {
        if (entry.type !== "message" || entry.author.role === "system" || !document.hidden) return;
        if (wish.read() !== "yes" || globalThis.Notification?.permission !== "granted") return;
        void (async () => {
          if ((await isSeen("page")) || !(await isFirstCall("notification", entry.key))) return;
          const { title, body } = now.current(entry);
          notify(title, { body, lang: language, tag: "causerie" }, () => found && openChat(found));
        })();
      }),
    [chat, language, found],
  );
  return <span ref={ref} hidden />;
}

function notify(title: string, options: NotificationOptions, open: () => void): void {
  try {
    const notification = new Notification(title, options);
    notification.addEventListener("click", () => {
      window.focus();
      notification.close();
      open();
    });
  } catch {
    // Chrome on Android lets only a service worker notify: that is what the feature `push` is for.
  }
}

export const feature: Feature = { parts: { ComposerAbove: Question, Outside } };
