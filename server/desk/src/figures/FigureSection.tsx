import type { FigureTable, FiguresQuery } from "@causerie/protocol/desk";
import { type ReactNode, useId } from "react";
import { useTexts } from "#i18n/texts.ts";
import { csvUrl } from "#wire/figures.ts";

type Props = { title: string; about?: string; table: FigureTable; query: FiguresQuery; children: ReactNode };

/** One subject of the figures, with its numbers as CSV. */
export function FigureSection({ title, about, table, query, children }: Props): ReactNode {
  const t = useTexts();
  const id = useId();
  return (
    <section className="figure" aria-labelledby={id}>
      <div className="figure-head">
        <h2 id={id}>{title}</h2>
        <a
          className="button small"
          href={csvUrl(table, query)}
          download=""
          aria-label={t("figuresCsvOf", { name: title })}
        >
          {t("figuresCsv")}
        </a>
      </div>
      {about !== undefined && <p className="hint">{about}</p>}
      {children}
    </section>
  );
}
