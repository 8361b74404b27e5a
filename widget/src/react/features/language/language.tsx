import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { chooseLanguage, readChosenLanguage, watchChosenLanguage } from "#i18n/chosen-language.ts";
import { launcherNames } from "#i18n/launcher-strings.ts";
import { languageOf } from "#i18n/locale.ts";
import { useAnnounce } from "#react/features/announce.tsx";
import { useChatContext } from "#react/context.ts";
import type { Feature } from "#react/seams/feature.ts";
import { ScreenFrame, useScreen } from "#react/features/open-screen.tsx";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { useText } from "#react/text.ts";
import { texts } from "./strings.ts";

const screen = "language";
const icon = "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17";
const check = "M5 12.5l4.5 4.5L19 7.5";

/** The languages that the interface has, by their own names in their own order. */
const languages = ["en", ...Object.keys(launcherNames)]
  .map((tag) => ({ tag, name: nameOf(tag) }))
  .sort((one, other) => one.name.localeCompare(other.name, "en"));

/** A language was chosen just now: the chat that is drawn anew for it says so. */
let isNews = false;

function MenuItem({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts(texts);
  const { language } = useText();
  const { show } = useScreen();
  return (
    <button
      type="button"
      role="menuitem"
      className="causerie-menu-item"
      onClick={() => {
        onDone();
        show(screen);
      }}
    >
      <Drawing path={icon} />
      <span>{t("languageNow", { language: nameOf(languageOf(language)) })}</span>
    </button>
  );
}

function Screen(): ReactNode {
  const { name, show } = useScreen();
  const { t } = useTexts(texts);
  const now = languageOf(useText().language);
  if (name !== screen) return null;
  return (
    <ScreenFrame title={t("languageChoose")} back={t("languageBack")} onClose={() => show(undefined)}>
      <ul className="causerie-languages">
        {languages.map(({ tag, name }) => (
          <li key={tag}>
            <button
              type="button"
              lang={tag}
              dir="auto"
              aria-current={tag === now ? "true" : undefined}
              onClick={() => {
                isNews = tag !== now;
                show(undefined);
                chooseLanguage(tag);
              }}
            >
              <span>{name}</span>
              {tag === now && <Drawing path={check} />}
            </button>
          </li>
        ))}
      </ul>
    </ScreenFrame>
  );
}

/** Says that the language has changed. In the element it also sets it: there the attribute `locale` is what all parts go by. */
function Keeper(): ReactNode {
  const { language } = useText();
  const { hostPage } = useChatContext();
  const announce = useAnnounce();
  const chosen = useSyncExternalStore(watchChosenLanguage, readChosenLanguage, () => undefined);
  useEffect(() => {
    const host = hostPage?.host;
    if (host !== undefined && chosen !== undefined && languageOf(language) !== chosen)
      host.setAttribute("locale", chosen);
  }, [hostPage, language, chosen]);
  useEffect(() => {
    if (!isNews || languageOf(language) !== readChosenLanguage()) return;
    isNews = false;
    announce(nameOf(languageOf(language)));
  }, [announce, language]);
  return null;
}

function nameOf(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  return name.slice(0, 1).toLocaleUpperCase(tag) + name.slice(1);
}

export const feature: Feature = { parts: { MenuItems: MenuItem, Screen, Outside: Keeper } };
