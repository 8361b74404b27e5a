import type { TrialChannel } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { failureText } from "#i18n/failure-text.ts";
import { useTexts } from "#i18n/texts.ts";
import { announce } from "#parts/announce.tsx";
import { Differences } from "./inspector/Differences.tsx";
import { Inspector } from "./inspector/Inspector.tsx";
import "./look/trial.css";
import { useTalks } from "./state/use-talks.ts";
import { ActBar } from "./talk/ActBar.tsx";
import { spokenText, useVoice } from "./talk/use-voice.ts";
import { Talk } from "./talk/Talk.tsx";
import { TalkBar } from "./talk/TalkBar.tsx";
import { TalkSettings } from "./talk/TalkSettings.tsx";

/** The team talks to the bot as any channel would, and sees beside it why it answers as it does. */
export function TrialPage(): ReactNode {
  const t = useTexts();
  const voice = useVoice();
  const talks = useTalks((turn, trial) => {
    announce(spokenText(turn));
    if (trial.channel === "voice") voice.say(turn, trial.locale);
  });
  const [channel, setChannel] = useState<TrialChannel>("web");
  const { shown, state, isRunning, error } = talks;
  const chosen = state.chosen ?? (shown === undefined ? 0 : shown.turns.length - 1);
  const move = (to: TrialChannel): void => {
    setChannel(to);
    if (shown !== undefined) talks.moveTo(to);
  };
  return (
    <div className="page trial-page">
      <h1>{t("trial")}</h1>
      <p className="page-about">{t("trialAbout")}</p>
      <TalkSettings
        channel={shown?.trial.channel ?? channel}
        isRunning={isRunning}
        onMove={move}
        onBegin={talks.begin}
      />
      {state.talks.length > 1 && <TalkBar talks={talks} />}
      {error !== undefined && (
        <p className="error" role="alert">
          {failureText(error, t)}
        </p>
      )}
      {shown === undefined ? (
        <p className="empty">{t("trialStart")}</p>
      ) : (
        <div className="trial-columns">
          <section className="trial-talk" data-channel={shown.trial.channel}>
            <Talk talk={shown} talks={talks} chosen={chosen} voice={voice} />
            <ActBar talk={shown} talks={talks} />
          </section>
          <aside className="trial-inspector" aria-label={t("trialInspect")}>
            {shown.compared !== undefined && <Differences compared={shown.compared} />}
            <Inspector turns={shown.turns} chosen={chosen} />
          </aside>
        </div>
      )}
    </div>
  );
}
