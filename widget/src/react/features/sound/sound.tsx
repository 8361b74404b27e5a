import { type ReactNode, useEffect, useRef, useState } from "react";
import { createChime } from "#attention/chime.ts";
import { isFirstCall, isSeen } from "#attention/tabs.ts";
import { keepWish } from "#attention/wish.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { useSeen } from "#react/features/use-seen.ts";
import { listen } from "#react/hooks/listen.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Drawing } from "#react/Icon.tsx";
import type { Feature } from "#react/seams/feature.ts";
import { texts } from "./strings.ts";

const icon = "M5 10v4h3l4.5 3.5v-11L8 10ZM16 9.2a4 4 0 0 1 0 5.6M18.5 6.8a7.5 7.5 0 0 1 0 10.4";

const wish = keepWish("sound");
const chime = createChime();

/** The visitor's own choice, else what the page asks for, else none. */
function useIsOn(): () => boolean {
  const setting = useSettings()("sound");
  return () => (wish.read() ?? (setting === "on" || setting === true ? "on" : "off")) === "on";
}

/** Sounds when an answer comes that nobody sees: in one tab, and never for what is loaded. */
function Outside({ open }: { open: boolean }): ReactNode {
  const chat = useChat();
  const isOn = useRef(useIsOn());
  const now = useIsOn();
  useEffect(() => {
    isOn.current = now;
  });
  useSeen("chat", open);
  useEffect(() => {
    const onPress = (): void => {
      if (isOn.current()) stopWaiting();
      if (isOn.current()) chime.unlock();
    };
    const stopWaiting = listen(document, { pointerup: onPress, keydown: onPress }, true);
    const stop = chat.on("message", ({ entry }) => {
      if (entry.type !== "message" || entry.author.role === "system" || !isOn.current()) return;
      void (async () => {
        if (await isSeen("chat")) return;
        if (await isFirstCall("sound", entry.key)) await chime.play();
      })();
    });
    return () => {
      stopWaiting();
      stop();
    };
  }, [chat]);
  return null;
}

function MenuItems({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts(texts);
  const announce = useAnnounce();
  const isOn = useIsOn();
  const [checked, setChecked] = useState(isOn);
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      className="causerie-menu-item"
      aria-checked={checked}
      onClick={() => {
        wish.save(checked ? "off" : "on");
        setChecked(!checked);
        announce(t(checked ? "soundIsOff" : "soundIsOn"));
        // What was asked for is heard at once. It also makes the browser let later ones sound.
        if (!checked) void chime.play();
        onDone();
      }}
    >
      <Drawing path={icon} />
      <span>{t("soundName")}</span>
      <span className="causerie-menu-state" aria-hidden="true">
        {t(checked ? "soundOn" : "soundOff")}
      </span>
    </button>
  );
}

export const feature: Feature = { parts: { Outside, MenuItems } };
