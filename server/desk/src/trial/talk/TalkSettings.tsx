import { type TrialChannel, trialChannels } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import type { TextKey } from "#i18n/texts.ts";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField } from "#parts/Field.tsx";
import type { Settings } from "#trial/state/use-talks.ts";

export const channelTitles: Record<TrialChannel, TextKey> = {
  web: "trialWeb",
  messenger: "trialMessenger",
  text: "trialText",
  voice: "trialVoice",
};

type Props = {
  channel: TrialChannel;
  isRunning: boolean;
  onMove: (channel: TrialChannel) => void;
  onBegin: (settings: Settings) => void;
};

/** The channel counts at once, for the talk that is shown; the person is that of the next talk. */
export function TalkSettings({ channel, isRunning, onMove, onBegin }: Props): ReactNode {
  const t = useTexts();
  const [locale, setLocale] = useState("");
  const [name, setName] = useState("");
  return (
    <form
      className="trial-settings"
      onSubmit={(event) => {
        event.preventDefault();
        onBegin({ channel, locale: locale.trim(), name: name.trim() });
      }}
    >
      <SelectField
        label={t("trialChannel")}
        value={channel}
        disabled={isRunning}
        onChange={(event) => {
          const to = trialChannels.find((each) => each === event.target.value);
          if (to !== undefined) onMove(to);
        }}
      >
        {trialChannels.map((each) => (
          <option key={each} value={each}>
            {t(channelTitles[each])}
          </option>
        ))}
      </SelectField>
      <Field
        label={t("trialLanguage")}
        hint={t("trialLanguageHint")}
        value={locale}
        maxLength={35}
        pattern="[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}"
        onChange={(event) => setLocale(event.target.value)}
      />
      <Field
        label={t("trialName")}
        hint={t("trialNewHint")}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={isRunning}>
        {t("trialBegin")}
      </button>
    </form>
  );
}
