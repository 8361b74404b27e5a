import type { Figures } from "@causerie/protocol/desk";
import { type ReactNode, useState } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { formatDate } from "#figures/format.ts";

type Days = Figures["days"];

/** Units of the drawing; the page stretches it. */
const height = 100;
const step = 10;

/**
 * A column for each day: filled is what the bot served alone, hollow is what the team had, so nobody has to see colours. The slider below it reads the days
 * one by one: by keys, by touch, and to a screen reader, for which the drawing is nothing.
 */
export function DayChart({ days }: { days: Days }): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  const [chosen, setChosen] = useState<number>();
  const index = Math.min(chosen ?? days.length - 1, days.length - 1);
  const most = Math.max(1, ...days.map(({ conversations }) => conversations));
  const day = days[index];
  if (day === undefined) return undefined;
  const words = t("figuresOfDay", {
    day: formatDate(day.day, locale),
    all: day.conversations,
    alone: day.byBotAlone,
  });
  return (
    <figure className="day-chart">
      <svg
        viewBox={`0 0 ${days.length * step} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerMove={({ currentTarget, clientX }) => {
          const { left, width } = currentTarget.getBoundingClientRect();
          setChosen(Math.min(days.length - 1, Math.max(0, Math.floor(((clientX - left) / width) * days.length))));
        }}
      >
        {days.map(({ day: name, conversations, byBotAlone }, position) => (
          <DayColumn
            key={name}
            x={position * step}
            all={(conversations / most) * height}
            alone={(byBotAlone / most) * height}
            isChosen={position === index}
          />
        ))}
      </svg>
      <input
        type="range"
        min={0}
        max={Math.max(0, days.length - 1)}
        value={index}
        aria-label={t("figuresChartOf", { name: t("figuresConversations") })}
        aria-valuetext={words}
        onChange={(event) => setChosen(Number(event.target.value))}
      />
      <figcaption>
        <span>{words}</span>
        <span className="legend">
          <Key kind="bar-alone" label={t("figuresAlone")} />
          <Key kind="bar-team" label={t("figuresWithTeam")} />
        </span>
      </figcaption>
    </figure>
  );
}

type Column = { x: number; all: number; alone: number; isChosen: boolean };

function DayColumn({ x, all, alone, isChosen }: Column): ReactNode {
  const own = { x: x + 1, width: step - 2 };
  return (
    <g data-chosen={isChosen ? "" : undefined}>
      <rect className="bar-behind" x={x} width={step} y={0} height={height} />
      <rect className="bar-team" {...own} y={height - all} height={all} />
      <rect className="bar-alone" {...own} y={height - alone} height={alone} />
    </g>
  );
}

function Key({ kind, label }: { kind: string; label: string }): ReactNode {
  return (
    <span className="legend-key">
      <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <rect className={kind} x="1" y="1" width="10" height="10" />
      </svg>
      {label}
    </span>
  );
}
