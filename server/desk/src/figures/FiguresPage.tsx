import "#figures/look/figures.css";
import type { Figures, FiguresQuery } from "@causerie/protocol/desk";
import { type ReactNode, useCallback, useState } from "react";
import { useTexts } from "#i18n/texts.ts";
import { Page } from "#parts/Page.tsx";
import { useResource } from "#parts/use-resource.ts";
import { readFigures } from "#wire/figures.ts";
import { DaysSection } from "./DaysSection.tsx";
import { FirstAnswers } from "./FirstAnswers.tsx";
import { RangeForm } from "./RangeForm.tsx";
import { lastDays } from "./range.ts";
import { Rankings } from "./Rankings.tsx";
import { TeamLoad } from "./TeamLoad.tsx";

export function FiguresPage(): ReactNode {
  const t = useTexts();
  const [query, setQuery] = useState<FiguresQuery>(() => {
    const { timeZone: zone } = new Intl.DateTimeFormat().resolvedOptions();
    return { ...lastDays(28, Date.now()), zone };
  });
  const resource = useResource(useCallback(() => readFigures(query), [query]));
  const connectors = resource.data?.connectors ?? [];
  return (
    <Page
      title={t("figures")}
      about="figuresAbout"
      actions={<RangeForm query={query} connectors={connectors} onChange={setQuery} />}
      resource={resource}
    >
      {(figures) =>
        isEmpty(figures) ? <p className="empty">{t("figuresNothing")}</p> : <All {...{ figures, query }} />
      }
    </Page>
  );
}

export type Shown = { figures: Figures; query: FiguresQuery };

function All({ figures, query }: Shown): ReactNode {
  return (
    <div className="figures">
      <DaysSection figures={figures} query={query} />
      <FirstAnswers figures={figures} query={query} />
      <Rankings figures={figures} query={query} />
      <TeamLoad figures={figures} query={query} />
    </div>
  );
}

function isEmpty({ totals, failures, operators, outcomes }: Figures): boolean {
  const { conversations, visitor, bot, team } = totals;
  return conversations + visitor + bot + team + failures.length + operators.length + outcomes.length === 0;
}
