import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import { IconButton } from "#parts/IconButton.tsx";
import type { Talks } from "#trial/state/use-talks.ts";

/** The talks of this page, of which one is shown. */
export function TalkBar({ talks }: { talks: Talks }): ReactNode {
  const t = useTexts();
  const { state, isRunning } = talks;
  return (
    <ul className="trial-bar" aria-label={t("trialTalks")}>
      {state.talks.map(({ name }) => (
        <li key={name}>
          <button
            type="button"
            className="button"
            aria-pressed={name === state.shown}
            disabled={isRunning}
            onClick={() => talks.show(name)}
          >
            {t("trialTalk", { number: name })}
          </button>
          <IconButton
            icon="close"
            label={t("trialCloseTalk", { number: name })}
            disabled={isRunning}
            onClick={() => talks.close(name)}
          />
        </li>
      ))}
    </ul>
  );
}
