import type { ReactNode } from "react";
import { useTexts } from "#i18n/texts.ts";

type Column = { head: string; isNumber?: boolean };
type Props = {
  name: string;
  columns: readonly Column[];
  /** The first cell names the row. */
  rows: readonly (readonly ReactNode[])[];
  /** A picture shows the same: the table comes when it is asked for. */
  isBehind?: boolean;
};

/** Numbers in rows. Where there are too many of them for the page they are moved within it. */
export function DataTable({ name, columns, rows, isBehind = false }: Props): ReactNode {
  const t = useTexts();
  const table = (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what is too wide for the page is moved by keys, too
    <div className="figure-table" role="group" aria-label={name} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" data-number={isNumber}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // oxlint-disable-next-line react/no-array-index-key -- a row has no name but its cells, and is never moved
            <tr key={row}>
              {cells.map((cell, column) => (
                <Cell key={columns[column]?.head} isHead={column === 0} isNumber={columns[column]?.isNumber}>
                  {cell}
                </Cell>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (!isBehind) return table;
  return (
    <details className="figure-behind">
      <summary aria-label={t("figuresTableOf", { name })}>{t("figuresTable")}</summary>
      {table}
    </details>
  );
}

type CellProps = { isHead: boolean; isNumber: boolean | undefined; children: ReactNode };

function Cell({ isHead, isNumber, children }: CellProps): ReactNode {
  if (isHead) return <th scope="row">{children}</th>;
  return <td data-number={isNumber}>{children}</td>;
}
