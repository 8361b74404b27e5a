import type { OpenHours } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { CheckField, Field } from "#parts/Field.tsx";

type Props = {
  hours: readonly OpenHours[];
  timeZone: string;
  onHours: (hours: readonly OpenHours[]) => void;
  onTimeZone: (timeZone: string) => void;
};

const office: OpenHours = { days: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" };

/** When somebody is there. No line at all is always. */
export function HoursField({ hours, timeZone, onHours, onTimeZone }: Props): ReactNode {
  const t = useTexts();
  const change = (index: number, changed: Partial<OpenHours>): void =>
    onHours(hours.map((each, at) => (at === index ? { ...each, ...changed } : each)));
  return (
    <fieldset className="fieldset">
      <legend>{t("hours")}</legend>
      {hours.length === 0 && <p className="hint">{t("alwaysOpen")}</p>}
      {hours.map((each, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines have nothing but their index to be known by, and none of them moves
        <div className="hours" key={index}>
          <Days days={each.days} onChange={(days) => change(index, { days })} />
          <Field
            label={t("from")}
            type="time"
            required
            value={each.from}
            onChange={(event) => change(index, { from: event.target.value })}
          />
          <Field
            label={t("until")}
            type="time"
            required
            value={each.to}
            onChange={(event) => change(index, { to: event.target.value })}
          />
          <button type="button" className="button" onClick={() => onHours(hours.filter((_, at) => at !== index))}>
            {t("remove")}
          </button>
        </div>
      ))}
      {hours.length > 0 && (
        <Field label={t("timeZone")} required value={timeZone} onChange={(event) => onTimeZone(event.target.value)} />
      )}
      <button type="button" className="button" onClick={() => onHours([...hours, office])}>
        {t("hoursAdd")}
      </button>
    </fieldset>
  );
}

function Days({ days, onChange }: { days: readonly number[]; onChange: (days: number[]) => void }): ReactNode {
  const language = useLocale();
  const name = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  return (
    <div className="days">
      {[1, 2, 3, 4, 5, 6, 7].map((day) => (
        <CheckField
          key={day}
          // The first of January 2024 was a Monday.
          label={name.format(Date.UTC(2024, 0, day))}
          checked={days.includes(day)}
          onChange={(event) =>
            onChange(
              event.target.checked ? [...days, day].toSorted((a, b) => a - b) : days.filter((each) => each !== day),
            )
          }
        />
      ))}
    </div>
  );
}
