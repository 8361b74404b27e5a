import { type TrialTurn, trialLimits } from "@causerie/protocol/desk";
import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import { CheckField } from "#parts/Field.tsx";
import type { TalkView } from "#trial/state/talks.ts";
import type { Talks } from "#trial/state/use-talks.ts";
import { actText } from "./act-text.ts";
import { Bubble } from "./Bubble.tsx";
import { Replies } from "./Choices.tsx";
import { channelTitles } from "./TalkSettings.tsx";
import type { Voice } from "./use-voice.ts";

type Props = { talk: TalkView; talks: Talks; chosen: number; voice: Voice };

/** The talk as its channel would draw it. */
export function Talk({ talk, talks, chosen, voice }: Props): ReactNode {
  const t = useTexts();
  const { trial, turns, pending } = talk;
  return (
    <>
      {trial.channel === "voice" && (
        <CheckField
          label={t("trialReadAloud")}
          checked={voice.isOn}
          onChange={(event) => voice.setOn(event.target.checked)}
        />
      )}
      <div
        className="trial-log"
        role="group"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is scrolled by keys, too
        tabIndex={0}
        aria-label={t("trialLog", { channel: t(channelTitles[trial.channel]) })}
      >
        <ol>
          {turns.map((turn, index) => (
            <li key={index} className="trial-turn" data-chosen={index === chosen || undefined}>
              <Turn
                turn={turn}
                index={index}
                talks={talks}
                isNewest={index === turns.length - 1}
                isChosen={index === chosen}
              />
            </li>
          ))}
        </ol>
        {pending.map((act, index) => (
          <p key={index} className="trial-act" data-pending="">
            {actText(act, t)}
          </p>
        ))}
        {talks.isRunning && <p className="hint">{t("trialAnswering")}</p>}
        <End key={`${talk.name} ${turns.length} ${pending.length}`} />
      </div>
      <p className="causerie-sr" role="status">
        {talks.isRunning ? t("trialAnswering") : ""}
      </p>
    </>
  );
}

/** Made anew whenever something was added: then the end of the talk comes into sight, and the page itself does not jump. */
function End(): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const frame = end.current?.parentElement;
    if (frame) frame.scrollTop = frame.scrollHeight;
  }, []);
  return <div ref={end} />;
}

type TurnProps = { turn: TrialTurn; index: number; talks: Talks; isNewest: boolean; isChosen: boolean };

function Turn({ turn, index, talks, isNewest, isChosen }: TurnProps): ReactNode {
  const t = useTexts();
  const number = index + 1;
  const { act, bubbles, isLate, outcome } = turn;
  const replies = bubbles.at(-1)?.replies ?? [];
  return (
    <>
      <p className={act.type === "say" ? "trial-act" : "trial-act trial-deed"}>
        <span className="causerie-sr">{t("trialYou")}: </span>
        {actText(act, t)}
      </p>
      {bubbles.map((bubble, position) => (
        <Bubble key={position} bubble={bubble} talks={talks} isNewest={isNewest} />
      ))}
      {isLate && <p className="error">{t("trialLate", { seconds: trialLimits.turnMs / 1_000 })}</p>}
      {bubbles.length === 0 && !isLate && act.type !== "wait" && (
        <p className="hint">{t("trialNothing", { outcome })}</p>
      )}
      {isNewest && <Replies replies={replies} talks={talks} />}
      <p className="trial-turn-buttons">
        <button
          type="button"
          className="button quiet small"
          aria-pressed={isChosen}
          aria-label={t("trialInspectTurn", { number })}
          onClick={() => talks.choose(index)}
        >
          {t("trialInspect")}
        </button>
        <button
          type="button"
          className="button quiet small"
          aria-label={t("trialRewindTo", { number: isLate ? number - 1 : number })}
          disabled={talks.isRunning || (isNewest && !isLate)}
          onClick={() => {
            talks.rewind(isLate ? index - 1 : index);
            announce(t("trialRewound", { number: isLate ? number - 1 : number }));
          }}
        >
          {t("trialRewind")}
        </button>
        <button
          type="button"
          className="button quiet small"
          aria-label={t("trialForkFrom", { number })}
          disabled={talks.isRunning || isLate}
          onClick={() => {
            talks.fork(index);
            announce(t("trialForked"));
          }}
        >
          {t("trialFork")}
        </button>
      </p>
    </>
  );
}
