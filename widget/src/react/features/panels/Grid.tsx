/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- each `section` with a name would be a landmark of the page */
import type { PanelPart } from "@causerie/protocol";
import type { ReactNode } from "react";

type GridProps = Pick<Extract<PanelPart, { type: "table" }>, "caption" | "columns" | "rows">;

/** A table of plain cells. If it is too wide, the table scrolls and not the thread. */
export function Grid({ caption, columns, rows }: GridProps): ReactNode {
  return (
    <div className="causerie-table" part="table" role="group" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="causerie-sr">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, align }, column) => (
              <th key={column} scope="col" data-align={align} dir="auto">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column} data-align={columns[column]?.align} dir="auto">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
