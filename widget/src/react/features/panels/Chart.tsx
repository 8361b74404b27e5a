import type { PanelPart } from "@causerie/protocol";
import type { ReactNode } from "react";
import { useText } from "#react/text.ts";
import { useTexts } from "#react/features/texts.ts";
import { arcPath, arcsOf, barsOf, pointsOf } from "./chart-shapes.ts";
import { Grid } from "./Grid.tsx";
import { texts } from "./strings.ts";

type ChartPart = Extract<PanelPart, { type: "chart" }>;
type Format = (value: number) => string;

/** Numbers as a picture, its words beside it, and a table of all of it for those who do not see it. */
export function Chart({ chart }: { chart: ChartPart }): ReactNode {
  const { locale } = useText();
  const { t } = useTexts(texts);
  const { title, labels, series, unit = "" } = chart;
  const format: Format = (value) => [value.toLocaleString(locale), unit].filter(Boolean).join(" ");
  const rows = labels.map((label, row) => [label, ...series.map(({ values }) => format(values[row] ?? 0))]);
  const columns = [{ label: "" }, ...series.map(({ label }) => ({ label, align: "end" as const }))];
  return (
    <figure className="causerie-chart" part="chart" data-kind={chart.kind}>
      <figcaption className="causerie-view-title" dir="auto">
        {title}
      </figcaption>
      {/* The table below says the same, and can be read cell by cell. */}
      <div aria-hidden="true">
        <Picture chart={chart} format={format} />
      </div>
      <details className="causerie-view-details" data-hold="">
        <summary>{t("panelChartTable")}</summary>
        <Grid caption={title} columns={columns} rows={rows} />
      </details>
    </figure>
  );
}

function Picture({ chart, format }: { chart: ChartPart; format: Format }): ReactNode {
  switch (chart.kind) {
    case "bar":
      return <Bars chart={chart} format={format} />;
    case "line":
      return <Lines chart={chart} format={format} />;
    case "donut":
      return <Donut chart={chart} format={format} />;
  }
}

function Bars({ chart: { labels, series }, format }: { chart: ChartPart; format: Format }): ReactNode {
  const all = series.flatMap(({ values }) => values);
  const bars = series.map(({ values }) => barsOf(values, all));
  return (
    <>
      {series.length > 1 && <Legend names={series.map(({ label }) => label)} />}
      <div className="causerie-bars">
        {labels.flatMap((label, row) =>
          series.map(({ values }, index) => {
            const { start, length } = bars[index]?.[row] ?? { start: 0, length: 0 };
            return [
              <span key={`l${row} ${index}`} dir="auto">
                {index === 0 ? label : ""}
              </span>,
              <svg key={`b${row} ${index}`} data-series={index} viewBox="0 0 100 10" preserveAspectRatio="none">
                <rect x={start * 100} width={Math.max(length * 100, 0.5)} height="10" />
              </svg>,
              <span key={`v${row} ${index}`}>{format(values[row] ?? 0)}</span>,
            ];
          }),
        )}
      </div>
    </>
  );
}

function Lines({ chart: { labels, series }, format }: { chart: ChartPart; format: Format }): ReactNode {
  const all = series.flatMap(({ values }) => values);
  return (
    <>
      {series.length > 1 && <Legend names={series.map(({ label }) => label)} />}
      <div className="causerie-lines">
        <p>{format(Math.max(...all))}</p>
        <svg viewBox="-2 -5 104 110" preserveAspectRatio="none">
          {series.map(({ values }, index) => (
            <polyline
              key={index}
              data-series={index}
              points={pointsOf(values, all)
                .map(({ x, y }) => `${x * 100},${y * 100}`)
                .join(" ")}
            />
          ))}
        </svg>
        <p>{format(Math.min(...all))}</p>
        <p className="causerie-lines-ends">
          <span dir="auto">{labels[0]}</span>
          {labels.length > 1 && <span dir="auto">{labels.at(-1)}</span>}
        </p>
      </div>
    </>
  );
}

function Donut({ chart: { labels, series }, format }: { chart: ChartPart; format: Format }): ReactNode {
  const values = series[0]?.values ?? [];
  return (
    <div className="causerie-donut">
      <svg viewBox="0 0 40 40">
        {arcsOf(values).map((arc, index) => (
          <path key={index} data-series={index % 6} d={arcPath(arc)} />
        ))}
      </svg>
      <Legend names={labels} values={values.map(format)} />
    </div>
  );
}

function Legend({ names, values }: { names: readonly string[]; values?: readonly string[] }): ReactNode {
  return (
    <ul className="causerie-legend">
      {names.map((name, index) => (
        <li key={index}>
          <svg viewBox="0 0 10 10" data-series={index % 6}>
            <rect width="10" height="10" rx="2" />
          </svg>
          <span dir="auto">{name}</span>
          {values && <b>{values[index]}</b>}
        </li>
      ))}
    </ul>
  );
}
