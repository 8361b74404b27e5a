import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import { textOf, useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { botWork } from "#react/hooks/bot-work.ts";
import { useChatState, useEntries } from "#react/hooks/use-chat.ts";
import type { Feature, SeamProps } from "#react/seams/feature.ts";
import { useOwn } from "#react/seams/seams.tsx";
import { useText } from "#react/text.ts";
import { Avatar } from "./Avatar.tsx";
import { parseOpeningHours, wallClock } from "./opening-hours.ts";
import { lastAuthor, personHere, useBot } from "./people.ts";
import { type Hours, type Status, statusAt } from "./status.ts";
import { texts } from "./strings.ts";

function HeaderFace(): ReactNode {
  const bot = useBot();
  const person = personHere(useEntries(), useNow());
  // A person without a picture has no face of the bot's.
  return person === undefined ? <Avatar {...bot} /> : <Avatar name={person.name} picture={person.picture} />;
}

function HeaderStatus(): ReactNode {
  const { t } = useTexts(texts);
  const { day, time } = useText();
  const status = useStatus();
  const own = textOf(useSettings(), "status");
  const words = own !== undefined && status.type !== "person" ? own : describe(status);
  useSpoken(status.type === "person" ? words : "");
  return (
    <p className="causerie-status" part="status" data-state={status.type}>
      {words}
    </p>
  );

  function describe(shown: Status): string {
    switch (shown.type) {
      case "person":
        return shown.name === undefined ? t("faceTeamHere") : t("facePersonHere", { name: shown.name });
      case "closed":
        return shown.opensAt === undefined
          ? t("faceClosed")
          : t("faceOpens", { day: day(shown.opensAt), time: time(shown.opensAt) });
      case "replies":
        return t("faceReplies", { time: shown.within });
      case "bot":
        return t("faceBot");
    }
  }
}

/** Tells who has come, and not who was there when the chat was opened. */
function useSpoken(words: string): void {
  const announce = useAnnounce();
  const said = useRef<string>(undefined);
  const loaded = useChatState((state) => state.loaded);
  useEffect(() => {
    if (!loaded) return;
    if (said.current !== undefined && said.current !== words && words !== "") announce(words);
    said.current = words;
  }, [announce, words, loaded]);
}

function useStatus(): Status {
  const read = useSettings();
  const now = useNow();
  const source = textOf(read, "hours");
  const timeZone = textOf(read, "time-zone");
  const hours = useMemo(() => readHours(source, timeZone), [source, timeZone]);
  return statusAt(now, personHere(useEntries(), now), hours, textOf(read, "replies"));
}

/** Hours that are not understood are none: the visitor must not suffer from a typing error of the page. */
function readHours(source: string | undefined, timeZone: string | undefined): Hours | undefined {
  if (source === undefined) return undefined;
  try {
    wallClock(0, timeZone);
    return { hours: parseOpeningHours(source), timeZone };
  } catch (error) {
    // oxlint-disable-next-line no-console -- only the page's developer can mend it
    console.error(error);
    return undefined;
  }
}

/** The time, anew each minute. */
function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(now, useEntries().at(-1)?.at ?? 0);
}

/** Beside the first message of an author. Its neighbours keep the room. */
function MessageStart({ entry, position }: SeamProps["MessageStart"]): ReactNode {
  const bot = useBot();
  if (entry.type === "visitor" || entry.author.role === "system") return null;
  if (position === "middle" || position === "last") return <span className="causerie-face" />;
  const { role, name, picture } = entry.author;
  const own = role === "bot" ? bot : { name: undefined, picture: undefined };
  return <Avatar className="causerie-face" name={name ?? own.name} picture={picture ?? own.picture} />;
}

/** Who writes, with three dots. */
function Typing(): ReactNode {
  const { t } = useTexts(texts);
  const { t: own } = useText();
  const bot = useBot();
  const isThinking = useChatState(botWork) === "thinking";
  const last = lastAuthor(useEntries())?.author;
  const isPerson = last?.role === "agent";
  const name = isPerson ? last.name : (last?.name ?? bot.name);
  const picture = isPerson ? last.picture : (last?.picture ?? bot.picture);
  const drawn = useOwn(
    "typing",
    { name },
    <div className="causerie-typing" part="typing">
      <span className="causerie-sr">{name === undefined ? own("typing") : t("faceWrites", { name })}</span>
      <i />
      <i />
      <i />
    </div>,
  );
  if (!isThinking) return null;
  return (
    <div className="causerie-typing-row">
      <Avatar className="causerie-face" name={name} picture={picture} />
      {drawn}
    </div>
  );
}

export const feature: Feature = { parts: { HeaderFace, HeaderStatus, MessageStart, Typing } };
