import { type ReactNode, useEffect, useRef } from "react";
import { mapUrl } from "#react/extras/Location.tsx";
import { useCell } from "#react/features/cell.ts";
import { Tray } from "#react/features/Tray.tsx";
import { useAnnounce } from "#react/features/announce.tsx";
import { useTexts } from "#react/features/texts.ts";
import { useChat } from "#react/hooks/use-chat.ts";
import { Icon } from "#react/Icon.tsx";
import { Link } from "#react/message/Link.tsx";
import { useText } from "#react/text.ts";
import { formatDistance } from "./format-distance.ts";
import { type Found, type LocatorState, locatorOf, type PressedFor } from "./locator.ts";
import { texts } from "./strings.ts";

/** Above the composer or under a quick reply: the search for the visitor's location, what it found, and a way on where it found nothing. */
export function LocationTray({ by }: { by: PressedFor }): ReactNode {
  const chat = useChat();
  const locator = locatorOf(chat);
  const state = useCell(locator);
  const { t } = useTexts(texts);
  const { locale } = useText();
  const announce = useAnnounce();
  const isOwn = locator.openedBy() === by;
  const words = isOwn ? wordsFor(state, t, locale) : "";
  const spoken = useRef("");
  useEffect(() => {
    if (words !== "" && words !== spoken.current) announce(words);
    spoken.current = words;
  }, [announce, words]);
  if (state.type === "closed" || !isOwn) return null;
  return (
    <Tray
      name="location"
      label={t("locationShare")}
      state={state.type}
      onEscape={(leave) => leave(() => locator.close())}
    >
      {(leave) => (
        <>
          <p className="causerie-tray-words">
            <Icon name="pin" />
            <span>{words}</span>
          </p>
          {state.type === "found" && <Preview found={state.location} />}
          {state.type === "failed" && <WordsForm onSend={(text) => leave(() => sendWords(text))} />}
          <div className="causerie-tray-buttons">
            {state.type === "found" && (
              <button
                type="button"
                className="causerie-tray-main"
                data-first=""
                onClick={() => leave(() => locator.send())}
              >
                {t("locationSend")}
              </button>
            )}
            {state.type === "failed" && state.why !== "missing" && (
              <button type="button" className="causerie-tray-button" onClick={() => locator.search()}>
                {t("locationAgain")}
              </button>
            )}
            <button
              type="button"
              className="causerie-tray-button"
              data-first={state.type === "searching" ? "" : undefined}
              onClick={() => leave(() => locator.close())}
            >
              {t("locationCancel")}
            </button>
          </div>
        </>
      )}
    </Tray>
  );

  function sendWords(text: string): void {
    chat.sendText(text);
    locator.close();
  }
}

/** The numbers, and a map that is only a link: its server learns of the visitor when they follow it, not before. */
function Preview({ found }: { found: Found }): ReactNode {
  const { t } = useTexts(texts);
  const { latitude, longitude } = found;
  return (
    <p className="causerie-tray-detail">
      <bdi dir="ltr">{`${latitude}, ${longitude}`}</bdi>{" "}
      <Link className="causerie-link" href={mapUrl({ title: "", latitude, longitude })}>
        {t("locationMap")}
      </Link>
    </p>
  );
}

/** The way on without the browser: the visitor writes it. */
function WordsForm({ onSend }: { onSend: (text: string) => void }): ReactNode {
  const { t } = useTexts(texts);
  const input = useRef<HTMLInputElement>(null);
  const submit = (): void => {
    const text = input.current?.value.trim() ?? "";
    if (text === "") input.current?.focus();
    else onSend(text);
  };
  return (
    // No form of its own: above the composer it stands in the composer's.
    <div className="causerie-tray-form">
      <label>
        <span>{t("locationWrite")}</span>
        <input
          ref={input}
          data-first=""
          type="text"
          dir="auto"
          autoComplete="street-address"
          enterKeyHint="send"
          maxLength={500}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            submit();
          }}
        />
      </label>
      <button type="button" className="causerie-tray-main" onClick={submit}>
        {t("locationWriteSend")}
      </button>
    </div>
  );
}

function wordsFor(
  state: LocatorState,
  t: ReturnType<typeof useTexts<(typeof texts)["en"]>>["t"],
  locale: string,
): string {
  switch (state.type) {
    case "closed":
      return "";
    case "searching":
      return t("locationSearching");
    case "found":
      return t("locationFound", { distance: formatDistance(state.location.accuracy, locale) });
    case "failed":
      return t(failures[state.why]);
  }
}

const failures = {
  denied: "locationDenied",
  timeout: "locationTimeout",
  unavailable: "locationUnavailable",
  missing: "locationMissing",
} as const;
