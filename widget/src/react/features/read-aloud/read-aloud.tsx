import { type ReactNode, useEffect, useRef } from "react";
import type { MessageEntry } from "#chat/chat.ts";
import { useCell } from "#react/features/cell.ts";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { isMeant } from "#react/hooks/is-meant.ts";
import { Drawing } from "#react/Icon.tsx";
import { spokenText } from "#react/message/spoken-text.ts";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { type Texts, useText } from "#react/text.ts";
import { alwaysOf } from "./always.ts";
import { speakerOf } from "./speaker-of.ts";
import type { Speaker } from "./speaker.ts";
import { texts } from "./strings.ts";

/** Under an answer: reads it, or stops reading it. */
function ReadButton({ entry }: SeamProps["MessageFoot"]): ReactNode {
  const speaker = speakerOf(useChat());
  if (speaker === undefined || entry.type === "visitor" || entry.progress === "streaming") return null;
  return <Toggle speaker={speaker} entry={entry} />;
}

function Toggle({ speaker, entry }: { speaker: Speaker; entry: MessageEntry }): ReactNode {
  const core = useText();
  const { t } = useTexts(texts);
  const isRead = useCell(speaker).key === entry.key;
  const label = t(isRead ? "aloudStop" : "aloudRead");
  return (
    <button
      type="button"
      className="causerie-read"
      part="read-aloud"
      aria-label={label}
      title={!isRead && speaker.sends(core.locale) ? `${label}. ${t("aloudNotice")}` : label}
      onClick={(event) => {
        if (!isMeant(event)) return;
        if (isRead) speaker.stop();
        else speaker.read(entry.key, wordsOf(entry, core), core.locale);
      }}
    >
      <Drawing path={isRead ? stop : loudspeaker} />
    </button>
  );
}

/** In the menu of the header: every answer is read when it comes. */
function AlwaysItem(): ReactNode {
  const chat = useChat();
  const speaker = speakerOf(chat);
  const always = alwaysOf(chat);
  const isOn = useCell(always);
  const { t } = useTexts(texts);
  const { locale } = useText();
  if (speaker === undefined) return null;
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      className="causerie-menu-item"
      aria-checked={isOn}
      title={speaker.sends(locale) ? t("aloudNotice") : undefined}
      onClick={() => {
        always.set(!isOn);
        if (isOn) speaker.stop();
      }}
    >
      <Drawing path={isOn ? check : loudspeaker} />
      <span>{t("aloudAlways")}</span>
    </button>
  );
}

/** Reads what comes, if that is wished. The visitor who writes, or closes the chat, is not talked over. */
function Reader({ open }: SeamProps["Outside"]): ReactNode {
  const chat = useChat();
  const speaker = speakerOf(chat);
  const core = useText();
  const now = useRef({ core, open });
  useEffect(() => {
    now.current = { core, open };
    if (!open) speaker?.stop();
  });
  useEffect(() => {
    if (speaker === undefined) return undefined;
    const stops = [
      chat.on("acted", () => speaker.stop()),
      chat.on("message", ({ entry }) => {
        const { core: words, open: isOpen } = now.current;
        if (entry.type === "message" && isOpen && alwaysOf(chat).get())
          speaker.queue(entry.key, wordsOf(entry, words), words.locale);
      }),
    ];
    return () => {
      for (const end of stops) end();
      speaker.stop();
    };
  }, [chat, speaker]);
  return null;
}

/** The first key that the visitor writes ends the reading. */
function StopsAtKeys({ text }: SeamProps["ComposerAbove"]): ReactNode {
  const speaker = speakerOf(useChat());
  const before = useRef(text);
  useEffect(() => {
    if (text !== before.current) speaker?.stop();
    before.current = text;
  }, [speaker, text]);
  return null;
}

/** What the bot means to be said, else the message's words without marks and addresses. */
function wordsOf({ message }: MessageEntry, { t }: Texts): string {
  return message.speak ?? spokenText(message, t);
}

const loudspeaker = "M4.5 9.5v5h3.2l4.3 4V5.5l-4.3 4zM15.5 9.2a4 4 0 0 1 0 5.6M18 6.7a7.5 7.5 0 0 1 0 10.6";
const stop = "M8 8h8v8H8z";
const check = "M5 12.5l4.5 4.5L19 7.5";

export const feature: Feature = {
  parts: { MessageFoot: ReadButton, MenuItems: AlwaysItem, Outside: Reader, ComposerAbove: StopsAtKeys },
};
