import { figuresQuerySchema, figuresSchema, figureTables } from "@causerie/protocol/desk";
import { RequestError } from "#app/errors.ts";
import { type DeskRoute, route } from "#desk/http/route.ts";
import { toCsv } from "#desk/figures/summary/to-csv.ts";
import { type FiguresParts, readFigures } from "./read-figures.ts";

/** The figures, for whoever may read them: all as JSON, and each table as CSV. */
export function figuresRoutes(parts: FiguresParts): DeskRoute[] {
  return [
    route({
      method: "get",
      path: "/figures",
      summary: "What happened in some days, in numbers.",
      scope: "figures.read",
      query: figuresQuerySchema,
      answer: figuresSchema,
      handle: ({ query }) => readFigures(parts, query),
    }),
    route({
      method: "get",
      path: "/figures/:table",
      summary: `One table of the figures as CSV: ${figureTables.join(", ")}.`,
      scope: "figures.read",
      query: figuresQuerySchema,
      stream: true,
      mediaType: "text/csv",
      async handle({ params, query, response }) {
        const table = figureTables.find((each) => each === params["table"]);
        if (table === undefined) throw new RequestError("not_found", "there is no such table of the figures");
        const figures = await readFigures(parts, query);
        response.setHeader("Content-Type", "text/csv; charset=utf-8; header=present");
        response.setHeader("Content-Disposition", `attachment; filename="${table}-${figures.from}-${figures.to}.csv"`);
        response.setHeader("Cache-Control", "private, no-store");
        response.end(toCsv(figures, table));
      },
    }),
  ];
}
