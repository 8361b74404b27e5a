import type { ReactNode } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { DayChart } from "./charts/DayChart.tsx";
import { DataTable } from "./tables/DataTable.tsx";
import { FigureSection } from "./FigureSection.tsx";
import type { Shown } from "./FiguresPage.tsx";
import { formatDate, formatMs, formatShare } from "./format.ts";

/** What most people look for: how many, and how many of them the bot served alone. */
export function DaysSection({ figures, query }: Shown): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  const { totals, days, firstAnswer } = figures;
  const number = (value: number): string => value.toLocaleString(locale);
  const facts = [
    [t("figuresConversations"), number(totals.conversations)],
    [t("figuresShare"), formatShare(totals.byBotAlone, totals.conversations, locale)],
    [t("figuresMessages"), number(totals.visitor)],
    [t("figuresFirstAnswer"), formatMs(firstAnswer.bot.p50, locale)],
  ];
  return (
    <FigureSection title={t("figuresConversations")} about={t("figuresConversationsAbout")} table="days" query={query}>
      <dl className="figure-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <DayChart days={days} />
      <DataTable
        name={t("figuresConversations")}
        isBehind
        columns={[
          { head: t("figuresDay") },
          { head: t("figuresConversations"), isNumber: true },
          { head: t("figuresAlone"), isNumber: true },
          { head: t("figuresMessages"), isNumber: true },
        ]}
        rows={days.map(({ day, conversations, byBotAlone, visitor }) => [
          formatDate(day, locale),
          number(conversations),
          number(byBotAlone),
          number(visitor),
        ])}
      />
    </FigureSection>
  );
}
