import type { TrialAct } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field } from "#parts/Field.tsx";
import type { Talks } from "#trial/state/use-talks.ts";

/** What a person does beside saying and tapping, and what is done to a talk. */
export function MoreActs({ talks, isClosed }: { talks: Talks; isClosed: boolean }): ReactNode {
  const t = useTexts();
  const [latitude, setLatitude] = useState("48.8566");
  const [longitude, setLongitude] = useState("2.3522");
  const isOff = isClosed || talks.isRunning;
  return (
    <details className="trial-more">
      <summary>{t("trialMore")}</summary>
      <form
        className="trial-more-row"
        onSubmit={(event) => {
          event.preventDefault();
          talks.act({ type: "share", latitude: Number(latitude), longitude: Number(longitude) });
        }}
      >
        <Field
          label={t("trialLatitude")}
          type="number"
          step="any"
          min={-90}
          max={90}
          required
          value={latitude}
          onChange={(event) => setLatitude(event.target.value)}
        />
        <Field
          label={t("trialLongitude")}
          type="number"
          step="any"
          min={-180}
          max={180}
          required
          value={longitude}
          onChange={(event) => setLongitude(event.target.value)}
        />
        <button type="submit" className="button" disabled={isOff}>
          {t("trialShare")}
        </button>
      </form>
      <One
        label={t("trialEvent")}
        button={t("trialSendEvent")}
        isOff={isOff}
        talks={talks}
        act={(name) => ({ type: "send", name })}
      />
      <One
        label={t("trialRef")}
        button={t("trialRefer")}
        isOff={isOff}
        talks={talks}
        act={(ref) => ({ type: "refer", ref })}
      />
      <One
        label={t("trialMinutes")}
        button={t("trialWait")}
        isOff={isOff}
        talks={talks}
        isNumber
        act={(minutes) => ({ type: "wait", minutes: Number(minutes) })}
      />
      <p className="trial-buttons">
        {(["up", "down"] as const).map((value) => (
          <button
            key={value}
            type="button"
            className="button"
            disabled={isOff}
            onClick={() => talks.act({ type: "rate", value })}
          >
            {t(value === "up" ? "trialUp" : "trialDown")}
          </button>
        ))}
      </p>
    </details>
  );
}

type OneProps = {
  label: string;
  button: string;
  isOff: boolean;
  isNumber?: boolean;
  talks: Talks;
  act: (value: string) => TrialAct;
};

/** An act with one value. */
function One({ label, button, isOff, isNumber = false, talks, act }: OneProps): ReactNode {
  const [value, setValue] = useState("");
  return (
    <form
      className="trial-more-row"
      onSubmit={(event) => {
        event.preventDefault();
        talks.act(act(value));
      }}
    >
      <Field
        label={label}
        required
        value={value}
        {...(isNumber ? { type: "number", min: 1, max: 100_000, step: 1 } : { maxLength: 100 })}
        onChange={(event) => setValue(event.target.value)}
      />
      <button type="submit" className="button" disabled={isOff}>
        {button}
      </button>
    </form>
  );
}
