import type { Figures, FigureTable, FiguresQuery } from "@causerie/protocol/desk";
import type { ReactNode } from "react";
import { type TextKey, type Translate, useLocale, useTexts } from "#i18n/texts.ts";
import { Bar } from "./charts/Bar.tsx";
import { DataTable } from "./tables/DataTable.tsx";
import { FigureSection } from "./FigureSection.tsx";
import type { Shown } from "./FiguresPage.tsx";
import { formatShare } from "./format.ts";

/** What is counted by name: the most first, each with a bar beside its number. */
export function Rankings({ figures, query }: Shown): ReactNode {
  const t = useTexts();
  const { stories, paths, follows, opinions, outcomes, failures, totals } = figures;
  const arrow = (names: readonly string[]): string =>
    names.map((name) => (name === "" ? t("figuresStart") : name)).join(" → ");
  const shared = { query };
  return (
    <>
      <Ranking
        {...shared}
        title="figuresPaths"
        table="paths"
        head="figuresPath"
        rows={paths.map(({ path, count }) => [arrow(path), count])}
      />
      <Ranking
        {...shared}
        title="figuresFollows"
        table="follows"
        head="figuresPath"
        rows={follows.map(({ from, to, count }) => [arrow([from, to]), count])}
      />
      <Ranking
        {...shared}
        title="figuresStories"
        table="stories"
        head="figuresStory"
        rows={stories.map(({ story, count }) => [story, count])}
      />
      <Questions questions={figures.questions} query={query} />
      <Ranking
        {...shared}
        title="figuresOpinions"
        table="opinions"
        head="figuresAnswer"
        about={totals.comments === 0 ? undefined : t("figuresComments", { count: totals.comments })}
        rows={opinions.map(({ question, answer, count }) => [
          `${question === "" ? t("figuresThumb") : question}: ${answerText(answer, t)}`,
          count,
        ])}
      />
      <Ranking
        {...shared}
        title="figuresFailures"
        table="failures"
        head="figuresCause"
        rows={failures.map(({ connector, cause, count }) => [`${cause} (${connector})`, count])}
      />
      <Ranking
        {...shared}
        title="figuresOutcomes"
        table="outcomes"
        head="figuresOutcome"
        rows={outcomes.map(({ outcome, count }) => [outcome, count])}
      />
    </>
  );
}

type RankingProps = {
  title: TextKey;
  table: FigureTable;
  head: TextKey;
  query: FiguresQuery;
  about?: string | undefined;
  rows: readonly (readonly [name: string, count: number])[];
};

/** More than a page needs is in the CSV. */
const mostShown = 15;

function Ranking({ title, table, head, query, about, rows }: RankingProps): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  if (rows.length === 0) return undefined;
  const most = Math.max(...rows.map(([, count]) => count));
  return (
    <FigureSection title={t(title)} table={table} query={query} {...(about === undefined ? {} : { about })}>
      <DataTable
        name={t(title)}
        columns={[{ head: t(head) }, { head: t("figuresCount"), isNumber: true }]}
        rows={rows
          .slice(0, mostShown)
          .map(([name, count]) => [
            name,
            <Counted key={name} value={count} most={most} text={count.toLocaleString(locale)} />,
          ])}
      />
    </FigureSection>
  );
}

function Questions({ questions, query }: { questions: Figures["questions"]; query: FiguresQuery }): ReactNode {
  const t = useTexts();
  const locale = useLocale();
  if (questions.length === 0) return undefined;
  const sorted = questions.toSorted((a, b) => b.left - a.left).slice(0, mostShown);
  const most = Math.max(...sorted.map(({ asked }) => asked));
  return (
    <FigureSection title={t("figuresQuestions")} table="questions" query={query}>
      <DataTable
        name={t("figuresQuestions")}
        columns={[
          { head: t("figuresQuestion") },
          { head: t("figuresAsked"), isNumber: true },
          { head: t("figuresLeft"), isNumber: true },
        ]}
        rows={sorted.map(({ story, step, slot, asked, left }) => [
          [story, step, slot].filter((part) => part !== "").join(" · "),
          asked.toLocaleString(locale),
          <Counted
            key={story}
            value={asked}
            part={left}
            most={most}
            text={`${left.toLocaleString(locale)} (${formatShare(left, asked, locale)})`}
          />,
        ])}
      />
    </FigureSection>
  );
}

function Counted({ text, ...bar }: { value: number; part?: number; most: number; text: string }): ReactNode {
  return (
    <span className="counted">
      <Bar {...bar} />
      <span className="counted-text">{text}</span>
    </span>
  );
}

const answers: Record<string, TextKey> = { up: "figuresUp", down: "figuresDown", neutral: "figuresNeutral" };

function answerText(answer: string, t: Translate): string {
  const key = answers[answer];
  return key === undefined ? answer : t(key);
}
