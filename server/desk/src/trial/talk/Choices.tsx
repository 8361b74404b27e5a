import type { TrialAct, TrialChoice } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";
import type { Talks } from "#trial/state/use-talks.ts";

type Props = { choices: readonly TrialChoice[]; talks: Talks; label: string; className: string };

/** What can be chosen: a tap does what it would do on the channel, and a page is opened beside this one. */
export function Choices({ choices, talks, label, className }: Props): ReactNode {
  const t = useTexts();
  if (choices.length === 0) return null;
  return (
    <ul className={className} aria-label={label}>
      {choices.map((choice, index) => (
        <li key={`${index} ${choice.label}`}>
          {choice.does === "page" ? (
            <a href={choice.value} target="_blank" rel="noreferrer">
              {t("trialOpens", { label: choice.label })}
            </a>
          ) : (
            <button
              type="button"
              className="button"
              disabled={talks.isRunning}
              onClick={() => talks.act(actOf(choice))}
            >
              {choice.label}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Below the newest message alone: they go with the person's next words. */
export function Replies({ replies, talks }: { replies: readonly TrialChoice[]; talks: Talks }): ReactNode {
  const t = useTexts();
  const isSpoken = talks.shown?.trial.channel === "voice";
  return (
    <Choices
      choices={replies}
      talks={talks}
      label={t(isSpoken ? "trialSayable" : "trialReplies")}
      className="trial-replies"
    />
  );
}

/** Where somebody is asked where they are, they are in Paris. */
function actOf({ label, does, value }: TrialChoice): TrialAct {
  switch (does) {
    case "tap":
      return { type: "tap", label, link: value };
    case "location":
      return { type: "share", latitude: 48.8566, longitude: 2.3522 };
    case "say":
    case "page":
      return { type: "say", text: value };
  }
}
