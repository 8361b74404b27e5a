import type { Figures, FiguresQuery } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Field, SelectField } from "#parts/Field.tsx";
import { lastDays } from "./range.ts";

type Props = {
  query: FiguresQuery;
  connectors: Figures["connectors"];
  onChange: (query: FiguresQuery) => void;
};

const spans = [
  [7, "figuresLast7"],
  [28, "figuresLast28"],
  [90, "figuresLast90"],
] as const;

/** Which days, and which channel. */
export function RangeForm({ query, connectors, onChange }: Props): ReactNode {
  const t = useTexts();
  const [from, setFrom] = useState(query.from);
  const [to, setTo] = useState(query.to);
  const show = (days: { from: string; to: string }): void => {
    setFrom(days.from);
    setTo(days.to);
    onChange({ ...query, ...days });
  };
  return (
    <form
      className="page-filter figures-range"
      onSubmit={(event) => {
        event.preventDefault();
        show({ from, to });
      }}
    >
      <Field
        label={t("figuresFrom")}
        type="date"
        required
        max={to}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Field
        label={t("figuresTo")}
        type="date"
        required
        min={from}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      <button type="submit" className="button">
        {t("figuresShow")}
      </button>
      <SelectField
        label={t("channel")}
        value={query.connector ?? ""}
        onChange={(event) => {
          const { connector: _, ...rest } = query;
          onChange(event.target.value === "" ? rest : { ...rest, connector: event.target.value });
        }}
      >
        <option value="">{t("figuresAll")}</option>
        {connectors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className="figures-spans">
        {spans.map(([count, label]) => (
          <button key={count} type="button" className="button quiet" onClick={() => show(lastDays(count, Date.now()))}>
            {t(label)}
          </button>
        ))}
      </div>
    </form>
  );
}
