import type { ReactNode } from "react";
import type { Feature } from "#react/seams/feature.ts";
import { ScreenFrame, useScreen } from "#react/features/open-screen.tsx";
import { textOf, useSettings } from "#react/features/settings.ts";
import { useTexts } from "#react/features/texts.ts";
import { Drawing } from "#react/Icon.tsx";
import { Link } from "#react/message/Link.tsx";
import { safeUrl } from "#react/message/safe-url.ts";
import { texts } from "./strings.ts";

/** Of the package, set by the build. */
declare const WIDGET_VERSION: string;

const screen = "about";
const icon = "M12 11v5.5M12 7.6v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17Z";

function MenuItem({ onDone }: { onDone: () => void }): ReactNode {
  const { t } = useTexts(texts);
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
      <span>{t("aboutOpen")}</span>
    </button>
  );
}

function Screen(): ReactNode {
  const { name } = useScreen();
  return name === screen && <About />;
}

/** Who answers, who runs the chat and what becomes of what is written, as the page says; and which program this is. */
function About(): ReactNode {
  const { t } = useTexts(texts);
  const { show } = useScreen();
  const read = useSettings();
  const text = textOf(read, "about-text");
  const privacy = safeUrl(textOf(read, "privacy") ?? "javascript:");
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("aboutName"), textOf(read, "bot-name")],
    [t("aboutOperator"), textOf(read, "operator")],
    [
      t("aboutPrivacy"),
      privacy && (
        <Link className="causerie-about-link" href={privacy}>
          {t("aboutPrivacyLink")}
        </Link>
      ),
    ],
    [t("aboutProgram"), `Causerie ${WIDGET_VERSION}`],
  ];
  return (
    <ScreenFrame title={t("aboutOpen")} back={t("aboutBack")} onClose={() => show(undefined)}>
      <div className="causerie-about" part="about">
        {text !== undefined && <p dir="auto">{text}</p>}
        <dl>
          {rows
            .filter(([, value]) => value !== undefined)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
      </div>
    </ScreenFrame>
  );
}

export const feature: Feature = { parts: { MenuItems: MenuItem, Screen } };
