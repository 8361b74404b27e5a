import type { ReactNode } from "react";
import { useLocale, useTexts } from "#i18n/texts.ts";
import { DataTable } from "./tables/DataTable.tsx";
import { FigureSection } from "./FigureSection.tsx";
import type { Shown } from "./FiguresPage.tsx";
import { formatMs } from "./format.ts";

/** What each of the team had to do. */
export function TeamLoad({ figures: { operators }, query }: Shown): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  if (operators.length === 0) return undefined;
  const number = (value: number | undefined): string => value?.toLocaleString(locale) ?? "–";
  return (
    <FigureSection title={t("figuresOperators")} table="operators" query={query}>
      <DataTable
        name={t("figuresOperators")}
        columns={[
          { head: t("figuresOperator") },
          ...(["figuresConversations", "figuresAnswers", "figuresP50", "figuresP90"] as const).map((key) => {
            return { head: t(key), isNumber: true };
          }),
          { head: t("figuresOpenMean"), isNumber: true },
          { head: t("figuresOpenMost"), isNumber: true },
        ]}
        rows={operators.map(({ name, conversations, answers, p50, p90, openMean, openMost }) => [
          name === "" ? t("figuresGone") : name,
          number(conversations),
          number(answers),
          formatMs(p50, locale),
          formatMs(p90, locale),
          number(openMean),
          number(openMost),
        ])}
      />
    </FigureSection>
  );
}
