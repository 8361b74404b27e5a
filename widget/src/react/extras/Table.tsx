/* oxlint-disable jsx-a11y/no-noninteractive-tabindex -- what scrolls must scroll by keyboard too */
/* oxlint-disable jsx-a11y/prefer-tag-over-role -- each `section` with a name would be a landmark of the page */
import type { ReactNode } from "react";
import { parseInline } from "#react/message/rich-text/inline.ts";
import type { RichTextParts } from "#react/message/rich-text/create-rich-text.tsx";
import { useExtraText } from "./extra-text.ts";
import { type Alignment, parseTable } from "./parse-table.ts";

export type TableProps = Pick<RichTextParts, "Inlines"> & { source: string; growing: boolean };

/** A table of a bot's text. If it is too wide, the table scrolls and not the thread. */
export function Table({ source, growing, Inlines }: TableProps): ReactNode {
  const t = useExtraText();
  const { head, alignments, rows } = parseTable(source);
  return (
    <div className="causerie-table" part="table" role="group" aria-label={t("table")} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" data-align={alignments[column]}>
                <Inlines inlines={parseInline(cell)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <Cell
                  key={column}
                  text={cell}
                  align={alignments[column]}
                  growing={growing && row === rows.length - 1}
                  Inlines={Inlines}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type CellProps = Pick<RichTextParts, "Inlines"> & { text: string; align: Alignment | undefined; growing: boolean };

function Cell({ text, align, growing, Inlines }: CellProps): ReactNode {
  return (
    <td data-align={align}>
      <Inlines inlines={parseInline(text, growing)} />
    </td>
  );
}
