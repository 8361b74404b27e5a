import type { TrialTurn } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";

type Props = { guess: TrialTurn["guesses"][number] };

/** What one understander made of the words: its intents with their scores, the likeliest first. */
export function Guess({ guess }: Props): ReactNode {
  const t = useTexts();
  const { source, intent, step, confidence, others, words } = guess;
  const name =
    intent === undefined ? t("trialNoIntent") : step === undefined ? intent : t("trialStep", { story: intent, step });
  const rows = [{ intent: name, confidence }, ...others];
  return (
    <div className="trial-guess">
      <p className="hint">
        {t("trialBy", { source })}
        {words.length > 0 && `, ${t("trialWords", { words: words.map((word) => `“${word}”`).join(", ") })}`}
      </p>
      <ul>
        {rows.map((row, index) => (
          <li key={`${index} ${row.intent}`} className="trial-score">
            <span>{row.intent}</span>
            <meter min={0} max={1} value={row.confidence} aria-label={t("trialScore", { intent: row.intent })} />
            <span>{row.confidence.toFixed(2)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
