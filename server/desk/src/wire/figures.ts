import { type FiguresQuery, type FigureTable, figuresSchema } from "@causerie/protocol/desk";
import { apiPath, call, queryText } from "./call.ts";

/** @throws CallError */
export const readFigures = (query: FiguresQuery) => call("GET", "/figures", figuresSchema, { query });

/** Where a table of the figures is as CSV, for a link that saves it. */
export const csvUrl = (table: FigureTable, query: FiguresQuery): string =>
  `${apiPath}/figures/${table}${queryText(query)}`;
