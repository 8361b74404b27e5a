import type { ListedConversation } from "@causerie/protocol";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { texts } from "./strings.ts";
import { useHome, useHomeState } from "./use-home.ts";

const plus = "M12 5.5v13M5.5 12h13";

/** The list of the visitor's conversations, in the place of the thread and the composer. */
export function HomeScreen(): ReactNode {
  return useHomeState((state) => state.shown) ? <Screen /> : null;
}

function Screen(): ReactNode {
  const { t } = useTexts(texts);
  const home = useHome();
  const { conversations, busy, problem } = useHomeState((state) => state);
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  const headingId = useId();

  useEffect(() => {
    const panel = heading.current?.closest(".causerie-panel") ?? null;
    heading.current?.focus({ preventScroll: true });
    // The button of the header: to write is a choice, and a touch keyboard would hide the conversation that is just shown.
    return () => panel?.querySelector<HTMLElement>(".causerie-home-button")?.focus({ preventScroll: true });
  }, []);
  const failure = problem === undefined ? "" : t(problem === "too_many_conversations" ? "homeTooMany" : "homeFailed");
  useEffect(() => {
    if (failure !== "") announce(failure);
  }, [failure, announce]);

  const begin = async (): Promise<void> => {
    await home.begin();
    if (home.getState().problem === undefined) announce(t("homeBegun"));
  };
  // One Escape closes one thing: the list, and not the panel around it.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    home.show(false);
  };

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape, as in every layer
    <section className="causerie-home" part="home" aria-labelledby={headingId} aria-busy={busy} onKeyDown={onKeyDown}>
      <div className="causerie-home-top">
        <h3 ref={heading} id={headingId} tabIndex={-1}>
          {t("homeTitle")}
        </h3>
        <button
          type="button"
          className="causerie-home-new"
          part="home-new"
          disabled={busy}
          onClick={() => void begin()}
        >
          <Drawing path={plus} />
          {t("homeNew")}
        </button>
      </div>
      {failure !== "" && <p className="causerie-home-note">{failure}</p>}
      {conversations === undefined && failure === "" && <p className="causerie-home-note">{t("homeLoading")}</p>}
      {conversations?.length === 0 && <p className="causerie-home-note">{t("homeEmpty")}</p>}
      <ul className="causerie-home-list">
        {conversations?.map((listed) => (
          <Row key={listed.id} listed={listed} />
        ))}
      </ul>
    </section>
  );
}

function Row({ listed }: { listed: ListedConversation }): ReactNode {
  const { t } = useTexts(texts);
  const { day, time } = useText();
  const home = useHome();
  const announce = useAnnounce();
  const isShown = useHomeState((state) => state.current) === listed.id;
  const { id, title = t("homeUntitled"), last, at, unread } = listed;
  const words = last?.role === "visitor" ? t("homeYou", { text: last.text }) : last?.text;
  const [today] = useState(() => new Date().toDateString());
  const isToday = new Date(at).toDateString() === today;

  const resume = async (): Promise<void> => {
    await home.resume(id);
    announce(t("homeOpened", { title }));
  };
  return (
    <li>
      <button
        type="button"
        className="causerie-home-row"
        part="home-row"
        aria-current={isShown || undefined}
        data-state={unread > 0 ? "unread" : "read"}
        onClick={() => void resume()}
      >
        <span className="causerie-home-name" dir="auto">
          {title}
        </span>
        <time className="causerie-home-time" dateTime={new Date(at).toISOString()}>
          {isToday ? time(at) : day(at)}
        </time>
        <span className="causerie-home-words" dir="auto">
          {words}
        </span>
        {unread > 0 && (
          <span className="causerie-home-count">
            <span aria-hidden="true">{unread}</span>
            <span className="causerie-sr">{t("homeUnread", { count: unread })}</span>
          </span>
        )}
        {isShown && <span className="causerie-sr">{`(${t("homeShown")})`}</span>}
      </button>
    </li>
  );
}
