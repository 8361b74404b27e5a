import type { Times } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { TimeChart } from "./charts/TimeChart.tsx";
import { DataTable } from "./tables/DataTable.tsx";
import { FigureSection } from "./FigureSection.tsx";
import type { Shown } from "./FiguresPage.tsx";
import { formatMs } from "./format.ts";

export function FirstAnswers({ figures: { firstAnswer }, query }: Shown): ReactNode {
  const t = useTexts();
  if (firstAnswer.bot.count + firstAnswer.team.count === 0) return undefined;
  return (
    <FigureSection title={t("figuresFirstAnswer")} table="answers" query={query}>
      <div className="figure-pair">
        <OneTime name={t("figuresOfBot")} times={firstAnswer.bot} />
        <OneTime name={t("figuresOfTeam")} times={firstAnswer.team} />
      </div>
    </FigureSection>
  );
}

function OneTime({ name, times }: { name: string; times: Times }): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  return (
    <div className="figure-part">
      <h3>{name}</h3>
      <dl className="figure-facts">
        <div>
          <dt>{t("figuresP50")}</dt>
          <dd>{formatMs(times.p50, locale)}</dd>
        </div>
        <div>
          <dt>{t("figuresP90")}</dt>
          <dd>{formatMs(times.p90, locale)}</dd>
        </div>
      </dl>
      <TimeChart buckets={times.buckets} />
      {times.count > 0 && (
        <DataTable
          name={`${t("figuresFirstAnswer")}: ${name}`}
          isBehind
          columns={[{ head: t("figuresUpTo") }, { head: t("figuresCount"), isNumber: true }]}
          rows={times.buckets.map(({ upTo, count }) => [formatMs(upTo, locale), count.toLocaleString(locale)])}
        />
      )}
    </div>
  );
}
