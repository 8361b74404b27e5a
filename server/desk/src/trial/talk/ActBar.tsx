import { trialLimits } from "@causerie/protocol/desk";
import { type ReactNode, useRef, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import type { TalkView } from "#trial/state/talks.ts";
import type { Talks } from "#trial/state/use-talks.ts";
import { MoreActs } from "./MoreActs.tsx";
import { TestDialog } from "./TestDialog.tsx";

/** Below the talk: what the person says or does next, and what can be done with the talk. */
export function ActBar({ talk, talks }: { talk: TalkView; talks: Talks }): ReactNode {
  const t = useTexts();
  const [text, setText] = useState("");
  const [isTestOpen, setTestOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { turns, trial } = talk;
  const isLate = turns.at(-1)?.isLate === true;
  const isFull = trial.acts.length >= trialLimits.turns;
  return (
    <div className="trial-foot">
      <form
        className="trial-say"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() === "" || talks.isRunning) return;
          talks.act({ type: "say", text });
          setText("");
          input.current?.focus();
        }}
      >
        <input
          ref={input}
          className="input"
          aria-label={t("trialSay")}
          placeholder={t("trialSay")}
          value={text}
          maxLength={trialLimits.textLength}
          disabled={isLate || isFull}
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" className="button primary" disabled={talks.isRunning || isLate || isFull}>
          {t("trialSend")}
        </button>
      </form>
      {isFull && <p className="error">{t("trialFull", { count: trialLimits.turns })}</p>}
      <MoreActs talks={talks} isClosed={isLate || isFull} />
      <p className="trial-buttons">
        <button type="button" className="button" disabled={talks.isRunning} onClick={() => talks.repeat()}>
          {t("trialRepeat")}
        </button>
        <button
          type="button"
          className="button"
          disabled={talks.isRunning || isLate || turns.length === 0}
          onClick={() => setTestOpen(true)}
        >
          {t("trialCopy")}
        </button>
      </p>
      {isTestOpen && <TestDialog trial={trial} onClose={() => setTestOpen(false)} />}
    </div>
  );
}
